"""The shop's users: shoppers and staff sign in by e-mail address."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, Self

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

PRIVILEGES = ("is_staff", "is_superuser", "group_id")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Whoever runs this on the shop's own machine vouches for the address."""
        user = self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})
        apps.get_model("account", "EmailAddress").objects.create(
            user=user, email=user.email, verified=True, primary=True
        )
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class CustomerGroup(models.Model):
    """Customers who have prices of their own, such as trade."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    priced_in = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        editable=False,
        help_text="The currencies in which the group gets prices of its own by now. Written by pricing.",
    )

    class Meta:
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser, PermissionsMixin):
    """Shoppers' backends sign in to the database with roles that may not write PRIVILEGES, not even what they were.

    So a user is written without those that are as the database has them.
    """

    email = models.EmailField("e-mail address")
    name = models.CharField(max_length=150, blank=True)
    group = models.ForeignKey(
        CustomerGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="customers",
        help_text="Whose prices they get.",
    )
    is_staff = models.BooleanField("staff", default=False, db_default=False)
    is_superuser = models.BooleanField(
        "superuser status", default=False, db_default=False, help_text="May do everything, whatever their roles say."
    )
    is_active = models.BooleanField("active", default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    credential_epoch = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="Raised by every change of password; credentials made before it are worth nothing.",
    )

    _kept: Mapping[str, Any] = MappingProxyType({})  # the privileges the database has, as far as they were loaded

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.email

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **mode: Any) -> Self:
        user = super().from_db(db, field_names, values, **mode)
        user._kept = user._privileges()
        return user

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is None and not self._state.adding and self._privileges() == self._kept:
            update_fields = {field.attname for field in self._meta.concrete_fields} & self.__dict__.keys()
            update_fields -= {self._meta.pk.attname, *PRIVILEGES}
        # `_password` is set by set_password and cleared by Django where only the hash is upgraded.
        if getattr(self, "_password", None) is not None:
            self.credential_epoch += 1
            if update_fields is not None:
                update_fields = {*update_fields, "credential_epoch"}
        super().save(*args, update_fields=update_fields, **kwargs)
        self._kept = self._privileges()

    def _do_insert(self, manager: Any, using: str, fields: Sequence[models.Field[Any, Any]], *args: Any) -> Any:
        """Django's own last step: the only place that knows which columns an INSERT names."""
        named = [field for field in fields if field.attname not in PRIVILEGES or getattr(self, field.attname)]
        return super()._do_insert(manager, using, named, *args)  # type: ignore[misc]  # no stubs for it

    def _privileges(self) -> dict[str, Any]:
        """Those that were loaded."""
        return {name: self.__dict__[name] for name in PRIVILEGES if name in self.__dict__}

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What Django keeps in each session and compares on every request: password and epoch."""
        value = f"{self.password}:{self.credential_epoch}"
        return salted_hmac("core.customers.models.User", value, secret=secret, algorithm="sha256").hexdigest()

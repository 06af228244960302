"""People: customers and staff, their addresses, and what staff may do."""

from importlib import import_module
from typing import Any, ClassVar

from allauth.account.admin import EmailAddressAdmin as AllauthEmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Count

from core.customers.models import CustomerGroup, User
from core.shared.backoffice import ExportAdmin, ModelAdmin, ModelResource, ReadOnlyAdmin, column
from core.shared.backoffice.people import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

# All are registered by the apps they come from, once those admins are imported. Providers stand in the environment.
for app in ("account", "mfa", "socialaccount", "usersessions"):
    import_module(f"allauth.{app}.admin")
admin.site.unregister([Authenticator, EmailAddress, Group, SocialAccount, SocialApp, SocialToken, UserSession])


class PersonSheet(ModelResource):
    """Nothing that anybody signs in by."""

    class Meta:
        model = User
        fields = ("id", "email", "name", "is_active", "is_staff", "date_joined", "last_login")


class PersonForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        labels: ClassVar = {"group": "Customer group", "groups": "Roles"}
        help_texts: ClassVar = {"groups": "What staff may do."}


@admin.register(User)
class UserAdmin(ExportAdmin, DjangoUserAdmin[User], ModelAdmin[User]):
    shows_people = True
    resource_classes: ClassVar = [PersonSheet]
    form = PersonForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    ordering = ("email",)
    list_display = ("email", "name", "group", "is_staff", "is_active", "date_joined", "last_login")
    list_filter = ("group", "is_staff", "is_active", "date_joined")
    list_select_related = ("group",)
    search_fields = ("email", "name")
    date_hierarchy = "date_joined"
    readonly_fields = ("last_login", "date_joined", "credential_epoch")
    fieldsets: ClassVar = (
        (None, {"fields": (("email", "name"), "group", "password")}),
        ("Access", {"fields": (("is_active", "is_staff", "is_superuser"), "groups", "user_permissions")}),
        ("Dates", {"fields": (("last_login", "date_joined", "credential_epoch"),)}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "name", "password1", "password2")}),)


@admin.register(CustomerGroup)
class CustomerGroupAdmin(ModelAdmin[CustomerGroup]):
    list_display = ("name", "code", "members")
    search_fields = ("name", "code")
    prepopulated_fields: ClassVar = {"code": ("name",)}
    fieldsets: ClassVar = ((None, {"fields": (("name", "code"),)}),)

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).annotate(count=Count("customers"))

    @column("customers", order="count")
    def members(self, row: Any) -> int:
        return int(row.count)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin[Group]):
    pass


@admin.register(EmailAddress)
class EmailAddressAdmin(AllauthEmailAddressAdmin, ModelAdmin[EmailAddress]):
    shows_people = True


@admin.register(SocialAccount)
class SocialAccountAdmin(ReadOnlyAdmin):
    shows_people = True
    list_display = ("user", "provider", "date_joined", "last_login")
    list_filter = ("provider",)
    list_select_related = ("user",)
    search_fields = ("user__email", "uid")
    exclude = ("extra_data",)


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnlyAdmin):
    """Whoever has lost theirs is let in again by taking it away; what proves them is not shown."""

    shows_people = True
    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__email",)
    exclude = ("data",)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


@admin.register(UserSession)
class UserSessionAdmin(ReadOnlyAdmin):
    shows_people = True
    list_display = ("user", "created_at", "ip", "user_agent")
    list_select_related = ("user",)
    date_hierarchy = "created_at"
    search_fields = ("user__email", "ip")
    exclude = ("data", "last_seen_at")

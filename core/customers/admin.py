"""People: customers and staff, their addresses, and what staff may do."""

from typing import ClassVar

from allauth.account.admin import EmailAddressAdmin as AllauthEmailAddressAdmin
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group

from core.customers.models import User
from core.shared.backoffice import ExportAdmin, ModelAdmin, ModelResource
from core.shared.backoffice.people import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

# Both are registered by the apps they come from, at the imports above.
admin.site.unregister([EmailAddress, Group])


class PersonSheet(ModelResource):
    """Nothing that anybody signs in by."""

    class Meta:
        model = User
        fields = ("id", "email", "name", "is_active", "is_staff", "date_joined", "last_login")


@admin.register(User)
class UserAdmin(ExportAdmin, DjangoUserAdmin[User], ModelAdmin[User]):
    resource_classes: ClassVar = [PersonSheet]
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    ordering = ("email",)
    list_display = ("email", "name", "is_staff", "is_active", "date_joined", "last_login")
    list_filter = ("is_staff", "is_active", "date_joined")
    search_fields = ("email", "name")
    date_hierarchy = "date_joined"
    readonly_fields = ("last_login", "date_joined", "credential_epoch")
    fieldsets: ClassVar = (
        (None, {"fields": (("email", "name"), "password")}),
        ("Access", {"fields": (("is_active", "is_staff", "is_superuser"), "groups", "user_permissions")}),
        ("Dates", {"fields": (("last_login", "date_joined", "credential_epoch"),)}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "name", "password1", "password2")}),)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin[Group]):
    pass


@admin.register(EmailAddress)
class EmailAddressAdmin(AllauthEmailAddressAdmin, ModelAdmin[EmailAddress]):
    pass

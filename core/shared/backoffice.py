"""What the domains' admin.py stand on; itself no admin, so that any of them may import it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Field, Model


class ReadOnly:
    """Shown, never edited: such rows change only through services."""

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin[Model]):
    pass


class ReadOnlyInline(ReadOnly, admin.TabularInline[Model, Model]):
    extra = 0


class PricedAdmin[M: Model](admin.ModelAdmin[M]):
    """Of what has a price: its `currency` is one the shop sells in."""

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: Any, **kwargs: Any) -> Any:
        if db_field.name == "currency":
            return forms.ChoiceField(choices=[(code, code) for code in settings.SHOP_CURRENCIES])
        return super().formfield_for_dbfield(db_field, request, **kwargs)

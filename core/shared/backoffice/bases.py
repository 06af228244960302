"""The admin classes every domain's own are made of."""

from typing import Any

import unfold.admin
from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Field, Model
from unfold.widgets import UnfoldAdminSelectWidget

from core.shared.backoffice.acts import Telling


class ModelAdmin[M: Model](unfold.admin.ModelAdmin, Telling[M]):
    list_filter_submit = False
    warn_unsaved_form = True

    def has_act_permission(self, request: Any, object_id: Any = None) -> bool:
        """Who may take the steps of a row (see `step`): who might edit it, if such rows were edited."""
        return bool(request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}"))

    def get_action_choices(
        self,
        request: Any,
        default_choices: Any = None,
        action_location: admin.ActionLocation = admin.ActionLocation.CHANGE_LIST,
    ) -> list[tuple[str, str]]:
        """unfold's own has not heard of `action_location` yet, and Django warns of that."""
        nothing = [("", "Select action")]
        return admin.ModelAdmin.get_action_choices(self, request, nothing, action_location)


class TabularInline[M: Model, Parent: Model](unfold.admin.TabularInline, admin.TabularInline[M, Parent]):
    extra = 0


class ReadOnly:
    """Shown, never edited: such rows change only through services."""

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, ModelAdmin[Model]):
    pass


class ReadOnlyInline(ReadOnly, TabularInline[Model, Model]):
    pass


class PricedAdmin[M: Model](ModelAdmin[M]):
    """Of what has a price: its `currency` is one the shop sells in."""

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: Any, **kwargs: Any) -> Any:
        if db_field.name == "currency":
            choices = [(code, code) for code in settings.SHOP_CURRENCIES]
            return forms.ChoiceField(choices=choices, widget=UnfoldAdminSelectWidget(), initial=choices[0][0])
        return super().formfield_for_dbfield(db_field, request, **kwargs)

"""What the domains' admin.py stand on: the one place that knows which admin this is (django-unfold)."""

from core.shared.backoffice import inputs
from core.shared.backoffice.amounts import AmountField, AmountsForm, minor_units
from core.shared.backoffice.bases import ModelAdmin, PricedAdmin, ReadOnlyAdmin, ReadOnlyInline, TabularInline
from core.shared.backoffice.exports import ExportAdmin, Field, ModelResource
from core.shared.backoffice.many import Outcome, many
from core.shared.backoffice.steps import StepForm, answer, download, step
from core.shared.backoffice.texts import GlossaryField, TextsField
from core.shared.backoffice.tree import TreeAdmin
from core.shared.backoffice.words import column, label, link, page_of, price

__all__ = [
    "AmountField",
    "AmountsForm",
    "ExportAdmin",
    "Field",
    "GlossaryField",
    "ModelAdmin",
    "ModelResource",
    "Outcome",
    "PricedAdmin",
    "ReadOnlyAdmin",
    "ReadOnlyInline",
    "StepForm",
    "TabularInline",
    "TextsField",
    "TreeAdmin",
    "answer",
    "column",
    "download",
    "inputs",
    "label",
    "link",
    "many",
    "minor_units",
    "page_of",
    "price",
    "step",
]

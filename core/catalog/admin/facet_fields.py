"""What a collection can ask of products, facet by facet, as its form asks for it."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import Count, Exists, OuterRef

from core.catalog.models import Attribute, FacetValue, ListingFacet
from core.catalog.rules import facet_number, number_range
from core.catalog.types import AttributeKind, Availability, Choices
from core.shared.backoffice import TextsField, inputs

PREFIX = "asks_"
FEW = 6  # values to tick
MANY = 500  # values to choose from; where there are more, they are typed

_OWN = {
    "availability": [(one.value, one.value.replace("_", " ").capitalize()) for one in Availability],
    "offer": [("yes", "On offer")],
}


class ValuesField(TextsField):
    """Values of a facet that has too many to choose from: typed, and looked up."""

    def __init__(self, *, code: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.code = code

    def clean(self, value: Any) -> Any:
        texts = super().clean(value)
        known = FacetValue.objects.filter(code=self.code, value__in=texts).values_list("value", flat=True)
        return _refused(texts, known=set(known).__contains__, why="No product has")


class NumbersField(TextsField):
    """Numbers and ranges of them: 1959, 1970-1980."""

    def clean(self, value: Any) -> Any:
        texts = super().clean(value)
        return _refused(texts, known=_is_number, why="This is no number:")


def _is_number(text: str) -> bool:
    return number_range(text) is not None or facet_number(text) is not None


def _refused(texts: list[str], *, known: Callable[[str], bool], why: str) -> list[str]:
    if strange := [text for text in texts if not known(text)]:
        raise forms.ValidationError(f"{why} {', '.join(strange)}.")
    return texts


def field_of(code: str) -> str:
    """A field's name, which the back office's script has to take for a variable's."""
    return PREFIX + code.replace("-", "__")


def facet_fields(kept: Choices) -> dict[str, forms.Field]:
    """A form field for each facet that lists can be narrowed by, by its code, with what is kept of it."""
    attributes = {row.code: row for row in Attribute.objects.filter(is_facet=True)}
    counts, known = _known()
    codes = dict.fromkeys(("brand", "tag", *attributes, *sorted(counts.keys() | kept.keys()), *_OWN))
    fields = dict[str, forms.Field]()
    for code in codes:
        attribute, values = attributes.get(code), [*known.get(code, ()), *kept.get(code, ())]
        label = attribute.name if attribute else code.replace("-", " ").replace("_", " ").capitalize()
        shared: dict[str, Any] = {"label": label, "required": False, "initial": list(kept.get(code, ()))}
        if attribute and attribute.kind == AttributeKind.NUMBER:
            fields[code] = NumbersField(help_text=_numbers(attribute.unit), **shared)
        elif counts.get(code, 0) > MANY:
            fields[code] = ValuesField(code=code, help_text="Separated by commas.", **shared)
        elif choices := _choices(code, attribute, values):
            widget = inputs.Checkboxes() if len(choices) <= FEW else inputs.Several()
            fields[code] = forms.MultipleChoiceField(choices=choices, widget=widget, **shared)
    return fields


def _known() -> tuple[dict[str, int], dict[str, list[str]]]:
    """How many values each facet has that some product has now; and these, where they are not too MANY."""
    shown = FacetValue.objects.filter(Exists(ListingFacet.objects.filter(value=OuterRef("pk"))))
    shown = shown.exclude(code="collection").order_by()
    counts = dict(shown.values_list("code").annotate(Count("id")))
    few = [code for code, count in counts.items() if count <= MANY]
    known = dict[str, list[str]]()
    for code, value in shown.filter(code__in=few).order_by("code", "value").values_list("code", "value"):
        known.setdefault(code, []).append(value)
    return counts, known


def _choices(code: str, attribute: Attribute | None, values: Iterable[str]) -> list[tuple[str, str]]:
    if code in _OWN:
        return _OWN[code]
    own = attribute.choices if attribute else ()
    if attribute and attribute.kind == AttributeKind.BOOLEAN:
        own = ("yes", "no")
    return [(value, value) for value in dict.fromkeys([*own, *values])]


def _numbers(unit: str) -> str:
    return f"Such as 10-20, or 15{f', in {unit}' if unit else ''}; separated by commas."

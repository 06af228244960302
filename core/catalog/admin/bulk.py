"""What staff do with many products of the list at once."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from core.catalog import services
from core.catalog.admin.tax_classes import TaxClassField
from core.catalog.models import Attribute, Category
from core.catalog.rules import LONGEST_FACET_VALUE
from core.catalog.types import AttributeKind, Done
from core.shared.backoffice import Outcome, inputs, many

REFUSALS = {
    "product_unpriced": "It has no price yet. Give one of its variants a price, and publish it then.",
    "product_not_found": "It is gone.",
    "window_invalid": "It would be taken off show before it is on.",
    "category_not_found": "This category is gone.",
    "attribute_invalid": "This is no value that it can have.",
}
type Asked = Mapping[str, Any]


class CategoryForm(forms.Form):
    category = forms.ModelChoiceField(Category.objects.order_by("url_path"), widget=inputs.Select())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["category"]
        choices.label_from_instance = lambda row: row.url_path.replace("/", " › ")  # type: ignore[attr-defined]  # as Django documents it


class TagForm(forms.Form):
    tag = forms.CharField(max_length=LONGEST_FACET_VALUE, widget=inputs.Text())


class WindowForm(forms.Form):
    published_at = forms.DateTimeField(
        label="On show from", required=False, widget=inputs.Moment(), help_text="Empty: as it is."
    )
    unpublish_at = forms.DateTimeField(
        label="Until", required=False, widget=inputs.Moment(), help_text="Empty: without an end."
    )


class ReleaseForm(forms.Form):
    release_at = forms.DateTimeField(
        label="Sold from", required=False, widget=inputs.Moment(), help_text="Empty: since ever."
    )
    preorder = forms.BooleanField(label="Can be ordered before", required=False, widget=inputs.Switch())


class TaxClassForm(forms.Form):
    tax_class = TaxClassField()


class AttributeForm(forms.Form):
    """The value is written as a person would: yes or no, a number, or what there is to choose from."""

    attribute = forms.ModelChoiceField(Attribute.objects.all(), to_field_name="code", widget=inputs.Select())
    value = forms.CharField(
        required=False,
        widget=inputs.Text(),
        help_text="Yes or no, a number, one of its choices, or several of them, separated by commas. Empty: not said.",
    )

    def clean(self) -> Any:
        data: dict[str, Any] = super().clean() or {}
        if "attribute" in data and "value" in data:
            try:
                data["said"] = _read(data["attribute"], data["value"].strip())
            except ValueError:
                self.add_error("value", _hint(data["attribute"]))
        return data


def _read(attribute: Attribute, text: str) -> object | None:
    """Raises ValueError."""
    if not text:
        return None
    match AttributeKind(attribute.kind):
        case AttributeKind.NUMBER:
            number = float(text.replace(",", "."))
            return int(number) if number.is_integer() else number
        case AttributeKind.BOOLEAN:
            return {"yes": True, "no": False}[text.casefold()] if text.casefold() in {"yes", "no"} else _unread()
        case AttributeKind.CHOICES:
            return [_chosen(attribute, one.strip()) for one in text.split(",") if one.strip()]
        case AttributeKind.CHOICE:
            return _chosen(attribute, text)
        case _:
            return text


def _chosen(attribute: Attribute, text: str) -> object:
    """Whatever its capitals."""
    return next((choice for choice in attribute.choices if choice.casefold() == text.casefold()), None) or _unread()


def _unread() -> object:
    raise ValueError


def _hint(attribute: Attribute) -> str:
    hints = {AttributeKind.NUMBER: "This is asked for as a number.", AttributeKind.BOOLEAN: "Yes or no?"}
    return hints.get(AttributeKind(attribute.kind)) or f"There is {', '.join(attribute.choices)} to choose from."


def _outcome(done: Done) -> Outcome:
    return Outcome(len(done.changed), done.refused)


BULK_ACTIONS = (
    *("publish_chosen", "archive_chosen", "schedule_chosen", "release_chosen"),
    *("put_into_category", "take_out_of_category", "tag_chosen", "untag_chosen", "tell_of_chosen", "tax_chosen"),
)


class BulkActions:
    """Mixed into the products' admin; each asks first, and says what it has done and where it could not."""

    @many(
        "Publish",
        asks="Shoppers see these from now on, or from the date they have.",
        done="{count} product{s} put on show.",
        words=REFUSALS,
    )
    def publish_chosen(self, ids: Collection[int], asked: Asked) -> Outcome:
        return _outcome(services.publish_products(product_ids=ids, now=timezone.now()))

    @many(
        "Archive",
        asks="Shoppers see these no more. Orders keep what they have of them.",
        done="{count} product{s} off the shelf.",
        words=REFUSALS,
    )
    def archive_chosen(self, ids: Collection[int], asked: Asked) -> Outcome:
        return _outcome(services.archive_products(product_ids=ids))

    @many(
        "Say when they are on show",
        asks="From when on, and until when, do shoppers see these? It switches by itself.",
        done="{count} product{s} with another time on show.",
        words=REFUSALS,
        form=WindowForm,
    )
    def schedule_chosen(self, ids: Collection[int], asked: Asked) -> Outcome:
        return _outcome(services.schedule_products(product_ids=ids, **_window(asked)))

    @many(
        "Say when they are released",
        asks="From when on are these sold, and can they be ordered before?",
        done="{count} product{s} with another release.",
        words=REFUSALS,
        form=ReleaseForm,
    )
    def release_chosen(self, ids: Collection[int], asked: Asked) -> Outcome:
        done = services.set_release(product_ids=ids, release_at=asked["release_at"], preorder=asked["preorder"])
        return _outcome(done)

    @many(
        "Put into a category",
        asks="Which category do these stand in, beside those they are in?",
        done="{count} product{s} put there.",
        words=REFUSALS,
        form=CategoryForm,
    )
    def put_into_category(self, ids: Collection[int], asked: Asked) -> Outcome:
        return _outcome(services.put_into_category(product_ids=ids, category_id=asked["category"].pk))

    @many(
        "Take out of a category",
        asks="Which category do these stand in no more?",
        done="{count} product{s} taken out.",
        words=REFUSALS,
        form=CategoryForm,
    )
    def take_out_of_category(self, ids: Collection[int], asked: Asked) -> Outcome:
        return _outcome(services.take_out_of_category(product_ids=ids, category_id=asked["category"].pk))

    @many("Add a tag", asks="Which tag do these get?", done="{count} product{s} tagged.", words=REFUSALS, form=TagForm)
    def tag_chosen(self, ids: Collection[int], asked: Asked) -> Outcome:
        return _outcome(services.add_tag(product_ids=ids, tag=asked["tag"]))

    @many(
        "Remove a tag",
        asks="Which tag do these lose?",
        done="{count} product{s} without it now.",
        words=REFUSALS,
        form=TagForm,
    )
    def untag_chosen(self, ids: Collection[int], asked: Asked) -> Outcome:
        return _outcome(services.remove_tag(product_ids=ids, tag=asked["tag"]))

    @many(
        "Set an attribute",
        asks="What is known of all of these?",
        done="{count} product{s} told so.",
        words=REFUSALS,
        form=AttributeForm,
    )
    def tell_of_chosen(self, ids: Collection[int], asked: Asked) -> Outcome:
        done = services.set_attribute(product_ids=ids, code=asked["attribute"].code, value=asked["said"])
        return _outcome(done)

    @many(
        "Set the tax class",
        asks="As what are these taxed? The rates of each class are the taxes' own.",
        done="{count} product{s} taxed so.",
        words=REFUSALS,
        form=TaxClassForm,
    )
    def tax_chosen(self, ids: Collection[int], asked: Asked) -> Outcome:
        return _outcome(services.set_tax_class(product_ids=ids, tax_class=asked["tax_class"]))


def _window(asked: Asked) -> dict[str, datetime | None]:
    return {name: asked[name] for name in ("published_at", "unpublish_at")}

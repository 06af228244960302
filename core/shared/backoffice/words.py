"""How the back office names what it shows, writes money, and points at its own pages."""

from collections.abc import Callable
from typing import Any, cast

from babel.numbers import format_currency
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import display

from core.shared.money import Money


def column[F: Callable[..., Any]](
    name: str, *, order: str | None = None, header: bool = False, yes_or_no: bool = False
) -> Callable[[F], F]:
    """Names a method that lists show as a column, sortable by `order`.

    A `header` is a list of title and subtitle and, after something for nobody, a picture: see unfold's display.
    """
    named = display(description=name, ordering=order, header=header or None, boolean=yes_or_no or None)
    return cast("Callable[[F], F]", named)


def price(amount: int, currency: str) -> str:
    """Such as "€19.99"; `amount` in minor units."""
    return format_currency(Money(amount, currency).decimal, currency, locale="en")


def page_of(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def link(url: str, text: str) -> SafeString:
    """Text that leads somewhere."""
    return format_html('<a href="{}" class="text-link">{}</a>', url, text)


def label(text: str, look: str) -> SafeString:
    """A coloured label: success, info, warning, danger, primary or default."""
    return SafeString(render_to_string("unfold/helpers/label.html", {"text": text, "type": look}).strip())

"""What the storefront's templates cannot say themselves."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import orjson
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from django.template import Library
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from core.shared.languages import spoken
from web_api.wording import DONE

register = Library()
_HARMLESS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@register.filter
def day(moment: str) -> str:
    """An RFC 3339 time as the day it falls on, in UTC: "November 23, 2026"."""
    return str(format_date(datetime.fromisoformat(moment), "long", locale=spoken()))


@register.filter
def near_day(moment: str) -> str:
    """A day soon to come, without its year: "December 24"; another year's with it."""
    at = datetime.fromisoformat(moment)
    return day(moment) if at.year != timezone.now().year else str(format_skeleton("MMMMd", at, locale=spoken()))


@register.filter
def country(code: str) -> str:
    """The name of a country by its ISO 3166-1 alpha-2 code."""
    return str(spoken().territories.get(code, code))


@register.simple_tag
def language() -> str:
    """The tag (BCP 47) of the language the page is in."""
    return str(spoken()).replace("_", "-")


@register.filter
def sent(fields: Mapping[str, str] | None, name: str) -> str:
    """What a form was sent with under a name known only while rendering."""
    return fields.get(name, "") if fields else ""


@register.filter
def faults(problem: Mapping[str, Any] | None, name: str) -> list[str]:
    """What a problem document says of one field, whether it calls it `city` or `address.city`."""
    errors = problem.get("errors", {}) if problem else {}
    return [message for field, said in errors.items() if field.rpartition(".")[2] == name for message in said]


@register.filter
def done(name: str) -> str:
    """What a form has done, in words; empty for what no form does."""
    return DONE.get(name, "")


@register.filter
def number(count: int) -> str:
    """1234 as "1,234"."""
    return str(format_decimal(count, locale=spoken()))


@register.filter
def has_choice(values: Iterable[Mapping[str, Any]]) -> bool:
    """Whether one of a facet's values is chosen."""
    return any(value["chosen"] for value in values)


@register.filter
def json_ld(document: Mapping[str, Any]) -> SafeString:
    """A data block for machines. No browser runs it, and nothing in it can end it."""
    data = orjson.dumps(document, default=str).decode().translate(_HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308 -- made harmless above

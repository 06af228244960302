"""What staff do with many rows of a list at once: chosen, asked about on a page of its own, done, and told."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from itertools import batched
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from core.shared.backoffice.steps import worded
from core.shared.errors import DomainError

BATCH = 500  # rows given to a service at once
MOST_SHOWN = 20  # rows that are named, of those asked about or refused
CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows were changed, and why which others were not, by their ids."""

    changed: int
    refused: Mapping[int, DomainError] = field(default_factory=dict)


type Take = Callable[[Any, Collection[int], Mapping[str, Any]], Outcome]


def many(
    name: str,
    *,
    asks: str,
    done: str,
    words: Mapping[str, str],
    form: type[forms.Form] = forms.Form,
) -> Callable[[Take], Any]:
    """Makes a method of an admin an action of its list: it is given some rows' ids and what was asked for.

    `asks` is the question above the form, `done` what is said of `{count}` rows, or products if there are such; `words`
    has a sentence for each code a row, or all of it, may be refused with. Only for those with `has_act_permission`.
    """

    question = {"title": name, "asks": asks}

    def decorate(take: Take) -> Any:
        @wraps(take)
        def act(self: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
            asked = form(request.POST if CONFIRMED in request.POST else None)
            if asked.is_valid():
                try:
                    _tell(request, queryset.model, _taken(self, take, queryset, asked), done, words)
                    return None
                except DomainError as refusal:
                    asked.add_error(None, worded(words, refusal))
            return _ask(self, request, queryset, asked, question | {"action": take.__name__})

        act.asks_first = True  # type: ignore[attr-defined]  # see acts.Telling
        return admin.action(description=name, permissions=["act"])(act)

    return decorate


def _taken(page: Any, take: Take, queryset: QuerySet[Any], asked: forms.Form) -> list[Outcome]:
    """Of all the rows, so many at a time."""
    ids = sorted(queryset.order_by().values_list("pk", flat=True).distinct())
    return [take(page, batch, asked.cleaned_data) for batch in batched(ids, BATCH, strict=False)]


def _ask(
    page: Any, request: HttpRequest, queryset: QuerySet[Any], form: forms.Form, words: Mapping[str, str]
) -> HttpResponse:
    """Sent again with what is asked for, it chooses the same rows: by their ids, or all that the list has."""
    every = request.POST.get("select_across") == "1"
    count = queryset.count()
    context = {
        **page.admin_site.each_context(request),
        **words,
        "form": form,
        "opts": page.opts,
        "media": page.media + form.media,
        "rows": list(queryset[:MOST_SHOWN]),
        "more": max(count - MOST_SHOWN, 0),
        "chosen": () if every else request.POST.getlist(ACTION_CHECKBOX_NAME),
        "any": next(iter(request.POST.getlist(ACTION_CHECKBOX_NAME)), ""),
        "every": every,
    }
    return TemplateResponse(request, "admin/many.html", context)


def _tell(
    request: HttpRequest, model: type[Model], outcomes: Sequence[Outcome], done: str, words: Mapping[str, str]
) -> None:
    """How many were changed, and of those that were refused, some in words."""
    changed = sum(outcome.changed for outcome in outcomes)
    refused = {pk: why for outcome in outcomes for pk, why in outcome.refused.items()}
    if changed or not refused:
        messages.success(request, done.format(count=f"{changed:,}", s="" if changed == 1 else "s"))
    named = model._default_manager.in_bulk(list(refused)[:MOST_SHOWN])
    for pk, why in list(refused.items())[:MOST_SHOWN]:
        messages.error(request, f"{named.get(pk, pk)}: {worded(words, why)}")
    if len(refused) > MOST_SHOWN:
        messages.error(request, f"And {len(refused) - MOST_SHOWN:,} more.")

"""Steps: what staff do with a row through a service, by a button on its page that asks first."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm

from core.shared.backoffice.acts import tell
from core.shared.backoffice.words import page_of, price
from core.shared.errors import DomainError


class StepForm(BaseDialogForm):
    """What a step asks for. Why it was refused stands above the fields, which keep what was typed."""

    form_before_template = "admin/refusal.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Its fields are named otherwise than those of the page below it, so that each label is its own field's."""
        super().__init__(*args, auto_id="asked_%s", **kwargs)

    def get_before_template_context(self, request: HttpRequest, object_id: int | str | None = None) -> dict[str, Any]:
        return {"refusals": self.non_field_errors()}


type Step = Callable[[Any, Any, Mapping[str, Any]], str]


def step(
    name: str,
    *,
    asks: str,
    icon: str,
    words: Mapping[str, str],
    form: type[StepForm] = StepForm,
    look: str = "default",
) -> Callable[[Step], Any]:
    """Makes a method of an admin a step: it is given the row and what was asked for, and says what it has done.

    `asks` is the question above the form; `words` has a sentence for each code the service may refuse with. A step is
    only ever taken by POST, and by those with `has_act_permission`.
    """
    dialog = {"title": name, "description": asks, "form_class": form, "form_submit_text": name}
    named = action(description=name, icon=icon, variant=ActionVariant(look), permissions=["act"], dialog=dialog)

    def decorate(take: Step) -> Any:
        @wraps(take)
        def view(self: Any, request: HttpRequest, asked: StepForm, object_id: str) -> HttpResponse:
            row = self.get_object(request, unquote(object_id))
            if row is None:
                return HttpResponseRedirect("../")
            _tell_taken(request, name, row, asked)
            try:
                done = take(self, row, asked.cleaned_data)
            except DomainError as refusal:
                tell(request, "step_refused", type(row), [row], {"step": name, "code": refusal.code})
                return _refused(request, row, asked, worded(words, refusal), dialog)
            messages.success(request, done)
            return _leave(request, row)

        return named(view)

    return decorate


def answer[F: Callable[..., Any]](name: str, *, icon: str) -> Callable[[F], F]:
    """Makes a method of an admin, which answers with a page and changes nothing, a button above its list."""
    return cast("Callable[[F], F]", action(description=name, icon=icon, permissions=["view"]))


def download[F: Callable[..., Any]](name: str) -> Callable[[F], F]:
    """Makes a method of an admin, which answers with a file, a button above its list."""

    def decorate(answer: F) -> F:
        @wraps(answer)
        def told(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            tell(request, "exported", self.model)
            return answer(self, request, *args, **kwargs)

        return cast("F", action(description=name, icon="download", permissions=["view"])(told))

    return decorate


def worded(words: Mapping[str, str], refusal: DomainError) -> str:
    """What staff read of a refusal. Amounts, of one that names their currency, as staff read them."""
    details = dict(refusal.details)
    currency = details.get("currency")
    amounts = {name: price(one, currency) for name, one in details.items() if currency and isinstance(one, int)}
    return words.get(refusal.code, str(refusal)).format_map(details | amounts)


def _tell_taken(request: HttpRequest, name: str, row: Model, asked: StepForm) -> None:
    """First, so that none is taken untold."""
    typed = {field: str(value) for field, value in asked.cleaned_data.items() if value}
    tell(request, "step_taken", type(row), [row], {"step": name, **typed})


def _refused(
    request: HttpRequest, row: Model, asked: StepForm, sentence: str, dialog: Mapping[str, Any]
) -> HttpResponse:
    """A dialog stays open with what was typed. Where there is no script there is none: the row's page says why not."""
    if not _in_dialog(request):
        messages.error(request, sentence)
        return _leave(request, row)
    asked.add_error(None, sentence)
    context = {"dialog": dialog, "form": asked, "form_submit_text": dialog["form_submit_text"]}
    return render(request, "unfold/helpers/dialog.html", context)


def _in_dialog(request: HttpRequest) -> bool:
    """It is htmx that sends the dialogs."""
    return "HX-Request" in request.headers


def _leave(request: HttpRequest, row: Model) -> HttpResponse:
    """Back to the row's page; htmx is told to go there."""
    page = page_of(row)
    if _in_dialog(request):
        return HttpResponse(headers={"HX-Redirect": page})
    return HttpResponseRedirect(page)

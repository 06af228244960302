"""What every page's view does: one composition, shown as JSON to programs and as HTML to people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import ResolverMatch, reverse
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response

from core.idempotency.types import Result
from core.shared.errors import DomainError
from web_api.action import Action, perform
from web_api.actions.market import choose_by_form
from web_api.exceptions import Problem, problem_of
from web_api.strict import NoParams, Strict
from web_api.view import ShopView
from web_api.visit import Visit, visit_of

type Params = dict[str, Any]
MARKET = "market"  # the form that stands on every page


@dataclass(frozen=True, slots=True)
class Form:
    """An HTML form's action: how its flat fields become a body, and where a success leads (303)."""

    action: Action
    leads_to: Callable[[Result], str]
    body: Callable[[Mapping[str, str]], Any] = lambda fields: {}
    named: Callable[[Mapping[str, str]], Mapping[str, Any]] = lambda fields: {}


class Page(ShopView):
    """Base of the pages' views; `html=True` makes the HTML twin of a page at its own URL.

    A page declares `params` (its query), `document` (the schema of its answer), `template`, `compose`, and its `forms`
    by the name they send in `do`. A `private` page is nobody's but its shopper's, and is never stored. What `moves` is
    raised where the page has another address now, and answered by it, 301: its details are what the URL names.
    """

    http_method_names = ["get", "head", "post"]  # noqa: RUF012 -- no class variable where View declares it
    html = False
    private: ClassVar[bool] = False
    params: ClassVar[type[Strict]] = NoParams
    document: ClassVar[Any]
    template: ClassVar[str]
    forms: ClassVar[dict[str, Form]] = {}
    moves: ClassVar[tuple[type[DomainError], ...]] = ()
    compose: Callable[[Visit, Params], Any]

    def get(self, request: Request, **named: Any) -> HttpResponse | Response:
        visit = visit_of(request)
        try:
            document = self._composed(request, visit, named)
            response = self._html(request, document) if self.html else Response(document)
        except self.moves as error:
            response = _moved(request, error)
        response["Cache-Control"] = "private, no-store" if self.private or visit.principal else "no-cache"
        return response

    def post(self, request: Request, **named: Any) -> HttpResponse | Response:
        """A form, without script: 303 where it leads, or the page again with what is wrong, 422."""
        fields = request._request.POST.dict()
        if self.html and fields.get("do") == MARKET:
            return choose_by_form(request, fields)
        return self.submitted(request, fields, named)

    def submitted(self, request: Request, fields: dict[str, str], named: Mapping[str, Any]) -> HttpResponse | Response:
        """What one of the page's own forms answers."""
        form = self.forms.get(fields.get("do", "")) if self.html else None
        if form is None:
            raise MethodNotAllowed("POST")
        try:
            result = perform(
                form.action, request, form.body(fields), form.named(fields), key=fields.get("idempotency_key")
            )
        except (DomainError, APIException) as error:
            problem = problem_of(error)
            return self._html(
                request, self._composed(request, visit_of(request), named), problem=problem, fields=fields
            )
        response = redirect(form.leads_to(result))
        response.status_code = 303
        return response

    @property
    def allowed_methods(self) -> list[str]:
        """Only the HTML takes forms."""
        return [method for method in super().allowed_methods if self.html or method != "POST"]

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """A page's HTML is HTML, whatever the client says that it accepts."""
        return super().perform_content_negotiation(request, force=force or self.html)

    def _composed(self, request: Request, visit: Visit, named: Mapping[str, Any]) -> dict[str, Any]:
        query = self.params(data=self._query(request))
        query.is_valid(raise_exception=True)
        composed = type(self).compose(visit, {**query.validated_data, **named})
        return dict(self.document(composed).data)

    def _query(self, request: Request) -> QueryDict:
        """People arrive with `utm_…` and the like: a page's HTML ignores what it does not know and what is empty.

        Its JSON refuses both.
        """
        if not self.html:
            return request._request.GET
        params = self.params()
        query = request._request.GET.copy()
        for name in list(query):
            if not params.knows(name) or not query[name]:
                del query[name]
            elif not params.repeats(name):
                query[name] = query.getlist(name)[-1]
        return query

    def _html(
        self, request: Request, document: dict[str, Any], *, problem: Problem | None = None, fields: Any = None
    ) -> HttpResponse:
        context = {"page": document, "problem": problem, "fields": fields}
        response = render(request._request, self.template, context, status=422 if problem else 200)
        response["Cache-Control"] = "private, no-store"
        return response


def _moved(request: Request, error: DomainError) -> HttpResponse:
    """Whoever has taken the old address since then has it: nobody keeps this without asking again."""
    match = cast(ResolverMatch, request._request.resolver_match)
    url, query = reverse(match.view_name, kwargs=error.details), request.META["QUERY_STRING"]
    return HttpResponse(status=301, headers={"Location": f"{url}?{query}" if query else url})

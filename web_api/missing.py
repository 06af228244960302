"""What is nowhere: under the API a problem document, elsewhere a page."""

from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from rest_framework.request import Request

from web_api.exceptions import problem_of, problem_page
from web_api.view import ShopView


class MissingView(ShopView):
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> NoReturn:
        raise Http404


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The urlconf's handler404."""
    return problem_page(request, problem_of(Http404()))

"""Lets only sound JSON through to allauth, which reads bodies with a parser that is easily broken.

Nesting that exhausts the stack and halves of surrogate pairs would be errors of the server there.
"""

from collections.abc import Callable

import orjson
from django.http import HttpRequest, HttpResponse, JsonResponse

PREFIXES = ("/api/web/auth/", "/api/mobile/auth/")
FORM = "/auth/v1/auth/provider/redirect"  # the one that a browser sends as a form, to be led on to a provider


def auth_bodies(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if path.startswith(PREFIXES) and not path.endswith(FORM) and request.body and not _is_object(request.body):
            fault = {"message": "The body is not a JSON object.", "code": "malformed_json"}
            return JsonResponse({"status": 400, "errors": [fault]}, status=400)  # allauth's own envelope
        return get_response(request)

    return middleware


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(orjson.loads(body), dict)
    except orjson.JSONDecodeError:
        return False

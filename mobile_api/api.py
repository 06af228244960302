"""The phone's API: what all its screens and actions share."""

import hashlib
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import BaseRenderer

from core.idempotency.types import KEY_PATTERN
from mobile_api import config, lookup
from mobile_api.actions import alerts as alert_actions
from mobile_api.actions import cart as cart_actions
from mobile_api.actions import checkout as checkout_actions
from mobile_api.actions import devices
from mobile_api.actions import orders as order_actions
from mobile_api.auth import Caller, TokenNeeded
from mobile_api.errors import Problem, add_error_handlers
from mobile_api.language import in_its_language
from mobile_api.parts.facets import LONGEST, MOST_FACETS, MOST_VALUES
from mobile_api.parts.image import HINTS
from mobile_api.screens import alerts, browse, cart, checkout, home, order, orders, product, search
from mobile_api.strict import ANY_FACET, StrictJSONParser, refuse_unknown_parameters


class CompactRenderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data)


class PhoneAPI(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return f"{operation.methods[0].lower()}_{operation.url_name.replace('-', '_')}"

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """What ninja reads from the operations, and what all of them share: problems, and the key on actions."""
        schema = super().get_openapi_schema(**kwargs)
        schema["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        schema["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
        for path, methods in schema["paths"].items():
            for operation in methods.values():
                operation["responses"] |= {"4XX": _PROBLEM_ANSWER, "5XX": _PROBLEM_ANSWER}
                operation["security"] = [_BEARER] if TokenNeeded.__name__ in operation["security"][0] else [_BEARER, {}]
                parameters = operation.get("parameters", [])
                operation["parameters"] = [_FACETS if one["name"] == ANY_FACET else one for one in parameters]
                if "/actions/" in path and not path.endswith("/check"):  # which may be asked again and again
                    operation["parameters"].append(_KEY_HEADER | {"required": path.endswith(("/complete", "}/cancel"))})
        return schema

    def create_response(self, request: HttpRequest, data: Any, **kwargs: Any) -> HttpResponse:
        """With a strong ETag, the hash of the exact bytes; 304 where the phone has them already."""
        response = super().create_response(request, data, **kwargs)
        caller = getattr(request, "auth", None)
        known = isinstance(caller, Caller) and caller.principal is not None
        response["Cache-Control"] = "private, no-store" if known else "no-cache"
        patch_vary_headers(response, ["Authorization", "X-Currency", "Accept-Language", *HINTS])
        if request.method != "GET":
            return response
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        return get_conditional_response(request, etag=response["ETag"], response=response) or response


_BEARER: dict[str, list[str]] = {"bearer": []}
_PROBLEM_ANSWER = {
    "description": "A refusal (RFC 9457).",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_FACETS = {
    "in": "query",
    "name": "facets",
    "description": "`f.<code>=<value>` narrows the list; of one code either value will do. Prices are in major units.",
    "required": False,
    "style": "form",
    "explode": True,
    "schema": {
        "type": "object",
        "patternProperties": {
            r"^f\.": {
                "type": "array",
                "items": {"type": "string", "minLength": 1, "maxLength": LONGEST},
                "maxItems": MOST_VALUES,
            }
        },
        "additionalProperties": False,
        "maxProperties": MOST_FACETS,
    },
}
_KEY_HEADER = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "Names one intention, however often it is sent.",
    "schema": {"type": "string", "pattern": KEY_PATTERN},
}

# The docs page inlines script and style, so it has a policy of its own.
_DOCS_POLICY: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

api = PhoneAPI(
    title="Bespoke for the phone",
    description="One request a screen. Authorization: Bearer with a guest token (POST devices) or an access token.",
    version="1.0.0",
    urls_namespace="mobile:api",
    docs_decorator=csp_override(_DOCS_POLICY),
    parser=StrictJSONParser(),
    renderer=CompactRenderer(),
)
api.add_decorator(refuse_unknown_parameters, mode="view")
api.add_decorator(in_its_language, mode="view")
add_error_handlers(api)
for room in (
    *(devices, config, home, browse, search, product, cart, checkout, orders, order, alerts),
    *(lookup, cart_actions, checkout_actions, order_actions, alert_actions),
):
    api.add_router("v1/", room.router)

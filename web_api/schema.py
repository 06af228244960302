"""How drf-spectacular reads our pages and actions: what they declare is the contract."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from core.idempotency.types import KEY_PATTERN
from web_api.strict import LARGEST_ID, IdField, Strict

PREFIX = "/api/web/v1/"
_PROBLEM = "application/problem+json"
_NOT_BLANK = r"[^\s\x1c-\x1f\x85]"  # something is left when Python has stripped it


def only_the_api(endpoints: list[Any], **kwargs: Any) -> list[Any]:
    """The HTML pages at their own URLs, and the forms they take, are no part of the contract."""
    return [
        (path, path_regex, method, view)
        for path, path_regex, method, view in endpoints
        if path.startswith(PREFIX) and not (method == "POST" and hasattr(view.cls, "forms"))
    ]


class Problem(serializers.Serializer[Any]):
    """A refusal (RFC 9457). `code` is stable; `errors` maps fields to messages; `details` are the refusal's own."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`errors` is a name the base class keeps for itself, so it cannot be declared like the others."""
        messages = serializers.ListField(child=serializers.CharField())
        return {**super().get_fields(), "errors": serializers.DictField(child=messages, required=False)}

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    request_id = serializers.CharField(allow_null=True)
    details = serializers.DictField(required=False)


class CookieSession(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # untyped in the library
    target_class = "web_api.authentication.ShopperAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "web_session"}


class StrictInput(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # untyped in the library
    """What a client sends holds nothing that is not in the schema."""

    target_class = "web_api.strict.Strict"
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        if direction == "response":
            return schema
        for name, field in self.target.fields.items():
            if isinstance(field, serializers.CharField) and not field.allow_blank:
                schema["properties"][name]["pattern"] = _NOT_BLANK
        return schema | {"additionalProperties": False}


class ContractSchema(AutoSchema):
    def get_auth(self) -> list[Any]:
        """Nobody has to be known: the first thing that somebody does makes them a guest."""
        return [*super().get_auth(), {}]

    def get_operation_id(self) -> str:
        steps = self.path.removeprefix(PREFIX).replace(".", "_").split("/")
        return "_".join([self.method.lower(), *(step for step in steps if step and "{" not in step)])

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix(PREFIX).split("/")[0].partition(".")[0]]

    def get_override_parameters(self) -> list[Any]:
        """A page's query; of an action, the headers that guard it."""
        params = getattr(self.view, "params", None)
        if params:
            return [params] if params().fields else []
        if self.method == "GET":
            return []
        action = self._action()
        return [_CSRF_TOKEN, _key(required=action.needs_key), *_ids(action.named)] if action else [_CSRF_TOKEN]

    def get_request_serializer(self) -> Any:
        action = self._action()
        body = action.body if action else getattr(self.view, "body", None)
        return body if body and body().fields else None

    def get_response_serializers(self) -> Any:
        view: Any = self.view
        answer = view.document if hasattr(view, "document") else view.answer
        answers = answer if isinstance(answer, dict) else {200: answer}
        if getattr(view, "moves", ()):
            answers = answers | {301: OpenApiResponse(description="It has another address now, which Location names.")}
        return {**answers, ("4XX", _PROBLEM): Problem, ("5XX", _PROBLEM): Problem}

    def _action(self) -> Any:
        view: Any = self.view
        return getattr(view, "actions", {}).get(self.method)


_CSRF_TOKEN = OpenApiParameter("X-CSRFToken", str, "header", required=True, description="What the CSRF cookie holds.")


def _ids(named: type[Strict]) -> list[OpenApiParameter]:
    """Those of the path, as narrow as the action takes them."""
    ids = [name for name, field in named().fields.items() if isinstance(field, IdField)]
    schema = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
    return [OpenApiParameter(name, schema, "path") for name in ids]


def _key(*, required: bool) -> OpenApiParameter:
    schema = {"type": "string", "pattern": KEY_PATTERN}
    return OpenApiParameter("Idempotency-Key", schema, "header", required=required, description="Names one intention.")

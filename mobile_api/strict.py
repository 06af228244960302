"""Input that may hold nothing but what is asked for: bodies by their schema, queries by the operation's own."""

from collections.abc import Callable
from types import MethodType
from typing import Annotated, Any, cast

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.operation import Operation
from ninja.parser import Parser
from pydantic import ConfigDict, Field, StrictInt

from core.shared.errors import DomainError

LARGEST_ID = 2**63 - 1
type BodyId = Annotated[StrictInt, Field(ge=1, le=LARGEST_ID)]
type PathId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
type Whole = Annotated[StrictInt, Field(ge=-(2**53), le=2**53)]


class StrictBody(Schema):
    """A body that refuses unknown fields by name; nested ones refuse theirs."""

    model_config = ConfigDict(extra="forbid")


class UnknownParameters(DomainError):
    """`fields` names each query parameter the operation does not take."""

    code = "invalid_request"


class StrictJSONParser(Parser):
    """Refuses NaN, bad UTF-8 and nesting that would exhaust the stack."""

    def parse_body(self, request: HttpRequest) -> Any:
        return orjson.loads(request.body)


type Run = Callable[..., HttpResponse]


def refuse_unknown_parameters(run: Run) -> Run:
    """Wraps an operation's own bound `run`: ninja itself ignores query parameters that it does not know."""
    operation = cast(Operation, cast(MethodType, run).__self__)
    queries = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    known = {name for model in queries for name in cast(Any, model).__ninja_flatten_map__}

    def checked(request: HttpRequest, **named: Any) -> HttpResponse:
        unknown = set(request.GET) - known
        if unknown:
            return operation.api.on_exception(request, UnknownParameters(fields=dict.fromkeys(unknown, "unknown")))
        return run(request, **named)

    return checked

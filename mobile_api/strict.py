"""Input that may hold nothing but what is asked for: bodies by their schema, queries by the operation's own."""

from collections.abc import Callable
from types import MethodType
from typing import Annotated, Any, cast

import orjson
from django.http import HttpRequest, HttpResponse, QueryDict
from ninja import Schema
from ninja.operation import Operation
from ninja.parser import Parser
from pydantic import BeforeValidator, ConfigDict, Field, StrictInt

from core.shared.errors import DomainError

LARGEST_ID = 2**63 - 1
FACET = "f."  # what parameters begin with that narrow a list
ANY_FACET = "f.*"  # the name by which an operation declares that it takes them


def _whole(value: object) -> object:
    """JSON has one kind of number (RFC 8259), and 1.0 is as whole as 1: so JSON Schema has it, and so do contracts."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


type BodyId = Annotated[StrictInt, Field(ge=1, le=LARGEST_ID), BeforeValidator(_whole)]
type PathId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
type Whole = Annotated[StrictInt, Field(ge=-(2**53), le=2**53), BeforeValidator(_whole)]
type Amount = Annotated[StrictInt, Field(ge=0, le=2**53), BeforeValidator(_whole)]


class StrictBody(Schema):
    """A body that refuses unknown fields by name; nested ones refuse theirs."""

    model_config = ConfigDict(extra="forbid")


class UnknownParameters(DomainError):
    """`fields` names each query parameter the operation does not take, or not twice."""

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
        faults = _faults(request.GET, known)
        if faults:
            return operation.api.on_exception(request, UnknownParameters(fields=faults))
        return run(request, **named)

    return checked


def _faults(query: QueryDict, known: set[str]) -> dict[str, str]:
    """Only facets may be there more than once, and only where they are declared."""
    faults = {}
    for name, values in query.lists():
        if ANY_FACET in known and name.startswith(FACET):
            continue
        if name not in known:
            faults[name] = "unknown"
        elif len(values) > 1:
            faults[name] = "repeated"
    return faults

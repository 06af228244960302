"""How the provider says no: a status, and the `error` its clients turn into exceptions."""

from typing import Any


class Refused(Exception):
    """`error` is the document's `error` object."""

    def __init__(self, status: int, kind: str, message: str, **details: Any) -> None:
        super().__init__(message)
        self.status = status
        self.error = {"type": kind, "message": message, **details}


def invalid(message: str, **details: Any) -> Refused:
    return Refused(400, "invalid_request_error", message, **details)


def missing(kind: str, id_: str) -> Refused:
    message = f"No such {kind}: '{id_}'"
    return Refused(404, "invalid_request_error", message, code="resource_missing", param="intent")


def out_of_turn(verb: str, intent: dict[str, Any]) -> Refused:
    message = f"You cannot {verb} this PaymentIntent because it has a status of {intent['status']}."
    return invalid(message, code="payment_intent_unexpected_state", payment_intent=intent)

"""Every refusal as a problem document (RFC 9457), with the phone's own words and statuses for core's codes."""

from http import HTTPStatus
from typing import Any

import orjson
import structlog
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from core.shared.errors import DATABASE_TROUBLE, DomainError
from core.shared.money import Money
from mobile_api.parts.money import price

log = structlog.get_logger(__name__)

_WORDING: dict[str, tuple[int, str]] = {
    "token_required": (401, "Please register this device, or sign in."),
    "invalid_token": (401, "Please sign in again."),
    "not_found": (404, "Not found."),
    "product_not_found": (404, "This product is gone."),
    "gtin_invalid": (400, "This is no barcode: a digit may be wrong or missing."),
    "category_not_found": (404, "This category is gone."),
    "line_not_found": (404, "No longer in your cart."),
    "alert_not_found": (404, "You are not waiting for this any more."),
    "alert_not_needed": (409, "You can have it right now."),
    "alerts_too_many": (409, "You are waiting for {limit} things already."),
    "order_not_found": (404, "Order not found."),
    "cursor_invalid": (400, "This list has to be loaded again."),
    "facet_invalid": (400, "This list cannot be narrowed so."),
    "currency_unknown": (400, "We do not sell in this currency."),
    "variant_unavailable": (409, "Not for sale right now."),
    "out_of_stock": (409, "Not that many left."),
    "quantity_out_of_range": (400, "Choose 1 to {limit}."),
    "cart_full": (409, "The cart is full."),
    "cart_empty": (409, "The cart is empty."),
    "cart_not_ready": (409, "Something in the cart is no longer for sale."),
    "checkout_incomplete": (409, "Some details are missing."),
    "total_changed": (409, "The total has changed. Please check again."),
    "coupon_unknown": (400, "We do not know this code."),
    "coupon_not_valid": (409, "This code does not count yet, or not any more."),
    "coupon_used_up": (409, "This code is used up."),
    "coupon_minimum": (409, "This code is for carts of {minimum} or more."),
    "address_invalid": (400, "Please check the address."),
    "shipping_unknown": (400, "Choose a way of delivery."),
    "payment_unknown": (400, "Choose a way to pay."),
    "payment_declined": (402, "Your bank declined the card. Nothing was charged."),
    "payment_declined.insufficient_funds": (402, "Not enough money on the card. Nothing was charged."),
    "payment_declined.expired_card": (402, "The card has expired. Nothing was charged."),
    "payment_declined.incorrect_card": (402, "The card's number or code is not right. Nothing was charged."),
    "payment_declined.authentication": (402, "Your bank could not confirm it was you. Nothing was charged."),
    "payment_declined.try_again": (402, "Your bank is busy. Nothing was charged."),
    "payment_declined.abandoned": (402, "The payment was not finished. Nothing was charged."),
    "order_state_conflict": (409, "Too late for that."),
    "too_many_requests": (429, "Please wait {seconds} seconds."),
    "invalid_request": (400, "Some of this is not valid."),
    "idempotency_key_required": (400, "An Idempotency-Key is needed."),
    "idempotency_key_invalid": (400, "This is not an Idempotency-Key."),
    "idempotency_key_in_flight": (409, "This is being done already."),
    "idempotency_key_reused": (422, "This key was used for something else."),
}
_FAULTS = {
    "required": "Required.",
    "too_long": "Too long.",
    "unknown": "Unknown.",
    "repeated": "More than once.",
    "too_many": "Too many.",
    "invalid": "Not valid.",
}


class Problem(Schema):
    """`code` is stable; `errors` maps fields to messages; `details` are the refusal's own."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str | None
    errors: dict[str, list[str]] | None = None
    details: dict[str, Any] | None = None


def problem(status: int, code: str, detail: str, **extra: Any) -> HttpResponse:
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": structlog.contextvars.get_contextvars().get("request_id"),
        **extra,
    }
    content = orjson.dumps(document, default=str)
    return HttpResponse(content, status=status, content_type="application/problem+json")


def add_error_handlers(api: NinjaAPI) -> None:
    api.add_exception_handler(DomainError, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(Http404, _missing)
    for trouble in DATABASE_TROUBLE:
        api.add_exception_handler(trouble, _database_away)
    api.add_exception_handler(Exception, _unforeseen)


def refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The manifest's `refusal`: what is refused before an operation has begun."""
    return _refused(request, error)


def not_allowed(methods: str) -> HttpResponse:
    response = problem(405, "method_not_allowed", "This cannot be done here.")
    response["Allow"] = methods
    return response


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    details = dict(error.details)
    by_reason = _WORDING.get(f"{error.code}.{details.get('reason')}")
    status, wording = by_reason or _WORDING.get(error.code, (400, "This cannot be done."))
    faults = details.pop("fields", {})
    extra: dict[str, Any] = {"details": details} if details else {}
    if faults:
        extra["errors"] = {field: [_FAULTS[fault]] for field, fault in faults.items()}
    return problem(status, error.code, wording.format_map({**error.details, **_amounts(error.details)}), **extra)


def _amounts(details: dict[str, Any]) -> dict[str, str]:
    """The amounts of a refusal that names their currency."""
    currency = details.get("currency")
    return {name: price(Money(amount, currency)) for name, amount in details.items() if currency and name != "currency"}


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    errors: dict[str, list[str]] = {}
    for fault in error.errors:
        field = ".".join(str(step) for step in fault["loc"][2:]) or str(fault["loc"][-1])
        errors.setdefault(field, []).append(fault["msg"])
    status, wording = _WORDING["invalid_request"]
    return problem(status, "invalid_request", wording, errors=errors)


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    """ninja raises this itself only for a body that it cannot parse."""
    return problem(error.status_code, "malformed_json", "The body is not JSON.")


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, "not_found", "Not found.")


def _database_away(request: HttpRequest, error: Any) -> HttpResponse:
    """It is gone, has no connection left, or let this request give way to another: soon it may be there again."""
    log.error("database_unavailable", exc_info=error)
    response = problem(503, "database_unavailable", "Please try again in a moment.")
    response["Retry-After"] = "1"
    return response


def _unforeseen(request: HttpRequest, error: Any) -> HttpResponse:
    log.exception("unforeseen", exc_info=error)
    return problem(500, "internal_error", "Something went wrong. Nothing was changed.")

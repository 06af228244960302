"""What staff can do with an order, and with its payment."""

from collections.abc import Iterator

from django import forms

from core.inventory.models import Warehouse
from core.orders.types import OrderStatus
from core.payments.types import Payment, PaymentStatus, Provider
from core.shared.backoffice import StepForm, inputs

REFUSALS = {
    "order_state_conflict": "This order is {status} by now, and does not become {wanted}. Nothing was changed.",
    "not_reserved": "The stock does not hold what this order should have reserved. Nothing was changed.",
    "not_on_hand": "Of something only {there} of {quantity} are there to be sent. Nothing was changed.",
    "warehouse_unknown": "That warehouse is closed. Nothing was changed.",
    "refund_too_high": "At most {refundable} can be given back. Nothing was changed.",
    "payment_disputed": "The shopper's bank has this money by a dispute. It cannot be given back once more.",
    "amount_invalid": "There is no such amount in {currency}. Nothing was changed.",
}

_BY_ORDER: dict[OrderStatus, set[str]] = {
    OrderStatus.PENDING: {"give_up"},
    OrderStatus.CONFIRMED: {"ship", "cancel"},
    OrderStatus.SHIPPED: {"deliver"},
}


def steps_of(status: OrderStatus, payment: Payment) -> set[str]:
    """The steps an order can take as it and its payment stand."""
    return _BY_ORDER.get(status, set()) | set(_by_payment(payment))


def _by_payment(payment: Payment) -> Iterator[str]:
    if payment.status is PaymentStatus.AWAITED:
        yield "record_payment"
    if payment.status is PaymentStatus.AUTHORISED and not payment.asked:
        yield "capture"
    if payment.refundable.amount > 0:
        yield "refund"
    if payment.provider is not Provider.MANUAL and (
        payment.asked or payment.contested or not payment.status.is_settled
    ):
        yield "ask_again"


class ShipForm(StepForm):
    warehouse = forms.ModelChoiceField(
        Warehouse.objects.filter(active=True),
        required=False,
        empty_label="Whichever has it",
        widget=inputs.Select(),
    )
    carrier = forms.CharField(max_length=60, required=False, widget=inputs.Text(attrs={"placeholder": "DHL"}))
    tracking = forms.CharField(
        label="Tracking number", max_length=80, required=False, widget=inputs.Text(), help_text="The shopper is told."
    )


class CancelForm(StepForm):
    reason = forms.CharField(
        max_length=250, widget=inputs.Textarea(attrs={"rows": 3}), help_text="The shopper is told."
    )


class RefundForm(StepForm):
    amount = forms.DecimalField(
        max_digits=14,
        decimal_places=3,
        min_value=0,
        required=False,
        widget=inputs.Number(attrs={"step": "any"}),
        help_text="Such as 19.99. All that is left of it, if you leave this empty.",
    )
    reason = forms.CharField(max_length=250, required=False, widget=inputs.Textarea(attrs={"rows": 3}))

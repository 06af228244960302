"""Asking the provider. Whoever asks may be killed at any point; the next one finds out how far it came."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from core.outbox import services as outbox
from core.payments.gateways import Gateway, gateway_of
from core.payments.models import Payment, ProviderEvent
from core.payments.types import (
    Answer,
    Charge,
    Errand,
    Intent,
    IntentState,
    Provider,
    RefundStatus,
    Wish,
)
from core.shared.money import Money
from core.shared.sweeping import sweep

# Stripe sends an event again for three days by itself, and for thirty when somebody asks it to; each time newly signed.
EVENTS_KEPT = timedelta(days=60)
_VOIDABLE = (IntentState.NEW, IntentState.ACTION, IntentState.PROCESSING, IntentState.AUTHORISED)


def claim(*, reference: str, now: datetime) -> Errand | None:
    """What is to be done at the provider, which is then this caller's alone for a while; None where nothing is due."""
    row = Payment.objects.filter(reference=reference, due_at__lte=now).first()
    if row is None or not outbox.take(job=row, now=now):
        return None
    open_refunds = row.refunds.filter(status=RefundStatus.REQUESTED)
    return Errand(
        reference=row.reference,
        provider=Provider(row.provider),
        intent_id=row.intent_id,
        charge=Charge(row.reference, Money(row.amount, row.currency), row.method, capture=_captures_at_once()),
        return_url=row.return_url,
        wish=Wish(row.wish),
        refunds=tuple(open_refunds.values_list("key", "amount")),
        leased_until=now + outbox.LEASE,
    )


def pursue(*, errand: Errand) -> Answer:
    """Bring the payment as far as the provider lets it, outside any transaction.

    First comes an intent that asks for nothing, whose name is written down; so whatever becomes of the request that
    asks for money, it can be looked up and is never asked for twice. Raises GatewayUnavailable.
    """
    gateway = gateway_of(errand.provider)
    intent = gateway.look_up(errand.intent_id) if errand.intent_id else _open(gateway, errand)
    if not intent.id:
        return Answer(intent)
    if errand.wish is Wish.VOID:
        intent = gateway.void(intent.id) if intent.state in _VOIDABLE else intent
    elif intent.state is IntentState.NEW:
        intent = gateway.confirm(intent.id, return_url=errand.return_url)
    elif intent.state is IntentState.AUTHORISED and errand.wish is Wish.CAPTURE:
        intent = gateway.capture(intent.id)
    if intent.state is IntentState.DECLINED:
        intent = _close(gateway, intent)
    refunds = _give_back(gateway, intent.id, errand) if errand.refunds else ()
    if refunds:
        intent = gateway.look_up(intent.id)
    return Answer(intent, refunds, gateway.disputes(intent.id) if intent.disputed else ())


def postpone(*, errand: Errand, error: Exception, now: datetime) -> None:
    """The provider did not answer: it is asked again later, and after many times given to staff."""
    outbox.postpone(job=Payment.objects.get(reference=errand.reference), error=error, now=now)


@transaction.atomic
def wake(*, reference: str, now: datetime) -> bool:
    """Ask again now, whatever was planned; returns whether there is something that can be asked."""
    asked = Payment.objects.filter(reference=reference).exclude(provider=Provider.MANUAL)
    return bool(asked.update(due_at=now, dead_at=None))


def hear(*, provider: Provider, body: bytes, signature: str, now: datetime) -> bool:
    """A provider calls to say that something has happened; returns whether it was new.

    What has happened, it is asked: for it may call late, twice, or out of order. Raises EventRefused.
    """
    event = gateway_of(provider).event(body, signature)
    with transaction.atomic():
        about = {"kind": event.kind[:80], "reference": event.reference or event.intent_id, "heard_at": now}
        _, new = ProviderEvent.objects.get_or_create(provider=provider, event_id=event.id, defaults=about)
        if new:
            named = Q(reference=event.reference) | Q(intent_id=event.intent_id) & ~Q(intent_id="")
            Payment.objects.filter(named, provider=provider).update(due_at=now, dead_at=None)
        return new


def forget_provider_events(*, now: datetime) -> int:
    """Delete the oldest of what providers told, once none tells it again; returns how many, a batch at most."""
    return sweep(ProviderEvent.objects.filter(heard_at__lt=now - EVENTS_KEPT).order_by("heard_at"))


def _captures_at_once() -> bool:
    return bool(settings.PAYMENT_CAPTURE == "at_once")


def _open(gateway: Gateway, errand: Errand) -> Intent:
    """An intent that is not written down asks for nothing, and is never confirmed."""
    if errand.wish is Wish.VOID:
        return Intent("", IntentState.CANCELLED)
    intent = gateway.open(errand.charge)
    payment = Payment.objects.filter(reference=errand.reference)
    unnamed = payment.filter(intent_id="").exclude(wish=Wish.VOID)
    if not intent.id or unnamed.update(intent_id=intent.id):
        return intent
    # Meanwhile the payment was given up, or whoever held it before came back to life and was faster.
    name = payment.values_list("intent_id", flat=True).get()
    return gateway.look_up(name) if name else Intent("", IntentState.CANCELLED)


def _close(gateway: Gateway, intent: Intent) -> Intent:
    """A declined intent could still be confirmed with another card by whoever has its secret: not any more."""
    closed = gateway.void(intent.id)
    return replace(closed, failure=intent.failure) if closed.state is IntentState.CANCELLED else closed


def _give_back(gateway: Gateway, intent_id: str, errand: Errand) -> tuple[tuple[str, str], ...]:
    """Those that were given back before somebody was killed are found, and not given back again."""
    done = gateway.refunds(intent_id)
    return tuple(
        (key, done.get(key) or gateway.refund(intent_id, key=key, amount=amount)) for key, amount in errand.refunds
    )

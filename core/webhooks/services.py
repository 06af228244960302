"""Owing merchants' systems what has happened, and telling them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson
import structlog
from django.conf import settings
from django.db import transaction

from core.outbox.services import work_off
from core.outbox.types import Event
from core.shared.outbound import AddressRefused
from core.shared.sweeping import sweep
from core.webhooks.models import Subscription, WebhookDelivery
from core.webhooks.rules import fault_of, signed_headers
from core.webhooks.transport import Answer, post
from core.webhooks.types import NotAccepted

log = structlog.get_logger(__name__)
GONE = 410  # the receiver asks not to be told any more
KEPT = timedelta(days=90)  # so long what has arrived can be replayed, as docs/webhooks.md promises


@transaction.atomic
def fan_out(*, event: Event, data: Mapping[str, Any]) -> None:
    """Owe an event to every active subscription that wants it; owed again it stays one delivery each."""
    said = {"type": event.topic, "timestamp": event.occurred_at, "data": data}
    body = orjson.dumps(said, option=orjson.OPT_UTC_Z).decode()
    wanting = [one for one in Subscription.objects.filter(active=True) if one.wants(event.topic)]
    WebhookDelivery.objects.bulk_create(
        (
            WebhookDelivery(
                subscription=one,
                event_id=event.id,
                topic=event.topic,
                body=body,
                created_at=event.occurred_at,
                due_at=event.occurred_at,
            )
            for one in wanting
        ),
        ignore_conflicts=True,
    )


def send_webhooks(*, clock: Callable[[], datetime]) -> int:
    """Tell active subscriptions what is due, outside of any transaction; returns how many were tried."""

    def send(delivery: WebhookDelivery) -> None:
        answer = _tell(delivery, clock())
        rows = WebhookDelivery.objects.filter(pk=delivery.pk)
        rows.update(status=answer.status, answer=answer.text, duration=answer.duration)
        if answer.status == GONE:
            Subscription.objects.filter(pk=delivery.subscription_id).update(active=False)
            log.warning("webhook_subscription_gone", subscription=delivery.subscription_id)
        if not 200 <= answer.status < 300:
            raise NotAccepted(answer.status)
        rows.update(delivered_at=clock())

    due = WebhookDelivery.objects.filter(subscription__active=True).select_related("subscription")
    return work_off(jobs=due, work=send, clock=clock)


def replay(*, delivery_id: int, now: datetime) -> None:
    """Let a delivery be due again, one that has arrived too: the receiver knows it by its id."""
    rows = WebhookDelivery.objects.filter(pk=delivery_id)
    rows.update(due_at=now, dead_at=None, attempts=0, delivered_at=None)


def forget_deliveries(*, now: datetime) -> int:
    """Delete the oldest deliveries that arrived long ago; returns how many, a batch at most.

    One that is to be replayed is owed, and stays; so does one that was given up.
    """
    arrived = WebhookDelivery.objects.filter(delivered_at__lt=now - KEPT, due_at=None, dead_at=None)
    return sweep(arrived.order_by("delivered_at"))


def _tell(delivery: WebhookDelivery, now: datetime) -> Answer:
    """Signed now; the URL is looked at again, for the settings may have become stricter."""
    subscription, body = delivery.subscription, delivery.body.encode()
    private_networks = settings.WEBHOOKS_TO_PRIVATE_NETWORKS
    if fault := fault_of(subscription.url, private_networks=private_networks):
        raise AddressRefused(fault)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Bespoke-Webhooks/1",
        **signed_headers(secret=subscription.secret, message_id=delivery.message_id, at=now, body=body),
    }
    return post(subscription.url, body=body, headers=headers, private_networks=private_networks)

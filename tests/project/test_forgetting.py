"""What is done is kept for as long as somebody may ask after it; what is owed, or given up, for ever."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from core.notifications.models import Mail
from core.notifications.services import forget_mails
from core.outbox.models import Delivery, OutboxEvent
from core.outbox.services import forget_events
from core.payments.models import ProviderEvent
from core.payments.services import forget_provider_events
from core.shared import sweeping
from core.webhooks.models import Subscription, WebhookDelivery
from core.webhooks.services import forget_deliveries, replay
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
YEARS = timedelta(days=3650)


@dataclass(frozen=True)
class Kind:
    """Rows of which the one made at a time was done at that time; `changes` make one of them owed or given up."""

    make: Callable[[datetime, int], models.Model]
    forget: Callable[..., int]
    days: int
    index: str
    changes: tuple[dict[str, Any], ...] = ()


def a_mail(at: datetime, nth: int) -> Mail:
    return Mail.objects.create(event_id=nth, kind="order_placed", to="ada@example.org", created_at=at, sent_at=at)


def an_event(at: datetime, nth: int) -> OutboxEvent:
    event = OutboxEvent.objects.create(topic="order.placed", payload={}, occurred_at=at, relayed_at=at)
    Delivery.objects.create(event=event, consumer="webhooks.tell_merchants", delivered_at=at)
    return event


def a_delivery(at: datetime, nth: int) -> WebhookDelivery:
    subscription, _ = Subscription.objects.get_or_create(url="https://erp.example/")
    about = {"event_id": nth, "topic": "order.placed", "body": "{}", "created_at": at, "delivered_at": at}
    return WebhookDelivery.objects.create(subscription=subscription, **about)


def heard(at: datetime, nth: int) -> ProviderEvent:
    about = {"provider": "stripe", "kind": "charge.refunded", "heard_at": at}
    return ProviderEvent.objects.create(event_id=f"evt_{nth}", **about)


OWED, DEAD = {"due_at": NOW}, {"dead_at": NOW}
KINDS = {
    "mails": Kind(a_mail, forget_mails, 90, "mail_sent", ({"sent_at": None} | OWED, {"sent_at": None} | DEAD)),
    "events": Kind(
        an_event, forget_events, 30, "outbox_relayed", ({"relayed_at": None} | OWED, {"relayed_at": None} | DEAD)
    ),
    "deliveries": Kind(a_delivery, forget_deliveries, 90, "webhook_done", ({"delivered_at": None} | OWED, OWED, DEAD)),
    "provider events": Kind(heard, forget_provider_events, 60, "provider_event_by_age"),
}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def left(row: models.Model) -> list[int]:
    return list(type(row)._default_manager.order_by("pk").values_list("pk", flat=True))


@every_kind
def test_what_is_done_is_kept_for_so_many_days(kind: Kind) -> None:
    old, young = kind.make(NOW, 1), kind.make(NOW + 2 * SECOND, 2)
    after = NOW + timedelta(days=kind.days)
    assert kind.forget(now=after) == 0
    assert kind.forget(now=after + SECOND) > 0
    assert left(old) == [young.pk]


@pytest.mark.parametrize(
    ("kind", "change"),
    [pytest.param(kind, change, id=f"{name} {change}") for name, kind in KINDS.items() for change in kind.changes],
)
def test_what_is_owed_or_given_up_stays_however_old(kind: Kind, change: dict[str, Any]) -> None:
    row = kind.make(NOW, 1)
    type(row)._default_manager.update(**change)
    assert kind.forget(now=NOW + YEARS) == 0
    assert left(row) == [row.pk]


def test_who_has_heard_an_event_that_was_given_up_is_remembered_with_it() -> None:
    """Retried after years, it must not be told to them twice."""
    an_event(NOW, 1)
    OutboxEvent.objects.update(relayed_at=None, dead_at=NOW)
    forget_events(now=NOW + YEARS)
    assert Delivery.objects.get().consumer == "webhooks.tell_merchants"


@every_kind
def test_so_many_go_at_a_time_the_oldest_first(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 2)
    rows = [kind.make(NOW - nth * SECOND, nth) for nth in range(3)]
    kind.forget(now=NOW + YEARS)
    assert left(rows[0]) == [rows[0].pk]
    assert kind.forget(now=NOW + YEARS) > 0
    assert kind.forget(now=NOW + YEARS) == 0


def test_what_is_replayed_at_this_moment_stays() -> None:
    delivery = a_delivery(NOW, 1)

    def staff_are_faster(execute: Any, statement: str, *about: Any) -> Any:
        if statement.startswith("DELETE"):
            replay(delivery_id=delivery.pk, now=NOW)
        return execute(statement, *about)

    with connection.execute_wrapper(staff_are_faster):
        assert forget_deliveries(now=NOW + YEARS) == 0
    assert WebhookDelivery.objects.get().due_at == NOW


@every_kind
def test_a_look_is_one_statement_by_an_index_of_its_own(kind: Kind) -> None:
    kind.make(NOW, 1)
    with CaptureQueriesContext(connection) as captured:
        assert kind.forget(now=NOW) == 0
    (look,) = captured.captured_queries
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # which a table this small would rather be
        cursor.execute(f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} {look['sql']}")
        assert kind.index in str(cursor.fetchall())

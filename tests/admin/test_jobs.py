"""Work that was given up is found, understood and tried again by staff."""

from typing import Any

import pytest
from django.db import transaction

from core.outbox.models import OutboxEvent
from core.outbox.services import postpone, publish
from tests.admin.staff import Staff
from tests.factories.shop import NOW

LIST = "outbox/outboxevent/"


@pytest.fixture
def dead(db: None) -> OutboxEvent:
    """One that was given up, beside one that waits."""
    with transaction.atomic():
        for topic in ("order.placed", "order.shipped"):
            publish(topic=topic, payload={}, now=NOW)
    event = OutboxEvent.objects.get(topic="order.shipped")
    event.attempts = OutboxEvent.MOST_ATTEMPTS - 1
    postpone(job=event, error=OSError("nobody answers"), now=NOW)
    return event


def listed(staff: Staff, **query: str) -> list[Any]:
    rows = staff.get(LIST, query).context["cl"].queryset
    return list(rows.values_list("topic", flat=True))


def test_the_dashboard_counts_the_dead_and_leads_to_them(staff: Staff, dead: OutboxEvent) -> None:
    assert f'href="/admin/{LIST}?standing=dead"' in staff.get("").content.decode()
    assert listed(staff, standing="dead") == ["order.shipped"]
    assert listed(staff, standing="waiting") == ["order.placed"]
    assert "nobody answers" in staff.get(LIST).content.decode()


def test_nothing_is_said_of_the_dead_where_there_are_none_or_to_those_who_may_not_see_them(staff: Staff) -> None:
    assert "standing=dead" not in staff.get("").content.decode()


def test_the_dead_are_not_for_everybody(dead: OutboxEvent) -> None:
    assert "standing=dead" not in Staff("view_order").get("").content.decode()


def test_one_is_retried_by_a_step(staff: Staff, dead: OutboxEvent) -> None:
    page = f"{LIST}{dead.pk}/change/"
    assert "/retry/" in staff.get(page).content.decode()
    assert staff.send(f"{LIST}{dead.pk}/retry/").status_code == 302
    dead.refresh_from_db()
    assert dead.dead_at is None
    assert dead.due_at is not None
    assert "/retry/" not in staff.get(page).content.decode()


def test_many_are_retried_at_once(staff: Staff, dead: OutboxEvent) -> None:
    before = OutboxEvent.objects.get(topic="order.placed").due_at
    staff.act(LIST, "retry_chosen", *OutboxEvent.objects.values_list("pk", flat=True))
    assert not OutboxEvent.objects.filter(dead_at__isnull=False).exists()
    assert OutboxEvent.objects.get(topic="order.placed").due_at == before


def test_who_may_only_look_retries_nothing(dead: OutboxEvent) -> None:
    looker = Staff("view_outboxevent")
    token = looker.fields(f"{LIST}{dead.pk}/change/")["csrfmiddlewaretoken"]
    answer = looker.client.post(f"/admin/{LIST}{dead.pk}/retry/", {"csrfmiddlewaretoken": token})
    assert answer.status_code in {302, 403}
    dead.refresh_from_db()
    assert dead.dead_at == NOW

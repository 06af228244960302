"""Staff say who is told of what, hand out the secret, and read how each telling went."""

import pytest
from pytest_django import Settings

from core.outbox.services import finish, relay
from core.webhooks.models import Subscription, WebhookDelivery
from tests.admin.staff import Staff, complaints
from tests.factories import a_record, an_order, someone
from tests.factories.shop import NOW

LIST = "webhooks/subscription/"
LOG = "webhooks/webhookdelivery/"


@pytest.fixture
def subscription(db: None) -> Subscription:
    return Subscription.objects.create(url="https://merchant.example/hook")


@pytest.fixture
def delivery(subscription: Subscription) -> WebhookDelivery:
    """It has arrived."""
    an_order(someone(), a_record(title="Kind of <Blue>").variant)
    relay(now=NOW)
    one = WebhookDelivery.objects.get()
    finish(job=one)
    WebhookDelivery.objects.update(status=200, answer="thank <you>", delivered_at=NOW)
    return one


def test_a_subscription_is_made_with_a_secret_of_its_own(staff: Staff) -> None:
    staff.save(f"{LIST}add/", {"url": "https://merchant.example/", "topics": ["order.placed", "order.shipped"]})
    one = Subscription.objects.get()
    assert (one.url, one.topics) == ("https://merchant.example/", ["order.placed", "order.shipped"])
    assert one.secret in staff.get(f"{LIST}{one.pk}/change/").content.decode()


def test_with_no_topic_chosen_it_is_told_of_all(staff: Staff) -> None:
    staff.save(f"{LIST}add/", {"url": "https://merchant.example/"})
    assert Subscription.objects.get().topics == []


def test_the_secret_is_for_those_who_may_change_it(subscription: Subscription) -> None:
    page = f"{LIST}{subscription.pk}/change/"
    assert subscription.secret not in Staff("view_subscription").get(page).content.decode()
    assert subscription.secret in Staff("change_subscription", email="it@example.org").get(page).content.decode()


def test_the_secret_is_not_chosen_by_people(staff: Staff, subscription: Subscription) -> None:
    staff.save(f"{LIST}{subscription.pk}/change/", {"secret": "whsec_1234"})
    before = subscription.secret
    subscription.refresh_from_db()
    assert subscription.secret == before


@pytest.mark.parametrize("url", ["ftp://merchant.example/", "javascript:alert(1)", "http://merchant.example/"])
def test_where_orders_must_not_go_is_refused(staff: Staff, settings: Settings, url: str) -> None:
    settings.WEBHOOKS_TO_PRIVATE_NETWORKS = False
    assert complaints(staff.send(f"{LIST}add/", {"url": url}))
    assert not Subscription.objects.exists()


def test_the_log_shows_what_was_sent_and_what_was_answered(staff: Staff, delivery: WebhookDelivery) -> None:
    assert f"evt_{delivery.event_id}" in staff.get(LOG).content.decode()
    page = staff.get(f"{LOG}{delivery.pk}/change/").content.decode()
    assert "Kind of &lt;Blue&gt;" in page
    assert "thank &lt;you&gt;" in page


def test_what_has_arrived_is_replayed_by_a_step(staff: Staff, delivery: WebhookDelivery) -> None:
    page = f"{LOG}{delivery.pk}/change/"
    assert "/replay/" in staff.get(page).content.decode()
    assert staff.send(f"{LOG}{delivery.pk}/replay/").status_code == 302
    delivery.refresh_from_db()
    assert (delivery.delivered_at, delivery.due_at is not None) == (None, True)

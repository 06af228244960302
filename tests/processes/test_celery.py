"""The worker's duties on real brokers: what is owed is done by Celery's workers, however they end."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes.brokers import Broker, a_rabbitmq, a_redis, a_worker, wait_until
from tests.processes.server import Shop, open_shop

STUCK = "tests.processes.stuck"

ORDER = """
from tests.factories import a_record, an_order, someone
print(an_order(someone(), a_record().variant, email={email!r}))
"""

WHAT_BECAME_OF_IT = """
from core.notifications.models import Mail
from core.outbox.models import OutboxEvent
print(OutboxEvent.objects.get().relayed_at is not None, Mail.objects.count())
"""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """One a test: what a worker left behind is another's to do."""
    with open_shop(tmp_path) as opened:
        yield opened


@pytest.fixture(params=["redis", "rabbitmq"])
def broker(request: pytest.FixtureRequest) -> Iterator[Broker]:
    names, open_broker = {
        "redis": (["REDIS_URL"], a_redis),
        "rabbitmq": (["RABBITMQ_URL", "AMQP_URL"], a_rabbitmq),
    }[request.param]
    url = next((os.environ[name] for name in names if os.environ.get(name)), None)
    if url is None:
        pytest.skip(f"proves nothing without a {request.param}: name one in {' or '.join(names)}")
    with open_broker(url) as opened:
        yield opened


def test_the_mail_of_an_order_is_sent_by_celery(
    shop: Shop, broker: Broker, record_property: Callable[[str, object], None]
) -> None:
    with a_worker(shop, broker):
        shop.run(ORDER.format(email="first@example.org"))
        wait_until(lambda: shop.mails_to("first@example.org"))
        number = shop.run(ORDER.format(email="second@example.org")).strip()
        waited = wait_until(lambda: shop.mails_to("second@example.org"))
    (mail,) = shop.mails_to("second@example.org")
    assert number in str(mail["Subject"])
    record_property(
        "figure", f"{broker.url.split(':')[0]}: an order's mail was sent {waited:.1f} s after who placed it had ended"
    )


def test_what_a_killed_worker_had_begun_is_done_by_the_next(
    shop: Shop, broker: Broker, record_property: Callable[[str, object], None]
) -> None:
    shop.run(ORDER.format(email="ada@example.org"))
    with a_worker(shop, broker, app=STUCK) as kill:
        wait_until((shop.folder / "stuck").exists)
        kill()
    assert shop.run(WHAT_BECAME_OF_IT).split() == ["False", "0"]
    with a_worker(shop, broker):
        waited = wait_until(lambda: shop.mails_to("ada@example.org"))
    assert shop.run(WHAT_BECAME_OF_IT).split() == ["True", "1"]
    assert len(shop.mails_to("ada@example.org")) == 1
    scheme = broker.url.split(":")[0]
    record_property("figure", f"{scheme}: the worker killed within a task, its work was done {waited:.1f} s after")

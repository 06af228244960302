"""Signatures as the Standard Webhooks specification has them, and where the shop sends at all."""

from datetime import UTC, datetime, timedelta

import pytest

from core.outbox.rules import wait_after
from core.webhooks.models import WebhookDelivery
from core.webhooks.rules import fault_of, new_secret, signed_headers


def test_a_signature_is_the_specifications_own() -> None:
    headers = signed_headers(
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=datetime.fromtimestamp(1614265330, UTC),
        body=b'{"test": 2432232314}',
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_secrets_are_long_random_and_marked() -> None:
    secrets = {new_secret() for _ in range(20)}
    assert len(secrets) == 20
    assert all(secret.startswith("whsec_") and len(secret) == 6 + 44 for secret in secrets)


@pytest.mark.parametrize(
    "url",
    ["ftp://m.example/", "javascript:alert(1)", "https://", "//m.example", "", "https://u:p@m.example/", "m.example"],
)
def test_what_is_no_address_to_send_to_is_refused_everywhere(url: str) -> None:
    assert fault_of(url, private_networks=True)
    assert fault_of(url, private_networks=False)


def test_in_the_clear_only_within_the_house() -> None:
    assert fault_of("http://erp:8080/hook", private_networks=True) is None
    assert fault_of("http://m.example/", private_networks=False)
    assert fault_of("https://m.example/", private_networks=False) is None


def test_it_is_tried_for_about_three_days() -> None:
    longest = WebhookDelivery.LONGEST_WAIT
    waits = [wait_after(attempts, longest=longest) for attempts in range(1, WebhookDelivery.MOST_ATTEMPTS)]
    assert timedelta(days=2) < sum(waits, timedelta()) < timedelta(days=5)

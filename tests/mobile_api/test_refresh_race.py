"""One refresh token, used by many at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from mobile_api.models import RefreshFamily
from mobile_api.tokens import PhoneTokenStrategy
from tests.personas import Phone, make_customer

RIVALS = 8


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_at_most_one_of_many_rivals_gets_new_tokens_and_then_the_family_ends() -> None:
    make_customer()
    for _ in range(20):
        phone = Phone()
        phone.sign_in()
        assert sum(_all_at_once(_use(phone.refresh))) <= 1
    assert not RefreshFamily.objects.filter(revoked_at=None).exists()


def _use(refresh: str) -> Callable[[], bool]:
    barrier = Barrier(RIVALS)

    def use() -> bool:
        try:
            connection.ensure_connection()
            barrier.wait()
            return PhoneTokenStrategy().refresh_token(refresh) is not None
        finally:
            connection.close()

    return use


def _all_at_once(use: Callable[[], bool]) -> list[bool]:
    with ThreadPoolExecutor(RIVALS) as rivals:
        return [future.result() for future in [rivals.submit(use) for _ in range(RIVALS)]]

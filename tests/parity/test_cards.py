"""Paying by card and calling off, through the web and through the phone: alike in the core, and in the decision."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from core.checkout.services import reconcile
from core.inventory.models import Stock
from core.payments.models import Dispute
from core.payments.services import wake
from tests.factories import Shop
from tests.factories.bank import DECLINED, NEEDS_ACTION, VISA, Bank
from tests.parity.conftest import Client, a_guest_at
from tests.parity.state import core_state
from tests.personas import Browser

type UseCase = Callable[[Client, Shop, Bank], Any]


def pay(client: Client, shop: Shop, card: str) -> Any:
    client.add(shop.record.variant, 2)
    client.give_address()
    client.give_card(card)
    return client.complete(key="k")


def number_of(placed: Any) -> str:
    return str(placed.json()["number"])


def by_card(client: Client, shop: Shop, bank: Bank) -> Any:
    return pay(client, shop, VISA)


def by_card_and_again_under_the_same_key(client: Client, shop: Shop, bank: Bank) -> Any:
    pay(client, shop, VISA)
    return client.complete(key="k", total=4488)


def by_a_card_that_is_declined(client: Client, shop: Shop, bank: Bank) -> Any:
    return pay(client, shop, DECLINED)


def by_another_card_after_the_first_was_declined(client: Client, shop: Shop, bank: Bank) -> Any:
    pay(client, shop, DECLINED)
    client.give_card(VISA)
    return client.complete()


def by_a_card_whose_bank_asks_for_more(client: Client, shop: Shop, bank: Bank) -> Any:
    return pay(client, shop, NEEDS_ACTION)


def by_a_card_while_the_provider_does_not_answer(client: Client, shop: Shop, bank: Bank) -> Any:
    with bank.down("confirm", when="after"):
        return pay(client, shop, VISA)


def by_card_without_its_token(client: Client, shop: Shop, bank: Bank) -> Any:
    client.add(shop.record.variant)
    return client.give_card("")


def call_off_before_it_is_paid(client: Client, shop: Shop, bank: Bank) -> Any:
    return client.call_off(number_of(pay(client, shop, NEEDS_ACTION)))


def call_off_while_the_provider_does_not_answer(client: Client, shop: Shop, bank: Bank) -> Any:
    placed = pay(client, shop, NEEDS_ACTION)
    with bank.down():
        return client.call_off(number_of(placed))


def call_off_after_it_is_paid(client: Client, shop: Shop, bank: Bank) -> Any:
    return client.call_off(number_of(pay(client, shop, VISA)))


def call_off_twice(client: Client, shop: Shop, bank: Bank) -> Any:
    number = number_of(pay(client, shop, VISA))
    client.call_off(number)
    return client.call_off(number)


def call_off_what_is_somebody_elses(client: Client, shop: Shop, bank: Bank) -> Any:
    client.add(shop.record.variant)
    return client.call_off(number_of(pay(a_guest_at("web"), shop, VISA)))


def call_off_without_a_key(client: Client, shop: Shop, bank: Bank) -> Any:
    return client.call_off(number_of(pay(client, shop, VISA)), key=None)


USE_CASES: dict[UseCase, int] = {
    by_card: 201,
    by_card_and_again_under_the_same_key: 201,
    by_a_card_that_is_declined: 402,
    by_another_card_after_the_first_was_declined: 201,
    by_a_card_whose_bank_asks_for_more: 202,
    by_a_card_while_the_provider_does_not_answer: 202,
    by_card_without_its_token: 400,
    call_off_before_it_is_paid: 200,
    call_off_while_the_provider_does_not_answer: 200,
    call_off_after_it_is_paid: 200,
    call_off_twice: 200,
    call_off_what_is_somebody_elses: 404,
    call_off_without_a_key: 400,
}


def outcome(backend: str, use_case: UseCase, shop: Shop, bank: Bank) -> tuple[Any, Any]:
    with transaction.atomic():
        response = use_case(a_guest_at(backend), shop, bank)
        answer, state = response.json(), core_state()
        transaction.set_rollback(True)
    reason = answer.get("details", {}).get("reason")
    return (response.status_code, answer.get("code"), reason), state


@pytest.mark.parametrize(("use_case", "status"), USE_CASES.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_both_backends_decide_alike_and_leave_the_core_alike(
    use_case: UseCase, status: int, shop: Shop, bank: Bank
) -> None:
    web, phone = (outcome(backend, use_case, shop, bank) for backend in ("web", "mobile"))
    assert web == phone
    assert web[0][0] == status


@pytest.mark.parametrize("backend", ["web", "mobile"])
def test_calling_off_is_done_once_however_often_it_is_said(backend: str, shop: Shop, bank: Bank) -> None:
    client = a_guest_at(backend)
    number = number_of(pay(client, shop, VISA))
    for _ in range(3):
        assert client.call_off(number).status_code == 200
    assert Stock.objects.get(variant_id=shop.record.variant).available == 10
    assert client.call_off(number, key="another").status_code == 200
    assert bank.charged(number) == 4488


def shown(client: Client, number: str) -> Any:
    """All that an order's page or screen knows."""
    return client.page(f"order/{number}/") if isinstance(client, Browser) else client.screen(f"order/{number}")


@pytest.mark.parametrize("backend", ["web", "mobile"])
def test_of_what_their_bank_takes_back_shoppers_see_nothing(backend: str, shop: Shop, bank: Bank) -> None:
    client = a_guest_at(backend)
    number = number_of(pay(client, shop, VISA))
    before = shown(client, number)
    bank.dispute(number)
    wake(reference=number, now=timezone.now())
    reconcile(clock=timezone.now)
    assert Dispute.objects.get().withdrawn == 4488
    assert shown(client, number) == before
    client.call_off(number)
    assert "give back €0.00" not in str(shown(client, number))

"""A group's own prices: paid by its members alone, and only once lists of products show them too."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core.carts.selectors import cart_of
from core.carts.services import add_line
from core.catalog import selectors
from core.catalog.models import Listing
from core.catalog.types import Criteria, Market, Sort
from core.customers.models import CustomerGroup
from core.customers.selectors import customer_of
from core.customers.types import group_of
from core.pricing.models import Price, PriceList
from core.pricing.selectors import priced_variants
from core.pricing.services import base_list, close_list, list_groups, lists, make_list, remove_prices, set_price
from core.pricing.types import PriceListNeeded, PriceListNotFound, PriceListTaken, PriceTax
from tests.core.examples import CURRENCY, MARKET
from tests.core.pricing.clock import START
from tests.factories import a_price_list, a_record, scheduled
from tests.factories.shop import NOW
from tests.personas import make_customer

pytestmark = pytest.mark.django_db


def trade() -> Market:
    return Market(CURRENCY, group=CustomerGroup.objects.get().pk)


def cards(market: Market) -> dict[int, int]:
    page = selectors.list_page(Criteria(market), sort=Sort.NEWEST, page=1, size=100)
    return {card.product_id: card.price.amount for card in page}


def pays(product_id: int, market: Market) -> list[int]:
    return [found.price.amount for found in priced_variants(product_id=product_id, market=market)]


def test_a_group_pays_its_own_price_and_everyones_where_it_has_none() -> None:
    own, other = a_record(price=1000), a_record(price=500)
    scheduled(own.variant, 800, price_list=a_price_list())
    assert cards(trade()) == {own.product_id: 800, other.product_id: 500}
    assert (pays(own.product_id, trade()), pays(other.product_id, trade())) == ([800], [500])
    assert cards(MARKET) == {own.product_id: 1000, other.product_id: 500}
    assert pays(own.product_id, MARKET) == [1000]


def test_its_own_price_goes_before_everyones_offer() -> None:
    record = a_record(price=1000)
    scheduled(record.variant, 800, price_list=a_price_list())
    scheduled(record.variant, 700, ends_at=START + timedelta(days=999))
    assert cards(trade()) == {record.product_id: 800}
    assert pays(record.product_id, trade()) == [800]


def test_everyones_changes_reach_the_group_where_it_has_none_of_its_own() -> None:
    record = a_record(formats=("LP", "CD"), price=1000)
    scheduled(record.variants[0], 900, price_list=a_price_list())
    set_price(variant_id=record.variants[1], currency=CURRENCY, amount=600)
    assert cards(trade()) == {record.product_id: 600}
    set_price(variant_id=record.variants[0], currency=CURRENCY, amount=100)
    assert cards(trade()) == {record.product_id: 600}


def test_a_group_may_buy_what_nobody_else_can() -> None:
    record, prices = a_record(price=1000), a_price_list()
    remove_prices(price_list_id=base_list(currency=CURRENCY).pk, variant_ids=[record.variant])
    scheduled(record.variant, 800, price_list=prices)
    assert (cards(trade()), cards(MARKET)) == ({record.product_id: 800}, {})
    remove_prices(price_list_id=prices, variant_ids=[record.variant])
    assert cards(trade()) == {}


# --- From when on ---------------------------------------------------------------------------------


def test_members_pay_everyones_until_every_list_shows_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "BATCH", 2)
    for _ in range(3):
        a_record(price=1000)
    a_price_list(listed=False)
    user = make_customer()
    user.group = CustomerGroup.objects.get()
    user.save()
    groups = []
    while list_groups(now=NOW):
        user.group.refresh_from_db()
        groups.append(group_of(customer_of(user), CURRENCY))
    assert groups == [0, 0, user.group.pk]
    assert len(cards(trade())) == 3
    assert group_of(customer_of(user), "SEK") == 0, "nor where the group has no list"


def test_a_product_that_comes_meanwhile_is_shown_to_the_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "BATCH", 1)
    before = a_record(price=1000)
    a_price_list(listed=False)
    list_groups(now=NOW)
    after = a_record(price=500)
    while list_groups(now=NOW):
        pass
    assert cards(trade()) == {before.product_id: 1000, after.product_id: 500}


def test_a_list_that_is_closed_is_paid_by_nobody_at_once_and_gone_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    record, other, prices = a_record(price=1000), a_record(price=500), a_price_list()
    scheduled(record.variant, 800, price_list=prices)
    close_list(price_list_id=prices, now=NOW)
    assert CustomerGroup.objects.get().priced_in == []
    with pytest.raises(PriceListNotFound):
        scheduled(record.variant, 700, price_list=prices)
    set_price(variant_id=other.variant, currency=CURRENCY, amount=600)
    monkeypatch.setattr(lists, "BATCH", 1)
    while list_groups(now=NOW):
        pass
    assert not Listing.objects.exclude(group=0).exists()
    assert not PriceList.objects.filter(group__isnull=False).exists()
    assert sorted(Price.objects.values_list("amount", flat=True)) == [500, 600, 1000]
    assert cards(MARKET) == {record.product_id: 1000, other.product_id: 600}


def test_a_cart_costs_its_owner_what_their_lists_say() -> None:
    record, other = a_record(price=1000), a_record(price=500)
    scheduled(record.variant, 800, price_list=a_price_list(tax_included=False))
    user = make_customer()
    user.group = CustomerGroup.objects.get()
    member = customer_of(user)
    market = Market(CURRENCY, group=group_of(member, CURRENCY))
    add_line(principal=member, variant_id=record.variant, quantity=2, market=market, now=NOW)
    cart, everyones = cart_of(member, market=market), cart_of(member, market=MARKET)
    assert (cart.subtotal.amount, cart.price_tax) == (1600, PriceTax.ADDED)
    assert (everyones.subtotal.amount, everyones.price_tax) == (2000, PriceTax.INCLUDED)
    add_line(principal=member, variant_id=other.variant, quantity=1, market=market, now=NOW)
    assert cart_of(member, market=market).price_tax is PriceTax.MIXED
    remove_prices(price_list_id=base_list(currency=CURRENCY).pk, variant_ids=[other.variant])
    assert cart_of(member, market=market).price_tax is PriceTax.ADDED, "what is withdrawn has no price"


# --- What cannot be -------------------------------------------------------------------------------


def test_a_group_has_one_list_a_currency_and_everyones_stays() -> None:
    a_price_list()
    group = CustomerGroup.objects.get().pk
    with pytest.raises(PriceListTaken):
        make_list(name="Again", currency=CURRENCY, group_id=group)
    make_list(name="Dollars", currency="USD", group_id=group)
    with pytest.raises(PriceListNeeded):
        close_list(price_list_id=base_list(currency=CURRENCY).pk, now=NOW)
    with pytest.raises(PriceListNotFound):
        close_list(price_list_id=0, now=NOW)


@pytest.mark.parametrize("of_a_group", [True, False])
def test_the_database_refuses_a_second_list(of_a_group: bool) -> None:
    a_price_list()
    group = CustomerGroup.objects.get() if of_a_group else None
    base_list(currency=CURRENCY)
    with pytest.raises(IntegrityError), transaction.atomic():
        PriceList.objects.bulk_create([PriceList(name="Again", currency=CURRENCY, group=group)])

"""Prices at the back office: typed as people write them, added beside what was, changed many at a time."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from django.utils.timezone import localtime

from core.catalog.types import Market
from core.customers.models import CustomerGroup
from core.pricing.models import Price, PriceList
from core.pricing.selectors import priced_variants
from core.pricing.services import base_list, list_groups, schedule_prices
from core.pricing.types import PriceDraft
from core.shipping.models import ShippingMethod
from tests.admin.staff import Staff, complaints
from tests.core.examples import CURRENCY, MARKET, listed, listing_of
from tests.factories import Record, a_category, a_price_list, a_record, a_shipping_method, scheduled
from tests.factories.shop import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def record(staff: Staff) -> Record:
    return a_record(formats=("LP",), price=1000, stock=0)


def page() -> str:
    return f"pricing/price/{Price.objects.order_by('id')[0].pk}/"


def take(staff: Staff, step: str, *, row: str | None = None, **asked: object) -> str:
    """Take a step and return what the page then says."""
    at = row or page()
    answer = staff.send(f"{at}{step}/", asked)
    assert answer.status_code == 302, answer.content.decode()
    return str(staff.client.get(answer.headers["Location"]).content.decode())


def written(at: datetime) -> str:
    return localtime(at).strftime("%Y-%m-%dT%H:%M")


def pays(record: Record, market: Market = MARKET) -> list[int]:
    return [found.price.amount for found in priced_variants(product_id=record.product_id, market=market)]


# --- One price ------------------------------------------------------------------------------------


def test_a_price_that_is_set_counts_at_once_and_the_old_one_is_kept(staff: Staff, record: Record) -> None:
    said = take(staff, "set", amount="8.00", compare_at="10,00")
    assert [(card.price.amount, card.compare_at and card.compare_at.amount) for card in listed()] == [(800, 1000)]
    assert "€8.00" in said
    assert "€10.00" in said
    assert Price.objects.count() == 2


def test_an_offer_is_scheduled_and_told_as_people_would(staff: Staff, record: Record) -> None:
    start = (timezone.now() + HOUR).replace(second=0, microsecond=0)
    said = take(staff, "offer", amount="7.5", starts_at=written(start), ends_at=written(start + HOUR))
    assert "€10.00 until " in said
    assert ", then €7.50 until " in said
    assert pays(record) == [1000]
    with time_machine.travel(start):
        assert pays(record) == [750]
        assert [card.price.amount for card in listed()] == [750]
        row = f"pricing/price/{Price.objects.get(amount=750).pk}/"
        assert "The offer is over." in take(staff, "end", row=row)
    assert pays(record) == [1000]


def test_the_list_that_steps_are_about_stands_first(staff: Staff, record: Record) -> None:
    trade = a_price_list()
    schedule_prices(price_list_id=trade, prices={record.variant: PriceDraft(900)}, now=NOW)
    for price in Price.objects.select_related("price_list"):
        answer = staff.get(f"pricing/price/{price.pk}/change/")
        first, second = answer.context["lists"]
        assert str(price.price_list) in first["list"]
        assert [row["shown"] for row in first["rows"]] == [True]
        assert [row["shown"] for row in second["rows"]] == [False]


def test_an_offer_that_has_not_begun_is_called_off(staff: Staff, record: Record) -> None:
    start = timezone.now() + HOUR
    scheduled(record.variant, 500, starts_at=start, ends_at=start + HOUR)
    row = f"pricing/price/{Price.objects.get(amount=500).pk}/"
    assert "Called off." in take(staff, "call_off", row=row)
    assert Price.objects.get().amount == 1000


def test_what_is_taken_out_of_the_list_is_not_sold(staff: Staff, record: Record) -> None:
    assert staff.send(f"{page()}remove/").status_code == 302
    assert not Price.objects.exists()
    assert listed() == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"compare_at": "7.00"},
        {"compare_at": "6.99"},
        {"amount": "-1"},
        {"amount": str(2**63)},
        {"amount": "a lot"},
        {"amount": "7.001"},
        {"starts_at_0": "2026-01-01", "starts_at_1": "12:00"},
        {"ends_at_0": "2026-01-01", "ends_at_1": "12:00"},
        {"price_list": 0},
    ],
)
def test_what_is_no_price_is_refused_with_a_reason(staff: Staff, record: Record, wrong: dict[str, object]) -> None:
    sound = {"variant": record.variant, "price_list": base_list(currency=CURRENCY).pk, "amount": "7.00"}
    response = staff.send("pricing/price/add/", sound | wrong)
    assert response.status_code == 200
    assert complaints(response)
    assert listing_of(record.product_id).price == 1000


@pytest.mark.parametrize(("amount", "compare_at"), [("8.00", "8"), ("8.001", "")])
def test_a_step_refuses_in_words(staff: Staff, record: Record, amount: str, compare_at: str) -> None:
    assert "There is no such amount" in take(staff, "set", amount=amount, compare_at=compare_at)
    assert pays(record) == [1000]


def test_a_new_price_is_listed(staff: Staff, record: Record) -> None:
    Price.objects.all().delete()
    staff.save(
        "pricing/price/add/", {"variant": record.variant, "price_list": base_list(currency=CURRENCY).pk, "amount": "7"}
    )
    assert listing_of(record.product_id).price == 700


def test_the_list_says_how_each_stands(staff: Staff, record: Record) -> None:
    start = timezone.now()
    scheduled(record.variant, 900, starts_at=start + HOUR)
    scheduled(record.variant, 800, ends_at=start + HOUR)
    take(staff, "set", amount="11")
    found = {
        state: [f"€{amount}" in staff.get("pricing/price/", {"state": state}).content.decode() for amount in amounts]
        for state, amounts in {
            "regular": ("11.00", "9.00"),
            "offer": ("8.00", "11.00"),
            "scheduled": ("9.00", "8.00"),
            "over": ("10.00", "9.00"),
        }.items()
    }
    assert found == {state: [True, False] for state in found}


def test_who_may_only_look_at_prices_changes_none(record: Record) -> None:
    looker = Staff("view_price", email="looker@example.org")
    assert "€10.00" in looker.get(f"{page()}change/").content.decode()
    assert looker.get(f"{page()}set/").status_code == 403
    fields = looker.fields(f"{page()}change/") | {"_form_submitted": "on", "amount": "1"}
    assert looker.client.post(f"/admin/{page()}set/", fields).status_code == 403
    assert pays(record) == [1000]


# --- Lists ----------------------------------------------------------------------------------------


def the_list(name: str = "") -> str:
    row = PriceList.objects.get(name=name) if name else base_list(currency=CURRENCY)
    return f"pricing/pricelist/{row.pk}/"


def test_a_list_is_made_for_a_group_filled_from_everyones_and_closed(staff: Staff, record: Record) -> None:
    group = CustomerGroup.objects.create(code="trade", name="Trade")
    staff.save("pricing/pricelist/add/", {"name": "Trade", "currency": CURRENCY, "group": group.pk})
    fields = {"source": base_list(currency=CURRENCY).pk, "percent": "-15", "rounding": "99"}
    assert "1 new price." in take(staff, "copy", row=the_list("Trade"), **fields)
    while list_groups(now=NOW):
        pass
    assert pays(record, Market(CURRENCY, group=group.pk)) == [899]
    lists = staff.get("catalog/listing/").content.decode()
    assert [said in lists for said in ("Everyone, EUR", "Trade, EUR", f"Group {group.pk}")] == [True, True, False]
    assert "Everyone, EUR" not in staff.get("catalog/listing/", {"group": str(group.pk)}).content.decode()
    take(staff, "close", row=the_list("Trade"))
    assert PriceList.objects.get(name="Trade").closed_at is not None


def test_a_list_is_copied_from_another_never_from_itself(staff: Staff, record: Record) -> None:
    itself = {"source": base_list(currency=CURRENCY).pk, "percent": "-15", "rounding": "99"}
    assert "Select a valid choice" in staff.send(f"{the_list()}copy/", itself).content.decode()


@pytest.mark.parametrize("fields", [{}, {"group": ""}])
def test_a_second_list_of_one_market_is_refused(staff: Staff, fields: dict[str, object]) -> None:
    a_price_list()
    group = CustomerGroup.objects.get().pk
    assert complaints(
        staff.send("pricing/pricelist/add/", {"name": "X", "currency": CURRENCY, "group": group} | fields)
    )
    assert PriceList.objects.filter(group__isnull=False).count() == 1


def test_everyones_list_is_never_closed(staff: Staff, record: Record) -> None:
    assert "Everyone's prices stay" in take(staff, "close", row=the_list()).replace("&#x27;", "'")
    assert base_list(currency=CURRENCY).closed_at is None


def test_prices_are_adjusted_in_a_category_and_of_a_brand(staff: Staff, record: Record) -> None:
    jazz = a_category()
    inside, other = a_record(price=1000, categories=(jazz,)), a_record(price=1000, categories=(jazz,), brand="Others")
    fields = {"percent": "-10", "amount": "0", "rounding": "95", "category": jazz, "brand": "others"}
    assert "1 new price." in take(staff, "adjust", row=the_list(), **fields)
    assert (pays(record), pays(inside), pays(other)) == ([1000], [1000], [895])


def test_what_a_list_says_of_taxes_is_changed_there(staff: Staff, record: Record) -> None:
    fields = staff.fields(f"{the_list()}change/")
    del fields["tax_included"]
    answer = staff.client.post(f"/admin/{the_list()}change/", fields | {"name": "All"})
    assert answer.status_code == 302
    assert (base_list(currency=CURRENCY).name, base_list(currency=CURRENCY).tax_included) == ("All", False)


# --- Money elsewhere ------------------------------------------------------------------------------


def test_what_sending_costs_is_typed_as_people_write_it(staff: Staff) -> None:
    row = a_shipping_method()
    where = f"shipping/shippingmethod/{row.pk}/change/"
    assert Decimal(staff.fields(where)["price"]) == Decimal("4.90")
    staff.save(where, {"price": "5,5"})
    assert ShippingMethod.objects.get().price == 550
    assert complaints(staff.send(where, {"price": "5.555"}))

"""Which rates are due, and how much tax that is, to the last minor unit."""

import os
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from babel.numbers import list_currencies
from hypothesis import given, settings
from hypothesis import strategies as st

from core.shared.money import Money, shared_out
from core.tax.rules import rates_on, reckon
from core.tax.types import WHOLE, Rate, Reckoning, Taxable

CASES = int(os.environ.get("CASES", "150"))  # see `make cases`

VAT = Rate("", "standard", "VAT", 19_000)
REDUCED = Rate("", "reduced", "VAT", 7_000)
GST = Rate("", "standard", "GST", 5_000)
QST = Rate("QC", "standard", "QST", 9_975, adds=True)
HST = Rate("ON", "standard", "HST", 13_000)


def goods(amount: int, tax_class: str = "standard", *, included: bool = True, currency: str = "EUR") -> Taxable:
    return Taxable(Money(amount, currency), tax_class, included)


def reckoned(*sold: Taxable, rates: tuple[Rate, ...], currency: str = "EUR") -> Reckoning:
    return reckon(sold, rates, currency=currency)


def shown(found: Reckoning) -> list[tuple[str, int, int, int]]:
    return [(one.name, one.rate, one.base.amount, one.tax.amount) for one in found.taxes]


# --- Which rates ---


def test_a_class_of_its_own_has_its_own_rate() -> None:
    assert rates_on("reduced", [VAT, REDUCED]) == (REDUCED,)


def test_a_class_without_a_rate_is_taxed_as_the_standard_one_and_so_is_delivery() -> None:
    assert rates_on("shipping", [VAT, REDUCED]) == (VAT,)
    assert rates_on("shipping", [VAT, Rate("", "shipping", "VAT", 7_000)]) == (Rate("", "shipping", "VAT", 7_000),)


def test_what_is_exempt_has_a_rate_of_zero() -> None:
    exempt = Rate("", "medicine", "VAT", 0)
    assert rates_on("medicine", [VAT, exempt]) == (exempt,)


def test_a_regions_rate_is_due_beside_the_countrys_or_in_its_place_as_it_says() -> None:
    assert rates_on("standard", [GST, QST]) == (GST, QST)
    assert rates_on("standard", [GST, HST]) == (HST,)


def test_a_region_alone_has_its_rate_where_the_country_has_none() -> None:
    california = Rate("CA", "standard", "Sales tax", 7_250)
    assert rates_on("standard", [california]) == (california,)


def test_where_there_is_no_rate_nothing_is_due() -> None:
    found = reckoned(goods(1999), rates=())
    assert (found.tax.amount, found.added.amount, found.taxes, found.items[0].rate) == (0, 0, (), 0)


# --- How much ---


def test_a_tax_that_is_included_is_told_and_adds_nothing() -> None:
    found = reckoned(goods(1999), rates=(VAT,))
    assert shown(found) == [("VAT", 19_000, 1680, 319)]
    assert (found.tax.amount, found.added.amount) == (319, 0)


def test_a_tax_that_is_not_included_comes_on_top() -> None:
    found = reckoned(goods(1999, included=False), rates=(Rate("CA", "standard", "Sales tax", 7_250),))
    assert shown(found) == [("Sales tax", 7_250, 1999, 145)]
    assert found.added == found.tax == Money(145, "EUR")


def test_half_a_cent_is_rounded_up() -> None:
    assert reckoned(goods(10, included=False), rates=(GST,)).tax.amount == 1
    assert reckoned(goods(9, included=False), rates=(GST,)).tax.amount == 0


def test_the_sum_is_rounded_not_each_line() -> None:
    """Each of three lines would owe 0.4 of a cent, and so nothing."""
    found = reckoned(*(goods(8, included=False) for _ in range(3)), rates=(GST,))
    assert [item.tax.amount for item in found.items] == [1, 0, 0]
    assert found.tax.amount == 1


def test_each_rate_is_rounded_and_told_by_itself_the_highest_first() -> None:
    found = reckoned(goods(1000, "reduced"), goods(1999), goods(490, "shipping"), rates=(VAT, REDUCED))
    assert shown(found) == [("VAT", 19_000, 2092, 397), ("VAT", 7_000, 935, 65)]
    assert [item.rate for item in found.items] == [7_000, 19_000, 19_000]


def test_two_taxes_on_one_line_are_told_apart() -> None:
    found = reckoned(goods(10_000, included=False, currency="CAD"), rates=(GST, QST), currency="CAD")
    assert shown(found) == [("QST", 9_975, 10_000, 998), ("GST", 5_000, 10_000, 500)]
    assert found.items[0].rate == 14_975


def test_two_taxes_that_are_included_leave_the_net_amount_they_are_both_due_on() -> None:
    found = reckoned(goods(11_498, currency="CAD"), rates=(GST, QST), currency="CAD")
    assert shown(found) == [("QST", 9_975, 10_000, 998), ("GST", 5_000, 10_000, 500)]


def test_what_costs_nothing_owes_nothing_and_is_not_told() -> None:
    assert reckoned(goods(0), rates=(VAT,)).taxes == ()


# --- Whatever is sold, in whatever currency ---

# Names are few, so that one tax is due on several classes, and rates of any fineness.
rate_values = st.integers(0, WHOLE)
classes = st.sampled_from(["standard", "reduced", "shipping"])
names = st.sampled_from(["VAT", "GST", "Sales tax"])
countrys = st.builds(Rate, st.just(""), classes, names, rate_values)
regions = st.builds(Rate, st.just("QC"), classes, names, rate_values, st.booleans())
rates = st.lists(countrys | regions, max_size=6, unique_by=lambda rate: (rate.region, rate.tax_class))
currencies = st.sampled_from(sorted(list_currencies()))
amounts = st.one_of(st.integers(0, 20), st.integers(0, 10**6), st.integers(0, 10**12))


@st.composite
def a_cart(draw: st.DrawFn) -> tuple[list[Taxable], list[Rate], str]:
    """Goods after a discount of anything up to all of it, spread over them as a checkout does."""
    currency = draw(currencies)
    prices = draw(st.lists(amounts, min_size=1, max_size=12))
    share = draw(st.fractions(0, 1))
    shares = shared_out(int(sum(prices) * share), prices)
    lines = [
        Taxable(Money(cost - off, currency), draw(classes), draw(st.booleans()))
        for cost, off in zip(prices, shares, strict=True)
    ]
    return lines, draw(rates), currency


@given(a_cart())
@settings(max_examples=CASES, deadline=None)
def test_lines_taxes_and_totals_add_up_to_the_last_minor_unit(cart: tuple[list[Taxable], list[Rate], str]) -> None:
    sold, rates, currency = cart
    found = reckon(sold, rates, currency=currency)
    nothing = Money.zero(currency)
    assert sum((item.tax for item in found.items), nothing) == found.tax
    assert sum((one.tax for one in found.taxes), nothing) == found.tax
    assert sum((one.tax for one in found.taxes if not one.included), nothing) == found.added
    assert all(item.tax.amount >= 0 for item in found.items), "nobody is paid by the state"
    assert all(one.tax.amount >= 0 for one in found.taxes)
    assert found.tax.decimal - found.added.decimal == sum(
        (one.tax.decimal for one in found.taxes if one.included), Decimal(0)
    )


@given(a_cart())
@settings(max_examples=CASES, deadline=None)
def test_each_taxs_sum_is_exact_but_for_half_a_minor_unit(cart: tuple[list[Taxable], list[Rate], str]) -> None:
    """Reckoned once more by the book, in fractions."""
    sold, rates, currency = cart
    exact: dict[tuple[str, int, bool], Fraction] = defaultdict(Fraction)
    for one in sold:
        levied = rates_on(one.tax_class, rates)
        whole = WHOLE + sum(rate.rate for rate in levied) * one.included
        for rate in levied:
            exact[rate.name, rate.rate, one.included] += Fraction(one.amount.amount * rate.rate, whole)
    told = reckon(sold, rates, currency=currency).taxes
    for kind, due in exact.items():
        alike = [one.tax.amount for one in told if (one.name, one.rate, one.included) == kind]
        assert abs(sum(alike) - due) <= Fraction(max(len(alike), 1), 2)


def test_taxes_of_one_name_and_rate_of_country_and_region_are_both_due() -> None:
    both = (Rate("", "standard", "Tax", 5_000), Rate("QC", "standard", "Tax", 5_000, adds=True))
    found = reckoned(goods(10_000, included=False), rates=both)
    assert shown(found) == [("Tax", 5_000, 10_000, 500)] * 2


@given(a_cart())
@settings(max_examples=CASES, deadline=None)
def test_net_and_tax_are_what_the_shopper_pays(cart: tuple[list[Taxable], list[Rate], str]) -> None:
    sold, rates, currency = cart
    alone = [rate for rate in rates if not rate.region]
    found = reckon(sold, alone, currency=currency)
    for included in (True, False):
        told = [one for one in found.taxes if one.included is included]
        net = sum(one.base.amount for one in told)
        taxed = [one for one in sold if one.included is included and rates_on(one.tax_class, alone)]
        paid = sum(one.amount.amount for one in taxed)
        assert net + (sum(one.tax.amount for one in told) if included else 0) == paid
        assert all(one.base.amount >= 0 for one in told)
    for one, item in zip(sold, found.items, strict=True):
        assert item.tax.amount <= one.amount.amount, "with one tax a line, no line owes more than it costs"


@given(a_cart(), st.randoms())
@settings(max_examples=CASES, deadline=None)
def test_the_order_of_lines_changes_no_total(cart: tuple[list[Taxable], list[Rate], str], chance: object) -> None:
    sold, rates, currency = cart
    mixed = list(sold)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis' own random.Random
    one, other = reckon(sold, rates, currency=currency), reckon(mixed, rates[::-1], currency=currency)
    assert (one.tax, one.added) == (other.tax, other.added)
    if all(not rate.region for rate in rates):
        assert one.taxes == other.taxes


@given(amounts, rate_values, currencies)
@settings(max_examples=CASES, deadline=None)
def test_a_price_with_its_tax_on_top_holds_that_very_tax(net: int, rate: int, currency: str) -> None:
    """Exact: half up on top is undone by half up within, because the tax is less than all of the gross price."""
    levy = (Rate("", "standard", "VAT", rate),)
    on_top = reckoned(goods(net, included=False, currency=currency), rates=levy, currency=currency)
    gross = Money(net, currency) + on_top.added
    within = reckoned(Taxable(gross, "standard", True), rates=levy, currency=currency)
    assert within.tax == on_top.tax
    assert gross - within.tax == Money(net, currency)


@pytest.mark.parametrize("currency", sorted(list_currencies()))
def test_in_every_currency_a_tax_is_whole_minor_units_of_it(currency: str) -> None:
    price = Money.of(Decimal(1234), currency)
    found = reckoned(Taxable(price, "standard", False), rates=(VAT,), currency=currency)
    smallest = Money(1, currency).decimal
    assert found.tax.decimal == (Decimal(1234) * Decimal("0.19")).quantize(smallest, ROUND_HALF_UP)

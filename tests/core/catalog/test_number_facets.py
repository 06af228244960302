"""Facets that are numbers: one by one where they are few, in ranges of a round width where they are many."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog.models import Attribute, FacetValue
from core.catalog.rules import facet_number, number_range, number_steps, number_word, within
from core.catalog.selectors import count_listed, facets_of, list_page
from core.catalog.services import recount_facets, renumber_facet
from core.catalog.types import Criteria, Facet, FacetCount, Sort
from tests.core.examples import MARKET
from tests.factories import a_record
from tests.factories.shop import NOW

NUMBERS = st.lists(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3).map(float), min_size=1, max_size=60, unique=True
)


@given(numbers=NUMBERS)
def test_every_number_is_within_exactly_one_step_and_no_step_is_empty(numbers: list[float]) -> None:
    steps = number_steps(numbers)
    for number in numbers:
        assert sum(within(step, number) for step in steps) == 1, (steps, number)
    assert all(any(within(step, number) for number in numbers) for step in steps)


@given(numbers=NUMBERS)
def test_there_are_never_many_steps_and_they_come_in_their_order(numbers: list[float]) -> None:
    steps = number_steps(numbers)
    ends = [number_range(step) or (float(step), float(step)) for step in steps]
    assert len(steps) <= 12
    assert ends == sorted(ends)


@given(number=st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_a_numbers_word_is_read_as_the_number(number: float) -> None:
    assert facet_number(number_word(float(number))) == float(number)


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        ("10-20", (10, 20)),
        ("-20", (-math.inf, 20)),
        ("10-", (10, math.inf)),
        ("0.5-1.25", (0.5, 1.25)),
        ("-5--2", (-5, -2)),
        ("-2-0", (-2, 0)),
        ("10", None),
        ("-", None),
        ("", None),
        ("1e3-2", None),
        ("٣-٤", None),
        ("10-20-30", None),
    ],
)
def test_a_range_is_read_by_its_ends(value: str, ends: tuple[float, float] | None) -> None:
    assert number_range(value) == ends


# --- In lists -------------------------------------------------------------------------------------


def weighed(*grams: float) -> list[int]:
    """Records on show, each of one weight."""
    Attribute.objects.get_or_create(code="weight", defaults={"name": "Weight", "kind": "number", "is_facet": True})
    return [a_record(attributes={"weight": one}).product_id for one in grams]


def of_weight(*values: str) -> set[int]:
    criteria = Criteria(MARKET, facets={"weight": values})
    cards = list_page(criteria, sort=Sort.NEWEST, page=1, size=100)
    assert count_listed(criteria).count == len(cards)
    return {card.product_id for card in cards}


def weight_facet(**facets: tuple[str, ...]) -> Facet:
    return next(facet for facet in facets_of(Criteria(MARKET, facets=facets)) if facet.code == "weight")


@pytest.mark.django_db
def test_a_list_is_narrowed_by_a_range_whose_upper_end_is_outside() -> None:
    light, middle, heavy = weighed(10, 12.5, 20)
    assert of_weight("10-20") == {light, middle}
    assert of_weight("-12") == {light}
    assert of_weight("12-") == {middle, heavy}
    assert of_weight("20") == {heavy}
    assert of_weight("10", "20-30") == {light, heavy}
    assert of_weight("30-40") == set()


@pytest.mark.django_db
@pytest.mark.parametrize("counted_ahead", [False, True])
def test_many_weights_are_counted_in_ranges(counted_ahead: bool) -> None:
    weighed(*range(0, 40, 2))
    if counted_ahead:
        recount_facets(now=NOW)
    facet = weight_facet()
    assert facet.number
    assert [(one.value, one.count) for one in facet.values] == [
        (f"{low}-{low + 5}", 3 - low // 5 % 2) for low in range(0, 40, 5)
    ]


@pytest.mark.django_db
def test_few_weights_are_counted_one_by_one_in_their_order() -> None:
    weighed(100, 9, 9, 20.5)
    assert weight_facet().values == tuple(
        FacetCount(value, count, chosen=False) for value, count in (("9", 2), ("20.5", 1), ("100", 1))
    )


@pytest.mark.django_db
def test_a_range_that_was_chosen_is_counted_beside_the_others() -> None:
    weighed(9, 20, 100)
    chosen = [(one.value, one.count) for one in weight_facet(weight=("5-50",)).values if one.chosen]
    assert chosen == [("5-50", 2)]


@pytest.mark.django_db
def test_what_looks_like_a_range_but_is_a_choice_is_one() -> None:
    Attribute.objects.create(code="size", name="Size", kind="choice", choices=["36-38", "37"], is_facet=True)
    wanted = a_record(attributes={"size": "36-38"}).product_id
    a_record(attributes={"size": "37"})
    found = list_page(Criteria(MARKET, facets={"size": ("36-38",)}), sort=Sort.NEWEST, page=1, size=9)
    assert {card.product_id for card in found} == {wanted}


@pytest.mark.django_db
def test_an_attribute_that_becomes_a_number_has_numbers_from_then_on() -> None:
    FacetValue.objects.bulk_create([FacetValue(code="weight", value=value) for value in ("12", "heavy")])
    Attribute.objects.create(code="weight", name="Weight", kind="number", is_facet=True)
    renumber_facet(code="weight")
    assert dict(FacetValue.objects.values_list("value", "number")) == {"12": 12.0, "heavy": None}
    Attribute.objects.update(kind="text")
    renumber_facet(code="weight")
    assert not FacetValue.objects.filter(number__isnull=False).exists()

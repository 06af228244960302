"""Which rates are valid where goods go, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from core.catalog.services import archive_product, set_tax_class
from core.tax.models import TaxRate
from core.tax.regions import REGIONS, region_code
from core.tax.selectors import needs_region, rated_classes, rates_for, unrated
from core.tax.types import Unrated
from tests.factories import a_record, a_tax_rate
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


def rates(country: str = "DE", region: str = "", now: datetime = NOW) -> list[int]:
    return sorted(rate.rate for rate in rates_for(country=country, region=region, now=now))


def test_a_destination_nobody_wrote_a_rate_down_for_has_none() -> None:
    a_tax_rate()
    assert rates("FR") == []


def test_a_change_at_new_year_switches_by_itself() -> None:
    a_tax_rate(19_000)
    a_tax_rate(21_000, starts_at=NEW_YEAR)
    assert rates(now=NEW_YEAR - timedelta(microseconds=1)) == [19_000]
    assert rates(now=NEW_YEAR) == [21_000]


def test_of_many_changes_the_latest_that_has_begun_is_valid_whatever_order_they_were_written_in() -> None:
    a_tax_rate(16_000, starts_at=NOW - timedelta(days=1))
    a_tax_rate(19_000)
    a_tax_rate(17_000, starts_at=NOW - timedelta(days=2))
    a_tax_rate(25_000, starts_at=NOW + timedelta(days=1))
    assert rates() == [16_000]


def test_each_class_and_place_changes_by_itself() -> None:
    a_tax_rate(19_000)
    a_tax_rate(7_000, tax_class="reduced")
    a_tax_rate(5_000, tax_class="reduced", starts_at=NOW)
    assert rates() == [5_000, 19_000]


def test_a_region_has_its_countrys_rates_and_its_own_and_nobody_elses() -> None:
    a_tax_rate(5_000, country="CA", name="GST")
    a_tax_rate(9_975, country="CA", region="QC", name="QST", adds=True)
    a_tax_rate(13_000, country="CA", region="ON", name="HST")
    assert rates("CA", "quebec") == [5_000, 9_975]
    assert rates("CA", "ON") == [5_000, 13_000]
    assert rates("CA", "Alberta") == rates("CA", "") == rates("CA", "Atlantis") == [5_000]


@pytest.mark.parametrize("written", ["CA", "ca", " Ca ", "US-CA", "us-ca", "California", "CALIFORNIA", "california "])
def test_a_region_is_known_however_it_is_written(written: str) -> None:
    assert region_code("US", written) == "CA"


@pytest.mark.parametrize(
    ("country", "written", "code"),
    [
        ("US", "New York", "NY"),
        ("US", "new-york", "NY"),
        ("US", "Washington, D.C.", "DC"),
        ("US", "Washington", "WA"),
        ("CA", "Québec", "QC"),
        ("CA", "Quebec", "QC"),
        ("CA", "Prince Edward Island", "PE"),
        ("US", "Ontario", ""),
        ("US", "", ""),
        ("ES", "es-cn", "CN"),
        ("DE", "", ""),
    ],
)
def test_regions_are_their_own_countrys(country: str, written: str, code: str) -> None:
    assert region_code(country, written) == code


def test_every_region_there_is_known_by_its_code() -> None:
    assert {country: len(set(known.values())) for country, known in REGIONS.items()} == {"US": 60, "CA": 13}
    for country, known in REGIONS.items():
        assert all(region_code(country, code) == code for code in known.values())


def test_rates_are_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    a_tax_rate()
    with django_assert_num_queries(1):
        assert rates() == [19_000]


def test_a_region_is_needed_where_taxes_differ_by_it(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    assert not needs_region(country="US", region="")
    a_tax_rate(7_250, country="US", region="CA")
    a_tax_rate(20_000, country="ES", region="CN")
    with django_assert_num_queries(1):
        assert needs_region(country="US", region="Atlantis")
    with django_assert_num_queries(0):
        assert not needs_region(country="US", region="Oregon"), "it has no rate, and is one all the same"
        assert not needs_region(country="ES", region=""), "which regions there are is not known here"


# --- What the database refuses ---


@pytest.mark.parametrize(
    "fields",
    [
        {"rate": -1},
        {"rate": 100_001},
        {"country": "de"},
        {"country": ""},
        {"country": "US", "region": "ca"},
        {"tax_class": "Books"},
        {"tax_class": ""},
        {"adds": True},
    ],
)
def test_a_rate_that_means_nothing_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TaxRate(**{"country": "DE", "name": "VAT", "rate": 1} | fields).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        TaxRate.objects.create(**{"country": "DE", "name": "VAT", "rate": 1} | fields)


@pytest.mark.parametrize("starts_at", [None, NEW_YEAR])
def test_no_two_rates_of_one_place_and_class_begin_at_once(starts_at: datetime | None) -> None:
    a_tax_rate(starts_at=starts_at)
    with pytest.raises(ValidationError):
        TaxRate(country="DE", name="Other", rate=1, starts_at=starts_at).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        a_tax_rate(1, starts_at=starts_at)


def test_classes_are_those_that_have_a_rate_and_products_of_others_are_counted(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a_tax_rate(7_000, tax_class="reduced", starts_at=NEW_YEAR)
    a_tax_rate(5_500, tax_class="reduced", country="FR")
    a_record()
    records = {a_record().product_id: tax_class for tax_class in ("gone", "reduced", "reducd", "reducd", "books")}
    for product_id, tax_class in records.items():
        set_tax_class(product_ids=[product_id], tax_class=tax_class)
    archive_product(product_id=min(records))
    with django_assert_num_queries(2):
        assert rated_classes() == ("standard", "reduced")
        assert unrated() == (Unrated("books", 1), Unrated("reducd", 2))

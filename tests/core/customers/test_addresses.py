"""What an address must hold, wherever it is."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.customers.rules import check_recipient
from core.customers.selectors import countries
from core.customers.types import Address, AddressInvalid
from tests.factories import an_address


def faults(address: Address) -> dict[str, str]:
    """Each field at fault, and what is the matter with it."""
    try:
        check_recipient(email="ada@example.org", address=address)
    except AddressInvalid as refused:
        return dict(refused.details["fields"])
    return {}


def test_a_whole_address_is_taken() -> None:
    assert faults(an_address()) == {}
    assert faults(an_address(line2="2nd floor", region="Berlin", phone="+49 30 1234")) == {}
    assert faults(an_address(name="東京　太郎", city="São Paulo", line1="Straße 1")) == {}


def test_every_field_at_fault_is_named_at_once() -> None:
    address = an_address(name="", line1=" ", city=" ", postcode="", country="", phone="1" * 121)
    assert faults(address) == {
        "name": "required",
        "line1": "required",
        "city": "required",
        "postcode": "required",
        "country": "required",
        "phone": "too_long",
    }


@pytest.mark.parametrize("country", ["AE", "HK", "BS"])
def test_where_there_are_no_postcodes_none_is_asked_for(country: str) -> None:
    assert faults(an_address(country=country, postcode="")) == {}


@pytest.mark.parametrize("country", ["DE", "US", "GB", "JP"])
def test_where_there_are_postcodes_one_is(country: str) -> None:
    assert faults(an_address(country=country, postcode="")) == {"postcode": "required"}


@pytest.mark.parametrize("country", ["XX", "EU", "ZZ", "de", "DEU", "276", "D"])
def test_only_a_country_is_a_country(country: str) -> None:
    assert faults(an_address(country=country))["country"] == "unknown"


def test_countries_are_those_of_iso_3166() -> None:
    assert {"DE", "FR", "US", "CN", "BR", "ZA", "XK"} <= countries()
    assert 240 <= len(countries()) <= 260


@pytest.mark.parametrize("hidden", ["\x00", "\r\n", "\x1b", "\ud800"])
@pytest.mark.parametrize("field", ["name", "line2", "phone"])
def test_what_cannot_be_printed_on_a_label_is_refused(field: str, hidden: str) -> None:
    assert faults(an_address(**{field: f"Ada{hidden}Lovelace"})) == {field: "invalid"}


@given(st.lists(st.text(max_size=130), min_size=8, max_size=8))
def test_any_text_at_all_is_taken_or_refused_by_name(values: list[str]) -> None:
    address = Address(*values)
    assert set(faults(address)) <= set(asdict(address))
    assert set(faults(address).values()) <= {"required", "too_long", "unknown", "invalid"}


@given(st.sampled_from(sorted(countries())))
def test_a_full_address_is_taken_in_every_country(country: str) -> None:
    assert faults(replace(an_address(), country=country)) == {}


def test_an_email_and_an_address_at_fault_are_named_together() -> None:
    with pytest.raises(AddressInvalid) as refused:
        check_recipient(email="nobody", address=an_address(city=""))
    assert refused.value.details["fields"] == {"email": "invalid", "city": "required"}

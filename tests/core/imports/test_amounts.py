"""Prices as merchants write them: one meaning, or refused."""

from contextlib import suppress
from decimal import Decimal

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from core.imports.rules.amounts import HIGHEST, minor_units
from core.imports.rules.cells import Unclear
from core.imports.types import RowFault

CURRENCIES = ["EUR", "USD", "JPY", "KWD", "CHF", "SEK"]


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("19.99", "EUR", 1999),
        ("19,99", "EUR", 1999),
        ("19", "EUR", 1900),
        ("0", "EUR", 0),
        ("0.5", "EUR", 50),
        ("19.9000", "EUR", 1990),
        ("1,234.56", "EUR", 123456),
        ("1.234,56", "EUR", 123456),
        ("1 234,56", "EUR", 123456),
        ("1\u202f234,56 €", "EUR", 123456),
        ("1'234.50", "CHF", 123450),
        ("1,234,567", "EUR", 123456700),
        ("1.234.567,8", "EUR", 123456780),
        ("12,34,567.00", "EUR", 123456700),
        ("1234,567", "KWD", 1234567),
        ("€ 19,99", "EUR", 1999),
        ("19.99 EUR", "EUR", 1999),
        ("$19.99", "USD", 1999),
        ("kr 199,00", "SEK", 19900),
        ("１９.９９", "EUR", 1999),
        ("1980", "JPY", 1980),
        ("¥1,980", "JPY", 1980),
        ("1980.00", "JPY", 1980),
        ("1.980", "JPY", 1980),  # nothing else can be meant
        ("1.234", "KWD", 1234),
    ],
)
def test_what_has_one_meaning_is_understood(text: str, currency: str, amount: int) -> None:
    assert minor_units(text, currency) == amount


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        ("1.234", "EUR", RowFault.PRICE_UNCLEAR),  # a thousand and more, or one and a bit
        ("1,234", "EUR", RowFault.PRICE_UNCLEAR),
        ("1,23.45", "EUR", RowFault.PRICE_UNCLEAR),
        ("1.2.3", "EUR", RowFault.PRICE_UNCLEAR),
        ("12,3456,789.00", "EUR", RowFault.PRICE_UNCLEAR),
        ("19.", "EUR", RowFault.PRICE_UNCLEAR),
        (".99", "EUR", RowFault.PRICE_UNCLEAR),
        ("-1.00", "EUR", RowFault.PRICE_UNCLEAR),
        ("(5.00)", "EUR", RowFault.PRICE_OTHER_CURRENCY),
        ("NaN", "EUR", RowFault.PRICE_UNCLEAR),
        ("Infinity", "EUR", RowFault.PRICE_UNCLEAR),
        ("1e999", "EUR", RowFault.PRICE_UNCLEAR),
        ("=1+1", "EUR", RowFault.PRICE_UNCLEAR),
        ("on request", "EUR", RowFault.PRICE_UNCLEAR),
        ("٣٫٥", "EUR", RowFault.PRICE_UNCLEAR),
        ("0.999", "EUR", RowFault.PRICE_TOO_FINE),
        ("19.5", "JPY", RowFault.PRICE_TOO_FINE),
        ("$19.99", "EUR", RowFault.PRICE_OTHER_CURRENCY),
        ("19.99 USD", "EUR", RowFault.PRICE_OTHER_CURRENCY),
        ("9" * 400, "EUR", RowFault.PRICE_TOO_HIGH),
        ("10000000000.01", "EUR", RowFault.PRICE_TOO_HIGH),
    ],
)
def test_what_has_none_or_two_is_refused(text: str, currency: str, code: RowFault) -> None:
    with pytest.raises(Unclear) as refusal:
        minor_units(text, currency)
    assert refusal.value.code == code


@given(st.integers(0, HIGHEST), st.sampled_from(CURRENCIES))
def test_what_shopify_writes_is_always_understood(amount: int, currency: str) -> None:
    precision = get_currency_precision(currency)
    text = f"{Decimal(amount).scaleb(-precision):f}"
    assert minor_units(text, currency) == amount
    with_comma = text.replace(".", ",")
    assert minor_units(with_comma, currency) == amount


@given(st.integers(0, HIGHEST), st.sampled_from(["EUR", "USD", "SEK"]), st.sampled_from([",.", ".,", " ,", "'."]))
def test_grouped_thousands_with_two_decimals_are_always_understood(amount: int, currency: str, marks: str) -> None:
    text = f"{Decimal(amount).scaleb(-2):,.2f}".translate(str.maketrans(",.", marks))
    assert minor_units(text, currency) == amount


@given(st.text(), st.sampled_from(CURRENCIES))
def test_any_text_is_an_amount_or_unclear(text: str, currency: str) -> None:
    with suppress(Unclear):
        assert 0 <= minor_units(text, currency) <= HIGHEST

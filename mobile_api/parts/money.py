"""Money as the phone shows it: ready to print."""

from babel.numbers import format_currency

from core.shared.money import Money

LOCALE = "en"


def price(money: Money) -> str:
    """Such as "€19.99"."""
    return format_currency(money.decimal, money.currency, locale=LOCALE)


def optional_price(money: Money | None) -> str | None:
    return None if money is None else price(money)


def round_price(money: Money) -> str:
    """Without its cents where there are none: "€20"."""
    if money.decimal != int(money.decimal):
        return price(money)
    return format_currency(money.decimal, money.currency, "¤#,##0", locale=LOCALE, currency_digits=False)

"""A tax as the phone shows it: ready to print."""

from babel.numbers import format_percent
from ninja import Schema

from core.shared.languages import spoken
from core.tax.types import Tax
from mobile_api.parts.money import price


class TaxPart(Schema):
    """`name` is with its rate: "VAT (19%)". `included`: it is in the prices; otherwise it comes on top of them."""

    name: str
    tax: str
    included: bool


def tax_part(tax: Tax) -> TaxPart:
    rate = format_percent(tax.part, locale=spoken(), decimal_quantization=False)
    return TaxPart(name=f"{tax.name} ({rate})", tax=price(tax.tax), included=tax.included)

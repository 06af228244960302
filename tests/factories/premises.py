"""A small shop to walk about in."""

from dataclasses import dataclass

from tests.factories.catalog import Record, a_category, a_record
from tests.factories.shop import a_shipping_method


@dataclass(frozen=True)
class Shop:
    """`record` comes as LP and CD in Jazz > Bebop, at 19.99, ten of each; three more stand beside it."""

    record: Record
    jazz: int
    bebop: int


def a_shop() -> Shop:
    jazz = a_category("Jazz")
    bebop = a_category("Bebop", parent=jazz)
    for _ in range(3):
        a_record(categories=(bebop,))
    a_shipping_method()
    return Shop(a_record(formats=("LP", "CD"), categories=(bebop,)), jazz, bebop)

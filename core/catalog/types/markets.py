"""For whom goods are shown and priced."""

from dataclasses import dataclass

EVERYONE = 0


@dataclass(frozen=True, slots=True)
class Market:
    """A currency (ISO 4217), a language (BCP 47; empty: the catalogue's own) and a group of customers.

    What lists hold and things cost depends on currency and group; what they are called, on the language.
    """

    currency: str
    locale: str = ""
    group: int = EVERYONE

"""Reads about customers."""

from core.customers.rules import COUNTRIES


def countries() -> frozenset[str]:
    """Every country an address can be in, as ISO 3166-1 alpha-2 codes."""
    return COUNTRIES

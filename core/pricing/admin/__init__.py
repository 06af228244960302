"""Prices in the back office: lists of them, what a variant costs when, and what it costs beside it on its product."""

from core.pricing.admin.beside import beside_variant
from core.pricing.admin.lists import PriceListAdmin
from core.pricing.admin.prices import PriceAdmin

__all__ = ["PriceAdmin", "PriceListAdmin", "beside_variant"]

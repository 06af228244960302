"""Rates of taxes in the back office, and what they come to."""

from core.tax.admin.rates import TaxRateAdmin
from core.tax.admin.words import tax_name

__all__ = ["TaxRateAdmin", "tax_name"]

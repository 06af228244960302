"""Writes of products: one by hand or a thousand from a file, the same way.

A draft is looked at first (checking.py), then what it says is written: the product's own row and where it stands
(rows.py), its pictures (pictures.py), its variants (variants.py).
"""

from core.catalog.services.products.saving import count_sold, create_product, save_products

__all__ = ["count_sold", "create_product", "save_products"]

"""Files as merchants have them, written row by row so that a large one needs no memory."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT.parent / "shared/data/shopify/product-data.csv"  # Shopify's own, whose licence it lies beside

HEADERS = (
    *("Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Published", "Option1 Name", "Option1 Value"),
    *("Option2 Name", "Option2 Value", "Option3 Name", "Option3 Value", "Variant SKU", "Variant Grams"),
    *("Variant Inventory Tracker", "Variant Inventory Qty", "Variant Inventory Policy", "Variant Fulfillment Service"),
    *("Variant Price", "Variant Compare At Price", "Variant Requires Shipping", "Variant Taxable", "Variant Barcode"),
    *("Image Src", "Image Position", "Image Alt Text", "Gift Card", "SEO Title", "SEO Description"),
    *("Variant Image", "Variant Weight Unit", "Cost per item", "Status"),
)


def write(path: Path, headers: Iterable[str], rows: Iterable[Mapping[str, str]], **how: str) -> Path:
    """A CSV file; a row names only the cells that are not empty."""
    with path.open("w", encoding=how.pop("encoding", "utf-8"), newline="") as file:
        writer = csv.DictWriter(file, list(headers), restval="", delimiter=how.pop("delimiter", ","))
        writer.writeheader()
        writer.writerows(rows)
    return path


def a_large_catalogue(path: Path, *, rows: int) -> Path:
    """T-shirts in four sizes each, with all that a real export has."""
    return write(path, HEADERS, (row for number in range(rows // 4) for row in _shirt(number)))


def _shirt(number: int) -> Iterator[dict[str, str]]:
    for at, size in enumerate(("S", "M", "L", "XL")):
        row = {
            "Handle": f"shirt-{number}",
            "Option1 Value": size,
            "Variant SKU": f"SHIRT-{number}-{size}",
            "Variant Grams": "180",
            "Variant Inventory Tracker": "shopify",
            "Variant Inventory Qty": str(number % 50 + at),
            "Variant Inventory Policy": "deny",
            "Variant Fulfillment Service": "manual",
            "Variant Price": f"{10 + number % 90}.95",
            "Variant Compare At Price": f"{15 + number % 90}.95" if number % 3 == 0 else "",
            "Variant Requires Shipping": "true",
            "Variant Taxable": "true",
            "Image Src": f"https://cdn.example/shirts/{number}-{at}.jpg",
            "Image Position": str(at + 1),
            "Variant Weight Unit": "g",
        }
        if at == 0:
            row |= {
                "Title": f"Shirt no. {number}",
                "Body (HTML)": f"<p>A shirt, <strong>number {number}</strong> of many.</p>\n<ul><li>Cotton</li></ul>",
                "Vendor": f"Maker {number % 40}",
                "Type": ("Shirts", "Tops", "Sale")[number % 3],
                "Tags": f"cotton, summer, batch {number % 25}",
                "Published": "true",
                "Option1 Name": "Size",
                "SEO Title": f"Shirt no. {number} | Shop",
                "Status": "active",
            }
        yield row

"""What the shop exports, an import reads back the same: into an empty shop, and into the one it came from."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, Settings

from core.catalog.models import Category, Product, ProductImage, Variant
from core.catalog.services import add_image, create_product
from core.catalog.types import ProductDraft, VariantDraft
from core.imports.models import ImportRun, PictureHost
from core.imports.services import export_products
from core.inventory.models import Movement, Stock
from tests.core.imports.files import a_large_catalogue
from tests.core.imports.merchant import Merchant, content, lamp
from tests.core.imports.picture_host import a_jpeg
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

AWKWARD = (
    lamp(handle="a", title="=1+1", vendor="@home", tags="+1, -2, 'quoted", sku="A-1") | {"Body (HTML)": "<p>=1</p>"},
    lamp(handle="b", title="''=1", sku="=B-1", barcode="4006381333931", inventory_tracker="x", inventory_qty="7"),
    lamp(handle="c", title='6" tall, "black"', sku="C-1", status="draft", compare_at_price="25.00", grams="1200"),
    lamp(handle="d", sku="D-1", option1_name="Size", option1_value="-S", image_src="https://cdn.example/1.jpg"),
    {"Handle": "d", "Variant SKU": "D-2", "Option1 Value": "=L", "Variant Price": "0.50"},
    {"Handle": "d", "Image Src": "https://cdn.example/2.jpg", "Image Alt Text": "=2"},
    {"Handle": "d", "Image Src": "https://cdn.example/3.jpg"},
)


def exported(folder: Path) -> Path:
    """Called as what was imported, for movements of stock say where they come from."""
    call_command("export_products", str(folder / "products.csv"), verbosity=0)
    return folder / "products.csv"


def empty_the_shop() -> None:
    for model in (ImportRun, Movement, Stock, Variant, Product, Category, PictureHost):
        model.objects.all().delete()


def test_a_shop_is_read_back_the_same(merchant: Merchant) -> None:
    assert merchant.brings(*AWKWARD).code == 0
    before, file = content(), exported(merchant.folder)
    empty_the_shop()
    done = merchant.imports(file)
    assert (done.code, done.report) == (0, [])
    assert content() == before
    assert Product.objects.get(slug="a").title == "=1+1"


def test_brought_back_into_its_own_shop_it_changes_nothing(merchant: Merchant) -> None:
    merchant.brings(*AWKWARD)
    add_image(product_id=Product.objects.get(slug="a").pk, file=a_jpeg(), alt="by hand")
    before, file = content(), exported(merchant.folder)
    done = merchant.imports(file)
    assert (done.code, done.report, content()) == (0, [], before)
    assert ProductImage.objects.filter(alt="by hand").count() == 1


def test_every_cell_of_it_is_harmless_in_a_spreadsheet(merchant: Merchant) -> None:
    merchant.brings(*AWKWARD)
    text = exported(merchant.folder).read_text()
    assert "'=1+1" in text
    assert "''=1," in text
    assert "'@home" in text
    assert ",=" not in text


def test_it_is_read_product_by_product_in_few_statements(
    merchant: Merchant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    merchant.imports(a_large_catalogue(merchant.folder / "many.csv", rows=120))
    with django_assert_num_queries(4):
        rows = list(export_products(currency="EUR", address=str))
    assert len({row[0] for row in rows}) == 31


def test_what_the_format_cannot_say_is_left_out(merchant: Merchant) -> None:
    names = ("Size", "Colour", "Cut", "Fit")
    draft = ProductDraft("four", "Four", (VariantDraft("F-1", ("S", "red", "wide", "loose")),), option_names=names)
    create_product(draft=draft, now=NOW)
    assert len(list(export_products(currency="EUR", address=str))) == 1


def test_a_wrong_currency_or_file_is_one_line(merchant: Merchant, settings: Settings) -> None:
    with pytest.raises(CommandError, match="does not sell in XTS"):
        call_command("export_products", "x.csv", currency="XTS")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_products", str(merchant.folder))

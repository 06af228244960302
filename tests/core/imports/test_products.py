"""What rows become: a product whole, or all that is wrong with them."""

import pytest

from core.catalog.models import Category, FacetValue, Product, ProductImage, Variant
from core.catalog.types import ImageDraft, ProductDraft, ProductStatus
from core.imports.rules.columns import SPELLINGS, find_columns
from core.imports.rules.images import LONGEST as LONGEST_ADDRESS
from core.imports.rules.notes import LONGEST
from core.imports.rules.options import made_sku
from core.imports.rules.products import LONGEST_SHELF, LONGEST_TAG, read_product
from core.imports.rules.variants import LONGEST_OPTION
from core.imports.types import Cells, Group, Item, Notice, Offer, Remark, Row, RowFault
from core.imports.wording import sentence

LAMP = {"handle": "lamp", "title": "Lamp", "price": "19.99"}


def read(*rows: dict[str, str], without: str = "") -> tuple[Item | None, list[Remark]]:
    """What these rows say, the first of which is line 2, where there is every column but one."""
    headers = [SPELLINGS[name][0].capitalize() for name in Cells._fields if name != without]
    cells = [Cells(**{name: row.get(name, "") for name in Cells._fields}) for row in rows]
    group = Group(rows[0].get("handle", ""), [Row(line, those) for line, those in enumerate(cells, start=2)])
    return read_product(group, find_columns(headers, line=1), currency="EUR")


def product(*rows: dict[str, str]) -> ProductDraft:
    """One there is nothing to say of."""
    item, remarks = read(*rows)
    assert item
    assert remarks == []
    return item.draft


def offers(*rows: dict[str, str], without: str = "") -> tuple[Offer, ...]:
    item, _ = read(*rows, without=without)
    assert item
    return item.offers


def remarks(*rows: dict[str, str]) -> list[tuple[int, str, str]]:
    """Line, column and code of all that is to be said."""
    return [(remark.line, remark.column, remark.code) for remark in read(*rows)[1]]


def test_a_product_with_nothing_to_choose() -> None:
    draft = product(
        LAMP
        | {
            "body": "<p>Bright</p>\n<p>Warm</p>",
            "vendor": "Lux",
            "type": "Indoor",
            "tags": "black, Lamp,, BLACK ,brass",
            "option1_name": "Title",
            "option1_value": "Default Title",
            "sku": "L-1",
            "barcode": "4006381333931",
            "grams": "1200",
            "image": "https://cdn.example/lamp.jpg",
            "image_alt": "A lamp",
            "seo_title": "Lamp | Lux",
            "seo_description": "A bright lamp",
            "status": "active",
        }
    )
    assert (draft.slug, draft.title, draft.brand, draft.kind, draft.status) == (
        *("lamp", "Lamp", "Lux", "Indoor"),
        ProductStatus.ACTIVE,
    )
    assert draft.description == "<p>Bright</p>\n<p>Warm</p>"
    assert (draft.option_names, draft.tags) == ((), ("black", "Lamp", "brass"))
    assert draft.images == (ImageDraft("https://cdn.example/lamp.jpg", "A lamp"),)
    assert (draft.seo_title, draft.seo_description, draft.published_at) == ("Lamp | Lux", "A bright lamp", None)
    (variant,) = draft.variants
    assert (variant.sku, variant.option_values, variant.gtin, variant.weight_grams) == (
        "L-1",
        (),
        "4006381333931",
        1200,
    )


def test_options_are_named_on_the_first_row_alone() -> None:
    first = LAMP | {"option1_name": "Size", "option1_value": "S", "option2_name": "Colour", "option2_value": "Red"}
    draft = product(first, {"handle": "lamp", "option1_value": "M", "option2_value": "Red", "price": "21"})
    assert draft.option_names == ("Size", "Colour")
    assert [variant.option_values for variant in draft.variants] == [("S", "Red"), ("M", "Red")]


def test_further_rows_may_be_pictures_alone() -> None:
    picture = {"handle": "lamp", "image": "http://cdn.example/2.jpg", "image_position": "1"}
    draft = product(LAMP | {"image": "//cdn.example/1.jpg", "image_position": "2"}, picture)
    assert [image.source_url for image in draft.images] == ["http://cdn.example/2.jpg", "https://cdn.example/1.jpg"]
    assert len(draft.variants) == 1


def test_a_variants_picture_is_one_of_the_products() -> None:
    draft = product(LAMP | {"image": "https://cdn.example/1.jpg", "variant_image": "https://cdn.example/1.jpg"})
    assert len(draft.images) == 1
    draft = product(LAMP | {"image": "https://cdn.example/1.jpg", "variant_image": "https://cdn.example/2.jpg"})
    assert len(draft.images) == 2


def test_what_is_said_of_the_product_may_stand_on_any_of_its_rows() -> None:
    """Somebody sorted the file by price."""
    second = {"handle": "lamp", "option1_value": "S", "price": "1"}
    draft = product(second, LAMP | {"option1_name": "Size", "option1_value": "M", "vendor": "Lux"})
    assert (draft.title, draft.brand, draft.option_names) == ("Lamp", "Lux", ("Size",))


def test_without_a_type_the_end_of_shopifys_category_is_one() -> None:
    assert product(LAMP | {"product_category": "Home & Garden > Lighting > Lamps"}).kind == "Lamps"
    assert product(LAMP | {"product_category": "Home > Lamps", "type": "Floor"}).kind == "Floor"


def test_text_is_text_whatever_a_spreadsheet_would_make_of_it() -> None:
    draft = product(LAMP | {"title": '=HYPERLINK("x")', "vendor": "+1", "tags": "@sum, -1", "sku": "=1+1"})
    assert (draft.title, draft.brand, draft.tags) == ('=HYPERLINK("x")', "+1", ("@sum", "-1"))
    assert draft.variants[0].sku == "=1+1"


def test_what_cannot_be_seen_is_taken_out() -> None:
    draft = product(LAMP | {"title": "A\x00 lamp\r\n of  old", "body": "<p>a\x00b</p>\n<p>c</p>", "sku": "'0012\x07"})
    assert (draft.title, draft.description) == ("A lamp of old", "<p>ab</p>\n<p>c</p>")
    assert draft.variants[0].sku == "0012"


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({}, ProductStatus.ACTIVE),
        ({"status": "Active", "published": "TRUE"}, ProductStatus.ACTIVE),
        ({"status": "active", "published": "false"}, ProductStatus.DRAFT),
        ({"published": "FAUX"}, ProductStatus.DRAFT),
        ({"status": "draft", "published": "true"}, ProductStatus.DRAFT),
        ({"status": "archived", "published": "false"}, ProductStatus.ARCHIVED),
    ],
)
def test_status(cells: dict[str, str], status: ProductStatus) -> None:
    assert product(LAMP | cells).status == status


@pytest.mark.parametrize(
    ("cells", "notice"),
    [({"status": "unlisted"}, Notice.UNLISTED), ({"gift_card": "true"}, Notice.GIFT_CARD)],
)
def test_what_the_shop_has_not_becomes_a_draft(cells: dict[str, str], notice: Notice) -> None:
    item, said = read(LAMP | cells)
    assert item
    assert (item.draft.status, [remark.code for remark in said]) == (ProductStatus.DRAFT, [notice])


@pytest.mark.parametrize(
    ("cells", "available", "unlimited"),
    [
        ({"quantity": "5", "tracker": "shopify", "policy": "deny"}, 5, False),
        ({"quantity": "5", "tracker": "shopify"}, 5, False),
        ({"tracker": "shopify"}, 0, False),
        ({"quantity": "5", "tracker": "shopify", "policy": "continue"}, 5, True),
        ({"quantity": "5", "tracker": "shopify", "policy": "TRUE"}, 5, True),
        ({"quantity": "5", "tracker": "shopify", "policy": "FALSE"}, 5, False),
        ({"quantity": "5", "policy": "deny"}, 5, True),
        ({"quantity": "-2", "tracker": "shopify", "policy": "continue"}, 0, True),
        ({}, 0, True),
    ],
)
def test_stock(cells: dict[str, str], available: int, unlimited: bool) -> None:
    (offer,) = offers(LAMP | cells)
    assert (offer.available, offer.unlimited) == (available, unlimited)


def test_without_a_column_that_says_what_is_counted_what_has_a_number_is() -> None:
    assert not offers(LAMP | {"quantity": "5"}, without="tracker")[0].unlimited
    assert offers(LAMP, without="tracker")[0].unlimited


def test_prices() -> None:
    assert offers(LAMP | {"price": "9,50 €", "compare_at": "12"})[0] == Offer("lamp", 2, 950, 1200, 0, unlimited=True)
    assert offers(LAMP | {"price": "0", "compare_at": "0.00"})[0].compare_at is None


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"compare_at": "19.99"}, "Compare at price", Notice.COMPARE_AT_DROPPED),
        ({"barcode": "4006381333932"}, "Barcode", Notice.BARCODE_DROPPED),
        ({"barcode": "4006-3813-3393-1"}, "Barcode", Notice.BARCODE_CLEANED),
        ({"quantity": "-2", "tracker": "shopify"}, "Inventory quantity", Notice.QUANTITY_NEGATIVE),
        ({"image": "ftp://cdn.example/lamp.jpg"}, "Product image url", Notice.IMAGE_DROPPED),
        ({"image": "javascript:alert(1)"}, "Product image url", Notice.IMAGE_DROPPED),
        ({"image": "https://[::1/lamp.jpg"}, "Product image url", Notice.IMAGE_DROPPED),
        ({"image": f"https://cdn.example/{'x' * 2000}"}, "Product image url", Notice.IMAGE_DROPPED),
        ({"image": "https://cdn.example/a.jpg", "image_alt": "x" * 251}, "Image alt text", Notice.TEXT_CUT),
        ({"seo_title": "x" * 251}, "Seo title", Notice.TEXT_CUT),
        ({"seo_description": "x" * 501}, "Seo description", Notice.TEXT_CUT),
        ({"type": "!!!"}, "Type", Notice.TYPE_UNUSABLE),
        ({"tags": f"fine, {'x' * 251}"}, "Tags", Notice.TAG_DROPPED),
    ],
)
def test_what_is_left_out_or_changed_is_noticed(cells: dict[str, str], column: str, code: Notice) -> None:
    assert remarks(LAMP | cells) == [(2, column, code)]
    assert read(LAMP | cells)[0]


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"title": ""}, "Title", RowFault.TITLE_MISSING),
        ({"title": "x" * 251}, "Title", RowFault.TOO_LONG),
        ({"vendor": "x" * 121}, "Vendor", RowFault.TOO_LONG),
        ({"type": "x" * 121}, "Type", RowFault.TOO_LONG),
        ({"sku": "x" * 65}, "Sku", RowFault.TOO_LONG),
        ({"handle": "x" * 201}, "Url handle", RowFault.TOO_LONG),
        ({"handle": "!!!"}, "Url handle", RowFault.HANDLE_UNUSABLE),
        ({"price": ""}, "Price", RowFault.PRICE_MISSING),
        ({"price": "soon"}, "Price", RowFault.PRICE_UNCLEAR),
        ({"price": "1e999"}, "Price", RowFault.PRICE_UNCLEAR),
        ({"price": "$5"}, "Price", RowFault.PRICE_OTHER_CURRENCY),
        ({"compare_at": "-5"}, "Compare at price", RowFault.PRICE_UNCLEAR),
        ({"quantity": "many", "tracker": "shopify"}, "Inventory quantity", RowFault.QUANTITY_UNCLEAR),
        ({"policy": "maybe", "tracker": "shopify"}, "Continue selling when out of stock", RowFault.YES_OR_NO),
        ({"grams": "heavy"}, "Weight value grams", RowFault.WEIGHT_UNCLEAR),
        ({"weight": "5"}, "Weight", RowFault.WEIGHT_UNCLEAR),
        ({"status": "live"}, "Status", RowFault.STATUS_UNKNOWN),
        ({"published": "soon"}, "Published on online store", RowFault.YES_OR_NO),
        ({"option1_value": "Red"}, "Option1 name", RowFault.OPTION_NAME_MISSING),
    ],
)
def test_what_is_wrong_refuses_the_product(cells: dict[str, str], column: str, code: RowFault) -> None:
    assert remarks(LAMP | cells) == [(2, column, code)]
    assert read(LAMP | cells)[0] is None


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    first = LAMP | {"option1_name": "Size", "option1_value": "S", "price": "?", "grams": "?"}
    further = {"handle": "lamp", "option1_value": "S", "price": "", "sku": "x" * 65}
    assert remarks(first, further) == [
        (2, "Weight value grams", RowFault.WEIGHT_UNCLEAR),
        (3, "Sku", RowFault.TOO_LONG),
        (2, "Price", RowFault.PRICE_UNCLEAR),
        (3, "Price", RowFault.PRICE_MISSING),
        (3, "Option1 value", RowFault.VARIANT_TWICE),
    ]


def test_variants_differ() -> None:
    first = LAMP | {"option1_name": "Size", "option1_value": "S", "sku": "A"}
    assert remarks(first, {"handle": "lamp", "option1_value": "M", "price": "1", "sku": "A"}) == [
        (3, "Sku", RowFault.SKU_TWICE)
    ]
    assert remarks(LAMP, {"handle": "lamp", "price": "1"}) == [(3, "Option1 value", RowFault.VARIANT_TWICE)]
    assert remarks(first, {"handle": "lamp", "price": "1"}) == [(3, "Option1 value", RowFault.OPTION_VALUE_MISSING)]
    twice = first | {"option2_name": "SIZE", "option2_value": "S"}
    assert remarks(twice) == [(2, "Option2 name", RowFault.OPTION_NAME_TWICE)]


def test_an_option_nobody_has_a_value_of_and_a_row_of_nothing_are_noticed() -> None:
    first = LAMP | {"option1_name": "Size", "option1_value": "S", "option3_name": "Colour"}
    assert remarks(first, {"handle": "lamp"}) == [
        (3, "", Notice.ROW_WITHOUT_CONTENT),
        (2, "Option3 name", Notice.OPTION_UNUSED),
    ]


def test_a_variant_without_a_sku_gets_one_that_stays_and_is_nobody_elses() -> None:
    assert made_sku("lamp", ()) == "lamp"
    assert made_sku("lamp", ("Dark red", "S")) == "lamp/Dark red/S"
    likely = [
        ("a", ("b/c",)),
        ("a", ("b", "c")),
        ("a", ("b-c",)),
        ("x" * 80, ()),
        ("x" * 81, ()),
        ("x" * 60, ("abcd",)),
    ]
    skus = [made_sku(*those) for those in likely]
    assert len(set(skus)) == len(likely)
    assert max(map(len, skus)) <= LONGEST["sku"]


def test_texts_are_as_long_as_the_catalogues_columns() -> None:
    def columns_length(model: type, field: str) -> int:
        return int(model._meta.get_field(field).max_length)  # type: ignore[attr-defined]  # every model has _meta

    assert {name: LONGEST[name] for name in ("handle", "title", "vendor", "type", "seo_title", "seo_description")} == {
        "handle": columns_length(Product, "slug"),
        "title": columns_length(Product, "title"),
        "vendor": columns_length(Product, "brand"),
        "type": min(columns_length(Product, "kind"), columns_length(Category, "name")),
        "seo_title": columns_length(Product, "seo_title"),
        "seo_description": columns_length(Product, "seo_description"),
    }
    assert LONGEST["product_category"] == LONGEST["type"]
    assert LONGEST["sku"] == columns_length(Variant, "sku")
    assert LONGEST["image_alt"] == columns_length(ProductImage, "alt")
    assert columns_length(ProductImage, "source_url") == LONGEST_ADDRESS
    assert columns_length(FacetValue, "value") >= max(LONGEST_TAG, LONGEST_OPTION)
    assert columns_length(Category, "slug") == LONGEST_SHELF


@pytest.mark.parametrize("code", [*RowFault, *Notice, "sku_taken", "variants_invalid"])
def test_every_code_has_its_sentence(code: str) -> None:
    said = sentence(Remark(2, code, value="{value}", detail="{detail}"))
    assert said.endswith((".", "?"))
    assert len(said) > 15

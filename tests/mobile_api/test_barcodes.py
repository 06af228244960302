"""From a barcode to the product it stands on."""

import pytest

from core.catalog.models import Product, Variant
from core.catalog.services import refresh_listings
from tests.factories import Shop
from tests.mobile_api.test_bad_input import refused
from tests.personas import PHONE, Phone

EAN = "4006381333931"
UPC = "036000291452"
EAN_8 = "96385074"


@pytest.fixture
def marked(shop: Shop) -> Shop:
    """The shop, whose record's CD has a barcode."""
    Variant.objects.filter(id=shop.record.variants[1]).update(gtin=EAN)
    return shop


def look_up(phone: Phone, digits: str) -> object:
    response = phone.get(f"{PHONE}lookup/barcode/{digits}")
    assert response.status_code == 200, response.content
    return response.json()


def test_a_barcode_leads_to_the_variant_it_stands_on(marked: Shop, guest: Phone) -> None:
    assert look_up(guest, EAN) == {"product": marked.record.product_id, "variant": marked.record.variants[1]}
    assert look_up(Phone(), EAN), "no token is needed"


@pytest.mark.parametrize(("kept", "scanned"), [(UPC, "0" + UPC), ("0" + UPC, UPC), (EAN_8, EAN_8.zfill(14))])
def test_however_many_zeros_it_begins_with_it_is_the_same(kept: str, scanned: str, marked: Shop, guest: Phone) -> None:
    Variant.objects.filter(id=marked.record.variant).update(gtin=kept)
    assert look_up(guest, scanned) == {"product": marked.record.product_id, "variant": marked.record.variant}


@pytest.mark.parametrize(
    "digits",
    ["4006381333932", "1", "123456789", "00000000000000", "4006381333931 ", "٤٠٠٦٣٨١٣٣٣٩٣١", "x", "²" * 8],
)
def test_what_is_no_barcode_is_refused(digits: str, marked: Shop, guest: Phone) -> None:
    code = "product_not_found" if set(digits) == {"0"} else "gtin_invalid"  # zeros check, and are nothing's barcode
    refused(guest.get(f"{PHONE}lookup/barcode/{digits}"), 404 if code == "product_not_found" else 400, code)


def test_what_is_not_on_show_is_not_found(marked: Shop, guest: Phone) -> None:
    refused(guest.get(f"{PHONE}lookup/barcode/{UPC}"), 404, "product_not_found")
    Product.objects.filter(id=marked.record.product_id).update(status="archived")
    refresh_listings(product_ids=[marked.record.product_id])
    refused(guest.get(f"{PHONE}lookup/barcode/{EAN}"), 404, "product_not_found")


def test_nothing_else_is_taken(marked: Shop, guest: Phone) -> None:
    problem = refused(guest.get(f"{PHONE}lookup/barcode/{EAN}?w=90"), 400, "invalid_request")
    assert list(problem["errors"]) == ["w"]

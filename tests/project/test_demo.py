"""The sample shop: complete, the same every time, and never in anybody's way."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from core.catalog import selectors as catalog
from core.catalog.models import Category, Product, Variant
from core.catalog.types import Card, Sort
from core.inventory.models import Movement
from core.inventory.selectors import available
from core.pricing.models import Price
from core.shipping.models import ShippingMethod
from project.demo.records import GENRES, RECORDS, Record


def demo(*, images: bool = False) -> str:
    out = StringIO()
    call_command("demo", no_images=not images, stdout=out)
    return out.getvalue()


def listed(category_id: int | None = None) -> tuple[Card, ...]:
    currency = settings.SHOP_CURRENCIES[0]
    return catalog.list_page(currency=currency, category_id=category_id, sort=Sort.NEWEST, page=1, size=300)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> tuple[Record, ...]:
    """A shop of fifteen records, for what does not depend on how many there are."""
    records = RECORDS[::15]
    monkeypatch.setattr("project.management.commands.demo.RECORDS", records)
    return records


@pytest.mark.django_db
def test_all_records_are_on_show() -> None:
    said = demo()
    cards = listed()
    assert f"{len(RECORDS)} records" in said
    assert {card.slug for card in cards} == {record.slug for record in RECORDS}
    assert {card.brand for card in cards} == {record.artist for record in RECORDS}


@pytest.mark.django_db
def test_some_are_sold_out_some_nearly_and_some_on_offer() -> None:
    demo()
    cards = listed()
    gone = {record.slug for record in RECORDS if record.sold_out or record.coming}
    assert {card.slug for card in cards if not card.in_stock} == gone
    on_offer = {record.slug for record in RECORDS if any(offer.was for offer in record.offers)}
    assert {card.slug for card in cards if card.compare_at} <= on_offer
    assert sum(card.compare_at is not None for card in cards) >= 20
    left = available(variant_ids=list(Variant.objects.values_list("id", flat=True)))
    assert sum(1 <= count <= 3 for count in left.values()) >= 15


@pytest.mark.django_db
def test_what_comes_without_a_format_leaves_nothing_to_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    boxed = [record for record in RECORDS if record.offers[0].format in ("", "Box set")]
    monkeypatch.setattr("project.management.commands.demo.RECORDS", boxed)
    demo()
    products = [catalog.product_by_slug(record.slug, currency=settings.SHOP_CURRENCIES[0]) for record in boxed]
    (single,) = [product for product in products if not product.option_names]
    (variant,) = catalog.variants_of(single.id)
    assert variant.option_values == ()


@pytest.mark.django_db
def test_every_category_is_reached_from_the_top_and_holds_something() -> None:
    demo()
    reached = 0
    for root in catalog.root_categories():
        genre = catalog.category_by_path(root.path)
        inside = {card.product_id for kind in genre.children for card in listed(kind.id)}
        assert inside == {card.product_id for card in listed(genre.id)}
        assert all(listed(kind.id) for kind in genre.children)
        reached += 1 + len(genre.children)
    assert reached == Category.objects.count() == sum(1 + len(genre.kinds) for genre in GENRES)


@pytest.mark.django_db
def test_a_second_run_changes_nothing(few: tuple[Record, ...]) -> None:
    demo()
    tables = (Category, Product, Variant, Price, Movement, ShippingMethod)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    assert demo() == "The catalogue is not empty: nothing was changed.\n"
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


@pytest.mark.django_db
def test_a_run_cut_short_before_its_first_record_can_be_repeated(
    few: tuple[Record, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("project.management.commands.demo.SKU_ENDINGS", {})
        with pytest.raises(KeyError):
            demo()
    assert catalog.is_empty()
    demo()
    assert len(listed()) == len(few)


@pytest.mark.django_db
def test_quiet_when_asked(few: tuple[Record, ...]) -> None:
    out = StringIO()
    call_command("demo", no_images=True, verbosity=0, stdout=out)
    assert out.getvalue() == ""


@pytest.mark.django_db
def test_every_card_has_its_cover(few: tuple[Record, ...], tmp_path: Path) -> None:
    with override_settings(MEDIA_ROOT=tmp_path):
        demo(images=True)
    images = [card.image for card in listed()]
    assert all(image and (image.width, image.height) == (900, 900) and image.alt for image in images)
    assert len({image.file for image in images if image}) == len(few)

"""The sample shop: complete, the same every time, and never in anybody's way."""

from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from PIL import Image

from core.catalog import selectors as catalog
from core.catalog.models import Category, Product, Variant
from core.catalog.types import Card, Sort
from core.inventory.models import Movement
from core.inventory.selectors import available
from core.pricing.models import Price
from core.shipping.models import ShippingMethod
from project.demo.canvas import PALETTES
from project.demo.covers import MOTIFS, Cover, draw_cover
from project.demo.records import GENRES, RECORDS, Record


def demo(*, images: bool = False) -> str:
    out = StringIO()
    call_command("demo", no_images=not images, stdout=out)
    return out.getvalue()


def listed(category_id: int | None = None) -> tuple[Card, ...]:
    currency = settings.SHOP_CURRENCIES[0]
    return catalog.list_page(currency=currency, category_id=category_id, sort=Sort.NEWEST, page=1, size=100)


def cover(record: Record) -> Cover:
    motif, palette = record.art
    return draw_cover(seed=record.slug, title=record.title, artist=record.artist, motif=motif, palette=palette)


@pytest.mark.django_db
def test_forty_records_are_on_show() -> None:
    said = demo()
    cards = listed()
    assert len(cards) == 40
    assert "40 records" in said
    assert len({card.slug for card in cards}) == 40
    assert {card.brand for card in cards} == {record.artist for record in RECORDS}


@pytest.mark.django_db
def test_some_are_sold_out_some_nearly_and_some_on_offer() -> None:
    demo()
    cards = listed()
    assert sum(not card.in_stock for card in cards) == 3
    assert sum(card.compare_at is not None for card in cards) >= 4
    left = available(variant_ids=list(Variant.objects.values_list("id", flat=True)))
    assert sum(1 <= count <= 3 for count in left.values()) >= 5


@pytest.mark.django_db
def test_one_record_leaves_nothing_to_choose() -> None:
    demo()
    products = [catalog.product_by_slug(record.slug, currency=settings.SHOP_CURRENCIES[0]) for record in RECORDS]
    single = [product for product in products if not product.option_names]
    assert len(single) == 1
    (variant,) = catalog.variants_of(single[0].id)
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
def test_a_second_run_changes_nothing() -> None:
    demo()
    tables = (Category, Product, Variant, Price, Movement, ShippingMethod)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    assert demo() == "The catalogue is not empty: nothing was changed.\n"
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


@pytest.mark.django_db
def test_a_run_cut_short_before_its_first_record_can_be_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("project.management.commands.demo.SKU_ENDINGS", {})
        with pytest.raises(KeyError):
            demo()
    assert catalog.is_empty()
    demo()
    assert len(listed()) == 40


@pytest.mark.django_db
def test_quiet_when_asked() -> None:
    out = StringIO()
    call_command("demo", no_images=True, verbosity=0, stdout=out)
    assert out.getvalue() == ""


@pytest.mark.django_db
def test_every_card_has_its_cover(tmp_path: Path) -> None:
    with override_settings(MEDIA_ROOT=tmp_path):
        demo(images=True)
    images = [card.image for card in listed()]
    assert all(image and (image.width, image.height) == (900, 900) and image.alt for image in images)
    assert len({image.file for image in images if image}) == 40


def test_covers_are_the_same_every_time_and_all_different() -> None:
    first = [cover(record) for record in RECORDS]
    assert first[::9] == [cover(record) for record in RECORDS[::9]]
    assert len({each.jpeg for each in first}) == 40
    assert max(len(each.jpeg) for each in first) < 150_000


@pytest.mark.parametrize("motif", MOTIFS)
def test_any_motif_can_be_drawn_in_any_palette(motif: str) -> None:
    for palette in list(PALETTES)[:: len(PALETTES) // 3]:
        drawn = draw_cover(
            seed=palette, title="An Unusually Long Title for a Record", artist="N", motif=motif, palette=palette
        )
        assert len(drawn.color) == 7
        assert drawn.color.startswith("#")
        with Image.open(BytesIO(drawn.jpeg)) as image:
            assert (image.format, image.size) == ("JPEG", (900, 900))

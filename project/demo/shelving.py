"""Puts the sample records on show: priced, in stock, pictured, in their categories and collections."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from math import gcd
from random import Random

from django.utils.text import slugify

from core.catalog import selectors as catalog
from core.catalog.models import Attribute, Category, Collection, CollectionItem, RelatedProduct
from core.catalog.services import (
    add_picture,
    count_sold,
    create_category,
    move_slug,
    place_category,
    refresh_listings,
    save_products,
)
from core.catalog.types import (
    AttributeKind,
    CategoryNotFound,
    CollectionKind,
    Picture,
    ProductDraft,
    Saved,
    VariantDraft,
)
from core.inventory.services import set_levels
from core.inventory.types import StockLevel
from core.pricing.services import set_prices
from core.pricing.types import PriceDraft
from project.demo.languages import record_texts, texts
from project.demo.records import GENRES, RECORDS, Offer, Record

ATTRIBUTES = {
    "label": AttributeKind.TEXT,
    "country": AttributeKind.TEXT,
    "year": AttributeKind.NUMBER,
    "length": AttributeKind.NUMBER,
    "pressing": AttributeKind.CHOICE,
    "mood": AttributeKind.CHOICES,
    "signed": AttributeKind.BOOLEAN,
}
MOODS = {"quiet": "Quiet", "warm": "Warm", "heavy": "Heavy", "late night": "Late night", "dancefloor": "For dancing"}
CHOICES = {"pressing": ["First pressing", "Reissue"], "mood": list(MOODS.values())}
PREORDERS = tuple(record.slug for record in RECORDS if record.coming)[::3]  # of what is not out yet
BACKORDERS = tuple(record.slug for record in RECORDS if record.sold_out)[2::5]  # of what there is none of
SONGBOOK = "the-bespoke-songbook"

SEASON, WEEK = timedelta(days=365), timedelta(days=7)  # how long prices have been what they were, and reductions are

SKU_ENDINGS = {
    "LP": "-LP",
    "2×LP": "-2LP",
    "CD": "-CD",
    "2×CD": "-2CD",
    "Cassette": "-MC",
    "7″": "-7",
    "10″": "-10",
    "12″": "-12",
    "Box set": "-BOX",
    "": "",
}
STAFF_PICKS, SMALL_MONEY = "staff-picks", "under-15"


def plant_categories() -> dict[str, int]:
    """The ids of all genres and their kinds, by name."""
    ids: dict[str, int] = {}
    for genre in GENRES:
        root = slugify(genre.name)
        ids[genre.name] = _category(root, name=genre.name, about=genre.about)
        for name, about in genre.kinds:
            ids[name] = _category(f"{root}/{slugify(name)}", name=name, about=about, parent_id=ids[genre.name])
    return ids


def define_attributes() -> None:
    """What is known of records besides their names; lists can be narrowed by all of it."""
    for position, (code, kind) in enumerate(ATTRIBUTES.items()):
        fields = {"name": code.title(), "kind": kind, "is_facet": True, "position": position}
        more = {"unit": "min" if code == "length" else "", "choices": CHOICES.get(code, [])}
        translations = texts("attributes", code)
        Attribute.objects.get_or_create(code=code, defaults={**fields, **more, "translations": translations})


def shelve(*, categories: Mapping[str, int], currency: str, now: datetime) -> dict[str, int]:
    """All records, priced and in stock; returns their products' ids by slug."""
    numbered = list(enumerate(RECORDS))
    saved = save_products(products=[_draft(number, record, categories, now) for number, record in numbered], now=now)
    offers = {saved.variants[_sku(at, record, offer)]: offer for at, record in numbered for offer in record.offers}
    levels = [StockLevel(variant_id, offer.stock) for variant_id, offer in offers.items()]
    set_levels(levels=levels, reference="opening stock", now=now)
    first = {variant_id: PriceDraft(offer.was or offer.price) for variant_id, offer in offers.items()}
    set_prices(currency=currency, prices=first, starts_at=now - SEASON)
    reduced = {variant_id: PriceDraft(offer.price, offer.was) for variant_id, offer in offers.items() if offer.was}
    set_prices(currency=currency, prices=reduced, starts_at=now - WEEK)
    count_sold(quantities=_sold_so_far(saved))
    return saved.products


def hang_covers(products: Mapping[str, int], covers: Sequence[Picture]) -> None:
    for record, cover in zip(RECORDS, covers, strict=True):
        alt = f"Cover of {record.title} by {record.artist}"
        add_picture(product_id=products[record.slug], picture=cover, alt=alt)


def gather_collections(products: Mapping[str, int], currency: str) -> None:
    kinds = (
        ("new", "New arrivals", "Fresh out of the boxes.", CollectionKind.NEWEST),
        (STAFF_PICKS, "Staff picks", "What we play when nobody asks for anything else.", CollectionKind.PICKED),
        (SMALL_MONEY, "CDs under 15", "Small money, long evenings.", CollectionKind.FILTERED),
        ("best-sellers", "Best sellers", "What everybody else is taking home.", CollectionKind.POPULAR),
        ("on-offer", "On offer", "The same records, for less.", CollectionKind.ON_OFFER),
    )
    rules = {SMALL_MONEY: {"facets": {"format": ["CD"]}, "price_limit": 15_00, "currency": currency}}
    for position, (slug, name, about, kind) in enumerate(kinds):
        Collection.objects.create(
            slug=slug,
            name=name,
            description=about,
            kind=kind,
            position=position,
            translations=texts("collections", slug),
            **rules.get(slug, {}),
        )
    picks = Collection.objects.get(slug=STAFF_PICKS)
    picked = [products[record.slug] for record in RECORDS if record.staff_pick]
    for position, product_id in enumerate(picked):
        CollectionItem.objects.create(collection=picks, product_id=product_id, position=position)
    refresh_listings(product_ids=picked)


def announce_the_songbook(*, currency: str, category_id: int, now: datetime) -> None:
    """A book, taxed less than records are. Its page opens by itself in three days, and closes in three months."""
    draft = ProductDraft(
        slug=SONGBOOK,
        title="The Bespoke Songbook",
        brand="Bespoke",
        kind="Book",
        description="Forty songs from our shelves, with chords, and with what the clerks wrote in the margins.",
        variants=(VariantDraft("BOOK-1", gtin=_gtin(len(RECORDS), 0), weight_grams=640),),
        tax_class="reduced",
        category_ids=(category_id,),
        published_at=now + timedelta(days=3),
        unpublish_at=now + timedelta(days=93),
        seo_title="The Bespoke Songbook: forty songs with chords",
    )
    (variant_id,) = save_products(products=[draft], now=now).variants.values()
    set_levels(levels=[StockLevel(variant_id, 60)], reference="opening stock", now=now)
    set_prices(currency=currency, prices={variant_id: PriceDraft(29_00)})


def lay_beside_each_other(products: Mapping[str, int]) -> None:
    """Beside what staff would buy stand its artist's other records."""
    for record in RECORDS:
        if record.staff_pick:
            others = [one.slug for one in RECORDS if one.artist == record.artist and one.slug != record.slug]
            RelatedProduct.objects.bulk_create(
                RelatedProduct(product_id=products[record.slug], other_id=products[slug], position=position)
                for position, slug in enumerate(others)
            )


def rename_one(products: Mapping[str, int]) -> None:
    """It was spelled otherwise once; the old address leads to the new one."""
    slug = RECORDS[0].slug
    move_slug(product_id=products[slug], before=f"{slug}-lp", now=slug)


def _category(path: str, *, name: str, about: str, parent_id: int | None = None) -> int:
    """A merchant may have made some of them already."""
    try:
        return catalog.category_by_path(path).id
    except CategoryNotFound:
        slug = path.rpartition("/")[2]
        made = create_category(name=name, slug=slug, parent_id=parent_id, description=about)
        Category.objects.filter(id=made).update(translations=texts("categories", name))
        place_category(category_id=made)
        return made


def _draft(number: int, record: Record, categories: Mapping[str, int], now: datetime) -> ProductDraft:
    chosen_by_format = any(offer.format for offer in record.offers)
    return ProductDraft(
        slug=record.slug,
        title=record.title,
        brand=record.artist,
        kind="Record",
        description=record.description,
        option_names=("Format",) if chosen_by_format else (),
        variants=tuple(
            VariantDraft(_sku(number, record, offer), (offer.format,) if offer.format else (), _gtin(number, at))
            for at, offer in enumerate(record.offers)
        ),
        category_ids=tuple(categories[kind] for kind in record.kinds),
        tags=record.tags,
        attributes=_attributes(record),
        translations=record_texts(record.slug),
        published_at=now - _age(number),
        release_at=None if record.coming is None else now + timedelta(days=record.coming),
        preorder=record.slug in PREORDERS,
    )


def _attributes(record: Record) -> dict[str, object]:
    """What the file says of it, and what its tags tell; how long it plays is made up, the same each time."""
    short = all(offer.format == "7″" for offer in record.offers)
    known = {"label": record.label, "country": record.country, "year": record.year, "signed": bool(record.staff_pick)}
    moods = [mood for tag, mood in MOODS.items() if tag in record.tags]
    chance = Random(record.slug)  # noqa: S311 -- it keeps no secrets
    return {
        **known,
        "length": chance.randint(6, 9) if short else chance.randint(31, 78),
        "pressing": CHOICES["pressing"]["reissue" in record.tags],
        **({"mood": moods} if moods else {}),
    }


def _sku(number: int, record: Record, offer: Offer) -> str:
    initials = "".join(word[0] for word in record.label.split() if word[0].isalpha())
    return f"{initials}{number + 1:03}{SKU_ENDINGS[offer.format]}"


def _gtin(number: int, at: int) -> str:
    """An EAN-13 of the range that GS1 keeps for use within a shop (prefix 20), with its check digit."""
    digits = f"20{number:06}{at:04}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"


def _age(number: int) -> timedelta:
    """Spread over the past year. The step has no factor in common with how many there are, and so mixes the genres."""
    step = next(step for step in count(40) if gcd(step, len(RECORDS)) == 1)
    return timedelta(days=1 + number * step % len(RECORDS) * 360 // len(RECORDS), hours=number % 9)


def _sold_so_far(saved: Saved) -> dict[int, int]:
    """A few sell much and most a little, as everywhere; what is not out yet has sold nothing."""
    chance = Random("sold so far")  # noqa: S311 -- it keeps no secrets
    return {
        saved.products[record.slug]: int(chance.paretovariate(1.2) * 3) for record in RECORDS if record.coming is None
    }

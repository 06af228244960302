"""As many products as one likes, for work on scale: plausible enough to be searched and narrowed, and quickly made.

The first ones are written by the services, as any import's are; the others are copies of their rows, made a table at a
time by the database itself. Only their slugs and SKUs are their own, and the SKUs search does not know.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Min, Model
from django.utils import timezone

from core.catalog.models import (
    FacetRecount,
    Listing,
    ListingCategory,
    ListingFacet,
    ListingTitle,
    Product,
    SearchDocument,
    SearchWord,
    Variant,
)
from core.catalog.search import vocabulary
from core.catalog.services import save_products
from core.catalog.types import ProductDraft, VariantDraft
from core.inventory.models import Movement, Stock, WarehouseStock
from core.inventory.services import set_levels
from core.inventory.types import StockLevel
from core.pricing.models import Price
from core.pricing.services import set_prices
from core.pricing.types import PriceDraft
from project.demo.records import RECORDS

ORIGINALS = 1000
FORMATS = ("LP", "CD", "Cassette")

_WORDS = sorted({word for record in RECORDS for word in f"{record.title} {record.about}".split() if word.isalpha()})
_ARTISTS = sorted({record.artist for record in RECORDS})
_SYLLABLES = ["ka", "lo", "mi", "ra", "sen", "tor", "vel", "ni", "ost", "bru", "dal", "fen", "gor", "hul", "im", "jas"]


@dataclass(frozen=True, slots=True)
class Table:
    """Where products have rows: which columns name a row of which kind, and which texts nobody else may have."""

    model: type[Model]
    keys: Mapping[str, type[Model]]
    own: tuple[str, ...] = ()


TABLES = (
    Table(Product, {"id": Product}, ("slug",)),
    Table(Variant, {"id": Variant, "product_id": Product}, ("sku",)),
    Table(Product.categories.through, {"product_id": Product}),
    Table(Price, {"variant_id": Variant}),
    Table(Stock, {"variant_id": Variant}),
    Table(WarehouseStock, {"variant_id": Variant}),
    Table(Movement, {"variant_id": Variant}),
    Table(Listing, {"product_id": Product, "id": Listing}, ("slug",)),
    Table(ListingCategory, {"product_id": Product, "listing_id": Listing}),
    Table(ListingFacet, {"product_id": Product}),
    Table(ListingTitle, {"product_id": Product}),
    Table(SearchDocument, {"product_id": Product}),
)


def add_products(count: int, *, category_ids: Sequence[int]) -> Iterator[int]:
    """Add so many; yields how many each step added. Nothing else should write products meanwhile."""
    if count < 1:
        return
    known = dict(SearchWord.objects.values_list("word", "products"))
    spans = _add_originals(min(count, ORIGINALS), category_ids)
    yield min(count, ORIGINALS)
    words = {word: n - known.get(word, 0) for word, n in SearchWord.objects.values_list("word", "products")}
    for at, done in enumerate(range(ORIGINALS, count, ORIGINALS), 1):
        yield _add_copies(min(ORIGINALS, count - done), spans, at, words)


type Spans = dict[type[Model], tuple[int, int]]


@transaction.atomic
def _add_originals(count: int, category_ids: Sequence[int]) -> Spans:
    """Returns the first and last id of each kind of row."""
    now, start = timezone.now(), Product.objects.aggregate(last=Max("id"))["last"] or 0
    drafts = [_draft(number, category_ids, now) for number in range(start, start + count)]
    saved = save_products(products=drafts, now=now)
    chance = Random(start)  # noqa: S311 -- variety, not secrecy
    levels = [StockLevel(variant_id, chance.choice((0, 3, 40))) for variant_id in saved.variants.values()]
    set_levels(levels=levels, reference="opening stock", now=now)
    prices = {variant_id: _price(chance) for variant_id in saved.variants.values()}
    set_prices(currency=settings.SHOP_CURRENCIES[0], prices=prices)
    products = saved.products.values()
    return {
        Product: (min(products), max(products)),
        Variant: (min(saved.variants.values()), max(saved.variants.values())),
        Listing: _span(Listing, products),
    }


def _span(model: type[Model], products: Collection[int]) -> tuple[int, int]:
    ends = model._default_manager.filter(product__in=products).aggregate(first=Min("id"), last=Max("id"))
    return ends["first"], ends["last"]


@transaction.atomic
def _add_copies(count: int, spans: Spans, at: int, words: dict[str, int]) -> int:
    """The rows of the first `count` originals once more, `at` spans further on."""
    first = spans[Product][0]
    part: Spans = {Product: (first, first + count - 1)}
    part[Variant] = _span(Variant, range(first, first + count))
    shift = {kind: at * (last - first + 1) for kind, (first, last) in spans.items()}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(_copying(table, part, shift, at))
        for statement in connection.ops.sequence_reset_sql(no_style(), [Product, Variant, Listing]):
            cursor.execute(statement)
    if count == ORIGINALS:
        vocabulary.count(words)
    FacetRecount.objects.bulk_create(
        FacetRecount(category_id=category_id, currency=settings.SHOP_CURRENCIES[0])
        for category_id in [None, *Product.categories.through.objects.values_list("category_id", flat=True).distinct()]
    )
    return count


def _copying(table: Table, spans: Spans, shift: Mapping[type[Model], int], at: int) -> str:
    name, (key, kind) = table.model._meta.db_table, next(iter(table.keys.items()))
    columns = {str(field.column): f'"{field.column}"' for field in table.model._meta.concrete_fields}
    if "id" not in table.keys:
        columns.pop("id", None)
    columns |= {column: f"{column} + {shift[of]}" for column, of in table.keys.items()}
    columns |= {column: f"{column} || '-{at}'" for column in table.own}
    first, last = spans[kind]
    names = ", ".join(f'"{column}"' for column in columns)
    what = f"{names}) SELECT {', '.join(columns.values())}"
    return f"INSERT INTO {name} ({what} FROM {name} WHERE {key} BETWEEN {first} AND {last}"


def _draft(number: int, category_ids: Sequence[int], now: datetime) -> ProductDraft:
    chance = Random(number)  # noqa: S311 -- as above
    formats = FORMATS[: chance.choice((1, 1, 2, 3))]
    return ProductDraft(
        slug=f"crowd-{number}",
        title=" ".join(chance.choices(_WORDS, k=chance.choice((1, 2, 2, 3)))).title(),
        brand=_artist(chance),
        kind="Record",
        description=f"<p>{' '.join(chance.choices(_WORDS, k=12)).capitalize()}.</p>",
        option_names=("Format",),
        variants=tuple(VariantDraft(f"CROWD-{number}-{form}", (form,)) for form in formats),
        category_ids=(chance.choice(category_ids),),
        tags=tuple(RECORDS[chance.randrange(len(RECORDS))].tags[:2]),
        attributes={"label": f"Label {chance.randrange(60)}", "year": chance.randrange(1960, 2027)},
        published_at=now - timedelta(minutes=chance.randrange(1_000_000)),
    )


def _artist(chance: Random) -> str:
    if chance.random() < 0.1:
        return chance.choice(_ARTISTS)
    return f"{''.join(chance.choices(_SYLLABLES, k=2))} {''.join(chance.choices(_SYLLABLES, k=2))}".title()


def _price(chance: Random) -> PriceDraft:
    amount = chance.randrange(5, 60) * 100 + 90
    return PriceDraft(amount, amount + 500 if chance.random() < 0.1 else None)

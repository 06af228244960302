"""A shelf of products that can be searched, without the rest of a shop."""

from collections.abc import Iterator, Sequence
from itertools import count

from core.catalog.models import Listing, Product
from core.catalog.search import Entry, by_relevance, complete, index, read
from core.catalog.types import ProductStatus
from tests.core.examples import CURRENCY
from tests.factories.catalog import EPOCH

_numbers: Iterator[int] = count(1)


def shelved(
    title: str, *, brand: str = "", keywords: Sequence[str] = (), text: str = "", sold: int = 0, price: int = 1000
) -> int:
    """A product on show and findable; returns its id."""
    slug = f"shelved-{next(_numbers)}"
    product = Product.objects.create(
        slug=slug, title=title, brand=brand, status=ProductStatus.ACTIVE, published_at=EPOCH
    )
    Listing.objects.create(
        product=product,
        currency=CURRENCY,
        slug=slug,
        title=title,
        brand=brand,
        price=price,
        published_at=EPOCH,
        visible=True,
        popularity=sold,
    )
    index(entries=[Entry(product.pk, title, brand, keywords, text)])
    return product.pk


def found(query: str, *, start: int = 0, stop: int = 100, cheaper_than: int = 10**6) -> list[str]:
    """The titles a query finds, best first."""
    rows = Listing.objects.filter(visible=True, currency=CURRENCY, price__lt=cheaper_than)
    return [row.title for row in by_relevance(rows, read(query), start=start, stop=stop)]


def completed(query: str, *, limit: int = 5) -> tuple[str, ...]:
    """The ways a query is completed among what is on show."""
    return complete(query, among=Listing.objects.filter(visible=True, currency=CURRENCY), limit=limit)

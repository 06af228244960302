"""What search costs, on an invented catalogue in a test database of its own.

    DATABASE_URL=… python -m tests.bench.search [products [words]]

Titles, brands, keywords and 60 words of description are drawn from a vocabulary in which, as in a language, few words
are common and most are rare; one word is in a tenth of the titles, another a keyword of a tenth of the products.
"""

import os
import random
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate, batched
from statistics import median
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings.test")
django.setup()

from django.db import connection, transaction  # noqa: E402 -- models need the settings first

from core.catalog.models import Listing, Product, SearchSlip, SearchWord  # noqa: E402 -- as above
from core.catalog.search import Entry, by_relevance, complete, index, read, restrict, vocabulary  # noqa: E402 -- as above
from tests.core.examples import CURRENCY  # noqa: E402 -- as above
from tests.factories.catalog import EPOCH  # noqa: E402 -- as above

SYLLABLES = [
    *("ka", "lo", "mi", "ren", "ta", "su", "vel", "dor", "qui", "pha", "nor", "bel", "ash", "tri", "gan", "mo", "zu"),
    *("pe", "rick", "sto", "wen", "fla", "ol", "er", "ing", "an", "ith"),
]
CONSONANTS = "bcdfghjklmnprstvwz"

COMMON = {
    "word of 10% (title)": "deluxe",
    "word of 10% (keyword)": "vinyl",
    "two common words": "deluxe vinyl",
    "word of all": "sku",
    "beginning of 1 letter": "d",
    "beginning of 2 letters": "de",
    "beginning of 3 letters": "del",
}


class Invented:
    """A catalogue nobody has, the same each time."""

    def __init__(self, words: int) -> None:
        self.random = random.Random(7)
        self.words = list(dict.fromkeys(self._word() for _ in range(words * 2)))[:words]
        self.weights = list(accumulate(1 / (rank + 20) for rank in range(len(self.words))))
        self.brands = [" ".join(self._pick(2)) for _ in range(5000)]

    def entries(self, first: int, last: int) -> Iterator[Entry]:
        for number in range(first, last):
            title = [*self._pick(self.random.randint(2, 5)), *(["deluxe"] if number % 10 == 0 else [])]
            vinyl = ["vinyl"] if self.random.random() < 0.1 else []
            kind = self.random.choice(["lamp", "chair", "record", "table"])
            keywords = [f"SKU-{number}", str(4_000_000_000_000 + number), kind, *self._pick(2), *vinyl]
            yield Entry(number, " ".join(title), self.random.choice(self.brands), keywords, " ".join(self._pick(60)))

    def popularity(self) -> int:
        return int(self.random.paretovariate(0.8)) % 100_000

    def _word(self) -> str:
        some = self.random.choices(SYLLABLES, k=self.random.choice([1, 2, 2, 3, 3]))
        return "".join([*some, self.random.choice(CONSONANTS)])

    def _pick(self, number: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=number)


def fill(catalogue: Invented, products: int) -> list[float]:
    """Returns what indexing cost, in milliseconds a product, for each thousand."""
    costs = []
    for batch in batched(catalogue.entries(1, products + 1), 1000, strict=False):
        with transaction.atomic():
            shelve(catalogue, batch)
            costs.append(milliseconds(partial(index, entries=batch)) / len(batch))
    tidy()
    return costs


def tidy() -> None:
    """What the database does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def shelve(catalogue: Invented, batch: tuple[Entry, ...]) -> None:
    Product.objects.bulk_create(
        Product(id=entry.product_id, slug=f"p{entry.product_id}", title=entry.title, published_at=EPOCH)
        for entry in batch
    )
    Listing.objects.bulk_create(
        Listing(
            product_id=entry.product_id,
            currency=CURRENCY,
            slug=f"p{entry.product_id}",
            title=entry.title,
            brand=entry.brand,
            image={"file": "products/ab/abcdef.webp", "alt": entry.title, "width": 800, "height": 800, "widths": [400]},
            published_at=EPOCH,
            price=1000,
            visible=True,
            popularity=catalogue.popularity(),
        )
        for entry in batch
    )


def rewrite(catalogue: Invented, products: int) -> tuple[float, float]:
    """The cost of a thousand products that have not changed, and of as many renamed; nothing stays of it."""
    first = products // 2
    again = list(catalogue.entries(first, first + 1000))
    with transaction.atomic():
        index(entries=again)
        same = milliseconds(lambda: index(entries=again))
        renamed = [Entry(e.product_id, f"{e.title} again", e.brand, e.keywords, e.text) for e in again]
        other = milliseconds(lambda: index(entries=renamed))
        transaction.set_rollback(True)
    return same / 1000, other / 1000


def milliseconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def p50(work: Callable[[], object], *, times: int = 11) -> float:
    work()
    return median(milliseconds(work) for _ in range(times))


def mistyped(limit: int) -> list[str]:
    """Words of the catalogue with two letters swapped."""
    words = SearchWord.objects.filter(word__regex="^[a-z]{6,}$").order_by("word").values_list("word", flat=True)
    step = max(1, words.count() // limit)
    swapped = [f"{word[:3]}{word[4]}{word[3]}{word[5:]}" for word in words[::step]]
    return [word for word in swapped if not SearchWord.objects.filter(word__startswith=word).exists()]


def report(products: int, words: int) -> None:
    catalogue = Invented(words)
    costs = fill(catalogue, products)
    print(f"{connection.vendor}: {products} products named by {SearchWord.objects.count()} words")
    same, renamed = rewrite(catalogue, products)
    print("indexing, ms a product:", end=" ")
    print(f"first thousand {costs[0]:.3f}, p50 {median(costs):.3f}, unchanged {same:.3f}, renamed {renamed:.3f}")
    report_queries()
    for typed in ("k", "ka", "kal", "deluxe ka"):
        print(f"completing {typed!r}, ms: {p50(partial(complete, typed, limit=8)):.1f}")
    with transaction.atomic():
        vocabulary.count(dict.fromkeys(catalogue.words, 1))
    tidy()
    report_corrections()


def report_queries() -> None:
    rows = Listing.objects.filter(visible=True, currency=CURRENCY)
    rare = SearchWord.objects.filter(products=2, word__regex="^[a-z]{6,}$").order_by("word").first()
    print(f"{'ms, p50':24}{'read':>8}{'page 1':>8}{'page 21':>8}{'page 400':>8}{'count':>8}{'found':>8}")
    for name, text in ({"rare word": f"{rare} "} | COMMON).items():
        query = read(text)
        costs = [p50(partial(read, text))]
        costs += [p50(partial(by_relevance, rows, query, start=at, stop=at + 24)) for at in (0, 480, 9576)]
        matches = restrict(rows, query).order_by()[:10_001]
        costs.append(p50(matches.count))
        print(f"{name:24}" + "".join(f"{cost:8.1f}" for cost in costs) + f"{matches.count():8}", flush=True)


def report_corrections() -> None:
    times = sorted(milliseconds(partial(read, typed)) for typed in mistyped(200))
    print(f"correcting by {SearchWord.objects.count()} words and {SearchSlip.objects.count()} slips, ms:", end=" ")
    print(f"p50 {median(times):.1f}, p90 {times[len(times) * 9 // 10]:.1f} of {len(times)}")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        report(*given, *[100_000, 200_000][len(given) :])
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)

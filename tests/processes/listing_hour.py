"""An hour of a shop's life in minutes: one process of several that all change whatever lists are made of, by chance.

`python -m tests.processes.listing_hour SEED BEGAN SECONDS`, in the environment of a shop. BEGAN is when all of them
began (time.time()); from then on their clock runs an hour in SECONDS. What it did is its last line, in JSON.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import django
import time_machine

START = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

django.setup()

from django.conf import settings  # noqa: E402 -- none of this can be imported before
from django.db import transaction  # noqa: E402 -- as above
from django.utils import timezone  # noqa: E402 -- as above

from core.catalog.models import Category, Collection, CollectionItem, Product, Variant  # noqa: E402 -- as above
from core.catalog.services import (  # noqa: E402 -- as above
    archive_product,
    count_sold,
    fold_listings,
    hold_categories,
    place_category,
    publish_product,
    recount_facets,
    refresh_listings,
    save_products,
)
from core.catalog.types import ProductDraft, VariantDraft  # noqa: E402 -- as above
from core.inventory.services import hold_stock, receive, reserve, set_backorder, set_levels  # noqa: E402 -- as above
from core.inventory.types import StockLevel  # noqa: E402 -- as above
from core.pricing.models import Price, PriceList  # noqa: E402 -- as above
from core.pricing.services import (  # noqa: E402 -- as above
    call_off,
    end_offer,
    list_groups,
    remove_prices,
    schedule_prices,
    set_prices,
)
from core.pricing.types import PriceDraft  # noqa: E402 -- as above
from core.shared.errors import DomainError  # noqa: E402 -- as above
from project.listings import rebuild  # noqa: E402 -- as above

PRODUCTS = 24
WORDS = ("Öl", "Blue", "Train", "Zug", "9", "10", "Été", "Love")


def a_draft(at: int, chance: Random) -> ProductDraft:
    categories = list(Category.objects.values_list("id", flat=True))
    return ProductDraft(
        slug=f"hour-{at}",
        title=a_title(chance),
        brand=chance.choice(("Nova", "Orbit", "")),
        option_names=("Format",),
        variants=tuple(VariantDraft(f"HOUR-{at}-{form}", (form,)) for form in ("LP", "CD")),
        category_ids=tuple(chance.sample(categories, chance.randrange(3))),
        tags=tuple(chance.sample(("live", "new", "rare"), chance.randrange(3))),
    )


def a_title(chance: Random) -> str:
    return " ".join(chance.sample(WORDS, 2))


def a_price(chance: Random) -> PriceDraft:
    amount = chance.randrange(5, 15) * 100
    return PriceDraft(amount, amount + 500 if chance.random() < 0.3 else None)


def some_prices(chance: Random) -> dict[int, PriceDraft]:
    variants = list(Variant.objects.values_list("id", flat=True))
    return {variant_id: a_price(chance) for variant_id in sorted(chance.sample(variants, 4))}


def soon(chance: Random, now: datetime) -> datetime:
    return now + timedelta(minutes=chance.randrange(1, 12))


def a_product(chance: Random) -> int:
    return int(chance.choice(list(Product.objects.values_list("id", flat=True))))


def price(chance: Random, now: datetime) -> None:
    set_prices(currency=chance.choice(settings.SHOP_CURRENCIES), prices=some_prices(chance))


def schedule(chance: Random, now: datetime) -> None:
    """In everyone's list or a group's: a price from a moment on, or an offer for a while."""
    price_list = chance.choice(list(PriceList.objects.values_list("id", flat=True)))
    starts_at = soon(chance, now)
    ends_at = chance.choice((None, soon(chance, starts_at)))
    schedule_prices(price_list_id=price_list, prices=some_prices(chance), now=now, starts_at=starts_at, ends_at=ends_at)


def think_again(chance: Random, now: datetime) -> None:
    if rows := list(Price.objects.values_list("id", flat=True)):
        chance.choice((call_off, end_offer))(price_id=chance.choice(rows), now=now)


def unprice(chance: Random, now: datetime) -> None:
    variant = chance.choice(list(Variant.objects.values_list("id", flat=True)))
    price_list = chance.choice(list(PriceList.objects.values_list("id", flat=True)))
    remove_prices(price_list_id=price_list, variant_ids=[variant])


def deliver(chance: Random, now: datetime) -> None:
    variant = chance.choice(list(Variant.objects.values_list("id", flat=True)))
    receive(variant_id=variant, quantity=1, now=now)


def backorder(chance: Random, now: datetime) -> None:
    variant = chance.choice(list(Variant.objects.values_list("id", flat=True)))
    set_backorder(variant_id=variant, limit=chance.choice((0, 5)), expected_at=None, now=now)


def order(chance: Random, now: datetime) -> None:
    """What an order changes of lists: what there is to sell, and, as the relay tells it later, what sells."""
    variants = dict(Variant.objects.values_list("id", "product_id"))
    bought = dict.fromkeys(chance.sample(sorted(variants), 2), 1)
    reserve(quantities=bought, reference=f"order-{chance.random()}", now=now)
    count_sold(quantities={variants[variant_id]: 1 for variant_id in bought})


@transaction.atomic
def window(chance: Random, now: datetime) -> None:
    opens = chance.choice((now - HOUR, soon(chance, now)))
    closes = chance.choice((None, soon(chance, max(opens, now))))
    product = a_product(chance)
    Product.objects.filter(id=product).update(published_at=opens, unpublish_at=closes)
    refresh_listings(product_ids=[product])


def publish(chance: Random, now: datetime) -> None:
    if chance.random() < 0.3:
        archive_product(product_id=a_product(chance))
    else:
        publish_product(product_id=a_product(chance), published_at=now - HOUR)


@transaction.atomic
def edit(chance: Random, now: datetime) -> None:
    """A product at the back office: its texts, in two languages, and what is known of it."""
    product = a_product(chance)
    Product.objects.filter(id=product).update(
        title=a_title(chance),
        translations=chance.choice(({}, {"de": {"title": a_title(chance)}})),
        attributes={"label": chance.choice(WORDS)},
        preorder=chance.random() < 0.5,
        release_at=chance.choice((None, soon(chance, now))),
    )
    refresh_listings(product_ids=[product])


@transaction.atomic
def move(chance: Random, now: datetime) -> None:
    """The back office saves a product, and so holds it, before it puts it elsewhere."""
    product = Product.objects.select_for_update(no_key=True).get(id=a_product(chance))
    categories = chance.sample(list(Category.objects.values_list("id", flat=True)), chance.randrange(3))
    hold_categories(category_ids=categories)
    product.categories.set(categories)
    refresh_listings(product_ids=[product.pk])


@transaction.atomic
def rename(chance: Random, now: datetime) -> None:
    category = chance.choice(list(Category.objects.values_list("id", flat=True)))
    Category.objects.filter(id=category).update(name=a_title(chance))
    place_category(category_id=category)


@transaction.atomic
def pick(chance: Random, now: datetime) -> None:
    product, collection = a_product(chance), Collection.objects.get()
    if not CollectionItem.objects.filter(product=product).delete()[0]:
        CollectionItem.objects.bulk_create(
            [CollectionItem(product_id=product, collection=collection)], ignore_conflicts=True
        )
    refresh_listings(product_ids=[product])


@transaction.atomic
def import_some(chance: Random, now: datetime) -> None:
    """Some products anew from a file, with their prices and levels, in one transaction."""
    at = sorted(chance.sample(range(PRODUCTS), 3))
    hold_stock(products=[f"hour-{one}" for one in at])
    saved = save_products(products=[a_draft(one, chance) for one in at], now=now)
    levels = [StockLevel(variant_id, chance.randrange(3)) for variant_id in sorted(saved.variants.values())]
    set_levels(levels=levels, reference="import", now=now)
    set_prices(currency="EUR", prices={variant_id: a_price(chance) for variant_id in sorted(saved.variants.values())})


def fold(chance: Random, now: datetime) -> None:
    fold_listings(now=now)


def recount(chance: Random, now: datetime) -> None:
    recount_facets(now=now)


def list_a_group(chance: Random, now: datetime) -> None:
    list_groups(now=now)


def make_anew(chance: Random, now: datetime) -> None:
    rebuild(sorted({a_product(chance) for _ in range(3)}))


DEEDS: tuple[Callable[[Random, datetime], None], ...] = (
    *(price, schedule, think_again, unprice, deliver, backorder, order, window, publish, edit, move, rename, pick),
    *(import_some, fold, recount, list_a_group, make_anew),
)


def live(seed: int, began: float, seconds: float) -> tuple[Counter[str], list[str]]:
    """Returns how often each deed was done, and what went wrong that no rule of the shop refuses."""
    chance, done, complaints = Random(seed), Counter[str](), list[str]()
    while (gone := time.time() - began) < seconds:
        deed, now = chance.choice(DEEDS), START + HOUR * (gone / seconds)
        try:
            with time_machine.travel(now, tick=False):
                deed(chance, timezone.now())
        except DomainError as refusal:
            done[refusal.code] += 1
        except Exception as error:
            complaints.append(f"{deed.__name__}: {error!r}"[:900])
        else:
            done[deed.__name__] += 1
    return done, complaints


def main(seed: str, began: str, seconds: str) -> None:
    done, complaints = live(int(seed), float(began), float(seconds))
    sys.stdout.write(json.dumps({"done": done, "complaints": complaints}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

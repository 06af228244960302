"""Products on show, with price and stock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import factory
from django.conf import settings

from core.catalog import selectors, services
from core.catalog.types import ProductDraft, VariantDraft
from core.customers.models import CustomerGroup
from core.inventory.models import Warehouse
from core.inventory.services import receive
from core.pricing.services import base_list, list_groups, make_list, schedule_prices, set_price
from core.pricing.types import PriceDraft

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class VariantDraftFactory(factory.Factory[VariantDraft]):
    class Meta:
        model = VariantDraft

    sku = factory.Sequence(lambda n: f"SKU-{n}")
    option_values = ("LP",)


class ProductDraftFactory(factory.Factory[ProductDraft]):
    class Meta:
        model = ProductDraft

    slug = factory.Sequence(lambda n: f"record-{n}")
    title = factory.Sequence(lambda n: f"Record {n}")
    brand = "The Testers"
    description = "Two sides of music."
    option_names = ("Format",)
    variants = factory.LazyFunction(lambda: (VariantDraftFactory(),))
    category_ids = ()
    published_at = factory.Sequence(lambda n: EPOCH + timedelta(minutes=n))


class WarehouseFactory(factory.django.DjangoModelFactory[Warehouse]):
    class Meta:
        model = Warehouse
        django_get_or_create = ("code",)

    name = factory.LazyAttribute(lambda warehouse: str(warehouse.code).title())
    priority = 1


@dataclass(frozen=True)
class Record:
    """A product on show. `variant` is its first variant's id."""

    product_id: int
    slug: str
    title: str
    variants: tuple[int, ...]

    @property
    def variant(self) -> int:
        return self.variants[0]


def a_warehouse(code: str = "north", **fields: object) -> Warehouse:
    """One more, from which goods leave after the main one unless its priority says otherwise."""
    return WarehouseFactory(code=code, **fields)


def a_category(name: str = "Jazz", *, parent: int | None = None) -> int:
    return services.create_category(name=name, slug=name.lower(), parent_id=parent)


def a_record(
    *,
    formats: tuple[str, ...] = ("LP",),
    price: int = 1999,
    stock: int = 10,
    categories: tuple[int, ...] = (),
    **fields: object,
) -> Record:
    """A record in some formats, or with the `variants` given, each with this price in minor units and this stock."""
    fields.setdefault("variants", tuple(VariantDraftFactory(option_values=(name,)) for name in formats))
    draft = ProductDraftFactory(category_ids=categories, **fields)
    product_id = services.create_product(draft=draft, now=EPOCH)
    ids = tuple(variant.id for variant in selectors.variants_of(product_id))
    for variant_id in ids:
        set_price(variant_id=variant_id, currency=settings.SHOP_CURRENCIES[0], amount=price, starts_at=EPOCH)
        if stock:
            receive(variant_id=variant_id, quantity=stock, now=draft.published_at)
    return Record(product_id, draft.slug, draft.title, ids)


def a_price_list(
    *, group: str | None = "trade", currency: str = settings.SHOP_CURRENCIES[0], listed: bool = True, **fields: bool
) -> int:
    """A group's list, empty, which counts already unless it is not `listed`; of no group, everyone's."""
    if group is None:
        return base_list(currency=currency).pk
    members, _ = CustomerGroup.objects.get_or_create(code=group, defaults={"name": group.title()})
    made = make_list(name=group.title(), currency=currency, group_id=members.pk, **fields)
    while listed and list_groups(now=EPOCH):
        pass
    return made


def scheduled(
    variant: int,
    amount: int,
    *,
    price_list: int | None = None,
    now: datetime = EPOCH,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> None:
    """What a variant is to cost, everyone unless said otherwise; with an end it is an offer."""
    schedule_prices(
        price_list_id=price_list or a_price_list(group=None),
        prices={variant: PriceDraft(amount)},
        now=now,
        starts_at=starts_at,
        ends_at=ends_at,
    )

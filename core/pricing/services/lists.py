"""Price lists: everyone's of each currency, and groups', which count once lists of products show them."""

from datetime import datetime

from django.db import transaction

from core.catalog.models import Product
from core.catalog.services import close_listings
from core.catalog.types import EVERYONE
from core.customers.models import CustomerGroup
from core.pricing.models import Price, PriceList
from core.pricing.services.telling import tell_catalog
from core.pricing.types import PriceListNeeded, PriceListNotFound, PriceListTaken

BATCH = 500  # products, or prices, at once


def base_list(*, currency: str) -> PriceList:
    """Everyone's list of a currency, made where there is none yet."""
    found = PriceList.objects.filter(currency=currency, group=None).first()
    return found or PriceList.objects.get_or_create(currency=currency, group=None, defaults={"name": "Everyone"})[0]


def list_by_id(*, price_list_id: int) -> PriceList:
    """Raises PriceListNotFound, also for one that is being taken away."""
    found = PriceList.objects.filter(id=price_list_id, closed_at=None).first()
    if found is None:
        raise PriceListNotFound(price_list_id=price_list_id)
    return found


@transaction.atomic
def make_list(*, name: str, currency: str, group_id: int, tax_included: bool = True) -> int:
    """Make a group's list, empty; returns its id. It counts once `list_groups` is through. Raises PriceListTaken.

    Whoever is adding prices at this moment is waited for, and whoever comes to add some waits: they tell catalog what
    each group pays, and would not know of this one.
    """
    PriceList.objects.select_for_update().get(id=base_list(currency=currency).pk)
    if PriceList.objects.filter(currency=currency, group=group_id).exists():
        raise PriceListTaken(currency=currency, group_id=group_id)
    made = PriceList.objects.create(name=name, currency=currency, group_id=group_id, tax_included=tax_included)
    return made.pk


@transaction.atomic
def close_list(*, price_list_id: int, now: datetime) -> None:
    """Take a group's list away: from here on it pays what everyone does. Raises PriceListNotFound, PriceListNeeded.

    `list_groups` then takes away what there is of it.
    """
    price_list = list_by_id(price_list_id=price_list_id)
    if price_list.group_id is None:
        raise PriceListNeeded(currency=price_list.currency)
    PriceList.objects.filter(id=price_list_id).update(closed_at=now)
    _price_group(price_list, own=False)


@transaction.atomic
def list_groups(*, now: datetime) -> int:
    """Do some of what lists of groups wait for: to be shown by lists of products, or to go. Returns how much it did.

    A list is done in many transactions, and gone on with wherever the last one left it.
    """
    waiting = PriceList.waiting().select_for_update(skip_locked=True, no_key=True).order_by("id").first()
    if waiting is None:
        return 0
    return _take_away(waiting) if waiting.closed_at else _list_some(waiting, now)


def _list_some(price_list: PriceList, now: datetime) -> int:
    """The next products are told with the group's prices; after the last one the group pays them."""
    left = Product.objects.filter(id__gt=price_list.listed_up_to).order_by("id")
    if ids := list(left.values_list("id", flat=True)[:BATCH]):
        tell_catalog(product_ids=ids, now=now)
        PriceList.objects.filter(id=price_list.pk).update(listed_up_to=ids[-1])
        return len(ids)
    PriceList.objects.filter(id=price_list.pk).update(listed_at=now)
    _price_group(price_list, own=True)
    return 1


def _take_away(price_list: PriceList) -> int:
    """First what lists show, then the prices, then the list."""
    if count := close_listings(currency=price_list.currency, group=price_list.group_id or EVERYONE):
        return count
    if ids := list(price_list.prices.values_list("id", flat=True)[:BATCH]):
        return Price.objects.filter(id__in=ids).delete()[0]
    return price_list.delete()[0]


def _price_group(price_list: PriceList, *, own: bool) -> None:
    group = CustomerGroup.objects.select_for_update(no_key=True, of=("self",)).get(price_lists=price_list)
    others = [currency for currency in group.priced_in if currency != price_list.currency]
    group.priced_in = sorted([*others, price_list.currency]) if own else others
    group.save(update_fields=["priced_in"])

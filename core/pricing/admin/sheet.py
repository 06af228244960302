"""What a variant costs, has cost and is going to cost, list by list, on one page."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from core.catalog.rules import variant_title
from core.catalog.types import EVERYONE, Market
from core.pricing.admin.words import moment, story
from core.pricing.models import Price, PriceList
from core.pricing.rules import KEPT, effective, lowest_before_reduction, timeline
from core.pricing.selectors import dated, dated_prices
from core.shared.backoffice import label, link, page_of, price

LOOKS = {"Regular": "success", "Offer": "primary", "Scheduled": "info", "Over": "default"}


def standing(row: Any, now: datetime) -> str:
    """One of LOOKS. A row says itself whether it is `superseded`."""
    if row.starts_at > now:
        return "Scheduled"
    if row.superseded or (row.ends_at is not None and row.ends_at <= now):
        return "Over"
    return "Regular" if row.ends_at is None else "Offer"


def sheet(row: Any) -> dict[str, Any]:
    """For the template, of the variant that a price is of; first the list that its steps are about."""
    variant, now = row.variant, timezone.now()
    rows = Price.objects.filter(variant=variant).select_related("price_list").order_by("price_list", "-starts_at")
    return {
        "variant": variant,
        "variant_title": variant_title(variant.option_values),
        "product": link(page_of(variant.product), variant.product.title),
        "lists": sorted(
            (_list(some[0].price_list, some, row, now) for some in _by_list(rows)), key=lambda one: not one["shown"]
        ),
    }


def _by_list(rows: Any) -> list[list[Price]]:
    return [list(some) for _, some in groupby(rows, lambda row: row.price_list_id)]


def _list(price_list: PriceList, rows: Sequence[Price], shown: Price, now: datetime) -> dict[str, Any]:
    market = Market(price_list.currency, group=price_list.group_id or EVERYONE)
    prices = dated_prices(variant_ids=[shown.variant_id], market=market, since=now - KEPT).get(shown.variant_id, [])
    lowest = lowest_before_reduction(prices, now)
    return {
        "shown": price_list.pk == shown.price_list_id,
        "list": link(page_of(price_list), str(price_list)),
        "story": story(timeline(prices, now), price_list.currency),
        "lowest": None if lowest is None else price(lowest, price_list.currency),
        "rows": [_line(row, rows, shown, now) for row in rows],
    }


def _line(row: Any, beside: Sequence[Price], shown: Price, now: datetime) -> dict[str, Any]:
    regular = effective([dated(one) for one in beside if one.ends_at is None], now)
    row.superseded = row.ends_at is None and regular is not None and row.starts_at < regular.starts_at
    said, currency = standing(row, now), row.price_list.currency
    costs = price(row.amount, currency)
    return {
        "shown": row.pk == shown.pk,
        "costs": costs if row.pk == shown.pk else link(page_of(row), costs),
        "was": "" if row.compare_at is None else price(row.compare_at, currency),
        "since": moment(row.starts_at),
        "until": moment(row.ends_at) if row.ends_at else "",
        "standing": label(said, LOOKS[said]),
    }

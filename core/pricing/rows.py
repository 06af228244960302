"""The prices that count, for statements of pricing's selectors and of the domains above it."""

from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from core.catalog.types import Market
from core.pricing.models import Price


def prices_in(market: Market, at: datetime) -> QuerySet[Price]:
    """Those that may count in a market at a time, the one that does first. What rules.effective says, in SQL."""
    begun = Price.objects.filter(lists_of(market), starts_at__lte=at).exclude(ends_at__lte=at)
    return begun.order_by(_whether(price_list__group__isnull=True), _whether(ends_at__isnull=True), "-starts_at")


def cost_at(market: Market, at: datetime, *, variant: str, offers: bool = True) -> Subquery:
    """For an annotation that selectors.cost_of reads: what the variant named by a column costs, in the same statement.

    Without `offers`, what it costs regularly.
    """
    facts = JSONObject(
        amount="amount",
        currency="price_list__currency",
        compare_at="compare_at",
        offer=_whether(ends_at__isnull=False),
        tax_included="price_list__tax_included",
    )
    which = Q() if offers else Q(ends_at__isnull=True)
    return Subquery(prices_in(market, at).filter(which, variant=OuterRef(variant)).values(facts=facts)[:1])


def lists_of(market: Market) -> Q:
    """The condition on prices that they stand in a list of the market: everyone's, or the group's own."""
    everyones = Q(price_list__group__isnull=True)
    return Q(price_list__currency=market.currency) & (everyones | Q(price_list__group=market.group))


def _whether(**condition: object) -> ExpressionWrapper[Q]:
    """Sorts what it is true of last."""
    return ExpressionWrapper(Q(**condition), BooleanField())

"""Reads of carts."""

from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, QuerySet, Sum
from django.utils import timezone

from core.carts.models import CartLine
from core.carts.rules import line_state, ships_at
from core.carts.types import BUYABLE, MAX_QUANTITY, Cart, Line, OnSale
from core.catalog.rows import on_show
from core.catalog.rules import translated
from core.catalog.selectors import image_view, variant_view
from core.catalog.types import Availability, Market, Product, Supply
from core.customers.types import Principal, ownership
from core.inventory.selectors import expired_of, offer_of, offers
from core.inventory.types import Offer
from core.pricing.rows import cost_at
from core.pricing.selectors import cost_of, priced_variants
from core.pricing.types import PricedVariant
from core.promotions.selectors import coupon_for
from core.shared.money import Money


def cart_of(principal: Principal | None, *, market: Market, email: str = "") -> Cart:
    """A principal's cart at today's prices; somebody unknown has an empty one. One statement, or two with a coupon.

    `email` is the order's, where it is known: a coupon used in its name counts as the principal's use.
    """
    rows = list(_priced(principal, market)) if principal else []
    if principal is None or not rows:
        return Cart(id=None, lines=(), count=0, subtotal=Money.zero(market.currency))
    lines = tuple(_line(row, market) for row in rows)
    subtotal = sum((line.total for line in lines), Money.zero(market.currency))
    code, now = rows[0].coupon, timezone.now()
    return Cart(
        id=rows[0].cart_id,
        lines=lines,
        count=sum(line.quantity for line in lines),
        subtotal=subtotal,
        coupon=coupon_for(principal, code=code, email=email, subtotal=subtotal, now=now) if code else None,
    )


def count_of(principal: Principal | None) -> int:
    """How many things are in a principal's cart. One statement, or none for somebody unknown."""
    if principal is None:
        return 0
    return _lines(principal).aggregate(count=Sum("quantity"))["count"] or 0


def on_sale(product: Product, *, market: Market) -> tuple[OnSale, ...]:
    """A product's variants that have a price, in their order. Two statements, three where any is on offer."""
    priced, now = priced_variants(product_id=product.id, market=market), timezone.now()
    known = offers(variant_ids=[item.variant.id for item in priced], now=now)
    return tuple(_on_sale(product, item, known[item.variant.id], now) for item in priced)


def _on_sale(product: Product, priced: PricedVariant, offer: Offer, now: datetime) -> OnSale:
    ahead = product.release_at if product.release_at and product.release_at > now else None
    state = Availability.of(offer.supply, release_at=ahead, preorder=product.preorder, now=now)
    if offer.supply is Supply.SOLD_OUT and (ahead is None or product.preorder):
        state = Availability.SOLD_OUT
    if state not in BUYABLE:
        return OnSale(priced, state, 0, None)
    sent = ships_at(supply=offer.supply, release_at=ahead, expected_at=offer.expected_at, now=now)
    return OnSale(priced, state, min(offer.sellable, MAX_QUANTITY), sent)


def _lines(principal: Principal) -> QuerySet[CartLine]:
    return CartLine.objects.filter(**{f"cart__{column}": value for column, value in ownership(principal).items()})


def _priced(principal: Principal, market: Market) -> QuerySet[Any]:
    """Each line with its variant, product, stock, price and listing, in one statement."""
    return (
        _lines(principal)
        .select_related("variant__product", "variant__stock", "variant__image")
        .annotate(
            shown=FilteredRelation(
                "variant__product__listings", condition=on_show(market, to="variant__product__listings__")
            ),
            cost=cost_at(market, timezone.now(), variant="variant"),
            visible=F("shown__visible"),
            picture=F("shown__image"),
            release_at=F("shown__release_at"),
            preorder=F("shown__preorder"),
            coupon=F("cart__coupon"),
            expired=expired_of("variant_id"),
        )
        .order_by("added_at", "id")
    )


def _line(row: Any, market: Market) -> Line:
    variant, now = row.variant, timezone.now()
    offer = offer_of(getattr(variant, "stock", None), row.expired, variant_id=variant.pk)
    released = row.preorder or row.release_at is None or row.release_at <= now
    cost = cost_of(row.cost) if row.visible and released else None
    supply = offer.supply_of(row.quantity)
    price = cost.price if cost else Money.zero(market.currency)
    view = variant_view(variant, locale=market.locale)
    return Line(
        id=row.id,
        variant_id=variant.pk,
        product_id=variant.product_id,
        slug=variant.product.slug,
        title=translated(variant.product.translations, market.locale, "title", variant.product.title),
        variant_title=view.title,
        sku=variant.sku,
        image=view.image or image_view(row.picture),
        quantity=row.quantity,
        available=offer.sellable,
        price=price,
        total=price * row.quantity,
        tax_class=variant.product.tax_class,
        tax_included=cost.tax_included if cost else True,
        state=line_state(sold=cost is not None, quantity=row.quantity, available=offer.sellable),
        supply=supply,
        ships_at=ships_at(supply=supply, release_at=row.release_at, expected_at=offer.expected_at, now=now),
    )

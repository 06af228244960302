"""Writes of carts. Each holds the cart's row, so that two changes of one cart never mix."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Q

from core.carts.models import Cart, CartLine
from core.carts.rules import check_quantity, merged_quantity
from core.carts.selectors import cart_of
from core.carts.types import MAX_LINES, CartEmpty, CartFull, LineNotFound
from core.catalog.models import Listing
from core.catalog.rows import on_show
from core.catalog.types import Market
from core.customers.types import Customer, Principal, ownership
from core.inventory.selectors import available
from core.inventory.types import OutOfStock, Shortage, VariantUnavailable
from core.pricing.rows import prices_in
from core.promotions.rules import check_ready
from core.promotions.selectors import coupon_for

GUESTS_KEPT = timedelta(days=30)
CUSTOMERS_KEPT = timedelta(days=365)
BATCH = 500  # carts a sweep takes at most, so that none holds many for long


@transaction.atomic
def add_line(*, principal: Principal, variant_id: int, quantity: int, market: Market, now: datetime) -> None:
    """Put some of a variant into the cart, on top of those that are there already.

    Raises QuantityOutOfRange, VariantUnavailable, OutOfStock, CartFull.
    """
    check_quantity(quantity)
    _check_sold(variant_id, market, now)
    cart = _locked(principal, now)
    held = dict(cart.lines.values_list("variant_id", "quantity"))
    wanted = quantity + held.get(variant_id, 0)
    check_quantity(wanted)
    _check_stock(variant_id, wanted, now)
    if variant_id in held:
        cart.lines.filter(variant=variant_id).update(quantity=wanted)
    elif len(held) < MAX_LINES:
        CartLine.objects.create(cart=cart, variant_id=variant_id, quantity=wanted, added_at=now)
    else:
        raise CartFull(limit=MAX_LINES)


@transaction.atomic
def set_quantity(*, principal: Principal, line_id: UUID, quantity: int, now: datetime) -> None:
    """Change how many a line holds. Raises QuantityOutOfRange, LineNotFound, OutOfStock."""
    check_quantity(quantity)
    cart = _locked(principal, now)
    line = cart.lines.filter(id=line_id).first()
    if line is None:
        raise LineNotFound
    if quantity > line.quantity:
        _check_stock(line.variant_id, quantity, now)
    cart.lines.filter(id=line_id).update(quantity=quantity)


@transaction.atomic
def remove_line(*, principal: Principal, line_id: UUID, now: datetime) -> None:
    """Take a line out. Raises LineNotFound."""
    if not _locked(principal, now).lines.filter(id=line_id).delete()[0]:
        raise LineNotFound


@transaction.atomic
def set_coupon(*, principal: Principal, code: str, market: Market, now: datetime) -> None:
    """Tell the cart a coupon's code, instead of any it was told before.

    It is kept if it counts for what is in the cart now. Raises CartEmpty, CouponUnknown, CouponNotValid, CouponUsedUp,
    CouponMinimum.
    """
    cart = _locked(principal, now)
    there = cart_of(principal, market=market)
    if not there.lines:
        raise CartEmpty
    coupon = coupon_for(principal, code=code, email="", subtotal=there.subtotal, now=now)
    check_ready(coupon)
    Cart.objects.filter(id=cart.id).update(coupon=coupon.code)


@transaction.atomic
def remove_coupon(*, principal: Principal, now: datetime) -> None:
    """Take the coupon out, if there is one."""
    Cart.objects.filter(**ownership(principal)).exclude(coupon="").update(coupon="", updated_at=now)


@transaction.atomic
def merge(*, guest_id: UUID, customer_id: int, now: datetime) -> None:
    """At sign-in, move all of a guest's cart into the customer's; the guest's is gone then.

    Of two coupons the customer's stays.
    """
    guest_cart = Cart.objects.select_for_update().filter(guest_id=guest_id).first()
    if guest_cart is None:
        return
    if not Cart.objects.filter(customer=customer_id).exists():
        Cart.objects.filter(id=guest_cart.id).update(customer=customer_id, guest_id=None, updated_at=now)
        return
    cart = _locked(Customer(customer_id, ""), now)
    _move_lines(guest_cart, cart, now)
    Cart.objects.filter(id=cart.id, coupon="").update(coupon=guest_cart.coupon)
    guest_cart.delete()


def take(*, principal: Principal, cart_id: UUID) -> bool:
    """Take a cart away, because it has become an order; returns whether it was still there. Atomic by itself."""
    return bool(Cart.objects.filter(id=cart_id, **ownership(principal)).delete()[0])


@transaction.atomic
def put_back(*, principal: Principal, quantities: Mapping[int, int], coupon: str = "", now: datetime) -> UUID:
    """Put what an order was about back into its shopper's cart, beside what is there by now; returns the cart's id.

    Lines of one variant add up, capped by stock and the limit, and never vanish. A coupon that is there stays.
    """
    cart = _locked(principal, now)
    there, held = available(variant_ids=quantities, now=now), dict(cart.lines.values_list("variant_id", "quantity"))
    for variant_id, quantity in quantities.items():
        wanted = merged_quantity(held.get(variant_id, 0), quantity, there[variant_id])
        new = {"quantity": wanted, "added_at": now}
        CartLine.objects.update_or_create(
            cart=cart, variant_id=variant_id, defaults={"quantity": wanted}, create_defaults=new
        )
    Cart.objects.filter(id=cart.id, coupon="").update(coupon=coupon)
    return cart.id


def expire_carts(*, now: datetime) -> int:
    """Take away the carts nobody has touched for long; returns how many, up to BATCH of guests and of customers."""
    guests = Q(guest_id__isnull=False, updated_at__lt=now - GUESTS_KEPT)
    customers = Q(customer__isnull=False, updated_at__lt=now - CUSTOMERS_KEPT)
    return sum(_expire(which) for which in (guests, customers))


@transaction.atomic
def _expire(which: Q) -> int:
    """Held first, so that what a shopper touches at this moment stays; deleting would not look again."""
    old = Cart.objects.select_for_update(skip_locked=True).filter(which).order_by("updated_at")
    ids = [cart.id for cart in old[:BATCH]]
    if ids:
        Cart.objects.filter(id__in=ids).delete()
    return len(ids)


def hold(*, principal: Principal) -> None:
    """In the caller's transaction: keep the cart as it is until the transaction ends."""
    Cart.objects.select_for_update().filter(**ownership(principal)).first()


def _locked(principal: Principal, now: datetime) -> Cart:
    """The principal's cart, made if need be and held by an UPDATE, which locks on both databases."""
    while True:
        cart = Cart.objects.filter(**ownership(principal)).first()
        if cart is None:
            cart = Cart(**ownership(principal), updated_at=now)
            Cart.objects.bulk_create([cart], ignore_conflicts=True)  # another may be making it at this moment
        if Cart.objects.filter(id=cart.id).update(updated_at=now):
            return cart  # else an order took it away in between, or the other was first


def _check_sold(variant_id: int, market: Market, now: datetime) -> None:
    shown = Listing.objects.filter(
        on_show(market, at=now),
        Q(release_at__isnull=True) | Q(release_at__lte=now) | Q(preorder=True),
        product__variants=variant_id,
    )
    if not shown.filter(Exists(prices_in(market, now).filter(variant=variant_id))).exists():
        raise VariantUnavailable(variant_id=variant_id)


def _check_stock(variant_id: int, quantity: int, now: datetime) -> None:
    there = available(variant_ids=[variant_id], now=now)[variant_id]
    if quantity > there:
        raise OutOfStock(shortages=[Shortage(variant_id, quantity, there)])


def _move_lines(source: Cart, target: Cart, now: datetime) -> None:
    theirs = {line.variant_id: line for line in target.lines.all()}
    moving = list(source.lines.order_by("added_at", "id"))
    there = available(variant_ids=[line.variant_id for line in moving], now=now)
    for line in moving:
        if same := theirs.get(line.variant_id):
            quantity = merged_quantity(same.quantity, line.quantity, there[line.variant_id])
            target.lines.filter(id=same.id).update(quantity=quantity)
        else:
            source.lines.filter(id=line.id).update(cart=target)

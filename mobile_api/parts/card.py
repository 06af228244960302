"""A product in a list."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from ninja import Schema

from core.catalog.types import Availability, Card
from mobile_api.parts.image import Frame, ImagePart, image_part
from mobile_api.parts.money import optional_price, price

AHEAD = (Availability.PREORDER, Availability.COMING_SOON)


class CardPart(Schema):
    """`price` is the lowest of its variants', which differ where it `varies`; `was` is set while it is on offer.

    `release_at` is set while it is not out, `preorder` where it can be ordered all the same; a `backorder` is sent when
    more has come in.
    """

    id: int
    title: str
    brand: str
    image: ImagePart | None = None
    price: str
    varies: bool = False
    was: str | None = None
    sold_out: bool = False
    backorder: bool = False
    preorder: bool = False
    release_at: datetime | None = None


def card_parts(cards: Iterable[Card], frame: Frame) -> list[CardPart]:
    now = timezone.now()
    return [_card(card, frame, now) for card in cards]


def _card(card: Card, frame: Frame, now: datetime) -> CardPart:
    state = Availability.of(card.supply, release_at=card.release_at, preorder=card.preorder, now=now)
    return CardPart(
        id=card.product_id,
        title=card.title,
        brand=card.brand,
        image=image_part(card.image, frame),
        price=price(card.price),
        varies=card.price_varies,
        was=optional_price(card.compare_at),
        sold_out=state is Availability.SOLD_OUT,
        backorder=state is Availability.BACKORDER,
        preorder=state is Availability.PREORDER,
        release_at=card.release_at if state in AHEAD else None,
    )

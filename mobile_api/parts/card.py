"""A product in a list."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from ninja import Schema

from core.catalog.types import Card
from mobile_api.parts.image import Frame, ImagePart, image_part
from mobile_api.parts.money import optional_price, price


class CardPart(Schema):
    """`price` is the lowest of its variants', which differ where it `varies`; `was` is set while it is on offer.

    `release_at` is set while it cannot be bought yet.
    """

    id: int
    title: str
    brand: str
    image: ImagePart | None = None
    price: str
    varies: bool = False
    was: str | None = None
    sold_out: bool = False
    release_at: datetime | None = None


def card_parts(cards: Iterable[Card], frame: Frame) -> list[CardPart]:
    now = timezone.now()
    return [
        CardPart(
            id=card.product_id,
            title=card.title,
            brand=card.brand,
            image=image_part(card.image, frame),
            price=price(card.price),
            varies=card.price_varies,
            was=optional_price(card.compare_at),
            sold_out=not card.in_stock,
            release_at=card.release_at if card.release_at and card.release_at > now else None,
        )
        for card in cards
    ]

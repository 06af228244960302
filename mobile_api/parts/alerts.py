"""What a customer waits for: they are written to when it can be had."""

from datetime import datetime

from ninja import Schema

from core.customers.types import Principal
from core.inventory.selectors import alerts_of


class AlertPart(Schema):
    id: int
    product: int
    variant: int
    title: str
    option: str = ""
    email: str
    created_at: datetime


class AlertsPart(Schema):
    """A customer's, latest first. A guest has none here: theirs work by e-mail alone."""

    alerts: list[AlertPart]


def alerts_part(principal: Principal | None) -> AlertsPart:
    """One statement, or none."""
    return AlertsPart(
        alerts=[
            AlertPart(
                id=alert.id,
                product=alert.product_id,
                variant=alert.variant_id,
                title=alert.title,
                option=alert.variant_title,
                email=alert.email,
                created_at=alert.created_at,
            )
            for alert in alerts_of(principal)
        ]
    )

"""Who waits for what."""

from core.catalog.models import Variant
from core.catalog.rules import variant_title
from core.catalog.selectors import cards_of
from core.catalog.types import Market
from core.customers.types import Customer, Principal
from core.inventory.models import StockAlert
from core.inventory.types import Alert


def alerts_of(principal: Principal | None) -> tuple[Alert, ...]:
    """What a customer waits for, latest first; a guest's alerts work by e-mail alone. One statement, or none."""
    if not isinstance(principal, Customer):
        return ()
    rows = StockAlert.objects.filter(customer=principal.id).select_related("variant__product").order_by("-id")
    return tuple(
        Alert(
            id=row.pk,
            variant_id=row.variant_id,
            product_id=row.variant.product_id,
            slug=row.variant.product.slug,
            title=row.variant.product.title,
            variant_title=variant_title(row.variant.option_values),
            email=row.email,
            created_at=row.created_at,
        )
        for row in rows
    )


def is_sold(*, variant_id: int, market: Market) -> bool:
    """Whether the variant is one of a product on show in a market. Two statements."""
    products = list(Variant.objects.filter(id=variant_id).values_list("product_id", flat=True))
    return bool(products and cards_of(product_ids=products, market=market))

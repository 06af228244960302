"""What a variant costs, beside it on its product's page."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.catalog.admin import show_beside_variants
from core.catalog.models import Variant
from core.pricing.models import Price
from core.pricing.rules import effective
from core.pricing.selectors import dated
from core.shared.backoffice import column, link, page_of, price


@column("price")
def beside_variant(variant: Variant) -> SafeString:
    """What it costs everyone in each currency now, leading to where that is changed, or said first."""
    if not variant.pk:
        return SafeString()
    rows = [row for row in variant.prices.all() if row.price_list.group_id is None]
    return format_html_join(
        SafeString("<br>"),
        "{}",
        (
            (_leading(variant, currency, [row for row in rows if row.price_list.currency == currency]),)
            for currency in settings.SHOP_CURRENCIES
        ),
    )


def _leading(variant: Variant, currency: str, rows: list[Price]) -> str:
    by_price = {dated(row): row for row in rows}
    counting = effective(by_price, timezone.now())
    if counting is not None:
        return link(page_of(by_price[counting]), price(counting.amount, currency))
    if rows:
        return link(page_of(rows[0]), f"Later in {currency}")
    add = reverse("admin:pricing_price_add")
    return link(f"{add}?variant={variant.pk}&currency={currency}", f"Set in {currency}")


show_beside_variants(beside_variant, related="prices__price_list")

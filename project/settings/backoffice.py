"""How the back office looks, and the order of its sidebar: that of a day's work. Colours are the storefront's."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

_GROUND = {
    "50": "#faf8f4",
    "100": "#f3efe7",
    "200": "#e6dfd3",
    "300": "#d0c7b8",
    "400": "#a89e90",
    "500": "#7d7468",
    "600": "#655d52",
    "700": "#4b443b",
    "800": "#332d26",
    "900": "#211d18",
    "950": "#151310",
}
_ACCENT = {
    "50": "#fdf5f1",
    "100": "#fbe6dc",
    "200": "#f7cbb8",
    "300": "#f2a98b",
    "400": "#e98260",
    "500": "#d35f38",
    "600": "#ad3a17",
    "700": "#8c2c0f",
    "800": "#702610",
    "900": "#5a2111",
    "950": "#320f06",
}


def _item(title: str, icon: str, model: str) -> dict[str, Any]:
    """One list of rows, for those who may see it."""
    app, name = model.split(".")

    def permission(request: HttpRequest) -> bool:
        return any(request.user.has_perm(f"{app}.{verb}_{name}") for verb in ("view", "change"))

    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": permission,
    }


def look(shop_name: str) -> dict[str, Any]:
    """django-unfold's setting UNFOLD. Icons are named after Material Symbols, which unfold brings along."""
    return {
        "SITE_TITLE": f"{shop_name} back office",
        "SITE_HEADER": shop_name,
        "SITE_SUBHEADER": "Back office",
        "SITE_SYMBOL": "storefront",
        "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("web/mark.svg")}],
        "BORDER_RADIUS": "4px",
        "COLORS": {"base": _GROUND, "primary": _ACCENT},
        "STYLES": [lambda request: static("backoffice/backoffice.css")],
        "DASHBOARD_CALLBACK": "project.backoffice.dashboard.dashboard",
        "COMMAND": {"search_models": ["orders.order", "catalog.product", "customers.user"]},
        "SIDEBAR": {"show_search": True, "navigation": _navigation()},
    }


def _navigation() -> list[dict[str, Any]]:
    today = [
        {"title": "Dashboard", "icon": "space_dashboard", "link": reverse_lazy("admin:index")},
        _item("Orders", "receipt_long", "orders.order"),
        _item("Payments", "payments", "payments.payment"),
    ]
    catalogue = [
        _item("Products", "package_2", "catalog.product"),
        _item("Collections", "collections_bookmark", "catalog.collection"),
        _item("Stock", "inventory_2", "inventory.stock"),
        _item("Prices", "sell", "pricing.price"),
        _item("Categories", "account_tree", "catalog.category"),
        _item("Attributes", "tune", "catalog.attribute"),
    ]
    people = [
        _item("Customers and staff", "group", "customers.user"),
        _item("Addresses of e-mail", "alternate_email", "account.emailaddress"),
        _item("Roles", "badge", "auth.group"),
    ]
    behind = [
        _item("Shipping methods", "local_shipping", "shipping.shippingmethod"),
        _item("Stock movements", "swap_vert", "inventory.movement"),
        _item("Variants", "barcode", "catalog.variant"),
        _item("Listings", "view_list", "catalog.listing"),
        _item("Carts", "shopping_cart", "carts.cart"),
        _item("Checkouts", "shopping_cart_checkout", "checkout.checkout"),
        _item("Outbox", "outbox", "outbox.outboxevent"),
        _item("Done once", "done_all", "idempotency.idempotencyrecord"),
        _item("Phones", "smartphone", "mobile_api.installation"),
        _item("Sign-ins on phones", "key", "mobile_api.refreshfamily"),
    ]
    return [
        {"title": "Today", "items": today},
        {"title": "Catalogue", "separator": True, "items": catalogue},
        {"title": "People", "separator": True, "items": people},
        {"title": "Behind the counter", "separator": True, "collapsible": True, "items": behind},
    ]

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
    "500": "#736a5e",
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


# Groups of lists: a title, an icon after Material Symbols, which unfold brings along, and what is listed.
_SIDEBAR = {
    "Today": [
        ("Orders", "receipt_long", "orders.order"),
        ("Payments", "payments", "payments.payment"),
    ],
    "Catalogue": [
        ("Products", "package_2", "catalog.product"),
        ("Categories", "account_tree", "catalog.category"),
        ("Collections", "collections_bookmark", "catalog.collection"),
        ("Attributes", "tune", "catalog.attribute"),
        ("Imports", "upload_file", "imports.importrun"),
        ("Pictures to fetch", "add_photo_alternate", "imports.picturefetch"),
    ],
    "Stockroom": [
        ("Stock", "inventory_2", "inventory.stock"),
        ("Stock takes", "checklist", "inventory.stocktake"),
        ("Warehouses", "warehouse", "inventory.warehouse"),
        ("Waiting for stock", "notification_important", "inventory.stockalert"),
    ],
    "Prices and taxes": [
        ("Prices", "sell", "pricing.price"),
        ("Price lists", "request_quote", "pricing.pricelist"),
        ("Taxes", "percent", "tax.taxrate"),
        ("Coupons", "confirmation_number", "promotions.coupon"),
    ],
    "People": [
        ("Customers and staff", "group", "customers.user"),
        ("Customer groups", "groups", "customers.customergroup"),
        ("Addresses of e-mail", "alternate_email", "account.emailaddress"),
        ("Roles", "badge", "auth.group"),
        ("Second factors", "passkey", "mfa.authenticator"),
        ("Signed in by others", "link", "socialaccount.socialaccount"),
        ("Audit log", "policy", "audit.record"),
    ],
    "Behind the counter": [
        ("Shipping methods", "local_shipping", "shipping.shippingmethod"),
        ("Uses of coupons", "redeem", "promotions.redemption"),
        ("Stock movements", "swap_vert", "inventory.movement"),
        ("Reservations", "bookmark", "inventory.reservation"),
        ("Variants", "barcode", "catalog.variant"),
        ("Listings", "view_list", "catalog.listing"),
        ("Carts", "shopping_cart", "carts.cart"),
        ("Checkouts", "shopping_cart_checkout", "checkout.checkout"),
        ("Mails", "mail", "notifications.mail"),
        ("What providers told", "notifications", "payments.providerevent"),
        ("Webhooks", "webhook", "webhooks.subscription"),
        ("Webhooks sent", "send", "webhooks.webhookdelivery"),
        ("Outbox", "outbox", "outbox.outboxevent"),
        ("Done once", "done_all", "idempotency.idempotencyrecord"),
        ("Phones", "smartphone", "mobile_api.installation"),
        ("Sign-ins", "devices", "usersessions.usersession"),
        ("Sign-ins on phones", "key", "mobile_api.refreshfamily"),
    ],
}


def look(shop_name: str) -> dict[str, Any]:
    """django-unfold's setting UNFOLD."""
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
        "ACCOUNT": {
            "navigation": [
                {"title": "Two-factor authentication", "link": reverse_lazy("mfa_index")},
                {"title": "Change password", "link": reverse_lazy("admin:password_change")},
            ]
        },
        "COMMAND": {"search_models": ["orders.order", "catalog.product", "customers.user"]},
        "SIDEBAR": {"show_search": True, "navigation": _navigation()},
    }


def _navigation() -> list[dict[str, Any]]:
    """The last group, which a day's work seldom needs, opens when it is asked for."""
    groups: list[dict[str, Any]] = [
        {"title": title, "separator": True, "items": [_item(*item) for item in items]}
        for title, items in _SIDEBAR.items()
    ]
    dashboard = {"title": "Dashboard", "icon": "space_dashboard", "link": reverse_lazy("admin:index")}
    groups[0]["separator"] = False
    groups[0]["items"].insert(0, dashboard)
    groups[-1]["collapsible"] = True
    return groups


def _item(title: str, icon: str, model: str) -> dict[str, Any]:
    """For those who may see it."""
    app, name = model.split(".")

    def permission(request: HttpRequest) -> bool:
        return any(request.user.has_perm(f"{app}.{verb}_{name}") for verb in ("view", "change"))

    link = reverse_lazy(f"admin:{app}_{name}_changelist")
    return {"title": title, "icon": icon, "link": link, "permission": permission}

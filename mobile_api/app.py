"""The phone app's one page, and what makes it installable. All that it shows comes from the phone's own API."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

STATIC = Path(__file__).parent / "client/static"
PAPER = "#f8f5ef"  # look.css has it too


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    context = {"shop": settings.SHOP_NAME, "paper": PAPER, "version": version(), "worker": not settings.DEBUG}
    response = render(request, "mobile/app.html", context)
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. Browsers compare it byte by byte: another version of the app is another worker."""
    names = {"page": reverse("mobile:app"), "version": version(), "files": orjson.dumps(files()).decode()}
    response = render(request, "mobile/sw.js", names, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """https://www.w3.org/TR/appmanifest/"""
    response = HttpResponse(orjson.dumps(_manifest()), content_type="application/manifest+json")
    response["Cache-Control"] = "no-cache"
    return response


@cache
def files() -> list[str]:
    """Where the app's static files are."""
    found = sorted(path for path in (STATIC / "mobile").rglob("*") if path.is_file())
    return [static(path.relative_to(STATIC).as_posix()) for path in found]


@cache
def version() -> str:
    """Changes whenever a byte of the app does: static files are named by their content, and the rest is the page."""
    whole = render_to_string("mobile/app.html", {"shop": settings.SHOP_NAME, "paper": PAPER, "worker": True})
    return hashlib.sha256("\n".join([whole, *files()]).encode()).hexdigest()[:16]


def _manifest() -> dict[str, Any]:
    start = reverse("mobile:app")
    return {
        "id": start,
        "name": settings.SHOP_NAME,
        "short_name": settings.SHOP_NAME,
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "lang": "en",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["shopping"],
        "icons": [_icon(name, size) for name in ("any", "maskable") for size in (192, 512)],
        "shortcuts": [
            {"name": name, "url": f"{start}#/{name.lower()}", "icons": [_icon("any", 192)]}
            for name in ("Search", "Cart", "Orders")
        ],
    }


def _icon(purpose: str, size: int) -> dict[str, str]:
    """A maskable one has nothing that matters outside the circle in its middle."""
    src = static(f"mobile/icons/{purpose}-{size}.png")
    return {"src": src, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}

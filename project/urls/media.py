"""`/media/` from local files, where the shop is embedded; elsewhere media has a base URL of its own."""

import mimetypes

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.views.static import serve

mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Every file is named by its content, so what has been fetched once need never be asked for again."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


urlpatterns: list[URLPattern] = [] if "://" in settings.MEDIA_URL else [re_path(r"^media/(?P<path>.+)$", media)]

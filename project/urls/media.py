"""`/media/` from local files, where the shop is embedded; elsewhere media has a base URL of its own."""

from django.conf import settings
from django.urls import URLPattern, re_path
from django.views.static import serve

urlpatterns: list[URLPattern] = (
    []
    if "://" in settings.MEDIA_URL
    else [re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT})]
)

"""Every backend in one process. The web's catch-all pages come last."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("project.ops.urls")),
    path("", include("project.ops.hooks")),
    path("", include("project.urls.media")),
    path("admin/", admin.site.urls),
    path("", include("mobile_api.urls")),
    path("", include("web_api.urls")),
]

handler404 = "web_api.missing.page_not_found"

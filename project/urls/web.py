from django.urls import include, path

urlpatterns = [
    path("", include("project.ops.urls")),
    path("", include("project.urls.media")),
    path("", include("project.urls.social")),
    path("", include("web_api.urls")),
]

handler404 = "web_api.missing.page_not_found"
handler500 = "web_api.exceptions.page_failed"

from django.urls import include, path

urlpatterns = [
    path("", include("project.ops.urls")),
    path("", include("project.urls.media")),
    path("", include("mobile_api.urls")),
]

handler404 = "project.problems.not_found"
handler500 = "project.problems.failed"

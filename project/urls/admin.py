from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("project.ops.urls")),
    path("", include("project.urls.media")),
    path("admin/auth/", include("project.urls.staff")),
    path("admin/", admin.site.urls),
]

handler500 = "project.problems.failed_for_staff"

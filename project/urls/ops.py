from django.urls import include, path

urlpatterns = [path("", include("project.ops.urls")), path("", include("project.ops.hooks"))]

handler404 = "project.problems.not_found"
handler500 = "project.problems.failed"

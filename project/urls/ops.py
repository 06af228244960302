from django.urls import include, path

urlpatterns = [path("", include("project.ops.urls"))]

handler404 = "project.problems.not_found"

from django.urls import include, path

urlpatterns = [path("", include("project.ops.urls"))]

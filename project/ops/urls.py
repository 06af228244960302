"""What every process answers."""

from django.urls import path

from project.ops import views

urlpatterns = [path("healthz/live", views.live), path("healthz/ready", views.ready)]

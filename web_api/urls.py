from django.urls import include, path

from allauth.headless.constants import Client
from allauth.headless.urls import build_urlpatterns

app_name = "web"
urlpatterns = [
    path("api/web/auth/", include((build_urlpatterns(Client.BROWSER), "headless"), namespace="auth")),
]

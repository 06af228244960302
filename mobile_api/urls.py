from django.urls import include, path

from allauth.headless.constants import Client
from allauth.headless.urls import build_urlpatterns

app_name = "mobile"
urlpatterns = [
    path("api/mobile/auth/", include((build_urlpatterns(Client.APP), "headless"), namespace="auth")),
]

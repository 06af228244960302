"""Where a provider of OpenID Connect sends a shopper back to."""

from allauth.socialaccount.providers.openid_connect.views import callback
from django.urls import path

urlpatterns = [
    path("account/social/<slug:provider_id>/login/callback/", callback, name="openid_connect_callback"),
]

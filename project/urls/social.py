"""Where a provider of OpenID Connect sends a shopper back to, and where they go on if it told no e-mail address."""

from allauth.socialaccount.providers.openid_connect.views import callback
from django.urls import path

from web_api.pages.account import AccountPage

urlpatterns = [
    path("account/social/<slug:provider_id>/login/callback/", callback, name="openid_connect_callback"),
    path("account/", AccountPage.as_view(html=True), name="socialaccount_signup"),  # allauth's name for it
]

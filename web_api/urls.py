"""The web's URLs: the storefront's pages, and the same pages and the actions as JSON."""

from allauth.headless.constants import Client
from allauth.headless.urls import build_urlpatterns
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from web_api.actions import alerts, cart, checkout, market, order_sheet, orders
from web_api.docs import docs_page
from web_api.missing import MissingView
from web_api.pages.account import AccountPage
from web_api.pages.alerts import AlertsPage
from web_api.pages.cart import CartPage
from web_api.pages.category import CategoryPage
from web_api.pages.checkout import CheckoutPage
from web_api.pages.confirm import ConfirmPage
from web_api.pages.connections import ConnectionsPage
from web_api.pages.email import EmailPage
from web_api.pages.home import HomePage
from web_api.pages.order import OrderPage
from web_api.pages.orders import OrdersPage
from web_api.pages.passkeys import PasskeysPage
from web_api.pages.password import PasswordPage
from web_api.pages.product import ProductPage
from web_api.pages.reset import ResetPage
from web_api.pages.search import SearchPage
from web_api.pages.sessions import SessionsPage
from web_api.pages.suggestions import SuggestionsPage
from web_api.pages.two_step import TwoStepPage
from web_api.sign_ins import SignInsView

app_name = "web"

storefront = [
    path("", HomePage.as_view(html=True), name="home"),
    path("c/<path:path>/", CategoryPage.as_view(html=True), name="category"),
    path("search/", SearchPage.as_view(html=True), name="search"),
    path("p/<str:slug>/", ProductPage.as_view(html=True), name="product"),
    path("account/", AccountPage.as_view(html=True), name="account"),
    path("account/reset/", ResetPage.as_view(html=True), name="reset"),
    path("account/confirm/", ConfirmPage.as_view(html=True), name="confirm"),
    path("account/email/", EmailPage.as_view(html=True), name="email"),
    path("account/password/", PasswordPage.as_view(html=True), name="password"),
    path("account/two-step/", TwoStepPage.as_view(html=True), name="two-step"),
    path("account/passkeys/", PasskeysPage.as_view(html=True), name="passkeys"),
    path("account/connections/", ConnectionsPage.as_view(html=True), name="connections"),
    path("account/sessions/", SessionsPage.as_view(html=True), name="sessions"),
    path("account/alerts/", AlertsPage.as_view(html=True), name="alerts"),
    path("cart/", CartPage.as_view(html=True), name="cart"),
    path("checkout/", CheckoutPage.as_view(html=True), name="checkout"),
    path("orders/", OrdersPage.as_view(html=True), name="orders"),
    path("orders/<str:number>/", OrderPage.as_view(html=True), name="order"),
]

v1 = [
    path("pages/home/", HomePage.as_view()),
    path("pages/category/<path:path>/", CategoryPage.as_view(), name="category-document"),
    path("pages/search/", SearchPage.as_view()),
    path("pages/product/<str:slug>/", ProductPage.as_view(), name="product-document"),
    path("pages/account/", AccountPage.as_view()),
    path("pages/cart/", CartPage.as_view()),
    path("pages/checkout/", CheckoutPage.as_view()),
    path("pages/orders/", OrdersPage.as_view()),
    path("pages/order/<str:number>/", OrderPage.as_view()),
    path("suggestions/", SuggestionsPage.as_view(), name="suggestions"),
    path("market/", market.MarketView.as_view()),
    path("alerts/", alerts.AlertsView.as_view()),
    path("alerts/<int:alert>/", alerts.AlertView.as_view()),
    path("cart/lines/", cart.CartLinesView.as_view()),
    path("cart/lines/<uuid:line>/", cart.CartLineView.as_view()),
    path("cart/coupon/", cart.CartCouponView.as_view()),
    path("checkout/address/", checkout.CheckoutAddressView.as_view()),
    path("checkout/shipping/", checkout.CheckoutShippingView.as_view()),
    path("checkout/payment/", checkout.CheckoutPaymentView.as_view()),
    path("orders/<str:number>/cancel/", orders.OrderCancelView.as_view()),
    path("orders.csv", order_sheet.OrdersSheetView.as_view(), name="orders_sheet"),
    path("checkout/complete/", checkout.CheckoutCompleteView.as_view()),
]

urlpatterns = [
    *storefront,
    path("api/web/v1/", include(v1)),
    # allauth's, and fails: the shop keeps no numbers
    re_path(r"^api/web/auth/v1/(?:account|auth)/phone", MissingView.as_view()),
    path("api/web/auth/v1/auth/sessions", SignInsView.as_api_view(client=Client.BROWSER)),
    path("api/web/auth/", include((build_urlpatterns(Client.BROWSER), "headless"), namespace="auth")),
    path("api/web/openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("api/web/docs/", docs_page, name="docs"),
    re_path(r"^api/web/", MissingView.as_view()),
]

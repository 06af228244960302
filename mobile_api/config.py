"""What the app has to know of the shop before it shows anything."""

from babel.numbers import get_currency_name
from django.conf import settings
from ninja import Router, Schema

from core.shared.languages import own_name, spoken
from mobile_api.auth import PhoneRequest, open_to_all
from mobile_api.visit import visit_of

router = Router(tags=["config"])


class Choice(Schema):
    code: str
    name: str


class Config(Schema):
    """`locale` (BCP 47) and `currency` (ISO 4217) are what counted for this answer, out of those the shop has.

    The app asks for others by `Accept-Language` and `X-Currency`.
    """

    locale: str
    currency: str
    locales: list[Choice]
    currencies: list[Choice]


@router.get("config", auth=open_to_all, response=Config, url_name="config")
def config(request: PhoneRequest) -> Config:
    """The languages, named in themselves, and the currencies that the shop can be read in, its own first."""
    visit = visit_of(request)
    return Config(
        locale=visit.locale,
        currency=visit.market.currency,
        locales=[Choice(code=code, name=own_name(code)) for code in settings.SHOP_LOCALES],
        currencies=[
            Choice(code=code, name=get_currency_name(code, locale=spoken())) for code in settings.SHOP_CURRENCIES
        ],
    )

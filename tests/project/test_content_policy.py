"""What pages may load: nothing but the shop's own, and where cards are taken, what the provider needs."""

from django.conf import settings

from project.content import policy

REAL = {"card_script": "https://js.stripe.com/v3/", "card_api": "https://api.stripe.com"}


def test_without_cards_nothing_is_loaded_from_elsewhere() -> None:
    sources = {source for values in policy(media_url="/media/").values() for source in values}
    assert sources == {"'self'", "'none'", "data:"}


def test_with_cards_the_providers_origins_are_let_in_and_nothing_unsafe() -> None:
    strict, rules = policy(media_url="/media/"), policy(media_url="/media/", **REAL)
    assert rules["script-src"] == ["'self'", "https://js.stripe.com", "https://*.js.stripe.com"]
    assert rules["frame-src"] == ["https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"]
    assert set(rules["connect-src"]) == {"'self'", "https://api.stripe.com", "https://js.stripe.com"}
    assert {name: rules[name] for name in strict} == strict
    assert "unsafe" not in str(rules)


def test_the_back_office_loads_nothing_of_the_provider() -> None:
    assert "frame-src" not in settings.ADMIN_CSP
    assert "stripe" not in str(settings.ADMIN_CSP)

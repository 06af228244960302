"""What the shop's pages may load, and from where: strict, with the payment provider's own origins where it is used."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.utils.csp import CSP

type Policy = dict[str, list[str]]

STRICT: Policy = {
    "default-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# https://docs.stripe.com/security/guide#content-security-policy: its script brings frames of its own along.
_STRIPE_FRAMES = {"https://js.stripe.com": ["https://*.js.stripe.com", "https://hooks.stripe.com"]}


def policy(*, media_url: str, card_script: str = "", card_api: str = "", vouchers: Sequence[str] = ()) -> Policy:
    """For shoppers' pages; `card_script` and `card_api` are URLs of the provider that cards are typed in at.

    `vouchers` are URLs of those that forms may lead to, to come back signed in.
    """
    pictures = {"img-src": [CSP.SELF, "data:", *([media_url] if "://" in media_url else [])]}
    forms = {"form-action": [CSP.SELF, *dict.fromkeys(map(origin, vouchers))]}
    return STRICT | forms | pictures | (_for_cards(origin(card_script), origin(card_api)) if card_script else {})


def _for_cards(script: str, api: str) -> Policy:
    more = _STRIPE_FRAMES.get(script, [])
    return {
        "script-src": [CSP.SELF, script, *more[:1]],
        "frame-src": [script, *more],
        "connect-src": [CSP.SELF, api, *({script} - {api})],
    }


def origin(url: str) -> str:
    """RFC 6454."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"

"""A device that holds passkeys and always says yes: Chromium's virtual authenticator."""

from playwright.sync_api import Page

# https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_device(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

"""The payment providers the shop speaks to, each behind the same few words."""

from typing import Protocol

from core.payments.gateways.stripe import stripe_gateway
from core.payments.types import Charge, Dispute, GatewayEvent, Intent, Provider


class Gateway(Protocol):
    """Every method may raise GatewayUnavailable: then nobody knows whether it was done, and `look_up` tells.

    `open` asks for nothing yet; only `confirm` does. Saying the same again does nothing more. What cannot be done in
    the state the intent is in changes nothing: the intent is answered as it is.
    """

    def open(self, charge: Charge) -> Intent: ...
    def confirm(self, intent_id: str, *, return_url: str) -> Intent: ...
    def look_up(self, intent_id: str) -> Intent: ...
    def capture(self, intent_id: str) -> Intent: ...
    def void(self, intent_id: str) -> Intent: ...

    def refunds(self, intent_id: str) -> dict[str, str]:
        """The provider's names of the refunds that were not in vain, by key."""
        ...

    def refund(self, intent_id: str, *, key: str, amount: int) -> str:
        """Returns the provider's name of it, or "" where it refuses."""
        ...

    def disputes(self, intent_id: str) -> tuple[Dispute, ...]:
        """All there have been about it, as they stand."""
        ...

    def event(self, body: bytes, signature: str) -> GatewayEvent:
        """Raises EventRefused where the provider has not signed it in the last five minutes."""
        ...


def gateway_of(provider: Provider) -> Gateway:
    """Raises KeyError for a provider that nobody can be asked at."""
    return {Provider.STRIPE: stripe_gateway}[provider]()

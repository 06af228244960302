"""What protects an account besides its password."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from rest_framework import serializers


@dataclass(frozen=True, slots=True)
class Protection:
    totp: bool
    passkeys: int


class ProtectionPart(serializers.Serializer[Any]):
    """`totp`: an app's codes are asked for after the password (RFC 6238); `passkeys`: how many there are (WebAuthn)."""

    totp = serializers.BooleanField()
    passkeys = serializers.IntegerField()


def protection_of(customer_id: int) -> Protection:
    """One statement."""
    counted = Counter(Authenticator.objects.filter(user_id=customer_id).values_list("type", flat=True))
    return Protection(counted[Authenticator.Type.TOTP] > 0, counted[Authenticator.Type.WEBAUTHN])

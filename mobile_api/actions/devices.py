"""An app introduces itself, or is forgotten."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from core.customers.types import Guest
from core.shared.errors import NotFound
from mobile_api import tokens
from mobile_api.auth import PhoneRequest, open_to_all, token_needed
from mobile_api.strict import StrictBody

router = Router(tags=["devices"])


class DeviceBody(StrictBody):
    platform: Literal["", "ios", "android", "web"] = ""
    app_version: str = Field(default="", max_length=32)


class RegisteredDevice(Schema):
    id: UUID
    guest_token: str


@router.post("devices", auth=open_to_all, response={201: RegisteredDevice}, url_name="devices")
def register(request: HttpRequest, body: DeviceBody | None = None) -> Status[RegisteredDevice]:
    """Register this installation. The guest token is answered once, here, and is spent by the next sign-in."""
    about = body or DeviceBody()
    device, token = tokens.register_installation(
        platform=about.platform, app_version=about.app_version, now=timezone.now()
    )
    return Status(201, RegisteredDevice(id=device.id, guest_token=token))


@router.delete("devices/{id}", auth=token_needed, response={204: None}, url_name="device")
def revoke(request: PhoneRequest, id: UUID) -> Status[None]:
    """Forget this installation: its guest token is worth nothing from here on."""
    principal = request.auth.known
    if not isinstance(principal, Guest) or not tokens.revoke_installation(id, principal.id, timezone.now()):
        raise NotFound(what="device", id=str(id))
    return Status(204, None)

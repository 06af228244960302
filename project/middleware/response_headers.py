"""What every answer says besides: who may keep it, what its page may use of the device, who may embed it.

Content policy, HSTS, referrer and opener policies are Django's own middleware's.
"""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse

# https://www.w3.org/TR/permissions-policy/: of the features that browsers know, what no shop needs unless it says so.
FEATURES = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking"),
)


def response_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response or response.cookies:
            response["Cache-Control"] = "private, no-store"  # what says nothing of itself, or to one person alone
        response["Permissions-Policy"] = _permissions(request.backend.features if hasattr(request, "backend") else ())
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return middleware


@cache
def _permissions(granted: tuple[str, ...]) -> str:
    """A backend's own pages may use what its manifest names, and nothing that they embed may."""
    return ", ".join(f"{feature}=({'self' if feature in granted else ''})" for feature in FEATURES)

"""An address, as it is sent and shown."""

from mobile_api.strict import StrictBody


class AddressPart(StrictBody):
    """`country` is an ISO 3166-1 alpha-2 code. What must be there depends on it, and core decides."""

    name: str
    line1: str
    line2: str = ""
    postcode: str = ""
    city: str
    region: str = ""
    country: str
    phone: str = ""

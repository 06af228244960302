"""An address, as it is sent and shown."""

from rest_framework import serializers

from web_api.strict import Strict


class AddressPart(Strict):
    """`country` is an ISO 3166-1 alpha-2 code. What must be there depends on it, and core decides."""

    name = serializers.CharField(allow_blank=True)
    line1 = serializers.CharField(allow_blank=True)
    line2 = serializers.CharField(allow_blank=True, default="")
    postcode = serializers.CharField(allow_blank=True, default="")
    city = serializers.CharField(allow_blank=True)
    region = serializers.CharField(allow_blank=True, default="")
    country = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True, default="")

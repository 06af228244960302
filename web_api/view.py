"""What all views of the web have in common: they answer in the language that whoever asks reads."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.views import APIView

from core.shared.languages import speaking
from web_api.market import locale_of, say_language


class ShopView(APIView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with speaking(locale_of(request)):
            response = super().dispatch(request, *args, **kwargs)
        say_language(request, response)
        return response

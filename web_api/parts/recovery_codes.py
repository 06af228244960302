"""Codes for who has lost what makes them, shown in answer to the form that made them and nowhere else."""

import json

from allauth.headless.mfa.views import ManageRecoveryCodesView
from django.http import HttpResponse
from rest_framework.request import Request

from web_api.identity import ask


def new_codes(request: Request) -> list[str]:
    """Those that came into being with what was just set up."""
    return codes_in(ask(request._request, ManageRecoveryCodesView, "GET", {}))


def codes_in(answer: HttpResponse) -> list[str]:
    """Empty where allauth does not show them any more."""
    return list(json.loads(answer.content).get("data", {}).get("unused_codes", []))

"""The phone app's one page. All that it shows comes from the phone's own API."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "mobile/app.html", {"shop": settings.SHOP_NAME})

"""Where payment providers tell us that something has happened."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.payments.selectors import providers
from core.payments.services import hear
from core.payments.types import EventRefused, Provider
from project.problems import problem


@csrf_exempt  # a signature says who it is; no cookie counts here
@require_POST
def payment_event(request: HttpRequest, provider: str) -> HttpResponse:
    """200 for an event that is signed and not old, new or not; what it means, the worker asks the provider.

    400 where it is neither, and nothing is written down.
    """
    if provider not in providers() or not Provider(provider).needs_method:
        return problem(404, "not_found", "No such provider calls here.")
    signature = request.headers.get("Stripe-Signature", "")
    try:
        hear(provider=Provider(provider), body=request.body, signature=signature, now=timezone.now())
    except EventRefused:
        return problem(400, "event_refused", "This is not signed by the provider, or too old.")
    return HttpResponse(status=200)


urlpatterns = [path("hooks/payments/<str:provider>/", payment_event)]

"""What signing in on the web does besides: the guest's cart and orders come along."""

from typing import Any
from uuid import UUID

from allauth.account.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from core.carts import services as carts
from core.orders import services as orders
from web_api.authentication import GUEST_KEY


@receiver(user_logged_in)
def bring_the_guest_along(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """The session knew a guest: what that guest had is the customer's now, and the session forgets the guest."""
    if request.backend.name != "web" or GUEST_KEY not in request.session:  # type: ignore[attr-defined]  # client_scope
        return
    guest_id, now = UUID(request.session[GUEST_KEY]), timezone.now()
    with transaction.atomic():
        orders.adopt(guest_id=guest_id, customer_id=user.pk)  # orders are held before carts
        carts.merge(guest_id=guest_id, customer_id=user.pk, now=now)
    del request.session[GUEST_KEY]

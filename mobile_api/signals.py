"""What signing in and out on the phone does besides: the guest's cart and orders come along, tokens end."""

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from core.carts import services as carts
from core.orders import services as orders
from mobile_api.tokens import MOBILE, bearer_token, end_session, spend_guest


@receiver(user_logged_in)
def bring_the_guest_along(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """The sign-in carried a guest token: what that guest had is the customer's now, and the token is spent."""
    token = bearer_token(request)
    if not token or request.backend.name != MOBILE:  # type: ignore[attr-defined]  # set by client_scope
        return
    now = timezone.now()
    with transaction.atomic():
        if guest_id := spend_guest(token, now):
            orders.adopt(guest_id=guest_id, customer_id=user.pk)  # orders are held before carts
            carts.merge(guest_id=guest_id, customer_id=user.pk, now=now)


@receiver(user_logged_out)
def end_the_tokens(request: HttpRequest, **kwargs: Any) -> None:
    session = request.session
    if getattr(session, "audience", "") == MOBILE and session.session_key:
        end_session(session.session_key, timezone.now())


@receiver(post_delete, sender=UserSession)
def end_the_tokens_of(instance: UserSession, **kwargs: Any) -> None:
    """Ended from the list of sign-ins, here or on another client."""
    end_session(instance.session_key, timezone.now())

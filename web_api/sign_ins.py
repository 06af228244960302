"""Where the customer is signed in, shown on the web; ending one of them stays allauth's."""

from dataclasses import asdict

from allauth.headless.base.response import APIResponse
from allauth.headless.usersessions.views import SessionsView
from django.utils import timezone

from core.customers.selectors import sign_ins


class SignInsView(SessionsView):
    """As allauth's, but reading writes nothing, and each says at which client it is."""

    def _respond_session_list(self) -> APIResponse:
        request = self.request
        here = request.session.session_key
        places = sign_ins(customer_id=request.user.pk, session_key=here, now=timezone.now())
        return APIResponse(request, data=[asdict(it) | {"created_at": it.created_at.timestamp()} for it in places])

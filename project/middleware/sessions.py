"""Django's session middleware, with each session bound to the backend it was made at."""

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest

from core.customers.sessions import SessionStore


class AudienceSessionMiddleware(SessionMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        audience = request.backend.name  # type: ignore[attr-defined]  # set by client_scope
        request.session = SessionStore(key, audience=audience)

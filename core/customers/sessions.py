"""The session engine: a session is worth something only at the backend it was made at, its audience."""

from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

if TYPE_CHECKING:
    from django.contrib.sessions.base_session import AbstractBaseSession

AUDIENCE = "audience"


class SessionStore(DatabaseStore):
    """Django's database sessions, each carrying the name of the backend that may use it.

    A session read for another audience is as empty as one that never was. Without an audience, which no request is,
    any session can be read: allauth keeps its list of sessions so.
    """

    def __init__(self, session_key: str | None = None, *, audience: str | None = None) -> None:
        super().__init__(session_key)
        self.audience = audience

    def load(self) -> dict[str, Any]:
        data: dict[str, Any] = super().load()
        if data and self.audience is not None and data.get(AUDIENCE) != self.audience:
            self._session_key = None
            return {}
        return data

    def create_model_instance(self, data: dict[str, Any]) -> "AbstractBaseSession":
        if data and self.audience is not None:
            data = {**data, AUDIENCE: self.audience}
        return super().create_model_instance(data)

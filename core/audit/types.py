"""What is written down of who did what."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices


class Event(TextChoices):
    """What has happened. The first are of signing in, on any backend; the others of staff, in the back office."""

    SIGNED_UP = "signed_up", "Signed up"
    SIGNED_IN = "signed_in", "Signed in"
    SIGN_IN_FAILED = "sign_in_failed", "Sign in failed"
    LOCKED_OUT = "locked_out", "Locked out"
    SIGNED_OUT = "signed_out", "Signed out"
    SESSION_REVOKED = "session_revoked", "Session revoked"
    REFRESH_REUSED = "refresh_reused", "Old refresh token used again"
    PASSWORD_CHANGED = "password_changed", "Password changed"
    PASSWORD_RESET = "password_reset", "Password reset"
    EMAIL_ADDED = "email_added", "E-mail address added"
    EMAIL_VERIFIED = "email_verified", "E-mail address verified"
    EMAIL_CHANGED = "email_changed", "E-mail address changed"
    EMAIL_REMOVED = "email_removed", "E-mail address removed"
    FACTOR_ADDED = "factor_added", "Second factor added"
    FACTOR_REMOVED = "factor_removed", "Second factor removed"
    FACTOR_RESET = "factor_reset", "Recovery codes made anew"
    FACTOR_FAILED = "factor_failed", "Second factor failed"
    ACCOUNT_CONNECTED = "account_connected", "Account elsewhere connected"
    ACCOUNT_DISCONNECTED = "account_disconnected", "Account elsewhere disconnected"
    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    DELETED = "deleted", "Deleted"
    STEP_TAKEN = "step_taken", "Step taken"
    STEP_REFUSED = "step_refused", "Step refused"
    ACTION_TAKEN = "action_taken", "Action taken on several"
    VIEWED = "viewed", "Personal data viewed"
    LISTED = "listed", "Personal data listed"
    EXPORTED = "exported", "Exported"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a user, or somebody who claimed to be one and was not let in, who has no id."""

    id: int | None = None
    email: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from: to which backend, from which address on the net, and the id it has in the logs."""

    backend: str = ""
    address: str | None = None
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What it was done to: `kind` is a model such as `orders.order`, `id` may name several, with commas."""

    kind: str = ""
    id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing somebody did. `details` are of strings and never hold what proves who somebody is."""

    event: Event
    actor: Actor = Actor()
    origin: Origin = Origin()
    subject: Subject = Subject()
    details: Mapping[str, str] = field(default_factory=dict)

"""Writing mails down, and sending them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from core.notifications.models import Mail
from core.outbox.services import work_off
from core.outbox.types import Event
from core.shared.sweeping import sweep

KEPT = timedelta(days=90)  # so long staff may be asked what a shopper was told; orders themselves are kept


@transaction.atomic
def write_mail(*, event: Event, to: str, subject: str, context: dict[str, Any], nth: int | None = None) -> None:
    """Owe a mail about an event, in the words of the templates named for its topic; written again it stays one.

    Where several hear of one event, `nth` tells their mails apart.
    """
    kind = event.topic.replace(".", "_")
    name = f"{kind.replace('_', '-')}-{event.id}" + ("" if nth is None else f"-{nth}")
    said = {"shop": settings.SHOP_NAME, "subject": subject, **context}
    house = settings.SHOP_NAME.lower().replace(" ", "-")
    Mail.objects.get_or_create(
        event_id=event.id,
        kind=kind,
        to=to,
        defaults={
            "subject": f"[{settings.SHOP_NAME}] {subject}",
            "text": render_to_string(f"notifications/{kind}.txt", said),
            "html": render_to_string(f"notifications/{kind}.html", said),
            "message_id": f"<{name}@{house}>",
            "created_at": event.occurred_at,
            "due_at": event.occurred_at,
        },
    )


def send_mails(*, clock: Callable[[], datetime]) -> int:
    """Send mails that are due, each outside any transaction: a mail server that hangs holds up nothing else.

    One that was sent just before its worker died may go out again, under the same Message-ID. Returns how many were
    tried.
    """

    def send(mail: Mail) -> None:
        _message(mail).send()
        Mail.objects.filter(pk=mail.pk).update(sent_at=clock())

    return work_off(jobs=Mail.objects.filter(sent_at=None), work=send, clock=clock)


def forget_mails(*, now: datetime) -> int:
    """Delete the oldest mails that were sent long ago; returns how many, a batch at most."""
    return sweep(Mail.objects.filter(sent_at__lt=now - KEPT).order_by("sent_at"))


def _message(mail: Mail) -> EmailMultiAlternatives:
    """Auto-Submitted keeps answering machines from answering (RFC 3834)."""
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers)
    message.attach_alternative(mail.html, "text/html")
    return message

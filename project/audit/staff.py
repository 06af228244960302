"""What staff do in the back office."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from core.audit.types import Event, Subject
from core.shared.acts import Act, staff_acted
from core.shared.scrubbing import scrub
from project.audit.writing import actor_of, write


@receiver(staff_acted)
def write_down(act: Act, request: HttpRequest, **kwargs: Any) -> None:
    subject = Subject(act.kind, ",".join(act.ids), act.name)
    write(Event(act.what), request=request, actor=actor_of(request.user), subject=subject, details=act.details)


@receiver(pre_save, sender=LogEntry)
def hide_secrets(instance: LogEntry, **kwargs: Any) -> None:
    """Django's own history names rows by what they are called, and somebody may have called one by a secret."""
    instance.object_repr = scrub(instance.object_repr)
    instance.change_message = scrub(instance.change_message)

"""The shop on Celery as it would be if it never came through with a mail's words: to be killed amid them."""

from project.celery import app  # isort: skip -- it sets Django up, which the models need

import time
from pathlib import Path

from django.conf import settings

from core.notifications import services

__all__ = ["app"]


def _hang(*_: object) -> str:
    """Within the relay's transaction, with its event held and half of its work done."""
    (Path(settings.MEDIA_ROOT).parent / "stuck").touch()
    time.sleep(600)
    return ""


services.render_to_string = _hang  # type: ignore[attr-defined, assignment]  # it is meant to be wrong

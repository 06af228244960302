"""The worker's duties on a broker: `celery -A project worker -B`, where CELERY_BROKER_URL names one.

Messages only say that it is time to look: what is owed stands in the database. So one that is lost, late or there twice
does no harm.
"""

import os
from collections.abc import Callable

import django
from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings.base")
django.setup()

from django.conf import settings  # noqa: E402 -- once Django is set up, which the duties need

from project.worker import DUTIES, Duty, do  # noqa: E402 -- the same

SPARE = 10.0  # seconds a message may be late, for clocks differ; beyond, the next one stands for it

if not settings.CELERY_BROKER_URL:
    raise SystemExit("CELERY_BROKER_URL names no broker. Without one, `manage.py work` does the same.")

app = Celery("bespoke", broker=settings.CELERY_BROKER_URL, set_as_current=False)
app.conf.update(
    task_default_queue=settings.CELERY_QUEUE,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    accept_content=["json"],
    task_serializer="json",
    enable_utc=True,
    timezone="UTC",
    beat_scheduler="celery.beat:Scheduler",  # keeps nothing on disk: after a start, everything is looked at once
    beat_schedule={
        duty.name: {"task": duty.name, "schedule": duty.every, "options": {"expires": duty.every + SPARE}}
        for duty in DUTIES
    },
)


def _task(duty: Duty) -> Callable[[], None]:
    def task() -> None:
        do(duty)

    return task


for duty in DUTIES:
    app.task(name=duty.name)(_task(duty))

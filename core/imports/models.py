from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.imports.types import RunStatus


class ImportRun(models.Model):
    """A merchant's file on its way into the catalogue, written in the transaction of each batch of products."""

    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, help_text="SHA-256 of what is in the file.")
    currency = models.CharField(max_length=3, help_text="What its prices were read as.")
    status = models.CharField(
        max_length=10, choices=[(s.value, s.name.title()) for s in RunStatus], default=RunStatus.RUNNING
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveBigIntegerField(default=0, help_text="Rows dealt with so far.")
    created = models.PositiveIntegerField(default=0, help_text="Products made.")
    updated = models.PositiveIntegerField(default=0, help_text="Products changed.")
    unchanged = models.PositiveIntegerField(default=0, help_text="Products that were as the file has them.")
    refused = models.PositiveIntegerField(default=0, help_text="Products left out; the run's report says why.")
    refused_here = models.PositiveIntegerField(
        default=0, help_text="Of those, how many for what is in the shop and not for what is in the file."
    )

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=list(RunStatus)), name="import_run_status_known"),
            models.CheckConstraint(
                condition=~Q(status=RunStatus.FINISHED) | Q(finished_at__isnull=False), name="import_run_end_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.started_at:%Y-%m-%d %H:%M}"

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.catalog.models import ProductImage
from core.imports.rules.images import LONGEST_HOST
from core.imports.types import PictureFault, RunStatus
from core.outbox.models import Job


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


class PictureHost(models.Model):
    """A host that pictures are fetched from, one at a time whoever works, and from when on it may be asked again."""

    name = models.CharField(max_length=LONGEST_HOST, primary_key=True)
    free_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class PictureFetch(Job):
    """A picture that a file named by its address, and that the worker owes the catalogue."""

    MOST_ATTEMPTS: ClassVar = 12  # about an hour of them
    LONGEST_WAIT: ClassVar = timedelta(hours=1)

    image = models.OneToOneField(ProductImage, models.CASCADE, related_name="+")
    host = models.ForeignKey(PictureHost, models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="pictures", help_text="Which named it first.")
    line = models.PositiveBigIntegerField(help_text="Where it stands in the file.")
    fault = models.CharField(
        max_length=40, blank=True, choices=[(f.value, f.value.replace("_", " ")) for f in PictureFault]
    )
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "picture to fetch"
        verbose_name_plural = "pictures to fetch"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["host", "due_at", "id"], name="picture_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["dead_at"], name="picture_dead", condition=Q(dead_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"picture {self.image_id} from {self.host_id}"

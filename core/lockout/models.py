"""How often somebody has failed to prove that an account is theirs."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Attempts(models.Model):
    """At one account, from one place that is known to be its owner's; or, where `place` is empty, from everywhere else.

    Both are kept as keyed hashes, for accounts that do not exist are counted as well.
    """

    account = models.CharField(max_length=64)
    place = models.CharField(max_length=64, blank=True)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, help_text="When the last of them was.")
    locked_until = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True, help_text="When the owner was last let in from there.")

    class Meta:
        verbose_name_plural = "attempts"
        constraints: ClassVar = [
            models.UniqueConstraint("account", "place", name="attempts_once"),
            models.CheckConstraint(condition=Q(place="") | Q(succeeded_at__isnull=False), name="attempts_known_place"),
        ]

    def __str__(self) -> str:
        return f"{self.account[:12]} {self.place[:12]}"

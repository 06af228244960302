"""Price lists, and the prices in them: rows that are added, and never written over."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from core.catalog.models import Variant
from core.customers.models import CustomerGroup


class PriceList(models.Model):
    """The prices of one currency: everyone's, or a group's own, which go before everyone's.

    A group pays its own prices once lists of products show them, which takes a while: until `listed_at` the worker is
    at it, and has done the products up to `listed_up_to`. From `closed_at` on nobody pays them any more, and the worker
    takes them away. Written by pricing's services.
    """

    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3)
    group = models.ForeignKey(
        CustomerGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="price_lists",
        help_text="Whose prices these are; empty: everyone's.",
    )
    tax_included = models.BooleanField(
        "prices include tax",
        default=True,
        db_default=True,
        help_text="Otherwise the taxes of where it is sent come on top.",
    )
    listed_up_to = models.BigIntegerField(default=0, db_default=0, editable=False)
    listed_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["currency", F("group").asc(nulls_first=True)]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["currency", "group"], name="price_list_of_group_once"),
            models.UniqueConstraint(
                fields=["currency"], name="price_list_of_all_once", condition=Q(group__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.currency})"

    @classmethod
    def of_groups(cls) -> "models.QuerySet[PriceList]":
        """Those that lists of products show, or are to show."""
        return cls.objects.filter(group__isnull=False, closed_at=None)

    @classmethod
    def waiting(cls) -> "models.QuerySet[PriceList]":
        """Those that the worker has to do something of."""
        return cls.objects.filter(~Q(closed_at=None) | Q(group__isnull=False, listed_at=None))


class Price(models.Model):
    """What a variant costs in a list from a time on: an offer until it ends, a regular price until another begins.

    Which of several counts is said by rules.effective, and in SQL by rows.prices_in.
    """

    price_list = models.ForeignKey(PriceList, models.CASCADE, related_name="prices", db_index=False)
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="prices")
    amount = models.PositiveBigIntegerField()
    compare_at = models.PositiveBigIntegerField(
        "compared with", null=True, blank=True, help_text="The higher price it is an offer beside."
    )
    starts_at = models.DateTimeField("from")
    ends_at = models.DateTimeField("until", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["price_list", "variant", "starts_at"],
                name="price_regular_once",
                condition=Q(ends_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["price_list", "variant", "starts_at"],
                name="price_offer_once",
                condition=Q(ends_at__isnull=False),
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="price_not_negative"),
            models.CheckConstraint(
                condition=Q(compare_at__isnull=True) | Q(compare_at__gt=F("amount")), name="price_compare_at_higher"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="price_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant} in {self.price_list}"

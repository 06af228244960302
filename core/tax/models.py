from typing import ClassVar

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Upper

from core.tax.types import STANDARD, WHOLE


class TaxRate(models.Model):
    """A tax on a class of goods in a place, from a time on: until another of the same place and class has begun."""

    country = models.CharField(max_length=2, help_text="Where the goods go: DE, US. ISO 3166-1 alpha-2.")
    region = models.CharField(
        max_length=3,
        blank=True,
        validators=[RegexValidator("^[A-Z0-9]*$", "A region's code is made of capitals and digits.")],
        help_text="A part of the country that has a tax of its own: CA for California, QC for Quebec. ISO 3166-2.",
    )
    tax_class = models.SlugField(
        max_length=40,
        default=STANDARD,
        help_text=f"Of which goods; delivery is of the class shipping. A class without a rate is taxed as {STANDARD}.",
    )
    name = models.CharField(max_length=40, help_text="What shoppers read: VAT, Sales tax, GST.")
    rate = models.PositiveIntegerField(validators=[MaxValueValidator(WHOLE)], help_text="19 % is 19,000.")
    adds = models.BooleanField(
        "comes on top of the country's",
        default=False,
        help_text="Quebec's QST is due beside Canada's GST. Ontario's HST is not: it takes its place.",
    )
    starts_at = models.DateTimeField(
        "valid from",
        null=True,
        blank=True,
        help_text="Empty: ever since. It switches by itself, in place of the one before.",
    )

    class Meta:
        ordering: ClassVar = ["country", "region", "tax_class", F("starts_at").desc(nulls_last=True)]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["country", "region", "tax_class", "starts_at"],
                name="tax_rate_once",
                violation_error_message="There is such a rate from that time on already.",
            ),
            models.UniqueConstraint(
                fields=["country", "region", "tax_class"],
                condition=Q(starts_at__isnull=True),
                name="tax_rate_once_ever_since",
                violation_error_message="There is such a rate already: say from when on this one is valid.",
            ),
            models.CheckConstraint(
                condition=Q(rate__range=(0, WHOLE)),
                name="tax_rate_is_a_part",
                violation_error_message="A rate is 0 to 100 percent.",
            ),
            models.CheckConstraint(
                condition=Q(country=Upper("country")) & ~Q(country="") & Q(region=Upper("region")),
                name="tax_place_in_capitals",
                violation_error_message="Codes of countries and regions are in capitals.",
            ),
            models.CheckConstraint(
                condition=Q(tax_class=Lower("tax_class")) & ~Q(tax_class=""),
                name="tax_class_in_small_letters",
                violation_error_message="A class is in small letters.",
            ),
            models.CheckConstraint(
                condition=Q(adds=False) | ~Q(region=""),
                name="tax_only_a_regions_adds",
                violation_error_message="Only a region's rate can come on top of the country's.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.country} {self.region}".strip()

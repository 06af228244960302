"""Prices move into lists, and hold from a time on. The rows are filled in by the next migration, in one of its own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_priced_in"), ("pricing", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="PriceList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("currency", models.CharField(max_length=3)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose prices these are; empty: everyone's.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="price_lists",
                        to="customers.customergroup",
                    ),
                ),
                (
                    "tax_included",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="Otherwise the taxes of where it is sent come on top.",
                        verbose_name="prices include tax",
                    ),
                ),
                ("listed_up_to", models.BigIntegerField(db_default=0, default=0, editable=False)),
                ("listed_at", models.DateTimeField(editable=False, null=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["currency", models.F("group").asc(nulls_first=True)],
                "constraints": [
                    models.UniqueConstraint(fields=("currency", "group"), name="price_list_of_group_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", True)), fields=("currency",), name="price_list_of_all_once"
                    ),
                ],
            },
        ),
        migrations.AddField(
            "price",
            "price_list",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="prices",
                to="pricing.pricelist",
            ),
        ),
        migrations.AddField("price", "starts_at", models.DateTimeField("from", null=True)),
        migrations.AddField("price", "ends_at", models.DateTimeField("until", blank=True, null=True)),
    ]

"""What must hold of prices in lists; and the currency, which is the list's, goes."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("pricing", "0003_prices_into_lists")]
    operations = [
        migrations.RemoveConstraint("price", "price_once"),
        migrations.RemoveField("price", "currency"),
        migrations.AlterField("price", "amount", models.PositiveBigIntegerField()),
        migrations.AlterField(
            "price",
            "compare_at",
            models.PositiveBigIntegerField(
                blank=True,
                help_text="The higher price it is an offer beside.",
                null=True,
                verbose_name="compared with",
            ),
        ),
        migrations.AlterField(
            "price",
            "price_list",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="prices",
                to="pricing.pricelist",
            ),
        ),
        migrations.AlterField("price", "starts_at", models.DateTimeField(verbose_name="from")),
        migrations.AddConstraint(
            "price",
            models.UniqueConstraint(
                condition=Q(("ends_at__isnull", True)),
                fields=("price_list", "variant", "starts_at"),
                name="price_regular_once",
            ),
        ),
        migrations.AddConstraint(
            "price",
            models.UniqueConstraint(
                condition=Q(("ends_at__isnull", False)),
                fields=("price_list", "variant", "starts_at"),
                name="price_offer_once",
            ),
        ),
        migrations.AddConstraint(
            "price",
            models.CheckConstraint(
                condition=Q(("ends_at__isnull", True), ("ends_at__gt", F("starts_at")), _connector="OR"),
                name="price_ends_after_start",
            ),
        ),
    ]

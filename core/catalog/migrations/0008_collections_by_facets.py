from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.deletion import PROTECT

KINDS = ["picked", "newest", "popular", "on_offer", "price_below", "filtered"]


class Migration(migrations.Migration):
    dependencies = [("catalog", "0007_collection_currency")]
    operations = [
        migrations.RemoveConstraint("collection", "collection_kind_known"),
        migrations.RemoveConstraint("collection", "collection_price_below_has_limit"),
        migrations.AddField(
            "collection",
            "category",
            models.ForeignKey(
                blank=True,
                help_text="In it, or in one below it.",
                null=True,
                on_delete=PROTECT,
                related_name="+",
                to="catalog.category",
            ),
        ),
        migrations.AddField(
            "collection",
            "facets",
            models.JSONField(
                blank=True,
                db_default=Value({}, models.JSONField()),
                default=dict,
                help_text='Values by facet, one of which each product has: {"tag": ["live"]}.',
            ),
        ),
        migrations.AddField(
            "collection",
            "price_from",
            models.PositiveBigIntegerField(
                blank=True, help_text="The least that what a rule chooses costs.", null=True
            ),
        ),
        migrations.AlterField(
            "collection",
            "currency",
            models.CharField(
                blank=True, db_default="", help_text="Of the prices; empty: the shop's first.", max_length=3
            ),
        ),
        migrations.AlterField(
            "collection",
            "kind",
            models.CharField(choices=[(kind, kind.replace("_", " ").title()) for kind in KINDS], max_length=12),
        ),
        migrations.AddConstraint(
            "collection", models.CheckConstraint(condition=Q(kind__in=KINDS), name="collection_kind_known")
        ),
        migrations.AddConstraint(
            "collection",
            models.CheckConstraint(
                condition=~Q(kind="price_below") | Q(price_limit__isnull=False, price_limit__gt=0),
                name="collection_price_below_has_limit",
            ),
        ),
        migrations.AddConstraint(
            "collection",
            models.CheckConstraint(
                condition=~Q(kind="filtered")
                | ~Q(facets={})
                | Q(category__isnull=False)
                | Q(price_from__isnull=False, price_from__gt=0)
                | Q(price_limit__isnull=False, price_limit__gt=0),
                name="collection_filtered_asks_for_something",
            ),
        ),
        migrations.AddConstraint(
            "collection",
            models.CheckConstraint(
                condition=Q(kind="filtered") | Q(facets={}, category__isnull=True, price_from__isnull=True),
                name="collection_others_ask_for_nothing",
            ),
        ),
        migrations.AddConstraint(
            "collection",
            models.CheckConstraint(
                condition=Q(price_from__isnull=True)
                | Q(price_limit__isnull=True)
                | Q(price_from__lt=F("price_limit")),
                name="collection_prices_in_order",
            ),
        ),
    ]

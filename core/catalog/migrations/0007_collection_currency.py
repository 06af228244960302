from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0006_addresses_pictures_relations")]
    operations = [
        migrations.AddField(
            "collection",
            "currency",
            models.CharField(
                blank=True, db_default="", help_text="Of the price limit; empty: the shop's first.", max_length=3
            ),
        ),
        migrations.AlterField(
            "collection",
            "price_limit",
            models.PositiveBigIntegerField(
                blank=True,
                help_text='What is in "price below" costs less; shown to those who pay in its currency.',
                null=True,
            ),
        ),
    ]

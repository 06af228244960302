from django.db import migrations, models
from django.db.models import Value


class Migration(migrations.Migration):
    dependencies = [("catalog", "0008_collections_by_facets")]
    operations = [
        migrations.AddField(
            "facetvalue",
            "translations",
            models.JSONField(
                db_default=Value({}, models.JSONField()),
                default=dict,
                help_text="Of an option: what the facet and the value are called, as a product said it last.",
            ),
        ),
    ]

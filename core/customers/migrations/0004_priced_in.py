from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_groups")]
    operations = [
        migrations.AddField(
            "customergroup",
            "priced_in",
            models.JSONField(
                db_default=models.Value([], models.JSONField()),
                default=list,
                editable=False,
                help_text="The currencies in which the group gets prices of its own by now. Written by pricing.",
            ),
        )
    ]

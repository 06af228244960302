import core.catalog.types.supply
import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.catalog.collation import sort_key


KEEP_FACETS = """
    CREATE TABLE catalog_facetkept AS SELECT DISTINCT listing.product_id, facet.value_id
    FROM catalog_listingfacet facet JOIN catalog_listing listing ON listing.id = facet.listing_id
"""
FACETS = "INSERT INTO catalog_listingfacet (product_id, value_id) SELECT product_id, value_id FROM catalog_facetkept"
POSTGRES = [
    # Keys are compared by their code points, as SQLite does.
    'ALTER TABLE catalog_listingtitle ALTER COLUMN sort_key TYPE varchar(250) COLLATE "C"',
    "ALTER TABLE catalog_listingtitle SET (parallel_workers = 0)",  # as the other tables of lists: see 0003
]


def tune(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRES:
            schema_editor.execute(statement)


def fill_titles(apps, schema_editor):
    """So that lists by title are whole at once, not only after the next `rebuild_listings`."""
    product, title = apps.get_model("catalog", "Product"), apps.get_model("catalog", "ListingTitle")
    shown = product.objects.filter(listings__visible=True).distinct().order_by("id")
    last = 0
    while batch := list(shown.filter(id__gt=last).prefetch_related("categories")[:1000]):
        title.objects.bulk_create(
            title(product_id=row.pk, category_id=category_id, locale=locale, sort_key=sort_key(row.title, locale))
            for row in batch
            for category_id in {0, *(id_ for place in row.categories.all() for id_ in (place.pk, *(step[0] for step in place.trail)))}
            for locale in settings.SHOP_LOCALES
        )
        last = batch[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0004_windows_taxes_translations'),
    ]

    operations = [
        migrations.CreateModel(
            name='BoughtTogether',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                ('score', models.PositiveIntegerField(help_text='In how many orders both were.')),
            ],
        ),
        migrations.CreateModel(
            name='ListingTitle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                ('category_id', models.BigIntegerField(default=0, help_text='0: the whole shop.')),
                ('locale', models.CharField(max_length=20)),
                ('sort_key', models.CharField(max_length=250)),
            ],
        ),
        migrations.RunPython(tune, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='facetcensus',
            name='facet_census_once',
        ),
        migrations.RemoveConstraint(
            model_name='facetcensus',
            name='facet_census_of_all_once',
        ),
        migrations.RemoveConstraint(
            model_name='listing',
            name='listing_once',
        ),
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_new',
        ),
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_price',
        ),
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_title',
        ),
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_popular',
        ),
        migrations.RemoveIndex(
            model_name='listingcategory',
            name='listing_category_new',
        ),
        migrations.RemoveIndex(
            model_name='listingcategory',
            name='listing_category_price',
        ),
        migrations.RemoveIndex(
            model_name='listingcategory',
            name='listing_category_title',
        ),
        migrations.RemoveIndex(
            model_name='listingcategory',
            name='listing_category_popular',
        ),
        migrations.AddField(
            model_name='facetcensus',
            name='group',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='facetcensus',
            name='until',
            field=models.DateTimeField(db_default=models.Value(datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), models.DateTimeField()), default=datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)),
        ),
        migrations.AddField(
            model_name='facetrecount',
            name='group',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='listing',
            name='group',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='listing',
            name='preorder',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='listing',
            name='since',
            field=models.DateTimeField(db_default=models.Value(datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), models.DateTimeField()), default=datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)),
        ),
        migrations.AddField(
            model_name='listing',
            name='supply',
            field=models.CharField(choices=[('in_stock', 'In stock'), ('backorder', 'Backorder'), ('sold_out', 'Sold out')], db_default='sold_out', default=core.catalog.types.supply.Supply['SOLD_OUT'], max_length=10),
        ),
        migrations.AddField(
            model_name='listing',
            name='translations',
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict, help_text="Its title and its picture's text."),
        ),
        migrations.AddField(
            model_name='listing',
            name='until',
            field=models.DateTimeField(db_default=models.Value(datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), models.DateTimeField()), default=datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)),
        ),
        migrations.AddField(
            model_name='listingcategory',
            name='group',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='listingcategory',
            name='since',
            field=models.DateTimeField(db_default=models.Value(datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), models.DateTimeField()), default=datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)),
        ),
        migrations.AddField(
            model_name='listingcategory',
            name='until',
            field=models.DateTimeField(db_default=models.Value(datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), models.DateTimeField()), default=datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)),
        ),
        # A facet's values are a product's, not a listing's.
        migrations.RunSQL(KEEP_FACETS, migrations.RunSQL.noop),
        migrations.DeleteModel('ListingFacet'),
        migrations.CreateModel(
            name='ListingFacet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='facets', to='catalog.product')),
                ('value', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.facetvalue')),
            ],
        ),
        migrations.RunSQL([FACETS, "DROP TABLE catalog_facetkept"], migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='listing',
            name='product',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='listings', to='catalog.product'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(condition=models.Q(('visible', True)), fields=['currency', 'group', '-published_at', '-product'], name='listing_new'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(condition=models.Q(('visible', True)), fields=['currency', 'group', 'price', 'product'], name='listing_price'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(condition=models.Q(('visible', True)), fields=['currency', 'group', '-popularity', '-product'], name='listing_popular'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(condition=models.Q(('until__lt', datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), fields=['until'], name='listing_ends'),
        ),
        migrations.AddIndex(
            model_name='listingcategory',
            index=models.Index(fields=['category', 'currency', 'group', '-published_at', '-product_id'], name='listing_category_new'),
        ),
        migrations.AddIndex(
            model_name='listingcategory',
            index=models.Index(fields=['category', 'currency', 'group', 'price', 'product_id'], name='listing_category_price'),
        ),
        migrations.AddIndex(
            model_name='listingcategory',
            index=models.Index(fields=['category', 'currency', 'group', '-popularity', '-product_id'], name='listing_category_popular'),
        ),
        migrations.AddConstraint(
            model_name='facetcensus',
            constraint=models.UniqueConstraint(fields=('category', 'currency', 'group'), name='facet_census_once'),
        ),
        migrations.AddConstraint(
            model_name='facetcensus',
            constraint=models.UniqueConstraint(condition=models.Q(('category__isnull', True)), fields=('currency', 'group'), name='facet_census_of_all_once'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.UniqueConstraint(models.F('product'), models.F('currency'), models.F('group'), models.F('since'), name='listing_once'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('since__lt', models.F('until'))), name='listing_lasts'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('supply__in', [core.catalog.types.supply.Supply['IN_STOCK'], core.catalog.types.supply.Supply['BACKORDER'], core.catalog.types.supply.Supply['SOLD_OUT']])), name='listing_supply_known'),
        ),
        migrations.AddConstraint(
            model_name='listingfacet',
            constraint=models.UniqueConstraint(models.F('value'), models.F('product'), name='listing_facet_once'),
        ),
        migrations.RunSQL("UPDATE catalog_listing SET supply = 'in_stock' WHERE in_stock", migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='listing',
            name='in_stock',
        ),
        migrations.RemoveField(
            model_name='listingcategory',
            name='title',
        ),
        migrations.AddConstraint(
            model_name='boughttogether',
            constraint=models.UniqueConstraint(models.F('product'), models.F('other'), name='bought_together_once'),
        ),
        migrations.AddConstraint(
            model_name='boughttogether',
            constraint=models.CheckConstraint(condition=models.Q(('product', models.F('other')), _negated=True), name='bought_together_with_another'),
        ),
        migrations.AddConstraint(
            model_name='boughttogether',
            constraint=models.CheckConstraint(condition=models.Q(('score__gt', 0)), name='bought_together_at_all'),
        ),
        migrations.AddIndex(
            model_name='listingtitle',
            index=models.Index(fields=['category_id', 'locale', 'sort_key', 'product'], name='listing_title_sorted'),
        ),
        migrations.AddConstraint(
            model_name='listingtitle',
            constraint=models.UniqueConstraint(models.F('product'), models.F('category_id'), models.F('locale'), name='listing_title_once'),
        ),
        migrations.RunPython(fill_titles, migrations.RunPython.noop),
    ]

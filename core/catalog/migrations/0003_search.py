import django.db.models.deletion
from django.db import migrations, models

# The engine's index over the documents' words. They are folded already and parted by single spaces, so neither engine's
# own idea of a word comes in: PostgreSQL takes the array as it is, and FTS5's `ascii` tokenizer parts at spaces only.
# A later migration that makes SQLite rebuild catalog_searchdocument loses the triggers and has to make them again.
LISTS = ["catalog_listing", "catalog_listingcategory", "catalog_searchdocument"]
POSTGRES = [
    """
    ALTER TABLE catalog_searchdocument ADD COLUMN words tsvector GENERATED ALWAYS AS (
        array_to_tsvector(array_remove(string_to_array(title || brand || keywords || text, ' '), ''))
    ) STORED
    """,
    # What waits to be sorted in is read through by every search, so it is kept to a megabyte.
    "CREATE INDEX search_document_words ON catalog_searchdocument USING gin (words) WITH (gin_pending_list_limit = 1024)",
    # Words are compared by their code points, as SQLite does, so that beginnings are found by range.
    'ALTER TABLE catalog_searchword ALTER COLUMN word TYPE varchar(64) COLLATE "C"',
    'ALTER TABLE catalog_searchslip ALTER COLUMN letters TYPE varchar(7) COLLATE "C"',
    'ALTER TABLE catalog_searchslip ALTER COLUMN word TYPE varchar(64) COLLATE "C"',
    # A page of matches is read off a list's index until it is full. Starting workers for that takes twice as long.
    *(f"ALTER TABLE {table} SET (parallel_workers = 0)" for table in LISTS),
]
SQLITE = [
    """
    CREATE VIRTUAL TABLE catalog_searchindex USING fts5(
        title, brand, keywords, text, content='catalog_searchdocument', content_rowid='product_id',
        tokenize='ascii', detail='none', columnsize=0, prefix='1 2 3'
    )
    """,
    """
    CREATE TRIGGER catalog_searchdocument_new AFTER INSERT ON catalog_searchdocument BEGIN
        INSERT INTO catalog_searchindex(rowid, title, brand, keywords, text)
        VALUES (new.product_id, new.title, new.brand, new.keywords, new.text);
    END
    """,
    """
    CREATE TRIGGER catalog_searchdocument_gone AFTER DELETE ON catalog_searchdocument BEGIN
        INSERT INTO catalog_searchindex(catalog_searchindex, rowid, title, brand, keywords, text)
        VALUES ('delete', old.product_id, old.title, old.brand, old.keywords, old.text);
    END
    """,
    """
    CREATE TRIGGER catalog_searchdocument_changed AFTER UPDATE ON catalog_searchdocument BEGIN
        INSERT INTO catalog_searchindex(catalog_searchindex, rowid, title, brand, keywords, text)
        VALUES ('delete', old.product_id, old.title, old.brand, old.keywords, old.text);
        INSERT INTO catalog_searchindex(rowid, title, brand, keywords, text)
        VALUES (new.product_id, new.title, new.brand, new.keywords, new.text);
    END
    """,
]


def make_index(apps, schema_editor):
    # Django would add a second index of words for LIKE in other collations.
    schema_editor.deferred_sql[:] = [s for s in schema_editor.deferred_sql if "varchar_pattern_ops" not in str(s)]
    for statement in {"postgresql": POSTGRES, "sqlite": SQLITE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    """The rest goes with the documents' table."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE catalog_searchindex")
    else:
        for table in LISTS:
            schema_editor.execute(f"ALTER TABLE {table} RESET (parallel_workers)")


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_wider_catalogue'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='catalog.product')),
                ('title', models.TextField(blank=True)),
                ('brand', models.TextField(blank=True)),
                ('keywords', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='SearchSlip',
            fields=[
                ('pk', models.CompositePrimaryKey('letters', 'word', blank=True, editable=False, primary_key=True, serialize=False)),
                ('letters', models.CharField(max_length=7)),
                ('word', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('products', models.PositiveIntegerField(help_text='How many have it.')),
            ],
        ),
        migrations.RunPython(make_index, drop_index),
    ]

from django.db import migrations

# Whatever role it is, and on SQLite, which has none: what is written down is not written over.
# A later migration that makes SQLite rebuild the table loses the trigger and has to make it again.
POSTGRES = [
    """
    CREATE FUNCTION audit_record_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'The audit log is only added to.' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER audit_record_stands BEFORE UPDATE ON audit_record
    FOR EACH STATEMENT EXECUTE FUNCTION audit_record_stands()
    """,
]
SQLITE = [
    """
    CREATE TRIGGER audit_record_stands BEFORE UPDATE ON audit_record
    BEGIN SELECT RAISE(ABORT, 'The audit log is only added to.'); END
    """,
]


def guard(apps, schema_editor):
    for statement in {"postgresql": POSTGRES, "sqlite": SQLITE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_record_stands ON audit_record")
        schema_editor.execute("DROP FUNCTION audit_record_stands()")
    else:
        schema_editor.execute("DROP TRIGGER audit_record_stands")


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [migrations.RunPython(guard, unguard)]

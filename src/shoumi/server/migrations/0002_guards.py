"""Triggers and grants: what the database itself refuses."""

from django.db import migrations

from shoumi.server.tables.guards import FUNCTIONS, guards_of


def make(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    with schema_editor.connection.cursor() as cursor:
        if vendor == "postgresql":
            for statement in FUNCTIONS:
                cursor.execute(statement)
        for guard in guards_of(vendor):
            for statement in guard.make:
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("tables", "0001_begin")]
    operations = [migrations.RunPython(make)]

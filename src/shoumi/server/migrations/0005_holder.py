"""The holder of a thing is a person of its unit; the database itself refuses any other."""

from django.db import migrations

from shoumi.server.tables.checks import missing_guards
from shoumi.server.tables.guards import FUNCTIONS, guards_of


def make(apps, schema_editor):
    connection = schema_editor.connection
    missing = set(missing_guards(connection))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in FUNCTIONS:
                cursor.execute(statement)
        for guard in guards_of(connection.vendor):
            for statement in guard.make if guard.name in missing else ():
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("tables", "0004_clause_use")]
    operations = [migrations.RunPython(make)]

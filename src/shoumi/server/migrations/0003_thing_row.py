"""Scopes name the row of their thing, and indices leave out what has no value."""

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery

COLUMNS = ("number", "due_on", "name", "holder", "department", "state")


def name_rows(apps, schema_editor):
    scope, thing = apps.get_model("tables", "Scope"), apps.get_model("tables", "Thing")
    same = thing.objects.filter(
        unit=OuterRef("unit"), kind=OuterRef("kind"), identifier=OuterRef("thing")
    )
    alias = schema_editor.connection.alias
    scope.objects.using(alias).update(thing_row=Subquery(same.values("row")[:1]))


def narrowed(column):
    name = f"thing_{column.removesuffix('_on')}"
    index = models.Index(
        fields=["unit", "kind", column, "row"],
        name=name,
        condition=Q(**{f"{column}__isnull": False}),
    )
    return (
        migrations.RemoveIndex("thing", name),
        migrations.AddIndex("thing", index),
    )


class Migration(migrations.Migration):
    dependencies = [("tables", "0002_guards")]
    operations = [
        migrations.RemoveIndex("scope", "scope_of_subject"),
        migrations.AddField("scope", "thing_row", models.BigIntegerField(null=True)),
        migrations.RunPython(name_rows),
        migrations.AlterField("scope", "thing_row", models.BigIntegerField()),
        migrations.AddIndex(
            "scope",
            models.Index(fields=["unit", "kind", "subject", "thing_row"], name="scope_newest"),
        ),
        *(operation for column in COLUMNS for operation in narrowed(column)),
    ]

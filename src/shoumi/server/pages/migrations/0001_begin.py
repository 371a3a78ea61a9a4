# ruff: noqa: RUF012
"""What the pages remember: kept views, reviewed findings."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KeptView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=64)),
                ("person", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=64)),
                ("query", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "person", "kind", "name"), name="kept_view_one_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewedFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=64)),
                ("identity", models.CharField(max_length=64)),
                ("person", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "identity"), name="reviewed_once")
                ],
            },
        ),
    ]

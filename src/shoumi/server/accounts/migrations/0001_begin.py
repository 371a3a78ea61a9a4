# ruff: noqa: RUF012
"""The tables of logging in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("account", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("unit", models.CharField(max_length=64)),
                ("person", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=64, unique=True)),
                ("password", models.CharField(blank=True, max_length=256)),
                ("must_change", models.BooleanField(default=True)),
                ("token", models.CharField(blank=True, max_length=64)),
                ("one_time", models.BinaryField(null=True)),
                ("spent", models.BigIntegerField(default=0)),
                ("wrong", models.PositiveIntegerField(default=0)),
                ("locked", models.BooleanField(default=False)),
                ("pin", models.CharField(blank=True, max_length=256)),
                ("pin_wrong", models.PositiveIntegerField(default=0)),
                ("pin_locked", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "person"], name="credential_person")],
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("agent", models.CharField(max_length=64)),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("locked_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="accounts.credential"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["credential", "ended_at"], name="sitting_open")],
            },
        ),
    ]

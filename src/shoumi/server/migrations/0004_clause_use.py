"""The use of clauses is kept up by its readers, so that no page reads a year of entries."""

import shoumi.server.tables.columns
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tables", "0003_thing_row")]
    operations = [
        migrations.CreateModel(
            name="ClauseUse",
            fields=[
                ("row", shoumi.server.tables.columns.RowField(primary_key=True, serialize=False)),
                ("unit", models.CharField(max_length=64)),
                ("month", models.CharField(max_length=7)),
                ("clause", models.CharField(max_length=128)),
                ("outcome", models.CharField(max_length=16)),
                ("number", models.BigIntegerField()),
            ],
            options={
                "db_table": "clause_use",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "month", "clause", "outcome"), name="clause_use_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClauseUseUpTo",
            fields=[
                ("unit", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
            options={"db_table": "clause_use_upto"},
        ),
    ]

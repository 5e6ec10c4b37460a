"""Which vectors are linked moves into a table of its own; numbers stay as they are."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0016_tellable_phrases"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkedVector",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("model", models.CharField(max_length=200)),
                (
                    "vector",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked",
                        to="claims.mentionvector",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            [
                "INSERT INTO claims_linkedvector (number, vector_id, model) "
                "SELECT link_number, id, model FROM claims_mentionvector WHERE link_number IS NOT NULL",
                # whoever has read numbers up to one must never meet a later vector under a lower one
                "SELECT setval(pg_get_serial_sequence('claims_linkedvector', 'number'), nextval('claims_link_number'))",
            ],
            [
                "UPDATE claims_mentionvector SET link_number = number FROM claims_linkedvector "
                "WHERE vector_id = claims_mentionvector.id",
                "SELECT setval('claims_link_number', "
                "nextval(pg_get_serial_sequence('claims_linkedvector', 'number')))",
            ],
        ),
        migrations.AddIndex(
            model_name="linkedvector",
            index=models.Index(fields=["model", "number"], name="linked_vector_order"),
        ),
        migrations.RemoveIndex(model_name="mentionvector", name="vector_linked"),
        migrations.RemoveIndex(model_name="mentionvector", name="vector_unlinked"),
        migrations.RemoveField(model_name="mentionvector", name="link_number"),
        migrations.RunSQL("DROP SEQUENCE claims_link_number", "CREATE SEQUENCE claims_link_number"),
    ]

"""Forget what other relation models said while they were given the claim first: they are asked again, mention first."""

from django.db import migrations

OURS = "claim-workbench/"


def forget(apps, schema_editor):
    scores = apps.get_model("verification", "RelationScore").objects.using(schema_editor.connection.alias)
    scores.exclude(model__startswith=OURS).delete()


class Migration(migrations.Migration):
    dependencies = [("verification", "0014_names_of_models")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]

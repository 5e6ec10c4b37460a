"""Jobs of the first release run through `job_task` now; beat writes what is missing when it starts."""

from django.db import migrations

FORMER = ["workbench.tasks.reverify_task"]


def drop_former_jobs(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(task__in=FORMER).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("workbench", "0001_cache_table"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]
    operations = [migrations.RunPython(drop_former_jobs, migrations.RunPython.noop)]

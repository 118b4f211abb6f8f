from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias)


def drop(apps, schema_editor):
    schema_editor.execute('DROP TABLE "workbench_counted_tries"')


class Migration(migrations.Migration):
    """The table of the cache that all processes share: counted tries, spent codes."""

    initial = True
    operations = [migrations.RunPython(make, drop)]

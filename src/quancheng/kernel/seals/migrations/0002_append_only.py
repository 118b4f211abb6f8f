"""The triggers that keep the register of use append-only on SQLite and PostgreSQL."""

from django.db import migrations

from quancheng.kernel.seals import guard


def put_up(apps, schema_editor):
    guard.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    guard.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("seals", "0001_the_register")]
    operations = [migrations.RunPython(put_up, take_down)]

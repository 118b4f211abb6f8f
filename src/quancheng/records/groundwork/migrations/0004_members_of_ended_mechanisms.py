"""Members that an ended mechanism had left behind end with it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def end_members(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    council = apps.get_model("groundwork", "Council")
    member = apps.get_model("groundwork", "CouncilMember")
    ended = council.objects.filter(pk=OuterRef("council_id")).values("until_on")
    left = member.objects.filter(until_on__isnull=True, council__until_on__isnull=False)
    left.update(until_on=Subquery(ended), is_ended_with=True)


class Migration(migrations.Migration):
    dependencies = [("groundwork", "0003_members_end_with_the_mechanism")]
    operations = [migrations.RunPython(end_members, migrations.RunPython.noop, elidable=True)]

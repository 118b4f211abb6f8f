"""Duties that were issued before cases kept what they are about: filled from obligation, task and history."""

from django.db import migrations
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Substr

TASK, PLAN = "plan.task:", "plan.plan:"


def fill(apps, schema_editor):
    case, line = apps.get_model("casework", "Case"), apps.get_model("casework", "CaseLine")
    item, task = apps.get_model("obligations", "DueItem"), apps.get_model("plan", "Task")
    moves = line.objects.filter(step="postpone", until__isnull=False)
    owed = item.objects.filter(case=OuterRef("pk"))
    latest = moves.filter(case=OuterRef("pk")).order_by("-id")
    duties = case.objects.filter(workflow="duty", pk__in=item.objects.values("case"))
    duties.update(
        about=Subquery(owed.values("obligation__about")[:1]),
        last_on=Coalesce("due_on", Subquery(latest.values("until")[:1]), Subquery(owed.values("until_on")[:1])),
    )
    duties.filter(pk__in=moves.values("case")).update(is_moved=True)
    whole = task.objects.filter(ref=Substr(OuterRef("about"), len(TASK) + 1)).annotate(
        whole=Concat(Value(PLAN), "row__plan__ref", output_field=CharField())
    )
    duties.update(within=Coalesce(Subquery(whole.values("whole")[:1]), Value("")))


class Migration(migrations.Migration):

    dependencies = [
        ("casework", "0003_copies_for_counting"),
        ("obligations", "0005_wishes_at_hand"),
        ("plan", "0008_orders"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

"""What was withdrawn says itself in which row it counts; the count knew it from the others so far."""

from django.db import migrations

CLOSED, OTHER = "closed", 23
BY_THEMSELVES = (21, 22)  # not corrected, not paid: those had their row


def tell_rows(apps, schema_editor):
    requests = apps.get_model("disclosure", "Request").objects.filter(case__state=CLOSED)
    requests.exclude(row__in=BY_THEMSELVES).update(row=OTHER)
    for order in apps.get_model("disclosure", "Redo").objects.filter(kept__state=CLOSED):
        if order.kept.get("row") not in BY_THEMSELVES:
            order.kept["row"] = OTHER
            order.save(update_fields=["kept"])


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0015_own_departments_asked"),
        ("casework", "0004_lines_by_step"),
    ]
    operations = [migrations.RunPython(tell_rows, migrations.RunPython.noop)]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plan", "0012_withdrawn_bulletins"),
    ]

    operations = [
        migrations.AddField(
            model_name="warningrule",
            name="soon",
            field=models.PositiveSmallIntegerField(default=7, verbose_name="即将到期（剩余工作日）"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="warningrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("soon__gt", 0)), name="plan_warningrule_soon"
            ),
        ),
    ]

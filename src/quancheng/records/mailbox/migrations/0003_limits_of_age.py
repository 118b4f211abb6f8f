"""Two more numbers: how old a message may get without an answer, and a government without a publication."""

from django.db import migrations, models

RULES = [
    ("question", "答复咨询"),
    ("suggestion", "答复建议"),
    ("fault", "答复找错"),
    ("complaint", "答复投诉"),
    ("extension", "延长办理期限，最多"),
    ("sorting", "收到后分类转办"),
    ("a_source", "同一来源一天最多留言"),
    ("a_day", "全部来源一天最多留言"),
    ("unanswered", "自查：留言未答复，最长"),
    ("unpublished", "自查：没有新的留言选登，最长"),
]


class Migration(migrations.Migration):

    dependencies = [("mailbox", "0002_reasons_of_withdrawals")]

    operations = [
        migrations.RemoveConstraint(model_name="limit", name="mailbox_limit_rule"),
        migrations.AlterField(
            model_name="limit",
            name="rule",
            field=models.CharField(choices=RULES, max_length=12, verbose_name="事项"),
        ),
        migrations.AddConstraint(
            model_name="limit",
            constraint=models.CheckConstraint(
                condition=models.Q(rule__in=[word for word, _ in RULES]), name="mailbox_limit_rule"
            ),
        ),
    ]

"""A publication that was taken down or sent back keeps the reason."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("mailbox", "0001_messages")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="withdrawn_reason",
            field=models.TextField(
                blank=True, default="", max_length=500, verbose_name="撤下或退回的理由"
            ),
        ),
    ]

"""Messages and answers that everybody may read."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.orgs.models import Person, Tenant, Unit
from quancheng.records.mailbox.models.messages import (
    LONGEST_ANSWER,
    LONGEST_REASON,
    LONGEST_TEXT,
    Message,
)
from quancheng.records.mailbox.rules.kinds import KINDS


class Publication(models.Model):
    """A message and its answer in public wording (留言选登), looked through by a second person.

    Nothing in it leads back to the sender: it has a number of its own, and the day instead of the hour. In a
    house outside (`kernel/transfer`) not even its message is known.
    One that was taken down or sent back stays with its reason; the next wording starts from it.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="受理政府")
    message = models.ForeignKey(
        Message, models.PROTECT, null=True, blank=True, related_name="publications", verbose_name="留言"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="答复单位")
    kind = models.CharField("类别", max_length=12, choices=KINDS)
    title = models.CharField("标题", max_length=80)
    question = models.TextField("来信摘要", max_length=LONGEST_TEXT)
    answer = models.TextField("答复", max_length=LONGEST_ANSWER)
    received_on = models.DateField("来信日期")
    answered_on = models.DateField("答复日期")
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    published_at = models.DateTimeField("公开时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_reason = models.TextField("撤下或退回的理由", max_length=LONGEST_REASON, blank=True, default="")

    class Meta:
        verbose_name = "留言选登"
        verbose_name_plural = "留言选登"
        ordering = ["-answered_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(withdrawn_at__isnull=True),
                name="mailbox_publication_one_open",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False)
                & ~Q(published_by=F("drafted_by")),
                name="mailbox_publication_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[word for word, _ in KINDS]), name="mailbox_publication_kind"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-answered_on"],
                condition=Q(published_at__isnull=False, withdrawn_at__isnull=True),
                name="mailbox_publication_public",
            )
        ]

    def __str__(self) -> str:
        return self.title

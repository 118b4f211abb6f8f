"""How long a proceeding rested, and why."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.orgs.models import Person
from quancheng.records.remedies.models.proceedings import LONGEST_NUMBER, Proceeding
from quancheng.records.remedies.rules.stays import CODES, GROUNDS


class Stay(models.Model):
    """One stay (中止) of a proceeding: its ground, its paper, and the day on which the hearing goes on.

    The days that are not counted are read from the history of the case; what stands here is why. `told_on` is
    when the parties were told in writing, as the law demands: empty until the agency has the paper. A stay
    out of which the proceeding was ended has no day of resuming.
    """

    proceeding = models.ForeignKey(
        Proceeding, models.PROTECT, related_name="stays", verbose_name="复议诉讼案件"
    )
    ground = models.CharField("中止情形", max_length=20, choices=[(one.code, one.says) for one in GROUNDS])
    stayed_on = models.DateField("中止日期")
    paper = models.CharField("中止文书号", max_length=LONGEST_NUMBER, blank=True, default="")
    told_on = models.DateField("收到中止通知日期", null=True, blank=True)
    resumed_on = models.DateField("恢复日期", null=True, blank=True)
    resumed_paper = models.CharField("恢复文书号", max_length=LONGEST_NUMBER, blank=True, default="")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "中止"
        verbose_name_plural = "中止"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=CODES), name="remedies_stay_ground"),
            models.CheckConstraint(
                condition=Q(resumed_on__isnull=True, resumed_paper="") | Q(resumed_on__gte=F("stayed_on")),
                name="remedies_stay_resumed",
            ),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True) | Q(told_on__gte=F("stayed_on")), name="remedies_stay_told"
            ),
            models.UniqueConstraint(
                fields=["proceeding"], condition=Q(resumed_on__isnull=True), name="remedies_stay_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceeding_id}自{self.stayed_on}中止"

"""The turn of the year: which row continues which, and what becomes of duties that last year left open."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Person
from quancheng.records.plan.models.plans import Plan, Row


class RowContinues(models.Model):
    """A row that goes on with a row of last year's plan."""

    row = models.ForeignKey(Row, models.PROTECT, related_name="continues", verbose_name="本年行")
    earlier = models.ForeignKey(Row, models.PROTECT, related_name="continued_by", verbose_name="上年行")
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="确定人")
    decided_at = models.DateTimeField("确定时间")

    class Meta:
        verbose_name = "延续"
        verbose_name_plural = "延续"
        ordering = ["earlier__place"]
        constraints = [
            models.UniqueConstraint(fields=["row", "earlier"], name="plan_rowcontinues_once"),
            models.CheckConstraint(condition=~Q(row=F("earlier")), name="plan_rowcontinues_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier} → {self.row}"


class CarryOver(models.Model):
    """What the office decided about a duty that last year left open; `successor` goes on with it."""

    class Decision(models.TextChoices):
        CARRY = "carry", "结转"
        STAY = "stay", "继续按上年办理"
        CANCEL = "cancel", "取消"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="carry_overs", verbose_name="本年要点")
    duty = models.OneToOneField(
        DueItem, models.PROTECT, related_name="carry_over", verbose_name="上年责任事项"
    )
    decision = models.CharField("决定", max_length=10, choices=Decision.choices)
    successor = models.ForeignKey(
        DueItem, models.PROTECT, null=True, blank=True, related_name="carried_from", verbose_name="接续事项"
    )
    reason = models.CharField("理由", max_length=1000, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="决定人")
    decided_at = models.DateTimeField("决定时间")

    class Meta:
        verbose_name = "结转"
        verbose_name_plural = "结转"
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="carry", successor__isnull=False)
                | Q(decision__in=["stay", "cancel"], successor__isnull=True),
                name="plan_carryover_names_its_successor",
            ),
            models.CheckConstraint(
                condition=~Q(decision="cancel") | ~Q(reason=""), name="plan_carryover_cancelled_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.get_decision_display()}"

"""What the public is told of days that were moved."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.casework.models import CaseLine
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Person, Unit


class PublishedMove(models.Model):
    """A moved day as the office told it to the public (公开的时限调整): of whom, from when to when, and why.

    It repeats what the line of the case says, because this is what was told; the reason is in words for the
    public. Until the office publishes it the public sees the plan's own days alone.
    """

    duty = models.ForeignKey(DueItem, models.PROTECT, related_name="published_moves", verbose_name="责任事项")
    line = models.ForeignKey(CaseLine, models.PROTECT, related_name="+", verbose_name="同意延期的记录")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任单位")
    before_on = models.DateField("原时限")
    after_on = models.DateField("调整后的时限")
    reason = models.CharField("公开的原因", max_length=500)
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="公开人")
    published_at = models.DateTimeField("公开时间")
    taken_back_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回人"
    )
    taken_back_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = "公开的时限调整"
        verbose_name_plural = "公开的时限调整"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=Q(taken_back_at__isnull=True), name="plan_move_published_once"
            ),
            models.CheckConstraint(condition=~Q(before_on=F("after_on")), name="plan_move_moves"),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_move_has_a_reason"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(taken_back_by__isnull=False),
                name="plan_move_taken_back_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.before_on} → {self.after_on}"

"""Which rows of a plan carry rows of the plan above further (承接), and which of those do not concern it."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.orgs.models import Person
from quancheng.records.plan.models.plans import Edition, Plan, Row


class RowTakenUp(models.Model):
    """A row that carries a row of the plan above further. `seen`: the edition above when it was decided."""

    row = models.ForeignKey(Row, models.PROTECT, related_name="takes_up", verbose_name="本级行")
    above = models.ForeignKey(Row, models.PROTECT, related_name="taken_up_by", verbose_name="上级行")
    seen = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name="所据上级版次")
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="确定人")
    decided_at = models.DateTimeField("确定时间")

    class Meta:
        verbose_name = "承接"
        verbose_name_plural = "承接"
        ordering = ["row__place"]
        constraints = [
            models.UniqueConstraint(fields=["row", "above"], name="plan_rowtakenup_once"),
            models.CheckConstraint(condition=~Q(row=F("above")), name="plan_rowtakenup_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.row} ← {self.above}"


class RowSetAside(models.Model):
    """A row above that does not concern this plan (不适用), and why; the office above reads the reason."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="set_aside", verbose_name="本级要点")
    above = models.ForeignKey(Row, models.PROTECT, related_name="set_aside_by", verbose_name="上级行")
    reason = models.CharField("理由", max_length=300)
    seen = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name="所据上级版次")
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="确定人")
    decided_at = models.DateTimeField("确定时间")

    class Meta:
        verbose_name = "不适用"
        verbose_name_plural = "不适用"
        constraints = [
            models.UniqueConstraint(fields=["plan", "above"], name="plan_rowsetaside_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_rowsetaside_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} × {self.above}"

"""Which rows of a plan carry rows of the plan above further (承接), and which of those do not concern it."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.records.plan.models.plans import Edition, Plan, Row
from quancheng.records.plan.rules.likeness import MOST_HEADING, Measuring


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


class LikenessRule(models.Model):
    """How alike rows must be to be proposed to one another, from a day on. Never changed, only followed."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    from_on = models.DateField("启用日期")
    proposed_from = models.PositiveSmallIntegerField("列为建议（%）")
    sure_from = models.PositiveSmallIntegerField("预先勾选（%）")
    heading_weighs = models.PositiveSmallIntegerField("章节标题的比重（%）")
    source = models.CharField("依据", max_length=200)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="设定人")
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "相近度设置"
        verbose_name_plural = "相近度设置"
        ordering = ["from_on", "pk"]  # of two for one day the later holds
        constraints = [
            models.CheckConstraint(
                condition=Q(proposed_from__gt=0, sure_from__gt=F("proposed_from"), sure_from__lte=100),
                name="plan_likenessrule_order",
            ),
            models.CheckConstraint(
                condition=Q(heading_weighs__lte=MOST_HEADING), name="plan_likenessrule_heading"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "from_on"], name="plan_likenessrule_tenant")]

    def __str__(self) -> str:
        return f"{self.proposed_from}/{self.sure_from} {self.from_on}"

    def as_measuring(self) -> Measuring:
        """The setting, free of the database."""
        return Measuring(self.from_on, self.proposed_from, self.sure_from, self.heading_weighs, self.source)

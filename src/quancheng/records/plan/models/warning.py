"""When a government warns, which duties it has warned of, and how its plan stood at the milestones."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.calendar.levels import Level, Thresholds
from quancheng.kernel.casework.models import Case
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Person, Tenant, Unit
from quancheng.records.plan.models.plans import Plan
from quancheng.records.plan.rules.warning import Setting, read_month_days

LEVELS = [(level.name.lower(), level.value) for level in Level if level is not Level.CALM]


class WarningRule(models.Model):
    """When a government warns, from a day on. Never changed: a later setting takes its place."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    from_on = models.DateField("启用日期")
    yellow = models.PositiveSmallIntegerField("黄色预警（剩余工作日）")
    orange = models.PositiveSmallIntegerField("橙色预警（剩余工作日）")
    red = models.PositiveSmallIntegerField("红色预警（剩余工作日）")
    soon = models.PositiveSmallIntegerField("即将到期（剩余工作日）")
    milestones = models.JSONField("时间节点", default=list)  # 06-30: days that every year has
    source = models.CharField("依据", max_length=200)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="设定人")
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "预警设置"
        verbose_name_plural = "预警设置"
        ordering = ["from_on", "pk"]  # of two for one day the later holds
        constraints = [
            models.CheckConstraint(
                condition=Q(yellow__gt=F("orange")) & Q(orange__gt=F("red")), name="plan_warningrule_order"
            ),
            models.CheckConstraint(condition=Q(soon__gt=0), name="plan_warningrule_soon"),
        ]
        indexes = [models.Index(fields=["tenant", "from_on"], name="plan_warningrule_tenant")]

    def __str__(self) -> str:
        return f"{self.yellow}/{self.orange}/{self.red} {self.from_on}"

    def as_setting(self) -> Setting:
        """The setting, free of the database."""
        return Setting(
            self.from_on,
            Thresholds(self.yellow, self.orange, self.red),
            self.soon,
            read_month_days(self.milestones),
            self.source,
        )


class WarnedDuty(models.Model):
    """That a unit was warned of a duty at a level: once for each day on which it is due. Never changed."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="督办政府")
    item = models.ForeignKey(DueItem, models.PROTECT, related_name="+", verbose_name="责任事项")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任单位")
    level = models.CharField("级别", max_length=10, choices=LEVELS)
    due_on = models.DateField("届满日")
    on = models.DateField("预警日期")

    class Meta:
        verbose_name = "预警"
        verbose_name_plural = "预警"
        constraints = [
            models.UniqueConstraint(fields=["item", "unit", "level", "due_on"], name="plan_warned_once"),
            models.CheckConstraint(
                condition=Q(level__in=[word for word, _ in LEVELS]), name="plan_warned_level"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "on", "level", "unit"], name="plan_warned_on")]

    def __str__(self) -> str:
        return f"{self.on} {self.get_level_display()}"


class WarnedCase(models.Model):
    """That a unit was warned of an order or a public commitment: once at each level and last day."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="办件")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    level = models.CharField("级别", max_length=8, choices=LEVELS)
    due_on = models.DateField("期限")
    on = models.DateField("预警日期")

    class Meta:
        verbose_name = "督办单和承诺预警"
        verbose_name_plural = "督办单和承诺预警"
        constraints = [
            models.UniqueConstraint(fields=["case", "unit", "level", "due_on"], name="plan_warned_case_once"),
            models.CheckConstraint(
                condition=Q(level__in=[word for word, _ in LEVELS]), name="plan_warned_case_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_level_display()}"


class MilestoneReport(models.Model):
    """How a plan stood at a milestone of its year (时间节点). Taken once, never computed again.

    `as_of` is the instant up to which the history was read: the end of the day, or the moment of taking it.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="milestones", verbose_name="工作要点")
    on = models.DateField("节点日期")
    as_of = models.DateTimeField("截至")
    rows = models.PositiveIntegerField("任务分工行")
    rows_done = models.PositiveIntegerField("已完成的行")
    rows_late = models.PositiveIntegerField("已逾期的行")
    rows_waiting = models.PositiveIntegerField("未开始的行")

    class Meta:
        verbose_name = "节点报告"
        verbose_name_plural = "节点报告"
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["plan", "on"], name="plan_milestone_once")]

    def __str__(self) -> str:
        return f"{self.plan} {self.on}"


class MilestoneShare(models.Model):
    """One unit's share of the duties at a milestone."""

    report = models.ForeignKey(
        MilestoneReport, models.PROTECT, related_name="shares", verbose_name="节点报告"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任单位")
    total = models.PositiveIntegerField("责任事项")
    done = models.PositiveIntegerField("已完成")
    late = models.PositiveIntegerField("已逾期")
    waiting = models.PositiveIntegerField("未签收")
    unverifiable = models.PositiveIntegerField("无法核实")

    class Meta:
        verbose_name = "单位进展"
        verbose_name_plural = "单位进展"
        constraints = [models.UniqueConstraint(fields=["report", "unit"], name="plan_milestone_unit_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.done}/{self.total}"

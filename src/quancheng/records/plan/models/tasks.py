"""The parts of a row, and who owes them."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.models.plans import ROLES, Row

RHYTHMS = [(each.value, each.says) for each in Rhythm]


class Task(models.Model):
    """One part of a row (分项) with units, days, target and measure of its own; a row has one at least."""

    row = models.ForeignKey(Row, models.PROTECT, related_name="tasks", verbose_name="任务分工行")
    ref = models.SlugField("编号", max_length=90, unique=True)
    place = models.PositiveSmallIntegerField("次序")
    title = models.CharField("分项内容", max_length=500)
    rhythm = models.CharField("频次", max_length=12, choices=RHYTHMS)
    due_on = models.DateField("限期")
    target = models.PositiveIntegerField("目标数", null=True, blank=True)
    target_unit = models.CharField("目标单位", max_length=10, blank=True)
    measure = models.CharField("度量", max_length=60, blank=True)
    issued_at = models.DateTimeField("下达时间", null=True, blank=True)

    class Meta:
        verbose_name = "分项"
        verbose_name_plural = "分项"
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["row", "place"], name="plan_task_place_once")]

    def __str__(self) -> str:
        return self.title


class TaskUnit(models.Model):
    """A unit that owes its share of a task, and in which part."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="units", verbose_name="分项")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    role = models.CharField("分工", max_length=12, choices=ROLES)

    class Meta:
        verbose_name = "分项单位"
        verbose_name_plural = "分项单位"
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[word for word, _ in ROLES]), name="plan_taskunit_role"
            ),
            models.UniqueConstraint(fields=["task", "unit"], name="plan_taskunit_once"),
        ]

    def __str__(self) -> str:
        return str(self.unit)

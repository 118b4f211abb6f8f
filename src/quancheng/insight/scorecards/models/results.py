"""Frozen results (考核结果): what a period came to, with the records behind each point. Never changed.

What an appeal changes stands beside it as a line of its own.
"""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from quancheng.insight.scorecards.models.sets import Indicator, ScoreSet
from quancheng.kernel.orgs.models import Person, Tenant, Unit


class Result(models.Model):
    """The result of one quarter or year of a government, by the set in force at its end."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="score_results", verbose_name="政府")
    set = models.ForeignKey(ScoreSet, models.PROTECT, related_name="results", verbose_name="考核指标")
    period = models.CharField("考核期", max_length=6)
    first_on = models.DateField("期初")
    last_on = models.DateField("期末")
    frozen_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="固化人")
    frozen_at = models.DateTimeField("固化时间")
    known_on = models.DateField("告知日期")
    appeal_until = models.DateField("申诉截止日期")

    class Meta:
        verbose_name = "考核结果"
        verbose_name_plural = "考核结果"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "period"], name="scorecards_result_once"),
            models.CheckConstraint(
                condition=Q(appeal_until__gte=models.F("known_on")), name="scorecards_result_appeal_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.set.title}"


class Score(models.Model):
    """What one unit reached in one period, as it was frozen. `until_on`: it closed before the end."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="scores", verbose_name="考核结果")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_name = models.CharField("单位名称", max_length=120)
    group = models.CharField("组别", max_length=20)
    basic = models.DecimalField("基本分", max_digits=6, decimal_places=2, null=True)
    bonus = models.DecimalField("加分", max_digits=6, decimal_places=2)
    total = models.DecimalField("总分", max_digits=6, decimal_places=2, null=True)
    working = models.CharField("算法", max_length=200)
    place = models.PositiveSmallIntegerField("组内名次", null=True)
    until_on = models.DateField("计至", null=True)

    class Meta:
        verbose_name = "单位得分"
        verbose_name_plural = "单位得分"
        constraints = [models.UniqueConstraint(fields=["result", "unit"], name="scorecards_score_once")]

    def __str__(self) -> str:
        return f"{self.unit_name} {self.total}"


class Point(models.Model):
    """The points of one indicator of one unit, with the figures and the records behind them.

    `weight`: what the indicator counted for in the period. `sources` is a list of reference, words and
    whether it was met, written once.
    """

    score = models.ForeignKey(Score, models.PROTECT, related_name="points", verbose_name="单位得分")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    weight = models.DecimalField("本期分值", max_digits=5, decimal_places=2, null=True)
    points = models.DecimalField("得分", max_digits=5, decimal_places=2, null=True)
    numerator = models.DecimalField("分子", max_digits=9, decimal_places=2)
    denominator = models.PositiveIntegerField("分母")
    working = models.CharField("算法", max_length=600)
    is_manual = models.BooleanField("人工评定", default=False)
    sources = models.JSONField("记录", default=list)

    class Meta:
        verbose_name = "指标得分"
        verbose_name_plural = "指标得分"
        constraints = [models.UniqueConstraint(fields=["score", "indicator"], name="scorecards_point_once")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.points}"


class Correction(models.Model):
    """A line that changes a frozen score after an appeal was upheld; the frozen figures stay as they were."""

    score = models.ForeignKey(Score, models.PROTECT, related_name="corrections", verbose_name="单位得分")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    change = models.DecimalField("更正分", max_digits=5, decimal_places=2)
    reason = models.CharField("理由", max_length=500)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="更正人")
    made_at = models.DateTimeField("更正时间")

    class Meta:
        verbose_name = "得分更正"
        verbose_name_plural = "得分更正"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(change=Decimal(0)), name="scorecards_correction_changes")
        ]

    def __str__(self) -> str:
        return f"{self.change:+}"

"""Indicator sets (考核指标): what is scored in a year, of whom, by which rules and from which sources."""

from django.db import models
from django.db.models import F, Q

from quancheng.insight.scorecards.rules.letters import SIGN_DAYS
from quancheng.insight.scorecards.rules.scoring import SHAPES, NoBase
from quancheng.insight.scorecards.rules.spans import PartTime
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Tenant, Unit


class ScoreSet(models.Model):
    """One version of a government's indicators: drafted by one person, issued by a second, then fixed.

    A later version replaces it from a day on; what was frozen by it stands.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "待签发"
        ISSUED = "issued", "已签发"
        DISCARDED = "discarded", "已作废"

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="score_sets", verbose_name="政府")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("版次")
    title = models.CharField("名称", max_length=120)
    from_on = models.DateField("自")
    until_on = models.DateField("至")
    no_base = models.CharField(
        "没有应办记录时", max_length=8, choices=[(one.value, one.says) for one in NoBase]
    )
    appeal_days = models.PositiveSmallIntegerField("申诉期限（工作日）")
    decide_days = models.PositiveSmallIntegerField("申诉处理期限（工作日）")
    sign_days = models.PositiveSmallIntegerField("函件签收期限（工作日）", default=SIGN_DAYS)
    part_time = models.CharField(
        "指标施行不足考核期时", max_length=8, choices=[(one.value, one.says) for one in PartTime],
        default=PartTime.WHOLE.value,
    )  # fmt: skip
    is_ranked = models.BooleanField("公布名次", default=True)
    source = models.CharField("依据", max_length=200)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="替换"
    )
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟定人")
    drafted_at = models.DateTimeField("拟定时间")
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "考核指标"
        verbose_name_plural = "考核指标"
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("drafted_by")),
                name="scorecards_set_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(issued_by__isnull=False, issued_at__isnull=False),
                name="scorecards_set_issued_by_somebody",
            ),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="scorecards_set_span"),
            models.CheckConstraint(
                condition=Q(appeal_days__gte=1) & Q(decide_days__gte=1) & Q(sign_days__gte=1),
                name="scorecards_set_days",
            ),
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="scorecards_set_once"),
        ]
        indexes = [models.Index(fields=["tenant", "state", "from_on"], name="scorecards_set_in_force")]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"


class Indicator(models.Model):
    """One indicator: its weight, the rule by which its reading becomes points, and where that rule stands.

    In force from a day to a day; an empty one: as long as its set.
    """

    set = models.ForeignKey(ScoreSet, models.CASCADE, related_name="indicators", verbose_name="考核指标")
    place = models.PositiveSmallIntegerField("次序")
    code = models.CharField("编号", max_length=20)
    name = models.CharField("指标名称", max_length=80)
    group = models.CharField("类别", max_length=40)
    points = models.DecimalField("分值", max_digits=5, decimal_places=2)
    is_bonus = models.BooleanField("加分项", default=False)
    shape = models.CharField("计分方式", max_length=14, choices=SHAPES)
    reading = models.CharField("取数", max_length=80, blank=True)
    each = models.DecimalField("每项扣分", max_digits=5, decimal_places=2, default=0)
    least = models.PositiveSmallIntegerField("至少几项", default=0)
    grades = models.CharField("档次", max_length=200, blank=True)
    days = models.PositiveSmallIntegerField("工作日数", default=0)
    source = models.CharField("依据文件", max_length=120)
    source_number = models.CharField("文号", max_length=60, blank=True)
    article = models.CharField("条款", max_length=60, blank=True)
    from_on = models.DateField("施行自", null=True, blank=True)
    until_on = models.DateField("施行至", null=True, blank=True)

    class Meta:
        verbose_name = "指标"
        verbose_name_plural = "指标"
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["set", "code"], name="scorecards_indicator_code_once"),
            models.CheckConstraint(condition=Q(points__gt=0), name="scorecards_indicator_weighs"),
            models.CheckConstraint(
                condition=Q(shape="manual", reading="") | (~Q(shape="manual") & ~Q(reading="")),
                name="scorecards_indicator_reads",
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="scorecards_indicator_span",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ScoredUnit(models.Model):
    """A unit that a set scores, and the group (市直部门, 区县) in which it is compared."""

    set = models.ForeignKey(ScoreSet, models.CASCADE, related_name="scored_units", verbose_name="考核指标")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    group = models.CharField("组别", max_length=20)

    class Meta:
        verbose_name = "考核对象"
        verbose_name_plural = "考核对象"
        constraints = [models.UniqueConstraint(fields=["set", "unit"], name="scorecards_unit_once")]

    def __str__(self) -> str:
        return str(self.unit)


class Mark(models.Model):
    """人工评定: points that a person gave, with reason and file; they count once a second confirmed."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="marks", verbose_name="指标")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    period = models.CharField("考核期", max_length=6)
    points = models.DecimalField("评定分", max_digits=5, decimal_places=2)
    reason = models.CharField("理由", max_length=500)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="依据材料")
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="评定人")
    given_at = models.DateTimeField("评定时间")
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    replaced_at = models.DateTimeField("替换时间", null=True, blank=True)

    class Meta:
        verbose_name = "人工评定"
        verbose_name_plural = "人工评定"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("given_by")),
                name="scorecards_mark_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & Q(points__gte=0), name="scorecards_mark_has_reason"
            ),
            models.UniqueConstraint(
                fields=["indicator", "unit", "period"],
                condition=Q(replaced_at__isnull=True),
                name="scorecards_mark_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.points}"

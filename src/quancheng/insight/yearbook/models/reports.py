"""Annual reports, of one unit or of a government, and what a government's was summed from."""

from django.db import models
from django.db.models import F, Q

from quancheng.insight.yearbook.rules.days import Owes
from quancheng.insight.yearbook.rules.figures import Figures, read_kept
from quancheng.insight.yearbook.rules.reading import FORMATS, PRESENT
from quancheng.insight.yearbook.rules.shape import Place
from quancheng.kernel.access.audiences import Audience
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Tenant, Unit


class Report(models.Model):
    """One edition of a report (《条例》第四十九条). Without a unit: the government's own, summed up.

    `cells`: the figures by their places. `hand`: which of them were typed, `sources`: for each table where
    those came from. `ref` names unit and year in public addresses, whatever the edition. A recorded one was
    published elsewhere: last year's table, taken in to be compared with. `named`: as its unit was called
    when it was issued. `counted_at`: as of when its cells were counted, or summed; empty where none was.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "编制中"
        REVIEW = "review", "待签发"
        ISSUED = "issued", "已发布"
        REPLACED = "replaced", "已更新"
        WITHDRAWN = "withdrawn", "已撤回"
        DISCARDED = "discarded", "已作废"
        RECORDED = "recorded", "往年数据"

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="annual_reports", verbose_name="政府")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="annual_reports", verbose_name="单位"
    )
    named = models.CharField("名称", max_length=120, blank=True)
    year = models.PositiveSmallIntegerField("报告年度")
    ref = models.SlugField("编号", max_length=80)
    number = models.PositiveSmallIntegerField("第几版", default=1)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    audience = models.CharField("范围", max_length=10, default=Audience.OFFICE.value)
    format = models.CharField("格式", max_length=4, choices=FORMATS, default=PRESENT)
    cells = models.JSONField("数据", default=dict)
    counted_at = models.DateTimeField("统计时间", null=True, blank=True)
    apart = models.JSONField("不单独编报的单位的数据", default=dict, blank=True)
    hand = models.JSONField("手工录入的数据", default=list, blank=True)
    sources = models.JSONField("数据来源", default=dict, blank=True)
    overview = models.TextField("一、总体情况", max_length=20_000, blank=True)
    problems = models.TextField("五、存在的主要问题及改进情况", max_length=20_000, blank=True)
    other = models.TextField("六、其他需要报告的事项", max_length=20_000, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="导入的文件"
    )
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="编制人")
    drafted_at = models.DateTimeField("编制时间")
    submitted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送审人"
    )
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    sent_back_for = models.CharField("退回理由", max_length=500, blank=True)
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("发布时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_for = models.CharField("撤回理由", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "政府信息公开工作年度报告"
        verbose_name_plural = "政府信息公开工作年度报告"
        indexes = [models.Index(fields=["tenant", "year", "state"], name="yearbook_report_of_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True)
                | ~Q(issued_by=F("drafted_by")) & ~Q(issued_by=F("submitted_by")),
                name="yearbook_report_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "review", "discarded", "recorded"], issued_at__isnull=True)
                | Q(
                    state__in=["issued", "replaced", "withdrawn"], issued_at__isnull=False,
                    issued_by__isnull=False, submitted_by__isnull=False,
                ),
                name="yearbook_report_issued_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="issued", audience="public") | ~Q(state="issued") & ~Q(audience="public"),
                name="yearbook_report_public_when_issued",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") & Q(withdrawn_for="", withdrawn_by__isnull=True)
                | Q(state="withdrawn", withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                & ~Q(withdrawn_for=""),
                name="yearbook_report_withdrawn_with_reason",
            ),
            models.UniqueConstraint(
                fields=["ref", "number"], condition=~Q(state__in=["discarded", "recorded"]),
                name="yearbook_report_edition_once",
            ),
            models.UniqueConstraint(
                fields=["ref"], condition=Q(state__in=["draft", "review"]), name="yearbook_report_one_open"
            ),
            models.UniqueConstraint(
                fields=["ref"], condition=Q(state="issued"), name="yearbook_report_one_issued"
            ),
            models.UniqueConstraint(
                fields=["ref"], condition=Q(state="recorded"), name="yearbook_report_one_recorded"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.who}{self.year}年政府信息公开工作年度报告"

    @property
    def who(self) -> str:
        """Whose report it is, by the full name; once issued, by the one that was borne then."""
        return self.named or self.name_now

    @property
    def name_now(self) -> str:
        return self.unit.name if self.unit else self.tenant.full_name

    @property
    def owes(self) -> Owes:
        return Owes.UNIT if self.unit_id else Owes.GOVERNMENT

    @property
    def figures(self) -> Figures:
        return read_kept(self.cells)

    @property
    def of_others(self) -> Figures:
        """In the report of a government: what was counted of units that owe no report of their own."""
        return read_kept(self.apart)

    @property
    def by_hand(self) -> frozenset[Place]:
        """Which cells were typed or read from a file."""
        return frozenset(place for key in self.hand if (place := Place.parse(key)) is not None)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


OPEN = (Report.State.DRAFT.value, Report.State.REVIEW.value)


class Member(models.Model):
    """A unit, or a government below, whose report goes into that of a government; none: it is missing."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="members", verbose_name="汇总报告")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    source = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位报告"
    )

    class Meta:
        verbose_name = "汇总单位"
        verbose_name_plural = "汇总单位"
        constraints = [
            models.UniqueConstraint(fields=["report", "unit"], name="yearbook_member_once"),
            models.CheckConstraint(
                condition=Q(source__isnull=True) | ~Q(source=F("report")), name="yearbook_member_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)

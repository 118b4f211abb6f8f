"""The plan of a year, its rows with their history, and the drafts that become editions of it."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Tenant, Unit
from quancheng.records.plan.rules.reading import DeadlineKind, Role

ROLES = [(Role.LEAD.value, "牵头"), (Role.SUPPORT.value, "配合"), (Role.RESPONSIBLE.value, "责任")]
DEADLINE_KINDS = [
    (DeadlineKind.DATE.value, "限期"),
    (DeadlineKind.CONTINUOUS.value, "长期"),
    (DeadlineKind.RECURRING.value, "定期"),
    (DeadlineKind.NONE.value, "未定"),
]


class Plan(models.Model):
    """One year's work plan of one government (政务公开工作要点任务分工)."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="plans", verbose_name="政府")
    ref = models.SlugField("编号", max_length=60, unique=True)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=200)
    takes_up = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_up_by",
        verbose_name="承接的上级要点",
    )
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="上年要点",
    )
    published_on = models.DateField("公开日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "工作要点"
        verbose_name_plural = "工作要点"
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2008) & Q(year__lte=2100), name="plan_year_plausible"
            )
        ]
        indexes = [models.Index(fields=["tenant", "year"], name="plan_tenant_year")]

    def __str__(self) -> str:
        return self.title


class Draft(models.Model):
    """An uploaded plan as the house understood it, open to correction until an official confirms it.

    Without a file it starts from the rows of last year's plan. Who has it in hand is who brought it, unless
    somebody took it over. What amends a published plan is sent for review before a second person confirms it.

    `rows` and `problems` hold what `rules.drafting` writes and reads; nothing else looks inside.
    """

    class State(models.TextChoices):
        OPEN = "open", "待确认"
        CONFIRMED = "confirmed", "已确认"
        DISCARDED = "discarded", "已放弃"

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    amends = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name="修订的要点"
    )
    source = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="来源文件"
    )
    starts_from = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="底稿"
    )
    title = models.CharField("标题", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    rows = models.JSONField("任务分工行", default=list)
    problems = models.JSONField("整份疑点", default=list)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="上传人")
    brought_at = models.DateTimeField("上传时间")
    taken_over_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="接办人"
    )
    sent_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送审人"
    )
    sent_at = models.DateTimeField("送审时间", null=True, blank=True)
    returned_for = models.CharField("退回理由", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "要点草稿"
        verbose_name_plural = "要点草稿"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "confirmed", "discarded"]), name="plan_draft_state"
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(starts_from__isnull=False), name="plan_draft_has_origin"
            ),
            models.CheckConstraint(
                condition=Q(sent_by__isnull=True, sent_at__isnull=True)
                | Q(sent_by__isnull=False, sent_at__isnull=False),
                name="plan_draft_sent_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "state"], name="plan_draft_tenant_state")]

    def __str__(self) -> str:
        return self.title or (self.source.name if self.source else "")


class Edition(models.Model):
    """One confirmed state of a plan's table: as issued (第1版), or as amended since.

    What amends a published plan was sent by one person and confirmed by another.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="editions", verbose_name="工作要点")
    number = models.PositiveSmallIntegerField("版次")
    draft = models.OneToOneField(Draft, models.PROTECT, related_name="edition", verbose_name="草稿")
    confirmed_at = models.DateTimeField("确认时间")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="确认人")
    sent_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送审人"
    )

    class Meta:
        verbose_name = "版次"
        verbose_name_plural = "版次"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_edition_number_once"),
            models.CheckConstraint(
                condition=Q(sent_by__isnull=True) | ~Q(sent_by=F("confirmed_by")),
                name="plan_edition_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}版"


class Row(models.Model):
    """One row of the plan's table (任务分工行): what is demanded, of whom, by when. Its facts as of today."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rows", verbose_name="工作要点")
    ref = models.SlugField("编号", max_length=80, unique=True)
    no = models.CharField("序号", max_length=20)
    place = models.PositiveSmallIntegerField("次序")
    section = models.CharField("工作任务", max_length=300, blank=True)
    subsection = models.CharField("分类", max_length=300, blank=True)
    requirement = models.TextField("具体要求")
    deadline_text = models.CharField("完成时限", max_length=120, blank=True)
    deadline_kind = models.CharField("时限类别", max_length=10, choices=DEADLINE_KINDS)
    deadline_on = models.DateField("限期", null=True, blank=True)
    dropped_in = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="dropped_rows", verbose_name="删除于"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "任务分工行"
        verbose_name_plural = "任务分工行"
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_kind__in=[word for word, _ in DEADLINE_KINDS]),
                name="plan_row_deadline_kind",
            ),
            models.CheckConstraint(
                condition=~Q(deadline_kind="date") | Q(deadline_on__isnull=False),
                name="plan_row_date_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["plan", "place"], name="plan_row_place")]

    def __str__(self) -> str:
        return f"{self.no} {self.requirement[:20]}"


class RowVersion(models.Model):
    """What a row said from one edition on. Written once, never changed: the history of the row."""

    row = models.ForeignKey(Row, models.PROTECT, related_name="versions", verbose_name="任务分工行")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="versions", verbose_name="版次")
    facts = models.JSONField("内容")

    class Meta:
        verbose_name = "行的历史"
        verbose_name_plural = "行的历史"
        ordering = ["edition__number"]
        constraints = [models.UniqueConstraint(fields=["row", "edition"], name="plan_rowversion_once")]

    def __str__(self) -> str:
        return f"{self.row.no} {self.edition}"


class RowUnit(models.Model):
    """A unit, or a collective name for several, as a row writes it; `members` are the units it stands for."""

    row = models.ForeignKey(Row, models.CASCADE, related_name="units", verbose_name="任务分工行")
    name = models.CharField("名称", max_length=200)
    role = models.CharField("分工", max_length=12, choices=ROLES)
    place = models.PositiveSmallIntegerField("次序")
    members = models.ManyToManyField(Unit, related_name="+", verbose_name="所指单位")

    class Meta:
        verbose_name = "责任单位"
        verbose_name_plural = "责任单位"
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[word for word, _ in ROLES]), name="plan_rowunit_role"
            ),
            models.UniqueConstraint(fields=["row", "place"], name="plan_rowunit_place_once"),
        ]

    def __str__(self) -> str:
        return self.name

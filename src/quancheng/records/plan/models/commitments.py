"""The public commitments of a year (年度重点任务公开承诺): the list, its editions, each promise."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Tenant


class CommitmentList(models.Model):
    """One year's public commitments of one government; it begins with its first published edition."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="commitment_lists", verbose_name="政府")
    ref = models.SlugField("编号", max_length=60, unique=True)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=200)
    published_on = models.DateField("公开日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "公开承诺清单"
        verbose_name_plural = "公开承诺清单"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year"], name="plan_commitments_once_a_year"),
            models.CheckConstraint(
                condition=Q(year__gte=2008) & Q(year__lte=2100), name="plan_commitments_year_plausible"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CommitmentDraft(models.Model):
    """An uploaded list as the house understood it: corrected by one official, published by another.

    `rows` and `problems` hold what `rules.commitment_drafts` writes and reads; nothing else looks inside.
    """

    class State(models.TextChoices):
        OPEN = "open", "核对中"
        CONFIRMED = "confirmed", "待审核公开"
        PUBLISHED = "published", "已公开"
        DISCARDED = "discarded", "已放弃"

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    source = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="来源文件")
    title = models.CharField("标题", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    rows = models.JSONField("承诺", default=list)
    problems = models.JSONField("整份疑点", default=list)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.CharField("修订说明", max_length=300, blank=True)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="上传人")
    brought_at = models.DateTimeField("上传时间")
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核对人"
    )
    confirmed_at = models.DateTimeField("核对时间", null=True, blank=True)
    returned_for = models.CharField("退回理由", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "公开承诺草稿"
        verbose_name_plural = "公开承诺草稿"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "confirmed", "published", "discarded"]),
                name="plan_commitmentdraft_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "published"]) | Q(confirmed_by__isnull=False),
                name="plan_commitmentdraft_confirmed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "state"], name="plan_commitmentdraft_state")]

    def __str__(self) -> str:
        return self.title or self.source.name


class CommitmentEdition(models.Model):
    """One published state of a list: as promised first (第1版), or as amended since. Four eyes."""

    list = models.ForeignKey(
        CommitmentList, models.PROTECT, related_name="editions", verbose_name="公开承诺清单"
    )
    number = models.PositiveSmallIntegerField("版次")
    draft = models.OneToOneField(CommitmentDraft, models.PROTECT, related_name="edition", verbose_name="草稿")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="核对人")
    confirmed_at = models.DateTimeField("核对时间")
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="审核人")
    published_at = models.DateTimeField("公开时间")

    class Meta:
        verbose_name = "公开承诺版次"
        verbose_name_plural = "公开承诺版次"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="plan_commitmentedition_number_once"),
            models.CheckConstraint(
                condition=~Q(published_by=F("confirmed_by")), name="plan_commitmentedition_four_eyes"
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}版"


class Commitment(models.Model):
    """One key task promised in public: by when, by which unit, under whose name (clock: its case)."""

    list = models.ForeignKey(
        CommitmentList, models.PROTECT, related_name="commitments", verbose_name="公开承诺清单"
    )
    ref = models.SlugField("编号", max_length=80, unique=True)
    no = models.CharField("序号", max_length=20)
    place = models.PositiveSmallIntegerField("次序")
    section = models.CharField("分类", max_length=100, blank=True)
    task = models.CharField("任务", max_length=300)
    content = models.TextField("承诺内容", blank=True)
    others = models.CharField("配合单位", max_length=300, blank=True)
    person = models.CharField("责任人", max_length=60)
    office = models.CharField("职务", max_length=100, blank=True)
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办件")
    wanted_until = models.DateField("申请调整至", null=True, blank=True)
    edition = models.ForeignKey(
        CommitmentEdition, models.PROTECT, related_name="commitments", verbose_name="最近一次修订"
    )
    dropped_in = models.ForeignKey(
        CommitmentEdition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dropped_commitments",
        verbose_name="取消于",
    )

    class Meta:
        verbose_name = "公开承诺"
        verbose_name_plural = "公开承诺"
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(condition=~Q(person=""), name="plan_commitment_has_a_person"),
        ]
        indexes = [models.Index(fields=["list", "place"], name="plan_commitment_place")]

    def __str__(self) -> str:
        return self.task


class CommitmentNote(models.Model):
    """What a unit says of its commitment (进展): public once its head, not the writer, stands by it."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="notes", verbose_name="公开承诺")
    on = models.DateField("日期")
    words = models.CharField("进展", max_length=500)
    is_done = models.BooleanField("已完成", default=False)
    address = models.URLField("公开页面", max_length=500, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="填报人")
    written_at = models.DateTimeField("填报时间")
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = "承诺进展"
        verbose_name_plural = "承诺进展"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("written_by")),
                name="plan_commitmentnote_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(is_done=True) | ~Q(address=""), name="plan_commitmentnote_done_is_shown"
            ),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(confirmed_at__isnull=True, withdrawn_at__isnull=True),
                name="plan_commitmentnote_one_waits",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:40]

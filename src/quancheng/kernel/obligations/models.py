"""Rules, due items, evidence."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.kernel.obligations.snapshots import Outcome
from quancheng.kernel.orgs.models import Person, Tenant, Unit


class Obligation(models.Model):
    """What one unit owes, how often, and from when until when. `about` names the record that demands it."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="督办政府")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="obligations", verbose_name="责任单位")
    about = models.CharField("事由", max_length=120, db_index=True)
    part = models.CharField("分工", max_length=12, blank=True)
    rhythm = models.CharField("频次", max_length=12, choices=[(each.value, each.says) for each in Rhythm])
    measure = models.CharField("度量", max_length=60, blank=True)
    target = models.PositiveIntegerField("目标数", null=True, blank=True)
    from_on = models.DateField("起")
    until_on = models.DateField("止")

    class Meta:
        verbose_name = "责任"
        verbose_name_plural = "责任"
        constraints = [
            models.UniqueConstraint(fields=["about", "unit"], name="obligations_unit_once"),
            models.CheckConstraint(condition=Q(until_on__gte=models.F("from_on")), name="obligations_span"),
        ]
        indexes = [models.Index(fields=["tenant", "about"], name="obligations_tenant_about")]

    def __str__(self) -> str:
        return f"{self.unit} {self.about}"


class DueItem(models.Model):
    """One duty (责任事项): what is owed for one period, with the case in which it is worked off."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="items", verbose_name="责任")
    case = models.OneToOneField(Case, models.PROTECT, related_name="due_item", verbose_name="办理")
    period = models.CharField("期次", max_length=20)
    from_on = models.DateField("期初")
    until_on = models.DateField("期末")
    wanted_until = models.DateField("申请延至", null=True, blank=True)

    class Meta:
        verbose_name = "到期项"
        verbose_name_plural = "到期项"
        constraints = [
            models.UniqueConstraint(fields=["obligation", "until_on"], name="obligations_item_once_a_period")
        ]
        indexes = [
            models.Index(
                fields=["wanted_until"],
                condition=Q(wanted_until__isnull=False),
                name="obligations_later_wanted",
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation} {self.period}"


class Evidence(models.Model):
    """What speaks for a duty having been done (佐证): a record of the house, a file, or an address.

    Nobody outside sees it before it is released by a second person after secrecy review, or public already.
    """

    class Kind(models.TextChoices):
        RECORD = "record", "系统记录"
        FILE = "file", "文件"
        ADDRESS = "address", "网址"

    item = models.ForeignKey(DueItem, models.PROTECT, related_name="evidence", verbose_name="到期项")
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    says = models.CharField("说明", max_length=200)
    ref = models.CharField("记录", max_length=160, blank=True)
    address = models.URLField("网址", max_length=500, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件"
    )
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="提供人")
    added_at = models.DateTimeField("提供时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = "佐证"
        verbose_name_plural = "佐证"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="record") & ~Q(ref=""))
                | (Q(kind="file") & Q(file__isnull=False))
                | (Q(kind="address") & ~Q(address="")),
                name="obligations_evidence_is_there",
            ),
            models.UniqueConstraint(
                fields=["item", "ref"],
                condition=Q(kind="record", withdrawn_at__isnull=True),
                name="obligations_record_once",
            ),
        ]
        indexes = [
            models.Index(fields=["item"], condition=Q(withdrawn_at__isnull=True), name="obligations_live")
        ]

    def __str__(self) -> str:
        return self.says


class Snapshot(models.Model):
    """One look at an address that serves as evidence: what stood there, when, and proof of it.

    Written once, never changed; later looks are added. `digest` is SM3 of the text, so that anybody can prove
    that the text is the one that was kept. A look that found the same has no text, page or picture.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="snapshots", verbose_name="佐证")
    taken_at = models.DateTimeField("抓取时间")
    outcome = models.CharField("结果", max_length=10, choices=[(one.value, one.says) for one in Outcome])
    why = models.CharField("说明", max_length=300, blank=True)
    status = models.PositiveSmallIntegerField("网站回答", null=True, blank=True)
    address = models.URLField("最终网址", max_length=500)
    title = models.CharField("首行", max_length=200, blank=True)
    text = models.TextField("正文", blank=True)
    digest = models.CharField("正文SM3摘要", max_length=64, blank=True)
    size = models.PositiveIntegerField("大小（字节）", default=0)
    page = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="网页文件"
    )
    picture = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="截图"
    )

    class Meta:
        verbose_name = "网页快照"
        verbose_name_plural = "网页快照"
        ordering = ["-taken_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[one.value for one in Outcome]), name="obligations_snapshot_outcome"
            )
        ]
        indexes = [models.Index(fields=["evidence", "taken_at"], name="obligations_snapshot_order")]

    def __str__(self) -> str:
        return f"{self.address} {self.taken_at}"

    @property
    def found(self) -> Outcome:
        """The outcome, with its word and its colour."""
        return Outcome(self.outcome)


class EvidenceRelease(models.Model):
    """Showing one piece of evidence to the public (佐证公开): proposed by one person, decided by a second.

    The second looks it through for secrets first (保密审查): 《条例》第十七条, 《保守国家秘密法》第三十五条.
    `added_by` repeats who brought the evidence, so that the database itself keeps that person and the
    proposer from deciding.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "待保密审查"
        RELEASED = "released", "已公开"
        REFUSED = "refused", "未同意公开"
        WITHDRAWN = "withdrawn", "已撤下"

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="releases", verbose_name="佐证")
    title = models.CharField("公开标题", max_length=120)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PROPOSED)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="提供人")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="提议人")
    proposed_at = models.DateTimeField("提议时间")
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审查人"
    )
    decided_at = models.DateTimeField("审查时间", null=True, blank=True)
    opinion = models.CharField("审查意见", max_length=500, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤下人"
    )
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_for = models.CharField("撤下理由", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "佐证公开"
        verbose_name_plural = "佐证公开"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | (~Q(decided_by=models.F("added_by")) & ~Q(decided_by=models.F("proposed_by"))),
                name="obligations_release_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True)
                | Q(
                    state__in=["released", "refused", "withdrawn"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="obligations_release_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="obligations_release_came_down",
            ),
            models.UniqueConstraint(
                fields=["evidence"],
                condition=Q(state__in=["proposed", "released"]),
                name="obligations_release_once",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="obligations_release_state")]

    def __str__(self) -> str:
        return self.title

"""Approvals, the stages they pass, and what comes back on paper."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.approvals.standing import Version
from quancheng.kernel.approvals.workflow import STATE_SAYS, State
from quancheng.kernel.casework.models import Case
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Post, Tenant

LONGEST_TITLE = 200
LONGEST_OPINION = 500


class Approval(models.Model):
    """One paper laid before its leaders (呈批), as it read on that day.

    `digest` is SM3 over `contents`: what is signed is bound to these words, on the desk as on paper. `code`
    is printed on the paper, so that what comes back finds its record.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="approval", verbose_name="办理")
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    about = models.CharField("文稿", max_length=120)
    title = models.CharField("标题", max_length=LONGEST_TITLE)
    contents = models.JSONField("内容")
    digest = models.CharField("内容SM3摘要", max_length=64)
    code = models.CharField("呈批单编号", max_length=20)
    reason = models.CharField("呈送说明", max_length=LONGEST_OPINION, blank=True)
    submitted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="呈送人")
    submitted_at = models.DateTimeField("呈送时间")

    class Meta:
        verbose_name = "呈批"
        verbose_name_plural = "呈批"
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="approvals_code_once")]
        indexes = [models.Index(fields=["about"], name="approvals_about")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.case.state == State.ASKED

    @property
    def state_in_words(self) -> str:
        return STATE_SAYS[State(self.case.state)]

    @property
    def mark(self) -> str:
        """The short form of the digest that is printed on the paper: 8 characters in two groups."""
        return f"{self.digest[:4]}-{self.digest[4:8]}".upper()


class Stage(models.Model):
    """Who is asked, in which order, and what they decided. Stages of one place are asked at the same time.

    `submitted_by` repeats who laid the paper before, so that the database itself keeps that person from
    deciding. A decision on paper names who signed it; who wrote it down here is in the scan.
    """

    class Word(models.TextChoices):
        OPEN = "", "待批"
        AGREED = "agreed", "同意"
        SENT_BACK = "sent_back", "退回"

    class Channel(models.TextChoices):
        NONE = "", "–"
        DESK = "desk", "工作台"
        PAPER = "paper", "纸质"

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="stages", verbose_name="呈批")
    place = models.PositiveSmallIntegerField("次序")
    says = models.CharField("环节", max_length=20)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="批示岗位")
    submitted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="呈送人")
    word = models.CharField("意见", max_length=10, choices=Word.choices, blank=True, default=Word.OPEN)
    opinion = models.CharField("批示", max_length=LONGEST_OPINION, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批示人"
    )
    decided_on = models.DateField("批示日期", null=True, blank=True)
    channel = models.CharField(
        "方式", max_length=10, choices=Channel.choices, blank=True, default=Channel.NONE
    )

    class Meta:
        verbose_name = "呈批环节"
        verbose_name_plural = "呈批环节"
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["approval", "place", "post"], name="approvals_post_once_a_place"),
            models.CheckConstraint(
                condition=Q(word="", decided_by__isnull=True, decided_on__isnull=True, channel="")
                | Q(
                    word__in=["agreed", "sent_back"],
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                    channel__in=["desk", "paper"],
                ),
                name="approvals_stage_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("submitted_by")),
                name="approvals_stage_four_eyes",
            ),
        ]
        indexes = [
            models.Index(fields=["post"], condition=Q(decided_on__isnull=True), name="approvals_stage_waits")
        ]

    def __str__(self) -> str:
        return f"{self.says} {self.post}"


class PaperWriter(models.Model):
    """Whose words stand in a paper that was laid before: they do not decide about it, by constraint.

    `decided_by` repeats who decided last, for the sake of that constraint.
    """

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="writers", verbose_name="呈批")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批示人"
    )

    class Meta:
        verbose_name = "文稿拟稿人"
        verbose_name_plural = "文稿拟稿人"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["approval", "person"], name="approvals_writer_once"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("person")),
                name="approvals_writer_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Wording(models.Model):
    """One version of a draft of some module, kept when the draft is put otherwise.

    `draft` is the name under which its module keeps it; `stands`: words of its writer are in the newest
    version. `decided_by` repeats who decided about the draft, so that the database itself keeps whoever
    wrote what stands from deciding.
    """

    draft = models.CharField("草稿", max_length=120)
    place = models.PositiveSmallIntegerField("第几版")
    words = models.JSONField("文字")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    written_at = models.DateTimeField("拟稿时间")
    stands = models.BooleanField("仍有文字保留", default=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核签发人"
    )

    class Meta:
        verbose_name = "草稿版本"
        verbose_name_plural = "草稿版本"
        ordering = ["draft", "place"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "place"], name="approvals_wording_place_once"),
            models.CheckConstraint(
                condition=Q(stands=False) | Q(decided_by__isnull=True) | ~Q(decided_by=F("written_by")),
                name="approvals_wording_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.place}"

    def as_version(self) -> Version:
        """The version, free of the database."""
        return Version(self.written_by_id, self.words)


class Scan(models.Model):
    """A signed 呈批单 that came back as a scan: brought by one person, read and confirmed by a second."""

    class State(models.TextChoices):
        BROUGHT = "brought", "待核对"
        CONFIRMED = "confirmed", "已核对"
        REFUSED = "refused", "不采用"

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="scans", verbose_name="呈批")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="扫描件")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.BROUGHT)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="交回人")
    brought_at = models.DateTimeField("交回时间")
    read_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核对人"
    )
    read_at = models.DateTimeField("核对时间", null=True, blank=True)
    refused_for = models.CharField("不采用的理由", max_length=LONGEST_OPINION, blank=True)

    class Meta:
        verbose_name = "签批扫描件"
        verbose_name_plural = "签批扫描件"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="brought", read_by__isnull=True)
                | Q(state__in=["confirmed", "refused"], read_by__isnull=False, read_at__isnull=False),
                name="approvals_scan_is_read",
            ),
            models.CheckConstraint(
                condition=Q(read_by__isnull=True) | ~Q(read_by=F("brought_by")),
                name="approvals_scan_four_eyes",
            ),
            models.UniqueConstraint(
                fields=["approval"], condition=Q(state="brought"), name="approvals_one_scan_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.approval} {self.brought_at}"

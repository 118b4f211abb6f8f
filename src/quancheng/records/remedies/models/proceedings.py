"""Reconsiderations and suits against what was, or was not, replied to a request."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.models import Case
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.records.remedies.rules.kinds import (
    APPEALED,
    ATTACKED,
    CLAUSES,
    COLUMNS,
    FILERS,
    KINDS,
    PROCEDURES,
    Attacked,
    Filer,
)

LONGEST_NUMBER = 100  # [D] signs: the number of a paper or file
LONGEST_NAME = 120  # [D] signs: an organ with its full name
LONGEST_WORDS = 2000  # [D] signs: what was learned
LONGEST_REASON = 500  # [D] signs: why an entry was wrong, or is counted otherwise


class Proceeding(models.Model):
    """One reconsideration or one suit, with its case; a request may have any number of them.

    `request` and `reply` name what is attacked by their numbers: they stand in another module. `of_kind` says
    whether that is a request, or an application to put an own record right. `paper` is
    the name of that paper, mostly a reply; `reply_on` its day of service, which of a posted one is that of
    posting, `known_on` that on which it was received: from there one may begin. `filed_by` a third party: it
    attacks what it was told. `clause` is the class of the remedy clause. `outcome` is how it ended where it
    was decided first, `appeal_outcome` in second instance; `settled_on` and `column` are what table 四
    counts: empty while an appeal is pending. `silent_on` is the last day of an organ that did not decide,
    from which one may sue (《行政诉讼法》第四十五条). A wrong entry is taken back, stands, and counts
    nowhere. Nobody's name stands here: who applied is told by the request.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    number = models.CharField("编号", max_length=20)
    kind = models.CharField("类型", max_length=10, choices=KINDS)
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办件")
    of_kind = models.CharField("申请种类", max_length=30, choices=ATTACKED, default=Attacked.REQUEST.value)
    request = models.CharField("申请编号", max_length=20)
    reply = models.CharField("答复书文号", max_length=LONGEST_NUMBER, blank=True, default="")
    reply_on = models.DateField("答复书送达日期", null=True, blank=True)
    paper = models.CharField("文书名称", max_length=LONGEST_NAME, blank=True, default="")
    known_on = models.DateField("收到答复书日期", null=True, blank=True)
    filed_by = models.CharField("提出人", max_length=10, choices=FILERS, default=Filer.APPLICANT.value)
    clause = models.CharField("救济途径类别", max_length=1, choices=CLAUSES, blank=True, default="")
    before = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="suits", verbose_name="先行的行政复议"
    )
    filed_on = models.DateField("提出日期")
    organ = models.CharField("复议机关或者法院", max_length=LONGEST_NAME)
    file_number = models.CharField("案号", max_length=LONGEST_NUMBER, blank=True, default="")
    procedure = models.CharField("审理程序", max_length=10, choices=PROCEDURES)
    hearing_on = models.DateField("听证或者开庭日期", null=True, blank=True)
    decided_on = models.DateField("作出日期", null=True, blank=True)
    received_on = models.DateField("收到日期", null=True, blank=True)
    decision_number = models.CharField(
        "决定书、裁判文书号", max_length=LONGEST_NUMBER, blank=True, default=""
    )
    outcome = models.CharField("结果", max_length=20, blank=True, default="")
    redo_by = models.DateField("责令履行期限", null=True, blank=True)
    silent_on = models.DateField("复议期满日期（逾期未作决定）", null=True, blank=True)
    appealed_on = models.DateField("上诉日期", null=True, blank=True)
    appeal_result = models.CharField("二审结果", max_length=10, choices=APPEALED, blank=True, default="")
    appeal_outcome = models.CharField("二审改判后的结果", max_length=20, blank=True, default="")
    appeal_number = models.CharField("二审文书号", max_length=LONGEST_NUMBER, blank=True, default="")
    settled_on = models.DateField("审结日期", null=True, blank=True)
    column = models.PositiveSmallIntegerField("年报第四部分", null=True, blank=True, choices=COLUMNS)
    column_reason = models.CharField("改列理由", max_length=LONGEST_REASON, blank=True, default="")
    complied_on = models.DateField("履行日期", null=True, blank=True)
    lessons = models.TextField("经验教训", max_length=LONGEST_WORDS, blank=True, default="")
    taken_back_at = models.DateTimeField("撤销登记时间", null=True, blank=True)
    taken_back_reason = models.CharField("撤销登记理由", max_length=LONGEST_REASON, blank=True, default="")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "复议诉讼案件"
        verbose_name_plural = "复议诉讼案件"
        ordering = ["-filed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="remedies_proceeding_number"),
            models.CheckConstraint(
                condition=Q(kind__in=[value for value, _ in KINDS]), name="remedies_proceeding_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind="after", before__isnull=False) | ~Q(kind="after") & Q(before__isnull=True),
                name="remedies_proceeding_after_what",
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, column__isnull=True)
                | Q(settled_on__isnull=False, column__range=(1, 3)),
                name="remedies_proceeding_counted_once_settled",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, outcome="")
                | Q(decided_on__isnull=False) & ~Q(outcome=""),
                name="remedies_proceeding_decided",
            ),
            models.CheckConstraint(
                condition=Q(clause__in=[value for value, _ in CLAUSES]), name="remedies_proceeding_clause"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_reason="")
                | Q(taken_back_at__isnull=False) & ~Q(taken_back_reason=""),
                name="remedies_proceeding_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(of_kind__in=[value for value, _ in ATTACKED]), name="remedies_proceeding_of_kind"
            ),
            models.CheckConstraint(
                condition=Q(filed_by__in=[value for value, _ in FILERS]), name="remedies_proceeding_filer"
            ),
            models.CheckConstraint(
                condition=Q(silent_on__isnull=True) | Q(kind="review"), name="remedies_proceeding_silent"
            ),
        ]
        indexes = [
            models.Index(fields=["request"], name="remedies_of_request"),
            models.Index(fields=["filed_on", "settled_on", "kind"], name="remedies_of_year"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def attacked(self) -> RecordRef:
        """The record that it is brought against."""
        return RecordRef(self.of_kind, self.request)


class Paper(models.Model):
    """A file of a proceeding: the notice, the answer, evidence, the decision. For those who see it."""

    proceeding = models.ForeignKey(
        Proceeding, models.PROTECT, related_name="papers", verbose_name="复议诉讼案件"
    )
    says = models.CharField("名称", max_length=LONGEST_NAME)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="添加人")
    added_at = models.DateTimeField("添加时间")

    class Meta:
        verbose_name = "案件材料"
        verbose_name_plural = "案件材料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.says

"""Letters (考核函件): circular, praise, reminder, talk, proposal of accountability."""

from django.db import models
from django.db.models import F, Q

from quancheng.insight.scorecards.models.results import Result
from quancheng.insight.scorecards.rules.letters import KINDS, label_of
from quancheng.kernel.casework.models import Case
from quancheng.kernel.orgs.models import Person, Tenant, Unit


class Letter(models.Model):
    """One letter: worded by one person, issued by a second, numbered when it is issued and not before.

    `verb` and `basis` are those of its kind on the day on which it was worded, brought up to the day on which
    it is issued. `answer_on`: by when the unit is asked to answer. Once withdrawn, it keeps its number and
    stays readable.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="score_letters", verbose_name="政府")
    kind = models.CharField("种类", max_length=16, choices=KINDS)
    result = models.ForeignKey(
        Result, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name="考核结果"
    )
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="发函机构")
    subject = models.CharField("事由", max_length=120)
    text = models.TextField("正文", max_length=5000)
    organ = models.CharField("主送机关", max_length=120, blank=True)
    verb = models.CharField("措施", max_length=40, blank=True)
    basis = models.CharField("依据", max_length=300, blank=True)
    talk_on = models.DateField("约谈日期", null=True, blank=True)
    answer_on = models.DateField("反馈期限", null=True, blank=True)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间", null=True, blank=True)
    discarded_at = models.DateTimeField("作废时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_for = models.CharField("撤回理由", max_length=500, blank=True)
    year = models.PositiveSmallIntegerField("文号年度", null=True, blank=True)
    number = models.PositiveIntegerField("文号", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "考核函件"
        verbose_name_plural = "考核函件"
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("drafted_by")),
                name="scorecards_letter_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(
                    issued_by__isnull=True, issued_at__isnull=True, year__isnull=True, number__isnull=True
                )
                | Q(
                    issued_by__isnull=False, issued_at__isnull=False, year__isnull=False,
                    number__isnull=False, discarded_at__isnull=True,
                ),
                name="scorecards_letter_numbered_when_issued",
            ),
            models.UniqueConstraint(
                fields=["tenant", "kind", "year", "number"], name="scorecards_letter_number_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_for="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, issued_at__isnull=False)
                & ~Q(withdrawn_for=""),
                name="scorecards_letter_withdrawn_with_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.label} {self.subject}".strip()

    @property
    def label(self) -> str:
        """Its number as it is printed; empty while it is a draft."""
        return label_of(self.kind, self.year, self.number) if self.year and self.number else ""

    @property
    def stands(self) -> bool:
        """Whether it was issued and not withdrawn since."""
        return self.issued_at is not None and self.withdrawn_at is None


class Addressee(models.Model):
    """A unit that a letter is for, who signed for it there, and what it answered.

    Where it stands, and by when something is due: its case. None for a proposal that the unit does not see.
    """

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="addressees", verbose_name="函件")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办理"
    )
    signed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签收人"
    )
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)
    answer = models.TextField("反馈", max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="反馈人"
    )
    answered_at = models.DateTimeField("反馈时间", null=True, blank=True)

    class Meta:
        verbose_name = "函件收件单位"
        verbose_name_plural = "函件收件单位"
        constraints = [
            models.UniqueConstraint(fields=["letter", "unit"], name="scorecards_addressee_once"),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True, signed_at__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="scorecards_addressee_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
                name="scorecards_addressee_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)

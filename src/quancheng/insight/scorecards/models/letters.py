"""Letters (考核函件): circular, praise, reminder, talk, proposal of accountability."""

from django.db import models
from django.db.models import F, Q

from quancheng.insight.scorecards.models.results import Result
from quancheng.insight.scorecards.rules.letters import KINDS, label_of
from quancheng.kernel.orgs.models import Person, Tenant, Unit


class Letter(models.Model):
    """One letter: worded by one person, issued by a second, numbered when it is issued and not before.

    `verb`, `organ` and `basis` are those of its kind on the day on which it was issued.
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
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间", null=True, blank=True)
    discarded_at = models.DateTimeField("作废时间", null=True, blank=True)
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
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.label} {self.subject}".strip()

    @property
    def label(self) -> str:
        """Its number as it is printed; empty while it is a draft."""
        return label_of(self.kind, self.year, self.number) if self.year and self.number else ""


class Addressee(models.Model):
    """A unit that a letter is for, and who signed for it there."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="addressees", verbose_name="函件")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    signed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签收人"
    )
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)

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
        ]

    def __str__(self) -> str:
        return str(self.unit)


class Talk(models.Model):
    """What came of a talk (提醒约谈): who spoke with whom, when, what was agreed, when it is looked at."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="talk", verbose_name="约谈通知")
    on = models.DateField("约谈日期")
    held_by = models.CharField("约谈人", max_length=120)
    held_with = models.CharField("被约谈人", max_length=120)
    agreed = models.TextField("约定事项", max_length=2000)
    follow_up_on = models.DateField("回访日期")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="记录人")
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = "约谈记录"
        verbose_name_plural = "约谈记录"
        constraints = [
            models.CheckConstraint(condition=Q(follow_up_on__gt=F("on")), name="scorecards_talk_follow_up")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.held_with}"

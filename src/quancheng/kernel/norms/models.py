"""Values that governments set themselves, and what their legal readers have signed."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.norms.definition import MARKS, Mark, Value, digest_of, value_from
from quancheng.kernel.orgs.models import Person, Tenant

LONGEST_SOURCE = 300  # [D] name, number and article of a document
LONGEST_REASON = 300  # [D] a sentence or two
WHOLE = 0  # a signature that is of no single row


class OwnValue(models.Model):
    """What a norm says for a government from a day on: entered by one, in force once another signed it.

    Never changed: superseded, or withdrawn before it begins.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    code = models.CharField("规则", max_length=60)
    from_on = models.DateField("启用日期")
    value = models.TextField("数值")
    source = models.CharField("依据", max_length=LONGEST_SOURCE)
    mark = models.CharField("核对情况", max_length=2, choices=MARKS)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="录入人")
    entered_at = models.DateTimeField("录入时间")
    signed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签署人"
    )
    signed_at = models.DateTimeField("签署时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回理由", max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = "本级数值"
        verbose_name_plural = "本级数值"
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mark__in=[mark.value for mark in Mark]), name="norms_own_mark"
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("entered_by")),
                name="norms_own_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True, signed_at__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="norms_own_signed_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="norms_own_withdrawn_whole",
            ),
            models.UniqueConstraint(
                fields=["tenant", "code", "from_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="norms_own_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.from_on}"

    @property
    def read(self) -> Value:
        """The value as its norm has it."""
        return value_from(self.value)

    @property
    def digest(self) -> str:
        return digest_of(self.code, self.from_on, self.read, self.source)


class Signature(models.Model):
    """A legal reader has read a shipped value, in just these words, and stands for it.

    `digest` is bound to value, day and source: when a later house ships another, that one is unsigned.
    `row` counts the rows of a table from one; zero is the whole. Never changed: withdrawn.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    code = models.CharField("规则", max_length=60)
    from_on = models.DateField("启用日期")
    row = models.PositiveSmallIntegerField("行", default=WHOLE)
    digest = models.CharField("摘要", max_length=64)
    value = models.TextField("签署时的内容")
    source = models.CharField("签署时的依据", max_length=LONGEST_SOURCE)
    note = models.CharField("核对说明", max_length=LONGEST_REASON, blank=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="签署人")
    signed_at = models.DateTimeField("签署时间")
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回理由", max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = "签署"
        verbose_name_plural = "签署"
        ordering = ["signed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="norms_signature_withdrawn_whole",
            ),
            models.UniqueConstraint(
                fields=["tenant", "code", "digest"],
                condition=Q(withdrawn_at__isnull=True),
                name="norms_signature_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.from_on}"

    @property
    def read(self) -> Value:
        """What was signed, as its norm had it then."""
        return value_from(self.value)

"""Bulletins about requests (通报): what the openness office tells all agencies about a month or a quarter."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.orgs.models import Person, Tenant, Unit
from quancheng.records.disclosure.rules.bulletin import Span


class RequestBulletin(models.Model):
    """One bulletin. `figures` are what was counted on `as_of`; nothing counts them again by itself.

    `texts` holds the words of each part; a number in them is named, and shown as `figures` has it. Whoever
    drafted it does not issue it, and a number is there if and only if it was issued: both by constraint.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="印发机构")
    span = models.CharField("周期", max_length=8, choices=[(one.value, one.says) for one in Span])
    first = models.DateField("自")
    last = models.DateField("至")
    as_of = models.DateField("数据截至")
    title = models.CharField("标题", max_length=120)
    figures = models.JSONField("数据")
    texts = models.JSONField("文字", default=dict)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤销人"
    )
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)
    withdrawn_for = models.CharField("撤销理由", max_length=500, blank=True)
    discarded_at = models.DateTimeField("作废时间", null=True, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    number = models.PositiveIntegerField("期号", null=True, blank=True)
    addressees = models.ManyToManyField(Unit, related_name="+", verbose_name="发至单位")
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "依申请公开通报"
        verbose_name_plural = "依申请公开通报"
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("drafted_by")),
                name="disclosure_bulletin_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(
                    issued_by__isnull=True, issued_at__isnull=True, year__isnull=True, number__isnull=True
                )
                | Q(
                    issued_by__isnull=False, issued_at__isnull=False, year__isnull=False,
                    number__isnull=False, discarded_at__isnull=True,
                ),
                name="disclosure_bulletin_numbered",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_for="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, issued_at__isnull=False)
                & ~Q(withdrawn_for=""),
                name="disclosure_bulletin_withdrawn_with_reason",
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="disclosure_bulletin_span"),
            models.UniqueConstraint(
                fields=["tenant", "year", "number"], name="disclosure_bulletin_number_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "first", "last"],
                condition=Q(issued_at__isnull=True, discarded_at__isnull=True),
                name="disclosure_bulletin_one_draft",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """Its number as it is printed; empty while it is a draft."""
        return f"{self.year}年第{self.number}期" if self.number else ""

    @property
    def holds(self) -> bool:
        """Whether it was issued and stands."""
        return self.issued_at is not None and self.withdrawn_at is None

    @property
    def is_draft(self) -> bool:
        return self.issued_at is None and self.discarded_at is None

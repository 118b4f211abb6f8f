"""Bulletins (通报): what the openness office tells all units about the state of a plan on a day."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.orgs.models import Person, Tenant, Unit
from quancheng.records.plan.models.plans import Plan
from quancheng.records.plan.rules.bulletin import Part


class Bulletin(models.Model):
    """One bulletin. `figures` are what `rules.bulletin` wrote down on the day; nothing counts them again.

    Who drafted it does not issue it, and a number is there if and only if it was issued: both by constraint.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="bulletins", verbose_name="政府")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="bulletins", verbose_name="工作要点")
    office = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="印发机构", help_text="以其名义印发"
    )
    title = models.CharField("标题", max_length=120)
    as_of = models.DateField("数据截至")
    figures = models.JSONField("数据")
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间", null=True, blank=True)
    discarded_at = models.DateTimeField("作废时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤销人"
    )
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)
    withdrawn_for = models.CharField("撤销理由", max_length=500, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    number = models.PositiveIntegerField("期号", null=True, blank=True)
    addressees = models.ManyToManyField(Unit, related_name="+", verbose_name="发至单位")
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "通报"
        verbose_name_plural = "通报"
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("drafted_by")),
                name="plan_bulletin_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(
                    issued_by__isnull=True, issued_at__isnull=True, year__isnull=True, number__isnull=True
                )
                | Q(
                    issued_by__isnull=False, issued_at__isnull=False, year__isnull=False,
                    number__isnull=False, discarded_at__isnull=True,
                ),
                name="plan_bulletin_numbered_when_issued",
            ),
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="plan_bulletin_number_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_for="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, issued_at__isnull=False)
                & ~Q(withdrawn_for=""),
                name="plan_bulletin_withdrawn_with_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """Its number as it is printed; empty while it is a draft."""
        return f"{self.year}年第{self.number}期" if self.number else ""


class BulletinText(models.Model):
    """One part of a bulletin: what the house proposed, and what the office makes of it."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="texts", verbose_name="通报")
    part = models.CharField("部分", max_length=12, choices=[(part.value, part.says) for part in Part])
    place = models.PositiveSmallIntegerField("次序")
    text = models.TextField("内容", blank=True)
    proposed = models.TextField("系统拟稿", blank=True)

    class Meta:
        verbose_name = "通报内容"
        verbose_name_plural = "通报内容"
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(
                condition=Q(part__in=[part.value for part in Part]), name="plan_bulletintext_part"
            ),
            models.UniqueConstraint(fields=["bulletin", "part"], name="plan_bulletintext_part_once"),
        ]

    def __str__(self) -> str:
        return self.get_part_display()

    @property
    def is_own(self) -> bool:
        """Whether an official has put it into words of their own."""
        return self.text != self.proposed

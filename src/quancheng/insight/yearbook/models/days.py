"""Days that a government sets itself, before those of the law."""

from django.db import models
from django.db.models import Q

from quancheng.insight.yearbook.rules.days import Dated, Owes
from quancheng.kernel.orgs.models import Person, Tenant


class InnerDay(models.Model):
    """By when reports are wanted inside (内部时限), from a year's reports on. Never changed: superseded."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    owes = models.CharField("报告", max_length=10, choices=[(one.value, one.says) for one in Owes])
    from_year = models.PositiveSmallIntegerField("自报告年度")
    month = models.PositiveSmallIntegerField("次年月")
    day = models.PositiveSmallIntegerField("日")
    source = models.CharField("依据", max_length=200)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="设定人")
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "年度报告内部时限"
        verbose_name_plural = "年度报告内部时限"
        ordering = ["from_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "owes", "from_year"], name="yearbook_innerday_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=3, day__gte=1, day__lte=31),
                name="yearbook_innerday_in_spring",
            ),
            models.CheckConstraint(
                condition=Q(owes__in=[one.value for one in Owes]), name="yearbook_innerday_owes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_owes_display()} {self.month}月{self.day}日"

    def as_dated(self) -> Dated:
        """The day, free of the database."""
        return Dated(Owes(self.owes), self.from_year, self.month, self.day, self.source)

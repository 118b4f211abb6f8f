"""The yearly notices as rows. An older version is never changed and never deleted."""

from django.db import models

from quancheng.kernel.calendar.notices import Mark, MovedDay, Notice


class HolidayNotice(models.Model):
    """One entry of a year's official notice; the highest version of a year is in force."""

    year = models.PositiveSmallIntegerField("年份")
    version = models.PositiveSmallIntegerField("版本")
    number = models.CharField("文号", max_length=80)
    issued_on = models.DateField("发布日期", null=True, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)
    mark = models.CharField("核对情况", max_length=10, choices=[("read", "已核对原文"), ("memory", "待核对")])
    checked_by = models.BigIntegerField("核对人", null=True, blank=True)
    checked_at = models.DateTimeField("核对时间", null=True, blank=True)
    entered_by = models.BigIntegerField("录入人", null=True, blank=True)
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        verbose_name = "放假通知"
        verbose_name_plural = "放假通知"
        ordering = ["year", "version"]
        constraints = [models.UniqueConstraint(fields=["year", "version"], name="notice_version_of_year")]

    def __str__(self) -> str:
        return f"{self.year}年放假安排（{self.number}，第{self.version}版）"

    def as_notice(self) -> Notice:
        """The notice with its days, free of the database."""
        return Notice(
            year=self.year,
            number=self.number,
            days=tuple(MovedDay(row.day, row.worked, row.holiday) for row in self.days.all()),
            issued_on=self.issued_on,
            mark=Mark(self.mark),
            source=self.source,
        )


class NoticeDay(models.Model):
    """One day that a notice moved: off, or worked."""

    notice = models.ForeignKey(HolidayNotice, models.PROTECT, related_name="days", verbose_name="通知")
    day = models.DateField("日期")
    worked = models.BooleanField("上班")
    holiday = models.CharField("节日", max_length=40, blank=True)

    class Meta:
        verbose_name = "调整日"
        verbose_name_plural = "调整日"
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["notice", "day"], name="day_once_in_notice")]

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.worked else '放假'}"

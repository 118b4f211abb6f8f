"""Workbooks that units have filled in."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Unit


class FilledTable(models.Model):
    """A workbook that was filled in and brought: looked through first, then applied as a whole, once."""

    class Kind(models.TextChoices):
        REPORTS = "reports", "办理表"
        CONFIRMATIONS = "confirmations", "待确认表"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    kind = models.CharField("种类", max_length=16, choices=Kind.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="上传人")
    brought_at = models.DateTimeField("上传时间")
    applied_at = models.DateTimeField("办理时间", null=True, blank=True)

    class Meta:
        verbose_name = "填报表格"
        verbose_name_plural = "填报表格"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["reports", "confirmations"]), name="plan_filledtable_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.file}"

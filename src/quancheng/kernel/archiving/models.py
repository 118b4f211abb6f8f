"""Handovers to the archive, and the records that each of them carries."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Tenant

LONGEST_NAME, LONGEST_REASON = 60, 300


class Handover(models.Model):
    """One package for the archive (归档移交) with its number; received, withdrawn, or on its way.

    `digest` is the SM3 digest of the manifest in the package, which names every file with its own: whoever
    has the package can prove that it is the one that was handed over.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    kind = models.CharField("类别", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("编号")
    count = models.PositiveIntegerField("件数")
    package = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="移交包")
    digest = models.CharField("清单SM3摘要", max_length=64)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="移交人")
    made_at = models.DateTimeField("生成时间")
    received_by = models.CharField("接收人", max_length=LONGEST_NAME, blank=True)
    received_unit = models.CharField("接收单位", max_length=120, blank=True)
    received_on = models.DateField("接收日期", null=True, blank=True)
    receipt = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="回执扫描件"
    )
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    entered_at = models.DateTimeField("登记时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作废人"
    )
    withdrawn_at = models.DateTimeField("作废时间", null=True, blank=True)
    withdrawn_for = models.CharField("作废理由", max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = "归档移交"
        verbose_name_plural = "归档移交"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="archiving_handover_number"),
            models.CheckConstraint(
                condition=Q(
                    entered_at__isnull=True, received_on__isnull=True, received_by="", received_unit=""
                )
                | Q(entered_at__isnull=False, entered_by__isnull=False, received_on__isnull=False)
                & ~Q(received_by="")
                & ~Q(received_unit=""),
                name="archiving_handover_receipt_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_for="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, entered_at__isnull=True)
                & ~Q(withdrawn_for=""),
                name="archiving_handover_withdrawn_whole",
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="archiving_handover_not_empty"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its number as people write it."""
        return f"归档移交〔{self.year}〕{self.number}号"


class HandedRecord(models.Model):
    """One record in a handover: under which folder of the package, with how many files.

    `is_out` repeats that the handover was withdrawn: so the database keeps a record out of two packages.
    """

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="records", verbose_name="移交")
    kind = models.CharField("类别", max_length=60)
    row = models.BigIntegerField("记录")
    ref = models.CharField("记录编号", max_length=120)
    title = models.CharField("题名", max_length=300)
    since = models.DateField("起算日期")
    folder = models.CharField("目录", max_length=120)
    files = models.PositiveSmallIntegerField("文件数")
    is_out = models.BooleanField("移交已作废", default=False)

    class Meta:
        verbose_name = "移交的记录"
        verbose_name_plural = "移交的记录"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "row"], condition=Q(is_out=False), name="archiving_record_in_one_handover"
            ),
            models.UniqueConstraint(fields=["handover", "folder"], name="archiving_record_folder"),
        ]

    def __str__(self) -> str:
        return self.title

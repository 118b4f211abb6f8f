"""Notices (通知) to chosen units, and the tables (收表) that go with some of them."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Tenant, Unit

LONGEST_TITLE = 100
LONGEST_TEXT = 5000  # [D] three pages; what is longer goes along as a file
LONGEST_REASON = 500


class Notice(models.Model):
    """One notice of a unit to others, with a day by which it is signed for (签收). A draft has no number.

    `handed_from`: the arrival of the level above, when a government hands a collection on to its own units.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="发出单位")
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    number = models.PositiveIntegerField("编号", null=True, blank=True)
    title = models.CharField("标题", max_length=LONGEST_TITLE)
    text = models.TextField("正文", max_length=LONGEST_TEXT)
    sign_by = models.DateField("签收期限")
    handed_from = models.ForeignKey(
        "Recipient", models.PROTECT, null=True, blank=True, related_name="handed_on", verbose_name="承接"
    )
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回理由", max_length=LONGEST_REASON, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    issued_at__isnull=True, issued_by__isnull=True, number__isnull=True, year__isnull=True
                )
                | Q(
                    issued_at__isnull=False, issued_by__isnull=False, number__isnull=False, year__isnull=False
                )
                & ~Q(issued_by=F("drafted_by")),
                name="groundwork_notice_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(issued_at__isnull=False),
                name="groundwork_notice_withdrawn_was_issued",
            ),
            models.UniqueConstraint(
                fields=["tenant", "year", "number"], name="groundwork_notice_number_once"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "issued_at"], name="groundwork_notice_of_tenant"),
            models.Index(fields=["unit", "issued_at"], name="groundwork_notice_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title


class NoticeFile(models.Model):
    """A file that goes along with a notice."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="files", verbose_name="通知")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")

    class Meta:
        verbose_name = "通知附件"
        verbose_name_plural = "通知附件"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["notice", "file"], name="groundwork_noticefile_once")]

    def __str__(self) -> str:
        return str(self.file)


class Recipient(models.Model):
    """One unit to which a notice goes. Its case begins when the notice is issued.

    `unit` is whom it was sent to; who has it in hand now is told by the case.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="recipients", verbose_name="通知")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办件"
    )
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)
    signed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签收人"
    )
    urged_on = models.DateField("最近催办日期", null=True, blank=True)
    urged = models.PositiveSmallIntegerField("催办次数", default=0)
    wanted_on = models.DateField("申请延至", null=True, blank=True)  # while the wish waits for its answer

    class Meta:
        verbose_name = "接收单位"
        verbose_name_plural = "接收单位"
        constraints = [
            models.UniqueConstraint(fields=["notice", "unit"], name="groundwork_recipient_once"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="groundwork_recipient_signed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["unit"], name="groundwork_recipient_of_unit")]

    def __str__(self) -> str:
        return f"{self.notice} → {self.unit}"


class Collection(models.Model):
    """The table that a notice asks for (收表): by when, one row or many, and which layout holds."""

    notice = models.OneToOneField(Notice, models.CASCADE, related_name="collection", verbose_name="通知")
    due_on = models.DateField("报送期限")
    is_many = models.BooleanField("每个单位可填多行", default=False)
    edition = models.PositiveSmallIntegerField("现行表样", default=1)

    class Meta:
        verbose_name = "收表"
        verbose_name_plural = "收表"

    def __str__(self) -> str:
        return str(self.notice)


class Layout(models.Model):
    """The columns of a collection in one version (表样). What was issued never changes; a new one follows."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="layouts", verbose_name="收表")
    edition = models.PositiveSmallIntegerField("版次")
    columns = models.JSONField("列")
    why = models.CharField("调整原因", max_length=LONGEST_REASON, blank=True)
    made_at = models.DateTimeField("制定时间")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="制定人")

    class Meta:
        verbose_name = "表样"
        verbose_name_plural = "表样"
        ordering = ["edition"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "edition"], name="groundwork_layout_edition_once")
        ]

    def __str__(self) -> str:
        return f"第{self.edition}版表样"


class Filling(models.Model):
    """What a unit has filled in (填报), kept between visits and encrypted: people's names may stand in it.

    `edition` is the layout in which the rows stand; `version` counts the writes, so that of two who fill at
    once the second is told. `sums` are the totals of the columns that are summed, for lists.
    """

    recipient = models.OneToOneField(
        Recipient, models.CASCADE, related_name="filling", verbose_name="接收单位"
    )
    edition = models.PositiveSmallIntegerField("表样版次")
    rows = EncryptedTextField("各行", purpose="groundwork.filling.rows")
    row_count = models.PositiveIntegerField("行数")
    sums = models.JSONField("合计", default=dict)
    is_gathered = models.BooleanField("由下级汇总", default=False)
    version = models.PositiveIntegerField("版本", default=0)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="保存人")

    class Meta:
        verbose_name = "填报"
        verbose_name_plural = "填报"

    def __str__(self) -> str:
        return str(self.recipient)

"""An inspection, its indicators, and the sheets that are looked through before they become them."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Tenant

LONGEST_NAME = 200


class Inspection(models.Model):
    """One inspection or assessment from above (迎检) of one government: its period, its last day."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    title = models.CharField("名称", max_length=LONGEST_NAME)
    from_on = models.DateField("检查期起")
    until_on = models.DateField("检查期止")
    hand_in_on = models.DateField("报送截止", null=True, blank=True)
    full = models.DecimalField("满分", max_digits=7, decimal_places=2, null=True, blank=True)
    source = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="现行指标表")
    confirmed_at = models.DateTimeField("确认时间")

    class Meta:
        verbose_name = "迎检"
        verbose_name_plural = "迎检"
        ordering = ["-until_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="inspections_period")
        ]
        indexes = [models.Index(fields=["tenant", "until_on"], name="inspections_of_tenant")]

    def __str__(self) -> str:
        return self.title


class SheetDraft(models.Model):
    """An indicator sheet as it was understood, open to correction until a second person confirms it.

    `rows` and `parts` hold what `rules.kept` writes and reads. Who had it in hand last does not confirm it.
    """

    class State(models.TextChoices):
        OPEN = "open", "待确认"
        CONFIRMED = "confirmed", "已确认"
        DISCARDED = "discarded", "已放弃"

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    amends = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name="修订的迎检"
    )
    source = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="来源文件")
    title = models.CharField("名称", max_length=LONGEST_NAME)
    from_on = models.DateField("检查期起")
    until_on = models.DateField("检查期止")
    hand_in_on = models.DateField("报送截止", null=True, blank=True)
    full = models.DecimalField("满分", max_digits=7, decimal_places=2, null=True, blank=True)
    rows = models.JSONField("指标")
    parts = models.JSONField("分组满分", default=dict)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="上传人")
    brought_at = models.DateTimeField("上传时间")
    corrected_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="最近更正人"
    )
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "指标表草稿"
        verbose_name_plural = "指标表草稿"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="inspections_draft_period"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (
                    ~Q(confirmed_by=F("brought_by"))
                    & (Q(corrected_by__isnull=True) | ~Q(confirmed_by=F("corrected_by")))
                ),
                name="inspections_draft_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """One indicator of an inspection. One that an amended sheet lacks stays, with what was gathered."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="indicators", verbose_name="迎检")
    place = models.PositiveSmallIntegerField("次序")
    group = models.CharField("一级指标", max_length=LONGEST_NAME, blank=True)
    subgroup = models.CharField("二级指标", max_length=LONGEST_NAME, blank=True)
    name = models.CharField("指标名称", max_length=LONGEST_NAME)
    asks = models.TextField("评估要点", blank=True)
    points = models.DecimalField("分值", max_digits=6, decimal_places=2, null=True, blank=True)
    scoring = models.TextField("评分标准", blank=True)
    materials_asked = models.TextField("要求的佐证材料", blank=True)
    units_said = models.CharField("责任单位", max_length=300, blank=True)
    due_said = models.CharField("完成时限", max_length=120, blank=True)
    due_on = models.DateField("限期", null=True, blank=True)
    dropped_at = models.DateTimeField("修订删除时间", null=True, blank=True)
    expected = models.DecimalField("预计得分", max_digits=6, decimal_places=2, null=True, blank=True)
    expected_why = models.CharField("自评理由", max_length=500, blank=True)
    rated_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="自评人"
    )
    rated_at = models.DateTimeField("自评时间", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "指标"
        verbose_name_plural = "指标"
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expected__isnull=True) | Q(expected__gte=0), name="inspections_expected_not_below"
            )
        ]
        indexes = [models.Index(fields=["inspection", "place"], name="inspections_in_order")]

    def __str__(self) -> str:
        return self.name

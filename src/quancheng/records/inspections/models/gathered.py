"""What was gathered for an indicator, what was asked of units, and what left the house."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Unit
from quancheng.records.inspections.models.sheets import Indicator, Inspection


class Task(models.Model):
    """A task (迎检任务) to bring materials for one indicator. Unit, state and last day stand in its case."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="tasks", verbose_name="指标")
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办理")
    demand = models.TextField("材料要求", max_length=1000)
    laid_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="下达人")
    laid_at = models.DateTimeField("下达时间")

    class Meta:
        verbose_name = "迎检任务"
        verbose_name_plural = "迎检任务"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.indicator)


class Material(models.Model):
    """One piece of evidence (佐证材料): a record of the house, a file, or an address. It stays."""

    class Kind(models.TextChoices):
        RECORD = "record", "系统记录"
        FILE = "file", "文件"
        ADDRESS = "address", "网址"

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="materials", verbose_name="指标")
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="materials", verbose_name="迎检任务"
    )
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    says = models.CharField("说明", max_length=200)
    ref = models.CharField("记录", max_length=200, blank=True)
    address = models.URLField("网址", max_length=500, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="提供单位")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="提供人")
    added_at = models.DateTimeField("提供时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = "佐证材料"
        verbose_name_plural = "佐证材料"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="record") & ~Q(ref=""))
                | (Q(kind="file") & Q(file__isnull=False))
                | (Q(kind="address") & ~Q(address="")),
                name="inspections_material_is_there",
            ),
            models.UniqueConstraint(
                fields=["indicator", "ref"],
                condition=Q(kind="record", withdrawn_at__isnull=True),
                name="inspections_record_once",
            ),
        ]

    def __str__(self) -> str:
        return self.says


class SetAside(models.Model):
    """A record that was proposed for an indicator and refused: it is not proposed again."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="set_aside", verbose_name="指标")
    ref = models.CharField("记录", max_length=200)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="经办人")
    set_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "不采用的推荐"
        verbose_name_plural = "不采用的推荐"
        constraints = [models.UniqueConstraint(fields=["indicator", "ref"], name="inspections_aside_once")]

    def __str__(self) -> str:
        return self.ref


class Package(models.Model):
    """One package of materials as it left the house, by the digests of all that was in it."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="packages", verbose_name="迎检")
    files = models.PositiveIntegerField("文件数")
    left_out = models.PositiveIntegerField("未收入的材料数")
    digest = models.CharField("清单SM3摘要", max_length=64)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="导出人")
    made_at = models.DateTimeField("导出时间")

    class Meta:
        verbose_name = "材料包"
        verbose_name_plural = "材料包"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.inspection} {self.made_at:%Y-%m-%d}"

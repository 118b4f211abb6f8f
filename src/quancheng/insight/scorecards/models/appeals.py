"""Appeals (申诉): a unit says that its frozen score is wrong, the office decides with reason."""

from django.db import models
from django.db.models import Q

from quancheng.insight.scorecards.models.results import Correction, Score
from quancheng.insight.scorecards.models.sets import Indicator
from quancheng.kernel.casework.models import Case
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person


class Appeal(models.Model):
    """What one unit says against one of its points. Where it stands, and by when it is decided: its case."""

    score = models.ForeignKey(Score, models.PROTECT, related_name="appeals", verbose_name="单位得分")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办理")
    text = models.TextField("申诉理由", max_length=2000)
    filed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="申诉人")
    filed_at = models.DateTimeField("申诉时间")
    decision = models.TextField("处理意见", max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处理人"
    )
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    correction = models.OneToOneField(
        Correction, models.PROTECT, null=True, blank=True, related_name="appeal", verbose_name="更正"
    )

    class Meta:
        verbose_name = "申诉"
        verbose_name_plural = "申诉"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="scorecards_appeal_decided_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.score.unit_name}：{self.indicator}"


class AppealFile(models.Model):
    """A file that goes with an appeal."""

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="files", verbose_name="申诉")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")

    class Meta:
        verbose_name = "申诉材料"
        verbose_name_plural = "申诉材料"
        constraints = [models.UniqueConstraint(fields=["appeal", "file"], name="scorecards_appealfile_once")]

    def __str__(self) -> str:
        return str(self.file)

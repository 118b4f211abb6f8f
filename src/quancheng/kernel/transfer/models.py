"""How far the transfer has come, each way."""

from django.db import models


class Way(models.Model):
    """One of the two ways, as this house knows it: the last package, and up to where each kind has travelled.

    One row each; whoever sends or takes in holds it until the commit, so that two never do so at once.
    """

    is_out = models.BooleanField("送出", unique=True)
    last = models.PositiveIntegerField("最后一包", default=0)
    marks = models.JSONField("各类到达处", default=dict)

    class Meta:
        verbose_name = "摆渡方向"
        verbose_name_plural = "摆渡方向"

    def __str__(self) -> str:
        return f"{'送出' if self.is_out else '导入'} {self.last}"


class Carried(models.Model):
    """One package that was sent or taken in. Written once; sent again, it is the same number."""

    way = models.ForeignKey(Way, models.PROTECT, related_name="packages", verbose_name="方向")
    number = models.PositiveIntegerField("包号")
    digest = models.CharField("摘要", max_length=64)
    rows = models.PositiveIntegerField("记录数")
    marks = models.JSONField("此前的到达处", default=dict)  # from where each kind began, to send it again
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "摆渡包"
        verbose_name_plural = "摆渡包"
        constraints = [models.UniqueConstraint(fields=["way", "number"], name="transfer_number_once")]

    def __str__(self) -> str:
        return f"{self.way_id} {self.number}"

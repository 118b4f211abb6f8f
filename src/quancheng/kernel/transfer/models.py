"""How far the transfer has come, each way."""

from django.db import models


class Way(models.Model):
    """One of the two ways, as this house knows it: the last package, and up to where each kind has travelled.

    One row each; whoever sends or takes in holds it until the commit, so that two never do so at once.
    `arrived` and `told` belong to the way out: up to which package the other side has them, and up to which
    of its own it was told that they are here. `refused_…` belong to the way in: the last
    that was turned away since one was taken in.
    """

    is_out = models.BooleanField("送出", unique=True)
    last = models.PositiveIntegerField("最后一包", default=0)
    marks = models.JSONField("各类到达处", default=dict)
    arrived = models.PositiveIntegerField("对方已导入至", default=0)
    told = models.PositiveIntegerField("已回执至", default=0)
    wants_anew = models.BooleanField("待全部重发", default=False)
    refused_file = models.CharField("最近拒收的文件", max_length=200, blank=True, default="")
    refused_why = models.CharField("拒收原因", max_length=500, blank=True, default="")
    refused_at = models.DateTimeField("拒收时间", null=True, blank=True)

    class Meta:
        verbose_name = "摆渡方向"
        verbose_name_plural = "摆渡方向"

    def __str__(self) -> str:
        return f"{'送出' if self.is_out else '导入'} {self.last}"


class Carried(models.Model):
    """One package that was sent or taken in. Written once; sent again, it is the same bytes.

    `marks`: up to where each kind had travelled with it. `data` is kept by the sender until it has arrived.
    """

    way = models.ForeignKey(Way, models.PROTECT, related_name="packages", verbose_name="方向")
    number = models.PositiveIntegerField("包号")
    digest = models.CharField("摘要", max_length=64)
    rows = models.PositiveIntegerField("记录数")
    marks = models.JSONField("到达处", default=dict)
    name = models.CharField("文件名", max_length=200, blank=True, default="")
    data = models.TextField("内容", blank=True, default="")
    is_anew = models.BooleanField("全部重发", default=False)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "摆渡包"
        verbose_name_plural = "摆渡包"
        constraints = [models.UniqueConstraint(fields=["way", "number"], name="transfer_number_once")]

    def __str__(self) -> str:
        return f"{self.way_id} {self.number}"


class Twin(models.Model):
    """One record that both houses have: the sender keeps what it told last, the receiver that it came."""

    way = models.ForeignKey(Way, models.PROTECT, related_name="twins", verbose_name="方向")
    kind = models.CharField("类别", max_length=60)
    key = models.CharField("编号", max_length=200)
    sign = models.CharField("摘要", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "摆渡记录"
        verbose_name_plural = "摆渡记录"
        constraints = [models.UniqueConstraint(fields=["way", "kind", "key"], name="transfer_twin_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

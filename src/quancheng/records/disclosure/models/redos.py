"""Orders from above to handle a request anew."""

from django.db import models
from django.db.models import Q

from quancheng.records.disclosure.models.requests import Request


class Redo(models.Model):
    """A reconsideration decision or a judgment that orders a new answer, and how the request stood before.

    `source` names the proceeding in its own module, `order` is what a letter calls it. Where the request had
    ended, `former_end` and `former_row` keep when and in which row of the annual table: the first end is the
    one that counts, in its year. `former` keeps the decisions on the items, which are taken anew.
    `begun_at` is when it set the period: empty while the request waits to be confirmed or paid for. An order
    that was entered by mistake is taken back, and what `kept` holds is put back as it was.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="redos", verbose_name="申请")
    source = models.CharField("来源", max_length=120)
    order = models.CharField("决定或者判决", max_length=200)
    received_on = models.DateField("收到决定日期")
    days = models.PositiveSmallIntegerField("重新答复期限（工作日）")
    former_end = models.DateField("原办结日期", null=True, blank=True)
    former_row = models.PositiveSmallIntegerField("原年报行次", null=True, blank=True)
    former_reply = models.CharField("原答复书文号", max_length=100, blank=True, default="")
    former = models.JSONField("原处理意见", default=list, blank=True)
    is_first_end = models.BooleanField("首次办结", default=False)
    kept = models.JSONField("原状", default=dict, blank=True)
    taken_at = models.DateTimeField("登记时间")
    begun_at = models.DateTimeField("起算登记时间", null=True, blank=True)
    taken_back_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "责令重新答复"
        verbose_name_plural = "责令重新答复"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "source"], name="disclosure_redo_once"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(is_first_end=True), name="disclosure_redo_one_first_end"
            ),
            models.CheckConstraint(
                condition=Q(former_end__isnull=True, former_row__isnull=True, is_first_end=False)
                | Q(former_end__isnull=False, former_row__range=(3, 23)),
                name="disclosure_redo_former",
            ),
            models.CheckConstraint(condition=Q(days__gte=1), name="disclosure_redo_days"),
        ]

    def __str__(self) -> str:
        return f"责令重新答复{self.request_id}"

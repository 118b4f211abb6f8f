"""How requests ended, counted once for lists and figures."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.records.disclosure.models.requests import Request


class Outcome(models.Model):
    """How one request ended: a copy for counting, read from its history and compared with it by night.

    `counted`: the working days that the clock of the answer ran; `late`: those past its last day. One that
    was answered on a rest day after the last day is late by none of them, so `is_late` stands beside.
    """

    request = models.OneToOneField(Request, models.PROTECT, related_name="outcome", verbose_name="申请")
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="办结时的承办机关")
    ended_on = models.DateField("办结日期")
    last_on = models.DateField("最后期限", null=True, blank=True)
    is_answered = models.BooleanField("已答复")
    is_late = models.BooleanField("逾期")
    is_extended = models.BooleanField("曾延期")
    is_corrected = models.BooleanField("曾补正")
    counted = models.PositiveSmallIntegerField("计入的工作日")
    late = models.PositiveSmallIntegerField("逾期的工作日")

    class Meta:
        verbose_name = "办结情况"
        verbose_name_plural = "办结情况"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_late=True, last_on__isnull=False, ended_on__gt=F("last_on"))
                | Q(is_late=False, late=0),
                name="disclosure_outcome_late",
            ),
        ]
        indexes = [
            models.Index(
                fields=[
                    "tenant", "ended_on", "unit", "is_answered", "counted", "is_late", "is_extended",
                    "is_corrected",
                ],
                name="disclosure_outcome_figures",
            ),
            models.Index(
                fields=["tenant", "ended_on"], condition=Q(is_late=True), name="disclosure_outcome_lates"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"办结{self.request_id}"

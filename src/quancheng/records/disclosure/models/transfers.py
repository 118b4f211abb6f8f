"""Which agency is the right one for what is not ours, and what the applicant had us do (第三十六条第五项)."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.models.requests import Request
from quancheng.records.disclosure.rules.receipt import CHANNELS


class Redirection(models.Model):
    """The agency of the same government that an answer named as the right one (转由其他机关公开).

    Told by the reply with name and contact. Wished by the applicant, a request of its own is registered
    there; the old one stays answered. `told` is how the reply named it; `new_number` is what its applicant
    reads: to them the new request itself opens by its own number and code.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="redirections", verbose_name="原申请")
    place = models.PositiveSmallIntegerField("项次")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="负责公开的机关")
    wanted = models.TextField("所需内容")
    told = models.CharField("名称和联系方式", max_length=500)
    wished_at = models.DateTimeField("申请人提出时间", null=True, blank=True)
    wished_how = models.CharField("怎样提出", max_length=200, blank=True, default="")
    channel = models.CharField("提出途径", max_length=12, choices=CHANNELS, blank=True, default="")
    new_number = models.CharField("新申请编号", max_length=20, blank=True, default="")
    new_request = models.OneToOneField(
        Request, models.PROTECT, null=True, blank=True, related_name="came_from", verbose_name="新申请"
    )

    class Meta:
        verbose_name = "转向负责公开的机关"
        verbose_name_plural = "转向负责公开的机关"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["request", "place"], name="disclosure_redirection_place"),
            models.CheckConstraint(
                condition=Q(new_request__isnull=True) | Q(wished_at__isnull=False),
                name="disclosure_redirection_wished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}-{self.place} {self.unit_id}"

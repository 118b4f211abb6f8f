"""What stands behind a request: something unlawful or never settled, handed to who can settle it."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.orgs.models import Person, Tenant, Unit
from quancheng.records.disclosure.models.requests import LONGEST_REASON, Request
from quancheng.records.disclosure.rules.demands import Sort


class Demand(models.Model):
    """One demand underneath a request (转办): its unit, its state and its last day stand in its case.

    The unit that owns it reads `matter`, in the words of who handed it on, never who asked.
    `from_unit` handed it on and closes it, or the openness office does.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    request = models.ForeignKey(Request, models.PROTECT, related_name="demands", verbose_name="申请")
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办件")
    sort = models.CharField("类型", max_length=12, choices=[(one.value, one.says) for one in Sort])
    matter = models.TextField("转办事项", max_length=LONGEST_REASON)
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="转出单位")
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="转出人")
    result = models.TextField("办理结果", max_length=LONGEST_REASON, blank=True, default="")

    class Meta:
        verbose_name = "转办事项"
        verbose_name_plural = "转办事项"
        constraints = [
            models.CheckConstraint(
                condition=Q(sort__in=[one.value for one in Sort]), name="disclosure_demand_sort"
            ),
            models.CheckConstraint(condition=~Q(matter=""), name="disclosure_demand_says_what"),
        ]

    def __str__(self) -> str:
        return f"转办{self.pk}"

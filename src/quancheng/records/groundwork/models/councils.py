"""Joint mechanisms (议事协调机制): who leads, who belongs to them, on what basis."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.orgs.models import Person, Tenant, Unit


class Council(models.Model):
    """A joint mechanism of several units. It ends on a day and is never deleted."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    name = models.CharField("名称", max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="牵头单位")
    basis = models.CharField("依据", max_length=300)
    from_on = models.DateField("建立日期")
    until_on = models.DateField("终止日期", null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = "议事协调机制"
        verbose_name_plural = "议事协调机制"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="groundwork_council_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="groundwork_council_span",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CouncilMember(models.Model):
    """A unit that belongs to a joint mechanism from a day on, and perhaps until one.

    `is_ended_with`: it did not leave, the mechanism ended; who was to join later never belonged to it.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="members", verbose_name="机制")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="成员单位")
    from_on = models.DateField("加入日期")
    until_on = models.DateField("退出日期", null=True, blank=True)
    is_ended_with = models.BooleanField("随机制终止", default=False)

    class Meta:
        verbose_name = "成员单位"
        verbose_name_plural = "成员单位"
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "unit"], condition=Q(until_on__isnull=True), name="groundwork_member_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True, is_ended_with=False)
                | Q(until_on__isnull=False, is_ended_with=True)
                | Q(is_ended_with=False, until_on__gte=F("from_on")),
                name="groundwork_member_span",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)

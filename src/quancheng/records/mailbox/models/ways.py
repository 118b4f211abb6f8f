"""How a government has its answers released."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.records.mailbox.rules.kinds import KINDS, Kind
from quancheng.records.mailbox.rules.ways import WAYS, DatedWay, Way


class ReplyWay(models.Model):
    """Who releases answers to messages of one kind, from a day on. Superseded, never changed."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    kind = models.CharField("类别", max_length=12, choices=KINDS)
    way = models.CharField("审核方式", max_length=10, choices=WAYS)
    from_on = models.DateField("启用日期")
    source = models.CharField("依据", max_length=200)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="设定人")
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "答复审核方式"
        verbose_name_plural = "答复审核方式"
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[word for word, _ in KINDS]), name="mailbox_way_kind"
            ),
            models.CheckConstraint(condition=Q(way__in=[word for word, _ in WAYS]), name="mailbox_way"),
            models.UniqueConstraint(fields=["tenant", "kind", "from_on"], name="mailbox_way_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_way_display()}"

    def as_dated(self) -> DatedWay:
        """The setting, free of the database."""
        return DatedWay(Kind(self.kind), self.from_on, Way(self.way), self.source)

"""Terms that governments have set, and holds."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.kernel.retention.terms import Dated

LONGEST_REASON = 300  # [D] a case number and a sentence


class Term(models.Model):
    """How long a government keeps one kind of record, from a day on, with its source.

    Never changed: superseded.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    kind = models.CharField("类别", max_length=60)
    from_on = models.DateField("启用日期")
    value = models.PositiveSmallIntegerField("期限")
    source = models.CharField("依据", max_length=200)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="设定人")
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "保存期限"
        verbose_name_plural = "保存期限"
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=1), name="retention_term_positive"),
            models.UniqueConstraint(fields=["tenant", "kind", "from_on"], name="retention_term_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"

    def as_dated(self) -> Dated:
        """The term, free of the database."""
        return Dated(self.tenant_id, self.from_on, self.value, self.source)


class Hold(models.Model):
    """A hold (保全): what it names is not erased until it is lifted. Without `ref` it holds a whole kind.

    `about` is the whole reference of the record: every kind that keeps a part of it is held.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    kind = models.CharField("类别", max_length=60)
    ref = models.CharField("记录编号", max_length=120, blank=True)
    about = models.CharField("所涉记录", max_length=200, blank=True)
    reason = models.CharField("理由", max_length=LONGEST_REASON)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="设定人")
    set_at = models.DateTimeField("设定时间")
    lifted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="解除人"
    )
    lifted_at = models.DateTimeField("解除时间", null=True, blank=True)
    lifted_reason = models.CharField("解除理由", max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = "保全"
        verbose_name_plural = "保全"
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "ref"],
                condition=Q(lifted_at__isnull=True),
                name="retention_hold_open_once",
            ),
            models.CheckConstraint(
                condition=Q(ref="", about="") | ~Q(ref="") & ~Q(about=""), name="retention_hold_record"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lifted_reason="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_reason=""),
                name="retention_hold_lifted_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}".rstrip()

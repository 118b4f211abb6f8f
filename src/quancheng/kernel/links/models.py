"""Links as rows."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.orgs.models import Tenant

REF_LENGTH = 200


class Link(models.Model):
    """One record is something to another (关联). Written once and read from both ends.

    The ends are references, never foreign keys: they may stand in any module.
    """

    source = models.CharField("起点记录", max_length=REF_LENGTH)
    target = models.CharField("终点记录", max_length=REF_LENGTH)
    relation = models.CharField("关系", max_length=40)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="所属政府")
    made_at = models.DateTimeField("关联时间")
    made_by_id = models.BigIntegerField("关联人", null=True, blank=True)

    class Meta:
        verbose_name = "关联"
        verbose_name_plural = "关联"
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "relation"], name="links_link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="links_link_not_to_itself"),
        ]
        indexes = [models.Index(fields=["target"], name="links_link_target")]

    def __str__(self) -> str:
        return f"{self.source} {self.relation} {self.target}"

    @property
    def source_ref(self) -> RecordRef:
        return RecordRef.parse(self.source)

    @property
    def target_ref(self) -> RecordRef:
        return RecordRef.parse(self.target)

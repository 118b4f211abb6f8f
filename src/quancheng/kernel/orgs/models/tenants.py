"""Governments."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.orgs.models.checks import one_of


class Level(models.TextChoices):
    """The level of a government."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    DISTRICT = "district", "区县级"
    TOWN = "town", "镇街级"


class Tenant(models.Model):
    """A government (政府). Each is a tenant: the level above reads its figures, a sibling reads nothing."""

    slug = models.SlugField("代号", max_length=40, unique=True)
    name = models.CharField("名称", max_length=60)
    full_name = models.CharField("全称", max_length=120)
    level = models.CharField("级别", max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="上级政府"
    )
    is_demo = models.BooleanField("演示", default=False)

    class Meta:
        verbose_name = "政府"
        verbose_name_plural = "政府"
        constraints = [
            one_of("tenant", "level", Level.values),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="orgs_tenant_not_above_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

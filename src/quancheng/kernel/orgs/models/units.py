"""Units as a tree over time, their names, and the posts in them.

Every span is counted in whole days: `from_on` is its first day, `until_on` its last. An empty first day means
that nobody knows since when, an empty last day that it lasts.
"""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.orgs.models.checks import one_of, ordered
from quancheng.kernel.orgs.models.tenants import Tenant
from quancheng.kernel.orgs.roles import EVERY_ROLE


class UnitKind(models.TextChoices):
    """What sort of unit."""

    GOVERNMENT = "government", "政府"
    DEPARTMENT = "department", "部门（单位）"
    DISTRICT_OFFICE = "district_office", "派出机构"
    STREET = "street", "街道（镇）"
    VILLAGE = "village", "村（社区）"
    ENTERPRISE = "enterprise", "公共企事业单位"
    INTERNAL = "internal", "内设机构"


class NameKind(models.TextChoices):
    """What sort of name."""

    OFFICIAL = "official", "全称"
    SHORT = "short", "简称"
    ALIAS = "alias", "别名"
    FORMER = "former", "曾用名"


class Unit(models.Model):
    """A unit (单位) of a government. An internal one (内设机构) acts in the name of the unit above it."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="units", verbose_name="政府")
    code = models.CharField("编码", max_length=30)
    kind = models.CharField("类别", max_length=20, choices=UnitKind.choices)
    name = models.CharField("全称", max_length=120, help_text="现行全称的副本，便于列表和排序")
    short_name = models.CharField("简称", max_length=60, blank=True, help_text="现行简称的副本")
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入单位"
    )

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        constraints = [
            one_of("unit", "kind", UnitKind.values),
            ordered("unit", "opened_on", "closed_on"),
            models.UniqueConstraint(fields=["tenant", "code"], name="orgs_unit_code_once_per_tenant"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")) & Q(closed_on__isnull=False),
                name="orgs_unit_merged_is_closed",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "kind"], name="orgs_unit_tenant_kind")]

    def __str__(self) -> str:
        return self.short_name or self.name


class UnitName(models.Model):
    """A name that a unit bears or bore: names over time, and aliases by which documents call it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names", verbose_name="单位")
    name = models.CharField("名称", max_length=120, db_index=True)
    kind = models.CharField("类别", max_length=10, choices=NameKind.choices)
    from_on = models.DateField("启用日期", null=True, blank=True)
    until_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "单位名称"
        verbose_name_plural = "单位名称"
        constraints = [
            one_of("unitname", "kind", NameKind.values),
            ordered("unitname"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(kind=NameKind.OFFICIAL, until_on__isnull=True),
                name="orgs_unitname_one_open_official",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(kind=NameKind.SHORT, until_on__isnull=True),
                name="orgs_unitname_one_open_short",
            ),
            models.UniqueConstraint(
                fields=["unit", "name", "kind"],
                condition=Q(until_on__isnull=True),
                name="orgs_unitname_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitPlace(models.Model):
    """Where a unit stood in the tree, and how long. Commands keep the tree free of circles."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="places", verbose_name="单位")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="places_below", verbose_name="上级单位")
    from_on = models.DateField("自", null=True, blank=True)
    until_on = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = "单位隶属"
        verbose_name_plural = "单位隶属"
        constraints = [
            ordered("unitplace"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(until_on__isnull=True), name="orgs_unitplace_one_open"
            ),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="orgs_unitplace_not_under_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} → {self.parent}"


class Post(models.Model):
    """A post (岗位) in a unit. Roles belong to the post, never to the person in it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="单位")
    title = models.CharField("岗位名称", max_length=60)
    opened_on = models.DateField("设岗日期", null=True, blank=True)
    closed_on = models.DateField("撤岗日期", null=True, blank=True)

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        constraints = [
            ordered("post", "opened_on", "closed_on"),
            models.UniqueConstraint(
                fields=["unit", "title"],
                condition=Q(closed_on__isnull=True),
                name="orgs_post_open_title_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.title}"


class PostRole(models.Model):
    """One role of a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="roles", verbose_name="岗位")
    role = models.CharField("角色", max_length=20)

    class Meta:
        verbose_name = "岗位角色"
        verbose_name_plural = "岗位角色"
        constraints = [
            one_of("postrole", "role", EVERY_ROLE),
            models.UniqueConstraint(fields=["post", "role"], name="orgs_postrole_once"),
        ]

    def __str__(self) -> str:
        return self.role

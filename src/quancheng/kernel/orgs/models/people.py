"""People, the posts they hold, and the three administrators."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q

from quancheng.kernel.orgs.models.checks import one_of, ordered
from quancheng.kernel.orgs.models.tenants import Tenant
from quancheng.kernel.orgs.models.units import Post
from quancheng.kernel.orgs.roles import EVERY_ADMIN


class People(BaseUserManager["Person"]):
    """Every person who can sign in."""


class Person(AbstractBaseUser, PermissionsMixin):
    """A person who signs in at the desk. What they may do comes from the posts they hold, never from here."""

    account = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    email = models.EmailField("电子邮箱", blank=True)
    tenant = models.ForeignKey(
        Tenant, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="所属政府"
    )
    is_active = models.BooleanField("在用", default=True)
    is_demo = models.BooleanField("演示", default=False)
    must_change_password = models.BooleanField("须改密码", default=False)  # it was issued: another knows it

    USERNAME_FIELD = "account"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[People] = People()

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"
        constraints = [
            # Whoever may do everything would be all three administrators in one: nobody ever is, nowhere.
            models.CheckConstraint(condition=Q(is_superuser=False), name="orgs_person_never_superuser")
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def get_username(self) -> str:
        return self.account


class Holding(models.Model):
    """A person in a post, first day to last: as its holder, or as the deputy (AB岗) of its holder."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings", verbose_name="人员")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings", verbose_name="岗位")
    from_on = models.DateField("到岗日期")
    until_on = models.DateField("离岗日期", null=True, blank=True)
    stands_in_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name="代理"
    )

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        constraints = [
            ordered("holding"),
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(until_on__isnull=True, stands_in_for__isnull=True),
                name="orgs_holding_one_open_holder",
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for__isnull=True)
                | ~Q(stands_in_for=F("id")) & Q(until_on__isnull=False),
                name="orgs_holding_deputy_has_dates",
            ),
        ]
        indexes = [models.Index(fields=["person", "from_on"], name="orgs_holding_person_from")]

    def __str__(self) -> str:
        if self.stands_in_for is None:
            return self.person.name
        return f"{self.person.name} 代 {self.stands_in_for.person.name}"


class AdminSeat(models.Model):
    """One of the three administrators of a government. A person has one seat at most, so never two roles."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="seats", verbose_name="政府")
    role = models.CharField("角色", max_length=10)
    person = models.OneToOneField(
        Person, models.PROTECT, null=True, blank=True, related_name="seat", verbose_name="人员"
    )

    class Meta:
        verbose_name = "管理员席位"
        verbose_name_plural = "管理员席位"
        constraints = [
            one_of("adminseat", "role", EVERY_ADMIN),
            models.UniqueConstraint(fields=["tenant", "role"], name="orgs_adminseat_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tenant} {self.role}"

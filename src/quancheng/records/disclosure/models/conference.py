"""What several units of one government work out together about a request."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.orgs.models import Person, Tenant, Unit
from quancheng.records.disclosure.models.requests import LONGEST_REASON, LONGEST_WANTED, Request
from quancheng.records.disclosure.rules.conference import Sort

LONGEST_ATTENDED = 500  # [D] signs: the units and the names of thirty people


class Conference(models.Model):
    """A difficult request talked over (疑难会商), or opinions gathered across units (跨部门协调).

    Inside the administration: the period to answer goes on. Who takes part reads the question and what the
    handler chose of the request (`excerpt`), never who asks.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    request = models.ForeignKey(Request, models.PROTECT, related_name="joints", verbose_name="申请")
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办件")
    sort = models.CharField("类型", max_length=8, choices=[(one.value, one.says) for one in Sort])
    question = models.TextField("需要研究的问题", max_length=LONGEST_REASON)
    excerpt = models.TextField("申请内容摘录", max_length=LONGEST_WANTED, blank=True, default="")
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="发起人")
    held_on = models.DateField("会商日期", null=True, blank=True)
    attended = models.CharField("参加单位和人员", max_length=LONGEST_ATTENDED, blank=True, default="")
    conclusion = models.TextField("结论", max_length=LONGEST_WANTED, blank=True, default="")

    class Meta:
        verbose_name = "会商和协调"
        verbose_name_plural = "会商和协调"
        constraints = [
            models.CheckConstraint(
                condition=Q(sort__in=[one.value for one in Sort]), name="disclosure_joint_sort"
            ),
            models.CheckConstraint(
                condition=Q(conclusion="", held_on__isnull=True, attended="")
                | ~Q(conclusion="") & Q(held_on__isnull=False) & ~Q(attended=""),
                name="disclosure_joint_concluded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sort_display()}{self.pk}"


class ConferenceUnit(models.Model):
    """One unit that is asked: by when, and what it said."""

    joint = models.ForeignKey(Conference, models.PROTECT, related_name="units", verbose_name="会商")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="参加单位")
    due_on = models.DateField("反馈期限")
    opinion = models.TextField("意见", max_length=LONGEST_REASON, blank=True, default="")
    given_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="反馈人"
    )
    given_at = models.DateTimeField("反馈时间", null=True, blank=True)

    class Meta:
        verbose_name = "参加单位"
        verbose_name_plural = "参加单位"
        ordering = ["unit__code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["joint", "unit"], name="disclosure_conferenceunit_once"),
            models.CheckConstraint(
                condition=Q(opinion="", given_by__isnull=True, given_at__isnull=True)
                | ~Q(opinion="") & Q(given_by__isnull=False, given_at__isnull=False),
                name="disclosure_conferenceunit_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}"

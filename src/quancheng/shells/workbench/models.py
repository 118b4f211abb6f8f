"""The tables of the desk: what editors laid before for the site, and the cache that every process shares."""

from django.db import models
from django.db.models import F, Q
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from quancheng.kernel.orgs.models import Person, Tenant


class SiteRelease(models.Model):
    """One wording of a page of the site that an editor laid before, and what became of it.

    Who laid it before does not release it: by constraint. Taking a page down is a line of its own.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待审核"
        RELEASED = "released", "已公开"
        RETURNED = "returned", "已退回"
        REPLACED = "replaced", "已重新提交"
        WITHDRAWN = "withdrawn", "已撤下"

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+", verbose_name="页面")
    title = models.CharField("标题", max_length=255)
    revision_id = models.PositiveBigIntegerField("版本")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    note = models.CharField("提交说明", max_length=500, blank=True)
    submitted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="提交人")
    submitted_at = models.DateTimeField("提交时间")
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    decided_at = models.DateTimeField("审核时间", null=True, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "网站页面审核"
        verbose_name_plural = "网站页面审核"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="released")
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=F("submitted_by")),
                name="workbench_siterelease_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "replaced"], decided_by__isnull=True)
                | Q(state__in=["released", "returned", "withdrawn"], decided_by__isnull=False),
                name="workbench_siterelease_decided",
            ),
            models.UniqueConstraint(
                fields=["page"], condition=Q(state="waiting"), name="workbench_siterelease_one_waits"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """Where it opens at the desk; nowhere on the other surface."""
        try:
            return reverse("workbench:site_release", args=[self.pk])
        except NoReverseMatch:
            return ""


class CountedTry(models.Model):
    """A line of the shared cache: counted tries, spent codes. Django writes it; retention takes it away."""

    cache_key = models.CharField("键", max_length=255, primary_key=True)
    value = models.TextField("值")
    expires = models.DateTimeField("失效时间")

    class Meta:
        managed = False
        db_table = "workbench_counted_tries"
        verbose_name = "尝试次数"
        verbose_name_plural = "尝试次数"

    def __str__(self) -> str:
        return self.cache_key

"""What several ask for becomes public (第四十四条); what was withheld is looked at again (第十八条)."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.records.disclosure.models.replies import Item
from quancheng.records.disclosure.models.requests import LONGEST_REASON, LONGEST_WANTED, Request
from quancheng.records.disclosure.rules.made_open import ORIGINS


class MadeOpen(models.Model):
    """One piece of information that an agency considers making public by itself (转为主动公开评估).

    `likeness` is a digest of what is wanted, by which the same wish is known again.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办件")
    origin = models.CharField("来源", max_length=12, choices=ORIGINS)
    about = models.TextField("信息内容", max_length=LONGEST_WANTED)
    likeness = models.CharField("内容摘要", max_length=64)
    opened_at = models.DateTimeField("提示时间")
    makes_open = models.BooleanField("拟转为主动公开", null=True, blank=True)
    reason = models.TextField("评估理由", max_length=LONGEST_REASON, blank=True, default="")
    assessed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="评估人"
    )
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审定人"
    )
    decided_at = models.DateTimeField("审定时间", null=True, blank=True)
    address = models.URLField("公开网址", max_length=500, blank=True, default="")
    published_on = models.DateField("公开日期", null=True, blank=True)

    class Meta:
        verbose_name = "转为主动公开评估"
        verbose_name_plural = "转为主动公开评估"
        constraints = [
            models.CheckConstraint(
                condition=Q(origin__in=[value for value, _ in ORIGINS]), name="disclosure_made_open_origin"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("assessed_by")),
                name="disclosure_made_open_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True, address="")
                | Q(published_on__isnull=False) & ~Q(address=""),
                name="disclosure_made_open_published",
            ),
        ]
        indexes = [models.Index(fields=["likeness"], name="disclosure_made_open_like")]

    def __str__(self) -> str:
        return f"转为主动公开评估{self.pk}"


class SameWish(models.Model):
    """One request among those that asked for the same."""

    made_open = models.ForeignKey(MadeOpen, models.PROTECT, related_name="wishes", verbose_name="评估")
    request = models.ForeignKey(Request, models.PROTECT, related_name="same_wishes", verbose_name="申请")

    class Meta:
        verbose_name = "相同内容的申请"
        verbose_name_plural = "相同内容的申请"
        constraints = [
            models.UniqueConstraint(fields=["made_open", "request"], name="disclosure_same_wish_once"),
        ]

    def __str__(self) -> str:
        return f"{self.made_open_id}-{self.request_id}"


class Suggestion(models.Model):
    """An applicant suggests that what they were given be public for all (第四十四条第二款).

    Written by the applicant; the house opens the assessment. `outcome`, `answer`: what the agency told them.
    """

    request = models.OneToOneField(Request, models.PROTECT, related_name="suggestion", verbose_name="申请")
    reason = EncryptedTextField("建议理由", blank=True, default="", purpose="disclosure.suggestion.reason")
    made_at = models.DateTimeField("提出时间")
    made_open = models.ForeignKey(
        MadeOpen, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name="评估"
    )
    outcome = models.CharField("结果", max_length=12, blank=True, default="")
    answer = models.TextField("答复", max_length=2000, blank=True, default="")
    letter = models.CharField("文号", max_length=100, blank=True, default="")
    letter_code = models.CharField("核验码", max_length=8, blank=True, default="")  # none: answered before
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    erased_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        verbose_name = "主动公开建议"
        verbose_name_plural = "主动公开建议"
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="")
                | Q(answered_at__isnull=False) & ~Q(outcome=""),
                name="disclosure_suggestion_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"主动公开建议{self.request_id}"


class Reevaluation(models.Model):
    """An earlier refusal was looked at again (定期评估审查): still withheld, or open now.

    Proposed by one person, decided by another; `made_open` then brings it to the public.
    """

    item = models.ForeignKey(
        Item, models.PROTECT, related_name="reevaluations", verbose_name="不予公开的事项"
    )
    is_open = models.BooleanField("现在可以公开")
    reason = models.TextField("理由", max_length=LONGEST_REASON)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="评估人")
    proposed_at = models.DateTimeField("评估时间")
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审定人"
    )
    decided_at = models.DateTimeField("审定时间", null=True, blank=True)
    is_agreed = models.BooleanField("同意", null=True, blank=True)
    made_open = models.OneToOneField(
        MadeOpen, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="转为主动公开"
    )

    class Meta:
        verbose_name = "不予公开信息评估"
        verbose_name_plural = "不予公开信息评估"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(decided_at__isnull=True), name="disclosure_reevaluation_one"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="disclosure_reevaluation_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"不予公开信息评估{self.item_id}"

"""The processing fee of a request, and the reasons that a great number of requests is asked for."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.orgs.models import Person
from quancheng.records.disclosure.models.letters import Letter
from quancheng.records.disclosure.models.requests import LONGEST_REASON, LONGEST_WANTED, Request
from quancheng.records.disclosure.rules.fees import Basis


class Fee(models.Model):
    """A fee that a handler proposed and the head set (国办函〔2020〕109号): it may be charged, never must.

    One basis for one request. `before`: the items of the month that came earlier; `count`: into how many
    items the matter is split (one, where `split_why` is empty: 一事一申请, 第四条), or the pages. `working`:
    the calculation line by line, as in the notice. Who proposes does not issue.
    A wrong notice is withdrawn, with its reason; what came after the period to pay stands in `late_on`.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="fees", verbose_name="申请")
    basis = models.CharField("计收方式", max_length=8, choices=[(one.value, one.says) for one in Basis])
    before = models.PositiveIntegerField("本月此前件数", default=0)
    count = models.PositiveIntegerField("件数或者页数")
    split_why = models.TextField("拆分理由", max_length=LONGEST_REASON, blank=True, default="")
    yuan = models.PositiveIntegerField("金额（元）")
    working = models.TextField("计算过程", max_length=4000)
    why = models.TextField("收费理由", max_length=LONGEST_REASON)
    how = models.TextField("缴款方式", max_length=1000, blank=True, default="")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟定人")
    proposed_at = models.DateTimeField("拟定时间")
    dropped_at = models.DateTimeField("不收时间", null=True, blank=True)
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间", null=True, blank=True)
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="收费通知书"
    )
    paid_on = models.DateField("缴费日期", null=True, blank=True)
    voucher = models.CharField("财政票据号", max_length=100, blank=True, default="")
    unpaid_on = models.DateField("逾期未缴日期", null=True, blank=True)
    late_on = models.DateField("逾期缴费日期", null=True, blank=True)
    late_voucher = models.CharField("逾期缴费的财政票据号", max_length=100, blank=True, default="")
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回理由", max_length=LONGEST_REASON, blank=True, default="")

    class Meta:
        verbose_name = "信息处理费"
        verbose_name_plural = "信息处理费"
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(dropped_at__isnull=True, withdrawn_at__isnull=True),
                name="disclosure_fee_one",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | Q(
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                    issued_at__isnull=False,
                    paid_on__isnull=True,
                    unpaid_on__isnull=True,
                )
                & ~Q(withdrawn_reason=""),
                name="disclosure_fee_withdrawn",
            ),
            models.CheckConstraint(  # too late it pays for nothing
                condition=Q(late_on__isnull=True, late_voucher="")
                | Q(late_on__isnull=False, issued_at__isnull=False, paid_on__isnull=True),
                name="disclosure_fee_late",
            ),
            models.CheckConstraint(
                condition=Q(basis="items", count=1, split_why="")
                | Q(basis="items", count__gt=1) & ~Q(split_why="")
                | Q(basis="pages", before=0, split_why=""),
                name="disclosure_fee_basis",
            ),
            models.CheckConstraint(condition=Q(yuan__gt=0), name="disclosure_fee_yuan"),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("proposed_by")),
                name="disclosure_fee_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(
                    issued_at__isnull=True, letter__isnull=True, paid_on__isnull=True, unpaid_on__isnull=True
                )
                | Q(issued_at__isnull=False, letter__isnull=False, dropped_at__isnull=True)
                & (Q(paid_on__isnull=True) | Q(unpaid_on__isnull=True)),
                name="disclosure_fee_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"信息处理费{self.request_id}"


class Explanation(models.Model):
    """What an applicant of very many requests is asked to explain, and what they say (《条例》第三十五条)."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="explanation", verbose_name="申请")
    count = models.PositiveIntegerField("申请件数")
    period = models.CharField("统计期间", max_length=60)
    points = models.TextField("需要说明的内容", max_length=LONGEST_REASON)
    until = models.DateField("说明期限")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="告知人")
    asked_at = models.DateTimeField("告知时间")
    answer = EncryptedTextField("说明的理由", blank=True, default="", purpose="disclosure.explanation.answer")
    answered_on = models.DateField("收到说明日期", null=True, blank=True)
    delayed_until = models.DateField("延迟答复期限", null=True, blank=True)
    erased_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        verbose_name = "说明理由"
        verbose_name_plural = "说明理由"
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=2), name="disclosure_explanation_count"),
            models.CheckConstraint(  # a later day needs reasons that were given
                condition=Q(delayed_until__isnull=True) | Q(answered_on__isnull=False),
                name="disclosure_explanation_delay",
            ),
        ]

    def __str__(self) -> str:
        return f"说明理由{self.request_id}"


LONGEST_ANSWER = LONGEST_WANTED

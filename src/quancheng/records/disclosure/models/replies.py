"""What a request asks for, piece by piece, and what was answered to it."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.orgs.models import Person
from quancheng.records.disclosure.models.hands import Handled
from quancheng.records.disclosure.models.requests import LONGEST_REASON, LONGEST_WANTED, Request
from quancheng.records.disclosure.rules.papers import Paper

IS_DELIVERED_AFTER_POSTING = Q(delivered_on__isnull=True) | Q(
    way="by_post", served_on__isnull=False, delivered_on__gte=F("served_on")
)  # of every other way the day of service is that of receipt
LONGEST_TELLING = 3000  # [D] signs: reasons that cite their articles in full


def known_on(way: str, served_on: date | None, delivered_on: date | None) -> date | None:
    """From when whom a paper is for knows of it, and its remedies run (《行政复议法》第二十条).

    Posted, it is served in time on the day of posting (国办公开办函〔2016〕235号) and known on the day of
    delivery: None until that is entered. Of every other way the day of service is that of receipt.
    """
    return delivered_on if way == Reply.Way.BY_POST else served_on


class Item(models.Model):
    """One piece of what a request asks for, with its own decision and ground.

    All of them are answered in one reply. `ground` is a code of `rules.grounds`; `said` holds what that
    ground must say, by the word of the rule;
    `row` is the row of the annual table as the rule proposed it, or as a person put it with a reason.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="items", verbose_name="申请")
    place = models.PositiveSmallIntegerField("序号")
    wanted = models.TextField("所需内容", max_length=LONGEST_WANTED)
    ground = models.CharField("处理依据", max_length=20, blank=True, default="")
    withheld = models.JSONField("不公开部分的依据", default=list, blank=True)
    said = models.JSONField("答复要素", default=dict, blank=True)
    row = models.PositiveSmallIntegerField("年报行次", null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="拟定人"
    )
    row_reason = models.CharField("改列理由", max_length=LONGEST_REASON, blank=True, default="")

    class Meta:
        verbose_name = "申请事项"
        verbose_name_plural = "申请事项"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["request", "place"], name="disclosure_item_place"),
            models.CheckConstraint(
                condition=Q(ground="", row__isnull=True) | ~Q(ground="") & Q(row__range=(3, 23)),
                name="disclosure_item_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}-{self.place}"


class Reply(Handled):
    """One reply as it was drafted, reviewed, looked through for secrets, issued and served.

    Whoever drafts it neither reviews nor clears nor issues it: constraints, not screens. `is_cleared_apart`:
    its government asked that who clears it neither reviews nor issues. One that was returned stays as it
    was. `text` is what the letter says, `issuer` and `number` what stands in its
    head; they never change. `served_on` is the day by which it is in time, of a posted one that of posting;
    `delivered_on` the day on which a posted one was signed for.
    """

    class Way(models.TextChoices):
        """By what it reached the applicant (国办公开办函〔2016〕235号). A private courier is no way."""

        BY_HAND = "by_hand", "直接送达"
        BY_ORGAN = "by_organ", "委托其他行政机关代为送达"
        BY_POST = "by_post", "邮政企业邮寄"
        BY_NETWORK = "by_network", "网上送达"

    request = models.ForeignKey(Request, models.PROTECT, related_name="replies", verbose_name="申请")
    text = models.TextField("答复书正文", max_length=20_000)
    remedy = models.CharField("救济途径类别", max_length=1)
    paper = models.CharField(
        "文书名称", max_length=12, choices=[(one.value, one.says) for one in Paper], default=Paper.REPLY.value
    )
    code = models.CharField("核验码", max_length=8, blank=True, default="")
    issuer = models.CharField("发文机关", max_length=200, blank=True, default="")
    number = models.CharField("文号", max_length=100, blank=True, default="")
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    serial = models.PositiveIntegerField("文号序号", null=True, blank=True)
    cleared_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="保密审查人"
    )
    cleared_at = models.DateTimeField("保密审查时间", null=True, blank=True)
    is_cleared_apart = models.BooleanField("保密审查须由第三人办理", default=False)
    way = models.CharField("送达方式", max_length=12, choices=Way.choices, blank=True, default="")
    proof = EncryptedTextField("送达凭证", blank=True, default="", purpose="disclosure.reply.proof")
    served_on = models.DateField("送达日期", null=True, blank=True)
    delivered_on = models.DateField("签收日期", null=True, blank=True)
    erased_at = models.DateTimeField("送达凭证清除时间", null=True, blank=True)

    class Meta:
        verbose_name = "答复书"
        verbose_name_plural = "答复书"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(returned_at__isnull=True, superseded_at__isnull=True),
                name="disclosure_reply_one",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(returned_at__isnull=True),
                name="disclosure_reply_superseded_or_returned",
            ),
            models.CheckConstraint(
                condition=(Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("drafted_by")))
                & (Q(cleared_by__isnull=True) | ~Q(cleared_by=F("drafted_by")))
                & (Q(issued_by__isnull=True) | ~Q(issued_by=F("drafted_by"))),
                name="disclosure_reply_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(is_by_two=False) | Q(issued_by__isnull=True) | ~Q(issued_by=F("reviewed_by")),
                name="disclosure_reply_by_two",
            ),
            models.CheckConstraint(
                condition=Q(is_cleared_apart=False)
                | (Q(reviewed_by__isnull=True) | ~Q(cleared_by=F("reviewed_by")))
                & (Q(issued_by__isnull=True) | ~Q(cleared_by=F("issued_by"))),
                name="disclosure_reply_cleared_apart",
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, serial__isnull=True)
                | Q(
                    issued_at__isnull=False, serial__isnull=False, year__isnull=False,
                    reviewed_at__isnull=False, cleared_at__isnull=False, returned_at__isnull=True,
                ),
                name="disclosure_reply_issued_in_order",
            ),
            models.CheckConstraint(
                condition=Q(served_on__isnull=True, way="")
                | Q(served_on__isnull=False, issued_at__isnull=False) & ~Q(way=""),
                name="disclosure_reply_served",
            ),
            models.CheckConstraint(condition=IS_DELIVERED_AFTER_POSTING, name="disclosure_reply_delivered"),
            models.CheckConstraint(condition=Q(remedy__in=["A", "B", "C"]), name="disclosure_reply_remedy"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"答复{self.request_id}"

    @property
    def known_on(self) -> date | None:
        return known_on(self.way, self.served_on, self.delivered_on)

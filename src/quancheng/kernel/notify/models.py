"""Notices and their deliveries; subscriptions; digests; words and hours that a government sets itself."""

import uuid
from collections.abc import Iterable
from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q

from quancheng.kernel.notify.policy import FREQUENCY_SAYS, Channel, Frequency, Policy
from quancheng.kernel.notify.quiet import Quiet
from quancheng.kernel.notify.wording import LONGEST_SUBJECT, Wording
from quancheng.kernel.orgs.models import Tenant

REF_LENGTH = 200
CORRESPONDENT = "notify.correspondent.address"  # the purpose under which an address for one answer is sealed


def known(table: str, field: str, values: Iterable[str]) -> models.CheckConstraint:
    """The word is one that the house knows."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": sorted(values)}), name=f"notify_{table}_{field}"
    )


class State(models.TextChoices):
    """How far a delivery has come."""

    WAITING = "waiting", "待发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "发送失败"
    DROPPED = "dropped", "不再发送"


class EndReason(models.TextChoices):
    """Why a subscription ended."""

    UNSUBSCRIBED = "unsubscribed", "本人退订"
    NEVER_CONFIRMED = "never_confirmed", "逾期未确认"
    RECORD_GONE = "record_gone", "所订内容已不公开"


class Subscription(models.Model):
    """Somebody follows a record by e-mail. Ended with a reason, never deleted; the address goes later.

    The address is kept sealed; the digest beside it finds the same address again.
    """

    number = models.UUIDField("编号", unique=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="所属政府")
    address_sealed = models.TextField("邮箱（密文）", blank=True)
    address_digest = models.CharField("邮箱摘要", max_length=120, blank=True)
    pattern = models.CharField("订阅内容", max_length=REF_LENGTH)
    title = models.CharField("订阅内容名称", max_length=200, blank=True)
    frequency = models.CharField(
        "频次", max_length=10, choices=[(f.value, s) for f, s in FREQUENCY_SAYS.items()]
    )
    asked_at = models.DateTimeField("申请时间")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=20, blank=True, choices=EndReason.choices)
    erased_at = models.DateTimeField("邮箱清除时间", null=True, blank=True)

    class Meta:
        verbose_name = "订阅"
        verbose_name_plural = "订阅"
        constraints = [
            known("subscription", "frequency", Frequency),
            models.UniqueConstraint(
                fields=["address_digest", "pattern"],
                condition=Q(ended_at__isnull=True),
                name="notify_subscription_open_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="")
                | Q(ended_at__isnull=False) & ~Q(end_reason=""),
                name="notify_subscription_end_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) & ~Q(address_sealed="")
                | Q(erased_at__isnull=False, ended_at__isnull=False, address_sealed="", address_digest=""),
                name="notify_subscription_erased_is_empty",
            ),
        ]
        indexes = [
            models.Index(fields=["pattern", "ended_at"], name="notify_subscription_pattern"),
            models.Index(fields=["address_digest"], name="notify_subscription_address"),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.pattern} {self.get_frequency_display()}"


class DigestRun(models.Model):
    """That the digests of a day were made. A worked day without one is a fault that can be seen."""

    on = models.DateField("日期", unique=True)
    with_weekly = models.BooleanField("含每周汇总")
    made_at = models.DateTimeField("生成时间")
    letters = models.PositiveIntegerField("汇总封数")
    notices = models.PositiveIntegerField("通知条数")

    class Meta:
        verbose_name = "汇总"
        verbose_name_plural = "汇总"

    def __str__(self) -> str:
        return f"{self.on} {self.letters}封"


class Notice(models.Model):
    """One thing told to one person, one subscriber or one correspondent, in the words it was told in.

    A correspondent wrote to the house and left an address for the answer: it is kept sealed, for this letter
    alone, and erased when the letter's fate is old enough. Besides that only read_at changes.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="所属政府")
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="收件人",
    )
    to_subscription = models.ForeignKey(
        Subscription, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name="订阅"
    )
    to_sealed = models.TextField("收信地址（密文）", blank=True)
    to_correspondent = models.BooleanField("致来信人", default=False)
    kind = models.CharField("类别", max_length=60)
    policy = models.CharField("方式", max_length=10)
    wording = models.CharField("模板版本", max_length=60)
    facts = models.JSONField("要素")
    subject = models.CharField("标题", max_length=LONGEST_SUBJECT)
    body = models.TextField("正文", blank=True)
    about = models.CharField("所涉记录", max_length=REF_LENGTH, blank=True)
    once = models.CharField("事由编号", max_length=120, blank=True)
    run = models.ForeignKey(
        DigestRun, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="汇总"
    )
    created_at = models.DateTimeField("生成时间")
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        constraints = [
            known("notice", "policy", Policy),
            models.CheckConstraint(
                condition=Q(to_person__isnull=False, to_subscription__isnull=True, to_correspondent=False)
                | Q(to_person__isnull=True, to_subscription__isnull=False, to_correspondent=False)
                | Q(to_person__isnull=True, to_subscription__isnull=True, to_correspondent=True),
                name="notify_notice_to_one",
            ),
            models.CheckConstraint(
                condition=Q(to_sealed="") | Q(to_correspondent=True), name="notify_notice_sealed_for_one"
            ),
            models.UniqueConstraint(
                fields=["kind", "once"],
                condition=~Q(once="") & Q(to_correspondent=True),
                name="notify_notice_correspondent_told_once",
            ),
            models.UniqueConstraint(
                fields=["to_person", "kind", "once"],
                condition=~Q(once="") & Q(to_person__isnull=False),
                name="notify_notice_person_told_once",
            ),
            models.UniqueConstraint(
                fields=["to_subscription", "kind", "once"],
                condition=~Q(once="") & Q(to_subscription__isnull=False),
                name="notify_notice_subscriber_told_once",
            ),
            models.UniqueConstraint(
                fields=["run", "to_person"],
                condition=Q(run__isnull=False, to_person__isnull=False),
                name="notify_one_digest_a_person_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["to_person", "-created_at"], name="notify_notice_inbox"),
            models.Index(
                fields=["to_person"], condition=Q(read_at__isnull=True), name="notify_notice_unread"
            ),
            models.Index(fields=["about"], name="notify_notice_about"),
        ]

    def __str__(self) -> str:
        return self.subject


class Delivery(models.Model):
    """One notice on its way by one channel: the proof of when it was sent, or why it was not.

    `key` names it to the gateway, so that a second sending can be told from a second letter. What goes out in
    a digest has the digest's delivery as its carrier and shares its fate.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries", verbose_name="通知")
    channel = models.CharField("渠道", max_length=10)
    key = models.UUIDField("编号", unique=True, default=uuid.uuid4, editable=False)
    frequency = models.CharField("频次", max_length=10, default=Frequency.IMMEDIATE)
    carrier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried", verbose_name="所在汇总"
    )
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField("原因", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)
    not_before = models.DateTimeField("最早发送时间")
    receipt = models.CharField("回执", max_length=200, blank=True)
    ended_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = "送达"
        verbose_name_plural = "送达"
        constraints = [
            known("delivery", "channel", Channel),
            known("delivery", "frequency", Frequency),
            models.UniqueConstraint(fields=["notice", "channel"], name="notify_delivery_once_a_channel"),
            models.CheckConstraint(
                condition=Q(state=State.WAITING, ended_at__isnull=True)
                | Q(state=State.SENT, ended_at__isnull=False)
                | Q(state__in=[State.FAILED, State.DROPPED], ended_at__isnull=False) & ~Q(reason=""),
                name="notify_delivery_end_is_told",
            ),
        ]
        indexes = [
            models.Index(
                fields=["frequency", "not_before"],
                condition=Q(state=State.WAITING),
                name="notify_delivery_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.channel} {self.get_state_display()}"


class Template(models.Model):
    """Words that a government sets for a kind of notice from a day on. A version is never changed."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="所属政府")
    kind = models.CharField("类别", max_length=60)
    version = models.PositiveSmallIntegerField("版本")
    from_on = models.DateField("启用日期")
    subject = models.CharField("标题", max_length=200)
    body = models.TextField("正文")
    made_at = models.DateTimeField("制定时间")
    made_by_id = models.BigIntegerField("制定人", null=True, blank=True)

    class Meta:
        verbose_name = "通知模板"
        verbose_name_plural = "通知模板"
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "kind", "version"], name="notify_template_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} 第{self.version}版"

    def as_wording(self) -> Wording:
        """The words, free of the database."""
        return Wording(self.from_on, self.subject, self.body, version=f"第{self.version}版")


class QuietHours(models.Model):
    """The hours in which a government's letters and messages wait, from a day on. The inbox never waits."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="所属政府")
    from_on = models.DateField("启用日期")
    starts = models.TimeField("开始", default=time(21))
    ends = models.TimeField("结束", default=time(8))
    source = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "免打扰时段"
        verbose_name_plural = "免打扰时段"
        ordering = ["from_on", "pk"]  # of two for one day the later holds

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}—{self.ends:%H:%M}"

    def as_quiet(self) -> Quiet:
        """The hours, free of the database."""
        return Quiet(self.starts, self.ends)


class News(models.Model):
    """What followers are told, on its way to the house outside, where they are known (`kernel/transfer`).

    It goes from here as soon as the other house has it.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="所属政府")
    kind = models.CharField("类别", max_length=60)
    facts = models.JSONField("内容", default=dict)
    about = models.CharField("所涉记录", max_length=200)
    part_of = models.JSONField("所属记录", default=list)
    once = models.CharField("事由", max_length=120, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "待送外网的订阅消息"
        verbose_name_plural = "待送外网的订阅消息"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

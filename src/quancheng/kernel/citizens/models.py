"""Accounts, codes and sign-ins. What is personal is sealed; what is looked for has a keyed digest."""

import uuid

from django.db import models
from django.db.models import Q

from quancheng.kernel.citizens.ways import Address, Way
from quancheng.kernel.crypto.fields import EncryptedTextField

WAYS = [(way.value, way.says) for way in Way]


class Purpose(models.TextChoices):
    """What a code is good for, and for nothing else."""

    SIGN_IN = "sign_in", "登录"
    CHANGE = "change", "绑定新的手机或邮箱"
    CLOSE = "close", "注销账号"


class EndReason(models.TextChoices):
    """Why a sign-in ended before its time."""

    SIGNED_OUT = "signed_out", "退出登录"
    BY_OWNER = "by_owner", "本人在别处结束"
    GAVE_WAY = "gave_way", "同时登录的设备太多"
    CHANGED = "changed", "手机、邮箱或密码已更改"
    CLOSED = "closed", "账号已注销"


class Citizen(models.Model):
    """Somebody of the public who can be known again: by a phone, an e-mail address, or both.

    `number` is drawn, told to nobody, and never written outside the account's own cookie: by it the role of
    the public process finds the row. A closed account keeps nothing but its dates.
    """

    number = models.UUIDField("编号", unique=True, default=uuid.uuid4, editable=False)
    phone = EncryptedTextField("手机号码", blank=True, default="", purpose="citizens.phone")
    phone_digest = models.CharField("手机号码摘要", max_length=120, blank=True)
    email = EncryptedTextField("电子邮箱", blank=True, default="", purpose="citizens.email")
    email_digest = models.CharField("电子邮箱摘要", max_length=120, blank=True)
    name = EncryptedTextField("称呼", blank=True, default="", purpose="citizens.name")
    password = EncryptedTextField("密码（摘要）", blank=True, default="", purpose="citizens.password")
    notice = models.CharField("所同意的告知版本", max_length=20)
    consented_at = models.DateTimeField("同意时间")
    registered_at = models.DateTimeField("注册时间")
    seen_at = models.DateTimeField("最近登录时间")
    closed_at = models.DateTimeField("注销时间", null=True, blank=True)

    class Meta:
        verbose_name = "公众账号"
        verbose_name_plural = "公众账号"
        constraints = [
            models.UniqueConstraint(
                fields=["phone_digest"], condition=~Q(phone_digest=""), name="citizens_one_account_a_phone"
            ),
            models.UniqueConstraint(
                fields=["email_digest"], condition=~Q(email_digest=""), name="citizens_one_account_an_email"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) & ~Q(phone_digest="", email_digest="")
                | Q(closed_at__isnull=False, phone_digest="", email_digest=""),
                name="citizens_closed_is_empty",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"账号{self.pk}"

    @property
    def addresses(self) -> tuple[Address, ...]:
        """By what the citizen is reached, the phone first."""
        told = ((Way.PHONE, self.phone), (Way.EMAIL, self.email))
        return tuple(Address(way, text) for way, text in told if text)


class Code(models.Model):
    """One one-time code on its way to one address, for one purpose.

    The digits stand nowhere: they are read from a keyed digest of this row (`queries.digits_of`).
    """

    number = models.UUIDField("编号", unique=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField("用途", max_length=10, choices=Purpose.choices)
    way = models.CharField("方式", max_length=10, choices=WAYS)
    to = EncryptedTextField("收信号码或邮箱", purpose="citizens.code.to")
    to_digest = models.CharField("收信号码或邮箱摘要", max_length=120)
    citizen = models.ForeignKey(
        Citizen, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="账号"
    )
    asked_at = models.DateTimeField("申请时间")
    until = models.DateTimeField("有效期至")
    tries = models.PositiveSmallIntegerField("核对次数", default=0)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)
    ended_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        verbose_name = "验证码"
        verbose_name_plural = "验证码"
        constraints = [
            models.UniqueConstraint(
                fields=["to_digest"],
                condition=Q(used_at__isnull=True, ended_at__isnull=True),
                name="citizens_one_live_code",
            ),
            models.CheckConstraint(condition=Q(purpose__in=list(Purpose)), name="citizens_code_purpose"),
            models.CheckConstraint(
                condition=Q(purpose=Purpose.SIGN_IN) | Q(citizen__isnull=False),
                name="citizens_code_of_an_account",
            ),
        ]
        indexes = [models.Index(fields=["to_digest", "asked_at"], name="citizens_code_to")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def address(self) -> Address:
        """Where it goes."""
        return Address(Way(self.way), self.to)


class SignIn(models.Model):
    """One sign-in of an account on one device. Of the cookie only a keyed digest is kept."""

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="sign_ins", verbose_name="账号")
    token_digest = models.CharField("令牌摘要", max_length=120, unique=True)
    device = models.CharField("设备", max_length=60)
    begun_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近使用时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=12, blank=True, choices=EndReason.choices)

    class Meta:
        verbose_name = "公众登录"
        verbose_name_plural = "公众登录"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="")
                | Q(ended_at__isnull=False) & ~Q(end_reason=""),
                name="citizens_end_has_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["citizen"], condition=Q(ended_at__isnull=True), name="citizens_open_sign_ins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.device} {self.begun_at:%Y-%m-%d %H:%M}"

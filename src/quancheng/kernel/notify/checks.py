"""`manage.py check`: every kind of notice is soundly declared, every channel has a gateway, mail leaves."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from quancheng.kernel.notify.policy import Channel
from quancheng.kernel.notify.registry import unsound_kinds


def notices_are_sound(**_: Any) -> list[CheckMessage]:
    """One error for each fault in a kind, and for each channel without a gateway."""
    missing = {
        channel.value for channel in Channel if channel is not Channel.INBOX
    } - settings.NOTIFY_PORTS.keys()
    faults = [*unsound_kinds(), *(f"NOTIFY_PORTS names no gateway for {name}" for name in sorted(missing))]
    return [Error(fault, id="notify.E001") for fault in faults]


def mail_leaves_the_house(**_: Any) -> list[CheckMessage]:
    """For `check --deploy`: a real site has a mail server, a sender, and keeps its password to itself."""
    return [Error(fault, hint=_HINT, id="notify.E002") for fault in _mail_faults()]


_HINT = "config/environment.py lists what begins with QUANCHENG_MAIL_"


def _mail_faults() -> Iterator[str]:
    if not settings.EMAIL_HOST:
        yield "没有邮件服务器，信件只写成文件、谁也收不到：请设置 QUANCHENG_MAIL_HOST 和 QUANCHENG_MAIL_FROM"
    elif "@" not in settings.DEFAULT_FROM_EMAIL or settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield "没有发件人地址，邮件会被拒收：请设置 QUANCHENG_MAIL_FROM"
    if settings.EMAIL_HOST_PASSWORD and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        yield "邮件密码会以明文发送：请把 QUANCHENG_MAIL_TLS 设为 starttls 或 implicit"

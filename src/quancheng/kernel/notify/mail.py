"""Letters by Django's mail backend, which the settings choose."""

from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from quancheng.kernel.notify.ports import Message, Undeliverable, Unreachable


class DjangoMail:
    """Plain text, one recipient. A letter tried twice has one Message-ID: mail systems drop the second."""

    def send(self, message: Message, *, to: str) -> str:
        identity = f"<{message.key}@{urlsplit(settings.PUBLIC_ADDRESS).hostname}>"
        letter = EmailMessage(
            subject=message.subject,
            body=message.text,
            to=[to],
            headers={"Message-ID": identity, "Auto-Submitted": "auto-generated", **message.headers},
        )
        try:
            letter.send()
        except SMTPRecipientsRefused as refused:
            raise Undeliverable("邮件服务器拒收该地址") from refused
        except (SMTPException, OSError) as fault:
            raise Unreachable(f"邮件服务器未接收：{type(fault).__name__}") from fault
        return identity

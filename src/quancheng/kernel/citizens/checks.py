"""`manage.py check --deploy`: codes for citizens leave a real house."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as Doubt


def codes_leave_the_house(**_: Any) -> list[CheckMessage]:
    """A warning while nobody can sign in, because no gateway would carry a code."""
    if settings.CITIZEN_WAYS:
        return []
    hint = "set QUANCHENG_MAIL_HOST, or QUANCHENG_SMS where a relay takes short messages from the folder"
    return [Doubt("公众登录没有开通：验证码发不出去", hint=hint, id="citizens.W001")]

"""Whom to tell of a weakness of this site, for programs and people who look for it (RFC 9116)."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.core import checks
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # the same for everyone
    """Contact, day of expiry, language, and where this page stands. Raises Http404 while nobody is named."""
    if not settings.SECURITY_CONTACT or settings.SECURITY_CONTACT_EXPIRES is None:
        raise Http404
    end = timezone.make_aware(datetime.combine(settings.SECURITY_CONTACT_EXPIRES, time(23, 59, 59)))
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {end.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: zh, en",
        f"Canonical: {settings.PUBLIC_ADDRESS}{reverse('portal:security_txt')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def a_contact_is_told(**_: Any) -> list[checks.CheckMessage]:
    """For `check --deploy`: who finds a weakness of a real site knows whom to tell, today."""
    hint = "config/environment.py lists what begins with QUANCHENG_SECURITY_"
    return [checks.Warning(fault, hint=hint, id="portal.W003") for fault in _faults()]


def _faults() -> Iterator[str]:
    expires = settings.SECURITY_CONTACT_EXPIRES
    if not settings.SECURITY_CONTACT or expires is None:
        yield (
            "没有写明发现安全漏洞找谁（/.well-known/security.txt）：请设置 QUANCHENG_SECURITY_CONTACT "
            "和 QUANCHENG_SECURITY_EXPIRES"
        )
    elif expires < timezone.localdate():
        yield f"安全联系人已于{expires}过期：请核对后更新 QUANCHENG_SECURITY_EXPIRES"

"""What is told before anything is kept (《个人信息保护法》第十七条). A new version is a new consent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.citizens.retained import CODES, IDLE_ACCOUNTS, SIGN_INS
from quancheng.kernel.retention.queries import term_of
from quancheng.ui.shelf import shelved

VERSION = "2026-11"


@require_safe
@shelved()
def notice(request: HttpRequest) -> HttpResponse:
    """Who keeps what, what for, how long, and what one may ask for."""
    today = timezone.localdate()
    terms = {
        name: f"{term.value}{kind.measure.value}"
        for name, kind in (("codes", CODES), ("sign_ins", SIGN_INS), ("idle", IDLE_ACCOUNTS))
        if (term := term_of(kind, tenant_id=None, on=today))
    }
    return render(request, "mine/notice.html", {"version": VERSION, "terms": terms})

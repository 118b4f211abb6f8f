"""The desk's pages of the numbers by which messages are handled, and of who releases answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import Role
from quancheng.records.mailbox.commands.limits import set_limit
from quancheng.records.mailbox.commands.ways import set_reply_way
from quancheng.records.mailbox.forms.handling import LimitForm, WayForm
from quancheng.records.mailbox.queries.limits import limits_for
from quancheng.records.mailbox.queries.ways import ways_for
from quancheng.records.mailbox.web.desk import HOME
from quancheng.ui.gate import actor_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A dated setting of the mailbox: what its page is called, what is read, what is written, what is said.

    `held` gives what holds on a day, and what will hold after it.
    """

    page: str
    says: str
    form: type[Form]
    held: Callable[[Actor, date], tuple[object, object]]
    write: Callable[..., object]
    done: str


LIMITS = Setting(
    page="limits", says="办理期限", form=LimitForm, write=set_limit,
    held=lambda actor, day: limits_for(actor, on=day),
    done="已设定，到启用日期生效；已收到的留言期限不变",
)  # fmt: skip
WAYS = Setting(
    page="ways", says="答复审核方式", form=WayForm, write=set_reply_way,
    held=lambda actor, day: ways_for(actor, on=day),
    done="已设定，从启用日期起按此审核答复",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """Every number that holds, where it comes from, and a form for the head of the openness office."""
    return _setting(request, LIMITS)


@require_http_methods(["GET", "HEAD", "POST"])
def ways(request: HttpRequest) -> HttpResponse:
    """Who releases the answers to each kind of message, and a form for the head of the openness office."""
    return _setting(request, WAYS)


def _setting(request: HttpRequest, setting: Setting) -> HttpResponse:
    actor = actor_of(request)
    form = setting.form(request.POST if request.method == "POST" else None)
    if form.is_valid() and _was_set(form, setting, actor):
        messages.success(request, setting.done)
        return redirect(f"mailbox_desk:{setting.page}")
    held, coming = setting.held(actor, timezone.localdate())
    context: dict[str, Any] = {
        "form": form,
        "held": held,
        "coming": coming,
        "may_set": Role.OPENNESS_HEAD in actor.roles,
        "trail": [(HOME, reverse("mailbox_desk:messages")), (setting.says, "")],
    }
    status = 422 if form.is_bound else 200
    return render(request, f"mailbox/desk/{setting.page}.html", context, status=status)


def _was_set(form: Form, setting: Setting, actor: Actor) -> bool:
    """Whether it was; what was refused stands in the form."""
    try:
        setting.write(**form.cleaned_data, actor=actor, now=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True

"""我的 on one screen: messages, requests, corrections, subscriptions, sign-ins, and the account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.citizens.commands.signing_in import end_other_sign_ins, end_sign_in
from quancheng.kernel.citizens.models import Citizen, EndReason
from quancheng.kernel.citizens.queries import citizen_for, sign_ins_of
from quancheng.kernel.notify.addresses import Page, token_of
from quancheng.kernel.notify.commands import end_subscription
from quancheng.kernel.notify.models import Subscription
from quancheng.kernel.notify.subscribers import NoSuchSubscription, open_with_address
from quancheng.records.disclosure.public import own_record_lines, own_requests
from quancheng.records.mailbox.public import own_messages
from quancheng.ui.gate import actor_of
from quancheng.ui.known import citizens_only, sign_in_of


@require_safe
@citizens_only
def home(request: HttpRequest) -> HttpResponse:
    """Everything that is one's own. Raises NoSuchAccount."""
    now, actor, here = timezone.now(), actor_of(request), sign_in_of(request)
    citizen = citizen_for(actor)
    messages = own_messages(actor, today=timezone.localdate(now))
    told = {
        "citizen": citizen,
        "addresses": citizen.addresses,
        "messages": messages,
        "corrections": (corrections := own_record_lines(actor, today=timezone.localdate(now))),
        "corrections_under_way": sum(1 for one in corrections if not one.is_over),
        "requests": (requests := own_requests(actor, today=timezone.localdate(now))),
        "requests_under_way": sum(1 for one in requests if not one.is_over),
        "under_way": sum(1 for one in messages if not one.is_over),
        "subscriptions": followed(citizen),
        "sign_ins": sign_ins_of(citizen, now=now),
        "here": here,
    }
    return render(request, "mine/home.html", told)


@require_POST
@citizens_only
def end_one(request: HttpRequest, sign_in_id: int) -> HttpResponse:
    """One of the sign-ins ends, on whatever device. Raises NoSuchSignIn."""
    end_sign_in(sign_in_id=sign_in_id, reason=EndReason.BY_OWNER, actor=actor_of(request), now=timezone.now())
    return redirect("mine:home")


@require_POST
@citizens_only
def end_others(request: HttpRequest) -> HttpResponse:
    """Every sign-in ends but this one."""
    here = sign_in_of(request)
    assert here is not None
    end_other_sign_ins(but=here.pk, actor=actor_of(request), now=timezone.now())
    return redirect("mine:home")


@require_POST
@citizens_only
def unfollow(request: HttpRequest, subscription_id: int) -> HttpResponse:
    """One of the subscriptions of the own e-mail address ends. Raises NoSuchSubscription."""
    actor = actor_of(request)
    own = [one for one in followed(citizen_for(actor)) if one.pk == subscription_id]
    if not own:
        raise NoSuchSubscription("没有找到这项订阅，可能已经退订；请回到“我的”刷新页面")
    end_subscription(token=token_of(Page.END, own[0]), actor=actor, now=timezone.now())
    return redirect("mine:home")


def followed(citizen: Citizen) -> list[Subscription]:
    """What the e-mail address of the account follows; it was proved to be theirs by a code."""
    return open_with_address(citizen.email) if citizen.email else []

"""Following a record by e-mail: ask for it, confirm it, leave it. All of it without a script.

Looking at a page changes nothing, so that a mail program that opens every link confirms and ends nothing. The
pages behind a link take a POST without a cookie: the link is the proof, and RFC 8058 posts from elsewhere.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import AN_HOUR, Refusal
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.links.registry import Linked, resolve
from quancheng.kernel.notify import commands
from quancheng.kernel.notify.addresses import Page
from quancheng.kernel.notify.commands import NotFollowable
from quancheng.kernel.notify.models import Subscription
from quancheng.kernel.notify.policy import FREQUENCY_SAYS, Frequency
from quancheng.kernel.notify.retained import days_of_an_address
from quancheng.kernel.notify.subscribers import (
    CONFIRM_WITHIN,
    TooLateToConfirm,
    open_behind,
    subscription_behind,
    subscription_to_confirm,
)
from quancheng.kernel.notify.wording import within_quotes
from quancheng.ui import seals
from quancheng.ui.gate import actor_of
from quancheng.ui.seals import SealedForm
from quancheng.ui.source import network_of
from quancheng.ui.tries import count_one, is_over

LONGEST_ADDRESS = 254
MOST_OF_A_SOURCE = 20  # [D] letters asked for in an hour: a whole office may stand behind one address

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


class TooManyAsked(Refusal):
    """So many letters were asked for from one network that nobody there may ask for an hour."""

    code = "portal.too_many_asked"
    status = 429
    wait = AN_HOUR


class FollowForm(SealedForm):
    """Where to, and how often."""

    address = forms.EmailField(
        label="电子邮箱",
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "格式不对，请写成 name@example.com 的样子"},
    )
    frequency = forms.ChoiceField(
        label="接收频次",
        choices=[(one.value, said) for one, said in FREQUENCY_SAYS.items()],
        initial=Frequency.DAILY.value,
        widget=forms.RadioSelect,
    )

    def tell_until_when(self, days: int) -> None:
        """So many days after the end the address goes."""
        self.fields["address"].help_text = f"只用于发送您订阅的通知；退订 {days} 天后从系统清除。"


@get_or_post
@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    """Ask to follow one public record. Raises NotFollowable, TooManyLetters, TooManyAsked."""
    about, linked = _followable(request)
    assert linked.tenant_id is not None
    form = _sealed(request)
    form.tell_until_when(days_of_an_address(tenant_id=linked.tenant_id, on=timezone.localdate()))
    if not form.is_valid():
        told = {"form": form, "linked": linked}
        return render(request, "portal/site/follow.html", told, status=400 if form.is_bound else 200)
    _count(request)
    commands.subscribe(
        address=form.cleaned_data["address"],
        pattern=str(about),
        title=linked.title,
        frequency=Frequency(form.cleaned_data["frequency"]),
        tenant_id=linked.tenant_id,
        actor=actor_of(request),
        now=timezone.now(),
    )
    return redirect(f"{reverse('portal:asked')}?{urlencode({'about': str(about)})}")


def _sealed(request: HttpRequest) -> FollowForm:
    """The form with its seal. One that comes back without a sound one gets another, and keeps its words."""
    now = timezone.now()
    if request.method != "POST":
        return FollowForm(initial={"seal": seals.new_seal(now), "frequency": Frequency.DAILY.value})
    form = FollowForm(request.POST)
    try:
        seals.seal_of(request.POST.get("seal", ""), now=now)
    except seals.TooFast as fault:
        form.add_error(None, str(fault))
    except seals.Unsealed as fault:
        form = FollowForm({**request.POST.dict(), "seal": seals.new_seal(now)})
        form.add_error(None, str(fault))
    return form


def _count(request: HttpRequest) -> None:
    """One more letter that is asked for from this network. Raises TooManyAsked."""
    network = machine().keyed_digest(network_of(request), purpose="portal.follow")
    key = f"portal.follow.{network}"
    if is_over(key, MOST_OF_A_SOURCE):
        raise TooManyAsked("从您的网络申请的订阅太多，请一小时后再试；已订阅的照常发送")
    count_one(key, AN_HOUR)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same words for everybody: look into your mail."""
    what = "确认邮件已发往您填写的邮箱，请在 7 天内点开其中的链接；没有收到的，请看看垃圾邮件箱。"
    return _done(request, "请查收确认邮件", what, pattern=request.GET.get("about", ""))


@csrf_exempt
@get_or_post
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm what the letter asks; a link that is too old says so before anybody clicks.

    Raises UnknownLink, NoSuchSubscription.
    """
    now = timezone.now()
    subscription = subscription_behind(token, Page.CONFIRM)
    try:
        subscription_to_confirm(token, now=now)
    except TooLateToConfirm:
        return _too_late(request, subscription)
    if request.method == "POST":
        subscription = commands.confirm_subscription(token=token, actor=actor_of(request), now=now)
    title = within_quotes(subscription.title)
    if subscription.confirmed_at is not None:
        what = f"今后“{title}”有更新时会发邮件告诉您，每封邮件里都可以退订。"
        head = "订阅成功" if request.method == "POST" else "这项订阅已经确认过，不必再点"
        return _done(request, head, what, pattern=subscription.pattern)
    often = subscription.get_frequency_display()
    what = f"订阅“{title}”；接收频次：{often}。"
    return _ask(request, "确认订阅", what, "确认订阅")


@csrf_exempt
@get_or_post
@never_cache
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Leave one subscription. Raises UnknownLink, NoSuchSubscription."""
    subscription = subscription_behind(token, Page.END)
    what = "" if subscription.ended_at else f"不再接收“{within_quotes(subscription.title)}”的通知。"
    days = days_of_an_address(tenant_id=subscription.tenant_id, on=timezone.localdate())
    then = f"邮箱地址在退订 {days} 天后清除。"
    return _leave(request, token, what, commands.end_subscription, then, pattern=subscription.pattern)


@csrf_exempt
@get_or_post
@never_cache
def end_all(request: HttpRequest, token: str) -> HttpResponse:
    """Leave every subscription of one address. Raises UnknownLink."""
    what = "不再接收发往这个邮箱的任何订阅。" if open_behind(token) else ""
    return _leave(request, token, what, commands.end_every_subscription, "邮箱地址满保存期限后清除。")


def _leave(
    request: HttpRequest, token: str, what: str, leave: Callable[..., int], then: str, *, pattern: str = ""
) -> HttpResponse:
    """Ask whether to leave what is told, and leave it; where nothing is left to end, say just that."""
    if request.method == "POST":
        leave(token=token, actor=actor_of(request), now=timezone.now())
    if request.method == "POST" or not what:
        return _done(request, "已退订", f"您不会再收到这些邮件。{then}", pattern=pattern)
    return _ask(request, "退订", what, "确认退订")


def _too_late(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """The link confirms nothing any more; where to ask for a new one, if the public still sees the record."""
    about = _reference(subscription.pattern)
    days = CONFIRM_WITHIN.days
    told = {
        "title": "这个确认链接已不能使用",
        "what": f"确认链接 {days} 天内有效；这个链接已过期，或者订阅已经结束，不会再有邮件发给您。",
        "about": about if _record_behind(request, about) else None,
    }
    return _unlisted(render(request, "portal/site/subscription_late.html", told, status=410))


def _followable(request: HttpRequest) -> tuple[RecordRef, Linked]:
    """The record that the page is for, when the public may see and follow it. Raises NotFollowable."""
    about = _reference(request.GET.get("about", ""))
    linked = _record_behind(request, about)
    if about is None or linked is None or linked.tenant_id is None:
        raise NotFollowable("没有找到要订阅的内容，请回到原页面，点“用邮件订阅更新”重新进入")
    return about, linked


def _reference(told: str) -> RecordRef | None:
    try:
        return RecordRef.parse(told)
    except ValueError:
        return None


def _record_behind(request: HttpRequest, about: RecordRef | None) -> Linked | None:
    """The public record that is followed; None for a group of them, or one that has come down."""
    return None if about is None else resolve(actor_of(request), [about]).get(about)


def _ask(request: HttpRequest, title: str, what: str, action: str) -> HttpResponse:
    told = {"title": title, "what": what, "action": action}
    return _unlisted(render(request, "portal/site/subscription_ask.html", told))


def _done(request: HttpRequest, title: str, what: str, *, pattern: str) -> HttpResponse:
    told = {"title": title, "what": what, "linked": _record_behind(request, _reference(pattern))}
    return _unlisted(render(request, "portal/site/subscription_done.html", told))


def _unlisted(answer: HttpResponse) -> HttpResponse:
    """A page behind a personal link belongs in no search engine."""
    answer["X-Robots-Tag"] = "noindex"
    return answer

"""Sign-ins that stand: when each began, when it was last used, how many one person has."""

from collections.abc import Sequence
from datetime import datetime

from allauth.account.internal.flows.login import get_authentication_records
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from quancheng.kernel.orgs.models import Person
from quancheng.shells.workbench.door.limits import DoorLimits, Overstayed, SecondFactor, overstayed

BEGUN = "door.begun"
SEEN = "door.seen"
PROOFS = {"password": "密码", "totp": "动态口令", "recovery_codes": "恢复码", "socialaccount": "统一身份认证"}
A_MINUTE = 60  # seconds: a session is not written anew for each request


def limits() -> DoorLimits:
    """The limits of this house."""
    told: DoorLimits = settings.DOOR_LIMITS
    return told


def must_have_second_factor() -> bool:
    """Whether officials of this house must use a second factor."""
    return limits().second_factor is SecondFactor.REQUIRED


def begin(request: HttpRequest, *, now: datetime) -> None:
    """Mark the sign-in as begun."""
    request.session[BEGUN] = request.session[SEEN] = now.timestamp()


def end_the_oldest(request: HttpRequest, person: Person) -> Sequence[UserSession]:
    """End the oldest sign-ins of a person, if there are too many beside the one at hand; those that went."""
    request.session.save()  # or the list would take it for one that nobody is signed in with
    others = [one for one in UserSession.objects.purge_and_list(person) if not _is(one, request)]
    others.sort(key=lambda one: one.created_at)
    gone = others[: max(0, len(others) + 1 - limits().at_once)]
    for one in gone:
        one.end()
    return gone


def end_all(person: Person) -> int:
    """End every sign-in of a person at once; how many there were."""
    standing = UserSession.objects.purge_and_list(person)
    for one in standing:
        one.end()
    return len(standing)


def use(request: HttpRequest, *, now: datetime) -> Overstayed | None:
    """Note that the sign-in is used; or say why it is over. One that has no marks yet begins now."""
    begun, seen = request.session.get(BEGUN), request.session.get(SEEN)
    stamp = now.timestamp()
    if begun is None or seen is None:
        begin(request, now=now)
        return None
    why = overstayed(limits(), begun=_instant(begun), seen=_instant(seen), now=now)
    if why is None and stamp - seen >= A_MINUTE:
        request.session[SEEN] = stamp
    return why


def is_sure(request: HttpRequest, *, now: datetime) -> bool:
    """Whether the one who is in has proved lately who they are: at the sign-in, or once more since."""
    proofs = get_authentication_records(request, request.user)
    latest = max((request.session.get(BEGUN, 0.0), *(one["at"] for one in proofs)))
    return now - _instant(latest) < limits().sure_for


def proof_of(request: HttpRequest) -> str:
    """By what the one who signs in has proved who they are, in words for the audit."""
    proofs = get_authentication_records(request, request.user)
    told = {str(one.get("type") or one.get("method")) for one in proofs}
    return "、".join(says for method, says in PROOFS.items() if method in told) or "密码"


def tell_of_ended(request: HttpRequest, ended: Sequence[UserSession]) -> None:
    """Who signs in learns that an earlier sign-in of theirs gave way: perhaps it was not theirs."""
    for one in ended:
        since = timezone.localtime(one.created_at)
        told = gettext("同时登录的终端太多，%(since)s从%(source)s的登录已退出。不是本人的，请马上修改密码。")
        messages.warning(request, told % {"since": f"{since:%m月%d日%H:%M}", "source": one.ip})


def _is(one: UserSession, request: HttpRequest) -> bool:
    return bool(one.session_key == request.session.session_key)


def _instant(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp, tz=timezone.get_current_timezone())

"""What a delivery says when it goes out, or why it does not go out any more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.links.registry import Linked, resolve
from quancheng.kernel.notify.addresses import Page, link_to
from quancheng.kernel.notify.kinds import CONFIRM, DIGEST
from quancheng.kernel.notify.models import CORRESPONDENT, Delivery, Notice, State, Subscription
from quancheng.kernel.notify.policy import Channel
from quancheng.kernel.notify.ports import Message, phone_of
from quancheng.kernel.notify.registry import kind_of
from quancheng.kernel.notify.wording import within_quotes

ADDRESS = "notify.subscription.address"  # the purpose under which addresses are sealed
NO_REPLY = "--\n这封邮件由系统发出，请不要直接回复。"

CAUSE_GONE = "事由已不存在"
NOT_PUBLIC = "所涉记录已不公开"
ENDED = "订阅已结束"
UNCONFIRMED = "订阅尚未确认"
LEFT = "收件人账号已停用"
NO_ADDRESS = "没有登记可用的地址"
NOTHING_LEFT = "汇总中的通知均已不必发送"


class NotToBeSent(Exception):  # caught by the sender, which writes its reason down
    """The letter must not go out any more; the message says why."""


@dataclass(frozen=True, slots=True)
class Causes:
    """What is true at this moment of the records that some notices are about: asked once, used for all."""

    open_to_public: Mapping[RecordRef, Linked]
    standing: Mapping[tuple[str, str], bool]

    @classmethod
    def of(cls, notices: Iterable[Notice]) -> "Causes":
        told = list(notices)
        public = {RecordRef.parse(n.about) for n in told if n.about and n.to_subscription_id}
        return cls(
            open_to_public=resolve(Actor.anonymous(), public),
            standing={(n.kind, n.about): _still_true(n) for n in _distinct(told)},
        )

    def why_not(self, notice: Notice) -> str:
        """Why the notice must not go out any more; empty when it may."""
        if notice.about and not self.standing[notice.kind, notice.about]:
            return CAUSE_GONE
        if notice.kind == DIGEST.code and notice.to_subscription is not None:
            return ""  # it stands for an address; each notice in it is asked by itself
        if notice.to_subscription is not None:
            return self._why_not_to_follower(notice, notice.to_subscription)
        if notice.to_correspondent:
            return "" if notice.to_sealed else NO_ADDRESS
        assert notice.to_person is not None
        return "" if notice.to_person.is_active else LEFT

    def _why_not_to_follower(self, notice: Notice, subscription: Subscription) -> str:
        if subscription.ended_at is not None:
            return ENDED
        if subscription.confirmed_at is None and notice.kind != CONFIRM.code:
            return UNCONFIRMED
        is_open = not notice.about or RecordRef.parse(notice.about) in self.open_to_public
        return "" if is_open else NOT_PUBLIC

    def page_of(self, notice: Notice) -> str:
        """Where a follower reads more."""
        linked = self.open_to_public.get(RecordRef.parse(notice.about)) if notice.about else None
        return settings.PUBLIC_ADDRESS + linked.address if linked and linked.address else ""


def message_of(delivery: Delivery, *, now: datetime) -> Message:
    """The message as it goes out. What a digest carries and must not go out any more is dropped here.

    Raises NotToBeSent.
    """
    notice = delivery.notice
    own = Causes.of([notice])
    if reason := own.why_not(notice):
        raise NotToBeSent(reason)
    text = _digest_text(delivery, now) if notice.kind == DIGEST.code else _text(notice, own)
    return Message(
        key=delivery.key.hex,
        kind=notice.kind,
        wording=notice.wording,
        subject=notice.subject,
        text=text,
        facts=notice.facts,
        headers=_headers(notice),
    )


def address_of(delivery: Delivery) -> str:
    """Where the message goes. Raises NotToBeSent when nobody knows."""
    notice = delivery.notice
    if notice.to_subscription is not None:
        if not notice.to_subscription.address_sealed:
            raise NotToBeSent(ENDED)
        return machine().decrypt(notice.to_subscription.address_sealed, purpose=ADDRESS)
    if notice.to_correspondent:
        return machine().decrypt(notice.to_sealed, purpose=CORRESPONDENT)
    person = notice.to_person
    assert person is not None
    if delivery.channel == Channel.SMS:
        address = phone_of(person.pk)
    else:
        address = person.email if delivery.channel == Channel.EMAIL else person.account
    if not address:
        raise NotToBeSent(NO_ADDRESS)
    return address


def _text(notice: Notice, causes: Causes) -> str:
    return "\n\n".join(part for part in (notice.body, causes.page_of(notice), _foot(notice)) if part) + "\n"


def _foot(notice: Notice) -> str:
    if notice.to_correspondent:
        return NO_REPLY
    if notice.to_subscription is None:
        return f"--\n详情请登录工作台查看：{settings.DESK_ADDRESS}"
    if notice.kind == CONFIRM.code:
        return ""
    title = within_quotes(notice.to_subscription.title)
    return f"--\n不想再收到“{title}”的通知，请打开：\n{_way_out(notice)}"


def _headers(notice: Notice) -> dict[str, str]:
    """One click ends a subscription, by RFC 8058."""
    if notice.to_subscription is None or notice.kind == CONFIRM.code:
        return {}
    return {
        "List-Unsubscribe": f"<{_way_out(notice)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _way_out(notice: Notice) -> str:
    """From a single notice one leaves its subscription, from a digest all that it is made of."""
    assert notice.to_subscription is not None
    page = Page.END_ALL if notice.kind == DIGEST.code else Page.END
    return link_to(page, notice.to_subscription)


def _digest_text(delivery: Delivery, now: datetime) -> str:
    """Everything the digest carries that may still go out, oldest first. Raises NotToBeSent."""
    carried = list(
        Delivery.objects.filter(carrier=delivery, state=State.WAITING)
        .select_related("notice__to_subscription", "notice__to_person")
        .order_by("notice__created_at", "pk")
    )
    causes = Causes.of(one.notice for one in carried)
    _drop(carried, causes, now)
    staying = [one.notice for one in carried if not causes.why_not(one.notice)]
    if not staying:
        raise NotToBeSent(NOTHING_LEFT)
    parts = [delivery.notice.body, *_items(staying, causes), _digest_foot(delivery.notice)]
    return "\n\n".join(parts) + "\n"


def _items(notices: Sequence[Notice], causes: Causes) -> Iterator[str]:
    told: set[tuple[str, str]] = set()
    for notice in notices:
        what = (notice.subject, notice.body)  # two patterns over one record tell one reader the same thing
        if what in told:
            continue
        told.add(what)
        lines = (f"{len(told)}. {notice.subject}", notice.body, causes.page_of(notice))
        yield "\n".join(line for line in lines if line)


def _digest_foot(notice: Notice) -> str:
    if notice.to_subscription is None:
        return _foot(notice)
    return f"--\n不想再收到这个邮箱的任何订阅，请打开：\n{_way_out(notice)}"


def _drop(carried: Iterable[Delivery], causes: Causes, now: datetime) -> None:
    for one in carried:
        if reason := causes.why_not(one.notice):
            Delivery.objects.filter(pk=one.pk, state=State.WAITING).update(
                state=State.DROPPED, reason=reason, ended_at=now
            )


def _still_true(notice: Notice) -> bool:
    kind = kind_of(notice.kind)
    return kind is None or kind.still_true(RecordRef.parse(notice.about))


def _distinct(notices: Iterable[Notice]) -> Iterable[Notice]:
    return {(n.kind, n.about): n for n in notices if n.about}.values()

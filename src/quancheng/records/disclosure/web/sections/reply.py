"""The items of a request with their decisions, and the replies that were written of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.forms.deciding import DivideForm
from quancheng.records.disclosure.forms.letters import DeliveredForm
from quancheng.records.disclosure.models import Item, Reply, Request
from quancheng.records.disclosure.queries.replies import item_grounds, letter_of, replies_of
from quancheng.records.disclosure.rules.remedies import RemedyClass
from quancheng.records.disclosure.workflow import HEADS, OF_UNIT
from quancheng.ui.cases import Refused


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item with its decision, if there is one."""

    item: Item
    says: str
    law: str


@dataclass(frozen=True, slots=True)
class Replied:
    """One reply, with how far it came and through whose hands."""

    reply: Reply
    lines: tuple[str, ...]
    says: str
    tone: str
    who: str
    is_open: bool
    delivered: Form | None  # of a posted one: when it was signed for


def item_lines(items: Iterable[Item]) -> Iterator[ItemLine]:
    for item in items:
        grounds = item_grounds(item) if item.ground else ()
        yield ItemLine(
            item, grounds[0].says if grounds else "", "、".join(dict.fromkeys(one.law for one in grounds))
        )


def remedy_line(request: Request, items: Sequence[Item], *, today: date) -> str:
    """The clause that follows from the grounds, or what still lacks before the reply can be laid before."""
    if not items or any(not item.ground for item in items):
        return ""
    try:
        letter = letter_of(request, on=today)
    except Refusal as refusal:
        return refusal.sentence
    return f"救济途径：{letter.remedy}类，{RemedyClass(letter.remedy).says}。"


def divide_form(request: Request, items: Sequence[Item]) -> Form:
    wanted = "\n".join(item.wanted for item in items) or " ".join(request.wanted.split())
    return DivideForm(initial={"wanted": wanted}, auto_id="divide_%s")


def replies_shown(
    actor: Actor, request: Request, *, today: date, refused: Refused | None
) -> Iterator[Replied]:
    for reply in replies_of(request):
        hands = (
            (reply.drafted_by, reply.drafted_at, "拟稿"), (reply.reviewed_by, reply.reviewed_at, "审核"),
            (reply.cleared_by, reply.cleared_at, "保密审查"), (reply.issued_by, reply.issued_at, "签发"),
        )  # fmt: skip
        who = " · ".join(
            f"{person.name} {timezone.localdate(at)} {did}" for person, at, did in hands if person and at
        )
        says, tone = _reply_standing(reply)
        yield Replied(
            reply,
            tuple(reply.text.splitlines()),
            says,
            tone,
            who,
            is_open=not (reply.returned_at or reply.superseded_at),
            delivered=_delivered(reply, today, refused) if actor.roles & (OF_UNIT | HEADS) else None,
        )


def _delivered(reply: Reply, today: date, refused: Refused | None) -> Form | None:
    """Of what was posted: when it was signed for, which may be corrected."""
    if reply.way != Reply.Way.BY_POST:
        return None
    if refused and refused.code == f"reply-{reply.pk}":
        return refused.form
    return DeliveredForm(initial={"on": reply.delivered_on or today}, auto_id=f"reply{reply.pk}_%s")


def _reply_standing(reply: Reply) -> tuple[str, str]:
    if reply.returned_at:
        return "已退回", "orange"
    if reply.superseded_at:
        return f"{reply.number}，已被责令重新答复", "orange"
    if reply.served_on:
        signed = f"，{reply.delivered_on}签收" if reply.delivered_on else ""
        return f"{reply.number}，{reply.served_on}{reply.get_way_display()}{signed}", "green"
    if reply.issued_at:
        return f"{reply.number}，待送达", "blue"
    return "审核中", "blue"

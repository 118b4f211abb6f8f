"""How messages stand inside, on the way back to their senders: what the page behind number and code shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.timeline import shown_lines
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.transfer.kinds import Row
from quancheng.kernel.transfer.queries import came_in
from quancheng.records.mailbox.events import MESSAGE_KIND
from quancheng.records.mailbox.models import Message

AT_A_TIME = 200


class NoSuchUnitHere(Refusal):
    """A message is with a unit that this house does not know."""

    code = "mailbox.no_such_unit_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedLine:
    """One line of the history that the sender may read; a note only where that is theirs to read."""

    step: str
    state: str
    on: date
    at: datetime
    days: int
    until: date | None
    note: str
    unit: str  # government/code


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedReply:
    """An answer that was sent. Who wrote it and who released it stays inside."""

    unit: str
    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one message stands: neither its text nor its sender travels back, they are outside already."""

    number: str
    kind: str
    limit_days: int
    limit_source: str
    state: str
    unit: str
    ended_on: date | None
    due_on: date | None
    last_on: date | None
    is_moved: bool
    lines: tuple[CarriedLine, ...]
    replies: tuple[CarriedReply, ...]


_STANDING = TypeAdapter(Standing)


def standing_signs() -> Mapping[str, str]:
    """Each message that came from outside, with a digest of how it stands."""
    return {one.number: _sign(one) for one in _standings(sorted(came_in(MESSAGE_KIND)))}


def standing_rows(numbers: Sequence[str]) -> Iterable[Row]:
    """How these messages stand."""
    for one in _standings(numbers):
        yield Row(0, one.number, one)


def unit_called(name: str) -> Unit:
    """The unit of a government by its code. Raises NoSuchUnitHere."""
    tenant, _, code = name.partition("/")
    found = Unit.objects.filter(tenant__slug=tenant, code=code).first()
    if found is None:
        raise NoSuchUnitHere(f"包里有由“{name}”办理的留言，本站没有这个单位；请对方用 --anew 全部重发")
    return found


def messages_numbered(numbers: Iterable[str]) -> dict[str, Message]:
    """Of these messages those that are here, with their cases."""
    found = Message.objects.filter(number__in=list(numbers)).select_related("case")
    return {one.number: one for one in found}


def _sign(one: Standing) -> str:
    return machine().digest(_STANDING.dump_json(one))


def _standings(numbers: Sequence[str]) -> Iterable[Standing]:
    for start in range(0, len(numbers), AT_A_TIME):
        found = Message.objects.filter(number__in=numbers[start : start + AT_A_TIME])
        yield from map(_standing, found.select_related("case__unit__tenant").order_by("number"))


def _standing(one: Message) -> Standing:
    case = one.case
    sent = one.replies.filter(sent_at__isnull=False).select_related("unit__tenant").order_by("sent_at")
    return Standing(
        number=one.number,
        kind=one.kind,
        limit_days=one.limit_days,
        limit_source=one.limit_source,
        state=case.state,
        unit=_name(case.unit),
        ended_on=case.ended_on,
        due_on=case.due_on,
        last_on=case.last_on,
        is_moved=case.is_moved,
        lines=tuple(
            CarriedLine(
                step=line.step, state=line.state, on=line.on, at=line.at, days=line.days, until=line.until,
                note=line.note, unit=_name(line.unit),
            )
            for line in shown_lines(case, reader=Circle.APPLICANT)
        ),
        replies=tuple(
            CarriedReply(unit=_name(reply.unit), text=reply.text, sent_at=reply.sent_at)
            for reply in sent
            if reply.sent_at is not None
        ),
    )  # fmt: skip


def _name(unit: Unit) -> str:
    return f"{unit.tenant.slug}/{unit.code}"

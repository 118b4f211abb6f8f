"""What a file tells of reconsiderations and suits, as the commands that put it down."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.records.disclosure import public as disclosure
from quancheng.records.remedies import public as remedies
from quancheng.records.remedies.public import Appealed, Filing, Proceeding
from quancheng.records.remedies.public import Kind as Track
from quancheng.shells.demo.replay.shape import ENTERED, BadFile, Deed

Chosen = TypeVar("Chosen", bound=Enum)


def attack(deed: Deed, *, earlier: Sequence[Deed], number: str, actor: Actor, now: datetime) -> int:
    """Put down one step of a proceeding against a request; how many were taken: none where it was before.

    An order for a new answer is taken up at once: elsewhere a task does it, which finds it done.
    Raises BadFile, and what the commands raise.
    """
    file_number = str(deed.told["file_number"])
    known = remedies.proceeding_with_file_number(actor, number, file_number)
    if deed.of_proceeding == ENTERED:
        if known is None:
            remedies.enter_proceeding(filing=_filing(deed, number, actor), actor=actor, now=now)
        return int(known is None)
    if known is None:
        raise BadFile(f"{deed.where}：案号为“{file_number[:40]}”的案件没有登记成，不能接着办")
    before = [one for one in earlier if one.told.get("file_number") == file_number]
    due = sum(_lines_of(one) for one in before)
    done = remedies.lines_of_proceeding(actor, known.pk)
    if done > due:
        return 0
    if done < due:
        raise BadFile(f"案号为“{file_number[:40]}”的案件在系统中的经过比文件写的少，不能接着办，请先核对")
    TAKEN[deed.of_proceeding](deed, proceeding_id=known.pk, version=known.case.version, actor=actor, now=now)
    if deed.opens_anew:
        _anew(number, known.pk, deed.on, actor, now)
    return 1


def _lines_of(deed: Deed) -> int:
    """Entering writes one line, and one more where the notice to answer had come."""
    return 1 + bool(deed.of_proceeding == ENTERED and deed.told["notified_on"])


def _anew(number: str, proceeding_id: int, on: date, actor: Actor, now: datetime) -> None:
    order = remedies.order_of(remedies.proceeding_for(actor, proceeding_id), on=on)
    disclosure.redo_request(
        number=number, source=RecordRef(remedies.PROCEEDING_KIND, str(proceeding_id)), order=order.order,
        received_on=order.received_on, days=order.days, actor=Actor.clockwork(actor.tenant_id), now=now,
    )  # fmt: skip


def _filing(deed: Deed, number: str, actor: Actor) -> Filing:
    told = deed.told
    before = _before(deed, number, actor)
    return Filing(
        kind=Track(told["kind"]), request=number, organ=told["organ"], file_number=told["file_number"],
        procedure=remedies.Procedure(told["procedure"]), filed_on=told["filed_on"],
        accepted_on=told["accepted_on"], notified_on=told["notified_on"] or None,
        known_on=told["known_on"] or None, reply=_attacked(deed, number, actor),
        before_id=before.pk if before else None,
    )  # fmt: skip


def _before(deed: Deed, number: str, actor: Actor) -> Proceeding | None:
    """Raises BadFile."""
    if not deed.told["before"]:
        return None
    found = remedies.proceeding_with_file_number(actor, number, deed.told["before"])
    if found is None:
        raise BadFile(f"{deed.where}.before：这件申请没有案号为“{deed.told['before'][:40]}”的行政复议")
    return found


def _attacked(deed: Deed, number: str, actor: Actor) -> str:
    """The number of the letter served last before it was attacked; empty against silence. Raises BadFile."""
    if deed.told["against"] == "silence":
        return ""
    served = [
        (part.served_on, part.number)
        for part in disclosure.served_replies(actor, number)
        if part.served_on and part.served_on <= deed.told["filed_on"]
    ]
    if not served:
        day = deed.told["filed_on"]
        raise BadFile(f'{deed.where}：{day}前没有送达过答复；针对逾期未答复的，请写 "against": "silence"')
    return max(served)[1]


def _decided(command: Callable[..., object], **more: Callable[[Deed], object]) -> Callable[..., object]:
    def take(deed: Deed, **given: Any) -> object:
        return command(
            outcome=deed.told["outcome"], decided_on=deed.told["decided_on"] or deed.on, received_on=deed.on,
            decision_number=deed.told["decision_number"], redo_by=_ordered_by(deed),
            **{name: read(deed) for name, read in more.items()}, **given,
        )  # fmt: skip

    return take


def _ordered_by(deed: Deed) -> date | None:
    day = deed.told.get("redo_by")
    return day if isinstance(day, date) else None


def _dated(command: Callable[..., object], *names: str) -> Callable[..., object]:
    def take(deed: Deed, **given: Any) -> object:
        return command(on=deed.on, **{name: deed.told[name] for name in names}, **given)

    return take


def _silence(_deed: Deed, **given: Any) -> object:
    return remedies.note_silence(**given)


def _in_force(deed: Deed, **given: Any) -> object:
    return remedies.note_in_force(on=deed.on, redo_by=_ordered_by(deed), **given)


TAKEN: Mapping[str, Callable[..., object]] = {
    "answered": _dated(remedies.note_answer),
    "heard": _dated(remedies.note_hearing),
    "longer": _dated(remedies.note_longer, "days", "reason"),
    "silence": _silence,
    "decided": _decided(remedies.decide_review),
    "judged": _decided(remedies.judge_suit),
    "in_force": _in_force,
    "appealed": _dated(remedies.note_appeal),
    "appeal_decided": _decided(remedies.decide_appeal, result=lambda deed: Appealed(deed.told["result"])),
    "complied": _dated(remedies.note_compliance),
}

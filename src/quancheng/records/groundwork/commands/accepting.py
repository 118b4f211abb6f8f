"""The sender of a collection accepts many tables at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.records.groundwork.commands import telling_units as telling
from quancheng.records.groundwork.commands.notices import in_force
from quancheng.records.groundwork.events import notices as events
from quancheng.records.groundwork.queries.standing import Standing, tables_standing
from quancheng.records.groundwork.rules.drafts import number_says
from quancheng.records.groundwork.workflow import notices as flow

MOVED = "您打开页面之后，这份表有变化，请看最新的内容"


class NothingToAccept(Refusal):
    """No table was ticked, or none of those that were is whole; why is told."""

    code = "groundwork.nothing_to_accept"
    status = 422


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many tables were accepted, and which of the ticked ones stayed out, each with the reason."""

    count: int
    left: tuple[str, ...]


@command
def accept_tables(*, notice_id: int, seen: Mapping[int, int], actor: Actor, now: datetime) -> Accepted:
    """Accept the tables that are whole among those ticked; the rest stays as it is, and why is told.

    `seen`: arrival → the version that the page showed. Raises NoSuchNotice, NotOfSender, WithdrawnAlready,
    NoCollection, NothingToAccept, NotYourStep, MovedMeanwhile.
    """
    notice = in_force(actor, notice_id)
    ticked = [each for each in tables_standing(notice) if each.arrival.pk in seen]
    left = tuple(f"{each.arrival.case.unit}：{why}" for each in ticked
                 if each.arrival.case and (why := _why(each, seen)))  # fmt: skip
    whole = [each.arrival for each in ticked if not _why(each, seen)]
    if not whole:
        raise NothingToAccept("；".join(left) or "还没有勾选收表，请至少勾选一份", left=left)
    for one in whole:
        assert one.case is not None
        take_step(case=one.case, step=flow.ACCEPT, actor=actor, now=now)
        one.notice = notice
    telling.tell_receivers(whole, telling.ACCEPTED, actor=actor, now=now, once=f"accepted:{now.isoformat()}")
    done = Accepted(len(whole), left)
    told = events.TablesAccepted(
        notice=notice.pk, number=number_says(notice.year, notice.number), tables=done.count, left=len(left)
    )
    record(told, actor=actor, at=now)
    return done


def _why(each: Standing, seen: Mapping[int, int]) -> str:
    return each.why or ("" if seen[each.arrival.pk] == each.version else MOVED)

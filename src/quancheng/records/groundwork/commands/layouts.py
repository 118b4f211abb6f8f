"""A layout amended after issue, and a table summed up from the level below."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.records.groundwork.commands import telling_units as telling
from quancheng.records.groundwork.commands.collecting import (
    FilledMeanwhile,
    Saved,
    keep_rows,
    must_be_to_fill,
)
from quancheng.records.groundwork.commands.notices import DraftUnsound, in_force
from quancheng.records.groundwork.events import notices as events
from quancheng.records.groundwork.models import Collection, Layout, Recipient
from quancheng.records.groundwork.queries.fillings import (
    accepted_beneath,
    collection_of,
    columns_of,
    table_of,
)
from quancheng.records.groundwork.queries.notices import arrival_of_unit, arrivals_of
from quancheng.records.groundwork.rules.columns import Column, as_data, differences, faults_of
from quancheng.records.groundwork.rules.drafts import number_says
from quancheng.records.groundwork.rules.rows import carried, gathered
from quancheng.records.groundwork.workflow import notices as flow


class NothingChanged(Refusal):
    """The new layout is the old one."""

    code = "groundwork.nothing_changed"


class NothingBeneath(Refusal):
    """No table of the level below has been accepted."""

    code = "groundwork.nothing_beneath"


@command
def amend_layout(
    *, notice_id: int, edition: int, columns: Sequence[Column], reason: str, actor: Actor, now: datetime
) -> Layout:
    """Change the columns after issue: a new layout; who had filled in the old one is told what changed.

    Tables that were on their way or accepted go back to their units, with their rows carried over.
    Raises NoSuchNotice, NotOfSender, WithdrawnAlready, NoCollection, DraftUnsound, NothingChanged,
    FilledMeanwhile.
    """
    notice = in_force(actor, notice_id)
    collection = collection_of(notice)
    former = columns_of(collection)
    changes = differences(former, columns)
    wrong = list(faults_of(columns))
    if wrong:
        raise DraftUnsound("；".join(wrong), wrong=tuple(wrong))
    if not changes:
        raise NothingChanged("表样没有改动，不必发新的一版")
    layout = _next_layout(collection, edition, columns, reason, actor=actor, now=now)
    arrivals = list(arrivals_of(notice).filter(case__state__in=flow.UNDER_WAY | {flow.State.ACCEPTED}))
    _send_back(arrivals, "；".join(changes), actor=actor, now=now)
    facts = {one.pk: {"then": "" if one.signed_at is None else _THEN} for one in arrivals}
    telling.tell_receivers(
        arrivals, telling.AMENDED, actor=actor, now=now, once=f"layout:{layout.edition}", facts=facts,
        what="；".join(changes),
    )  # fmt: skip
    number = number_says(notice.year, notice.number)
    told = events.LayoutAmended(notice=notice.pk, number=number, edition=layout.edition, reason=reason)
    record(told, actor=actor, at=now)
    return layout


@command
def gather_table(*, arrival_id: int, version: int, actor: Actor, now: datetime) -> Saved:
    """Fill the table in with the sum of what the office of the level below accepted (逐级汇总).

    Raises NoSuchNotice, SignFirst, NotToBeFilled, NothingBeneath, FilledMeanwhile, TableUnsound.
    """
    arrival = arrival_of_unit(actor, arrival_id)
    assert arrival.case is not None
    must_be_to_fill(arrival.case, actor)
    tables, columns = accepted_beneath(arrival)
    if not tables:
        raise NothingBeneath("下级还没有审核通过的收表，暂时无法汇总；请先审核下级报来的表")
    is_many = collection_of(arrival.notice).is_many
    same = [carried(rows, old=columns, new=table_of(arrival).columns) for rows in tables]
    rows = gathered(table_of(arrival).columns, same, is_many=is_many)
    saved = keep_rows(arrival, rows, version=version, actor=actor, now=now, is_gathered=True)
    told = events.TableGathered(arrival=arrival.pk, unit=str(arrival.case.unit), tables=len(tables))
    record(told, actor=actor, at=now)
    return saved


_THEN = "原表样相同列的内容已带到新表样，请核对后重新报送。"


def _next_layout(
    collection: Collection,
    edition: int,
    columns: Sequence[Column],
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> Layout:
    """Compare and swap: of two who amend at once the second is told. Raises FilledMeanwhile."""
    moved = Collection.objects.filter(pk=collection.pk, edition=edition).update(edition=F("edition") + 1)
    if not moved:
        raise FilledMeanwhile("您打开页面之后，表样已被另一人调整，本次没有保存；请看最新的表样")
    collection.refresh_from_db()
    assert actor.person_id is not None
    return Layout.objects.create(
        collection=collection, edition=collection.edition, columns=as_data(columns), why=reason, made_at=now,
        made_by_id=actor.person_id,
    )  # fmt: skip


def _send_back(arrivals: Sequence[Recipient], changes: str, *, actor: Actor, now: datetime) -> None:
    for one in arrivals:
        assert one.case is not None
        if one.case.state in flow.NEW_LAYOUT.out_of:
            take_step(case=one.case, step=flow.NEW_LAYOUT, actor=actor, now=now, note=changes)

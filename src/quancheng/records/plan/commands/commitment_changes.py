"""What a new edition does to the commitments: promised anew, changed, moved, handed over, taken back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.steps import Opening, open_cases, take_step
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.commands.commitment_telling import MOVED, tell_public
from quancheng.records.plan.models import Commitment, CommitmentEdition
from quancheng.records.plan.queries.commitment_drafts import commitment_refs_taken, units_by_id
from quancheng.records.plan.queries.commitments import waiting_note
from quancheng.records.plan.rules.commitment_drafts import Facts, FactsDifference
from quancheng.records.plan.rules.difference import Change
from quancheng.records.plan.rules.naming import row_refs
from quancheng.records.plan.workflow.commitment import (
    CANCEL,
    COMMITMENT,
    HAND_OVER,
    OVER,
    PROMISE,
    REDATE,
    State,
)

Standing: TypeAlias = Sequence[tuple[Facts, Commitment]]
PLAIN = ("no", "section", "task", "content", "others", "person", "office")


class DoneAlready(Refusal):
    """What has been done is neither moved, nor given away, nor taken back."""

    code = "plan.commitment_done_already"


def must_spare_what_is_done(before: Standing, changes: Iterable[FactsDifference]) -> None:
    """Raises DoneAlready."""
    over = {id(facts): each for facts, each in before if each.case.state in OVER}
    for change in changes:
        done = over.get(id(change.before))
        if done and (change.change is Change.DROPPED or {"day", "unit_id"} & {*change.fields}):
            raise DoneAlready(
                f"第{done.no}项“{done.task}”已完成，清单修订时不能取消它，也不能改它的时限或责任单位"
            )


def apply_changes(
    edition: CommitmentEdition,
    before: Standing,
    changes: Sequence[FactsDifference],
    *,
    actor: Actor,
    now: datetime,
) -> set[int]:
    """Make the list say what the edition says; the answer is which units have something new to keep."""
    record_of = {id(facts): each for facts, each in before}
    standing = [each for each in changes if each.change is not Change.DROPPED]
    placed = list(enumerate(standing, start=1))
    charged = _promise(edition, [(n, c.after) for n, c in placed if c.after and not c.before], actor, now)
    for place, change in placed:
        if change.before and change.after:
            commitment = record_of[id(change.before)]
            charged |= set(_amend(edition, commitment, change, place, actor=actor, now=now))
    for change in changes:
        if change.change is Change.DROPPED:
            _take_back(edition, record_of[id(change.before)], actor=actor, now=now)
    return charged


def _promise(
    edition: CommitmentEdition, fresh: Sequence[tuple[int, Facts]], actor: Actor, now: datetime
) -> set[int]:
    units = units_by_id({facts.unit_id for _, facts in fresh})
    openings = [
        Opening(unit=units[facts.unit_id], until=facts.day, tenant_id=edition.list.tenant_id)
        for _, facts in fresh
    ]
    cases = open_cases(workflow=COMMITMENT, step=PROMISE, openings=openings, actor=actor, now=now)
    numbers = [facts.no for _, facts in fresh]
    refs = row_refs(edition.list.ref, numbers, commitment_refs_taken(edition.list))
    Commitment.objects.bulk_create(
        Commitment(list=edition.list, ref=ref, place=place, case=case, edition=edition, **_plain(facts))
        for (place, facts), case, ref in zip(fresh, cases, refs, strict=True)
    )
    return set(units)


def _amend(
    edition: CommitmentEdition,
    commitment: Commitment,
    change: FactsDifference,
    place: int,
    *,
    actor: Actor,
    now: datetime,
) -> Iterator[int]:
    """Change what differs; the unit that now answers, if it is another."""
    assert change.before, "what is amended was there"
    assert change.after, "and is there still"
    here = Commitment.objects.filter(pk=commitment.pk)
    here.update(place=place)
    if not change.fields:
        return
    here.update(edition=edition, **_plain(change.after))
    if "unit_id" in change.fields:
        unit = units_by_id({change.after.unit_id})[change.after.unit_id]
        _withdraw_waiting(commitment, now)
        _step(commitment, HAND_OVER, edition, actor=actor, now=now, to_unit=unit)
        here.update(wanted_until=None)  # the former unit's wish
        yield unit.pk
    if "day" in change.fields:
        until = change.after.day
        take_step(case=commitment.case, step=REDATE, actor=actor, now=now, until=until, note=_why(edition))
        here.update(wanted_until=None)
        told = {"before": str(change.before.day), "until": str(until), "reason": _why(edition)}
        tell_public(commitment, MOVED, now=now, **told)


def _take_back(edition: CommitmentEdition, commitment: Commitment, *, actor: Actor, now: datetime) -> None:
    _withdraw_waiting(commitment, now)
    _step(commitment, CANCEL, edition, actor=actor, now=now)
    Commitment.objects.filter(pk=commitment.pk).update(dropped_in=edition, edition=edition)


def _step(
    commitment: Commitment,
    step: Step,
    edition: CommitmentEdition,
    *,
    actor: Actor,
    now: datetime,
    to_unit: Unit | None = None,
) -> None:
    take_step(case=commitment.case, step=step, actor=actor, now=now, note=_why(edition), to_unit=to_unit)


def _withdraw_waiting(commitment: Commitment, now: datetime) -> None:
    """What a unit wrote and nobody confirmed is not said in the name of the unit after it."""
    if commitment.case.state != State.REPORTED:
        return
    if note := waiting_note(commitment):
        note.withdrawn_at = now
        note.save(update_fields=["withdrawn_at"])


def _why(edition: CommitmentEdition) -> str:
    return edition.draft.reason


def _plain(facts: Facts) -> dict[str, str]:
    return {name: getattr(facts, name) for name in PLAIN}

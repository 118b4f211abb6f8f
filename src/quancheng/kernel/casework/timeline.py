"""The history of a case in words, for those who may read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models.functions import TruncDate

from quancheng.kernel.casework.clock import HOUSE_LINES, RECOUNTED
from quancheng.kernel.casework.definition import Circle, Step, Workflow
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.casework.registry import workflows
from quancheng.kernel.orgs.deputies import for_whom, signed

_WIDER = {
    Circle.STAFF: {Circle.STAFF, Circle.APPLICANT, Circle.PUBLIC},
    Circle.APPLICANT: {Circle.APPLICANT, Circle.PUBLIC},
    Circle.PUBLIC: {Circle.PUBLIC},
}
_HOUSE_SHOWN_TO = {RECOUNTED: Circle.APPLICANT}  # to others of the house's lines: staff


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline, finished for a page; what the reader may not see is empty."""

    on: date
    at: datetime
    says: str
    state: str
    note: str = ""
    days: int = 0
    until: date | None = None
    unit: str = ""
    who: str = ""
    within: str = ""  # the kind of sub-case to which it belongs; empty for the case itself
    step: str = ""  # its code


def timeline(case: Case, *, reader: Circle) -> tuple[Entry, ...]:
    """What has happened, the earliest first, with the lines of sub-cases between those of the case."""
    cases = [case, *case.subcases.all()]
    kinds = {one.pk: workflows[one.workflow] for one in cases}
    rows = CaseLine.objects.filter(case__in=cases).select_related("unit").order_by("at", "id")
    if reader is Circle.STAFF:  # nobody else reads a name
        absent = for_whom(person="person", post="post", on="day")
        rows = rows.select_related("person").annotate(day=TruncDate("at"), for_whom=absent)
    return tuple(
        entry
        for row in rows
        for entry in _entry(row, kinds[row.case_id], reader, is_sub=row.case_id != case.pk)
    )


def shown_lines(case: Case, *, reader: Circle) -> tuple[CaseLine, ...]:
    """The lines themselves that the reader may see, for another house; what is not theirs is emptied."""
    kind = workflows[case.workflow]
    found = []
    for row in case.lines.select_related("unit__tenant").order_by("at", "id"):
        if _is_shown(row, kind, reader):
            row.note = _note(row, kind, reader)
            found.append(row)
    return tuple(found)


def _circle(row: CaseLine, kind: Workflow) -> Circle:
    step = kind.step(row.step)
    return step.shown_to if step else _HOUSE_SHOWN_TO.get(row.step, Circle.STAFF)


def _is_shown(row: CaseLine, kind: Workflow, reader: Circle) -> bool:
    return _circle(row, kind) in _WIDER[reader]


def _note(row: CaseLine, kind: Workflow, reader: Circle) -> str:
    step = kind.step(row.step)
    note_shown_to = step.note_shown_to if step else _circle(row, kind)
    return row.note if note_shown_to in _WIDER[reader] else ""


def _entry(row: CaseLine, kind: Workflow, reader: Circle, *, is_sub: bool) -> Iterator[Entry]:
    step = kind.step(row.step)
    if not _is_shown(row, kind, reader):
        return
    is_staff = reader is Circle.STAFF
    yield Entry(
        on=row.on,
        at=row.at,
        says=_says(step, row.step, is_staff=is_staff),
        state=kind.state_in_words(row.state),
        note=_note(row, kind, reader),
        days=row.days,
        until=row.until,
        unit=str(row.unit),
        who=signed(row.person.name, row.for_whom) if is_staff and row.person else "",  # type: ignore[attr-defined]  # read above
        within=kind.says if is_sub else "",
        step=row.step,
    )


def _says(step: Step | None, code: str, *, is_staff: bool) -> str:
    if step is None:
        return HOUSE_LINES.get(code, code)
    return step.says if is_staff else step.tells or step.says

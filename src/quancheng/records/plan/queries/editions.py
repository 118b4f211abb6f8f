"""What confirming a draft makes of a plan: each row as it will be, and the row that it was before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.orgs.matching import Register
from quancheng.records.plan.models import Draft, Edition, Row
from quancheng.records.plan.queries.amending import Asked, Effects, effects_of
from quancheng.records.plan.queries.plans import reading_of, register_of, rows_of
from quancheng.records.plan.rules.difference import Change, RowDifference, rows_difference
from quancheng.records.plan.rules.drafting import DraftRow, findings_of, rows_from_json
from quancheng.records.plan.rules.reading import RowReading


@dataclass(frozen=True, slots=True)
class NewRow:
    """One row of the new edition: what it says, whom it means, and the row of the plan that it was before."""

    place: int
    drafted: DraftRow
    change: RowDifference
    row: Row | None
    roles: Mapping[int, str]  # unit id → its part
    joined: frozenset[int] = frozenset()  # units that the same words did not mean before
    left: frozenset[int] = frozenset()

    @property
    def said(self) -> RowReading:
        return self.drafted.said

    @property
    def is_regrouped(self) -> bool:
        """Whether the same names stand for other units now."""
        return bool(self.joined or self.left)

    @property
    def asks_anew(self) -> bool:
        """Whether units, parts or days differ, so that duties have to follow."""
        return self.row is not None and (
            self.is_regrouped or bool({"units", "deadline"} & set(self.change.fields))
        )


@dataclass(frozen=True, slots=True)
class NewEdition:
    """A whole draft against the plan that it amends; without one every row is new."""

    rows: tuple[NewRow, ...]
    dropped: tuple[Row, ...]
    changes: tuple[RowDifference, ...]
    is_first: bool

    @property
    def changes_nothing(self) -> bool:
        same = all(each.change is Change.SAME and not each.renumbered for each in self.changes)
        return same and not self.is_first and not any(row.is_regrouped for row in self.rows)

    def effects(self, draft: Draft, *, today: date) -> Effects:
        """What it does to duties issued under the earlier edition."""
        if draft.amends is None:
            return Effects()
        asked = [Asked(each.row, each.said, each.roles) for each in self.rows if each.row and each.asks_anew]
        return effects_of(draft.amends, asked, today=today)


def new_edition(draft: Draft, register: Register) -> NewEdition:
    """Lay the draft beside the plan that it amends, row by row."""
    standing = [(reading_of(row), row) for row in rows_of(draft.amends)] if draft.amends else []
    drafted = rows_from_json(draft.rows)
    changes = rows_difference([said for said, _ in standing], [row.said for row in drafted])
    row_of = {id(said): row for said, row in standing}
    gone = {id(each.before) for each in changes if each.change is Change.DROPPED}
    return NewEdition(
        rows=tuple(_new_rows(drafted, changes, row_of, register)),
        dropped=tuple(row for said, row in standing if id(said) in gone),
        changes=changes,
        is_first=draft.amends is None,
    )


def draft_again(edition: Edition) -> Draft:
    """What an edition was made of, as a draft that amends it; nothing is written."""
    plan, last = edition.plan, edition.draft
    return Draft(
        tenant=plan.tenant,
        source=last.source,
        starts_from=last.starts_from,
        title=plan.title,
        year=plan.year,
        amends=plan,
        rows=last.rows,
        problems=last.problems,
    )


def regrouped_count(edition: Edition, *, today: date) -> int:
    """How many rows of an edition in force mean other units now than when it was confirmed."""
    draft = draft_again(edition)
    return sum(row.is_regrouped for row in new_edition(draft, register_of(draft, today=today)).rows)


def _new_rows(
    drafted: Sequence[DraftRow],
    changes: Sequence[RowDifference],
    row_of: Mapping[int, Row],
    register: Register,
) -> Iterator[NewRow]:
    """Differences come in the order of the new rows, what was dropped at the end."""
    standing = (each for each in changes if each.change is not Change.DROPPED)
    for place, (row, change) in enumerate(zip(drafted, standing, strict=True), start=1):
        old = row_of[id(change.before)] if change.before else None
        roles = _roles(row, register)
        if old is None or "units" in change.fields:
            yield NewRow(place, row, change, old, roles)
        else:
            before = {member.pk for unit in old.units.all() for member in unit.members.all()}
            joined, left = frozenset(roles.keys() - before), frozenset(before - roles.keys())
            yield NewRow(place, row, change, old, roles, joined, left)


def _roles(row: DraftRow, register: Register) -> dict[int, str]:
    roles: dict[int, str] = {}
    for unit, finding in zip(row.said.units, findings_of(row, register), strict=True):
        for member in finding.unit_ids:
            roles.setdefault(member, unit.role)
    return roles

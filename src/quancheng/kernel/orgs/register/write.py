"""From the rows of a register into the tables."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Tenant, Unit, UnitName, UnitPlace
from quancheng.kernel.orgs.register.check import held_by, post_of, posts_by_title
from quancheng.kernel.orgs.register.difference import Change, Fate
from quancheng.kernel.orgs.register.load import HoldingKey, PostKey, holdings_by_key, posts_by_key
from quancheng.kernel.orgs.register.rows import (
    Book,
    HoldingRow,
    NameRow,
    PersonRow,
    PlaceRow,
    PostRow,
    Row,
    Sheet,
    UnitRow,
)
from quancheng.kernel.orgs.register.sheets import HOLDINGS, NAMES, PEOPLE, PLACES, POSTS, UNITS

R = TypeVar("R", bound=Row)


class Writer:
    """Writes the differences of one register, sheet by sheet, in the order of their dependence."""

    def __init__(self, tenant: Tenant, target: Book, changes: Iterable[Change], *, demo: bool) -> None:
        self.tenant = tenant
        self.target = target
        self.demo = demo
        self.changes = [change for change in changes if change.fate is not Fate.UNCHANGED]
        self.units = {unit.code: unit for unit in Unit.objects.filter(tenant=tenant)}

    def write(self) -> None:
        """Write everything; the caller's transaction makes it all or nothing."""
        self._units()
        self._names()
        self._places()
        self._people()
        self._posts()
        self._holdings()

    def _of(self, sheet: Sheet, holds: type[R]) -> list[tuple[R, R | None]]:
        """New row and old row; those that end come first, so that what follows them finds room."""
        found = [
            (change.new, change.old if isinstance(change.old, holds) else None)
            for change in self.changes
            if change.sheet is sheet and isinstance(change.new, holds)
        ]
        return sorted(found, key=lambda pair: _is_open(pair[0]))

    def _units(self) -> None:
        rows = self._of(UNITS, UnitRow)
        new = [Unit(tenant=self.tenant, **_unit_fields(row)) for row, old in rows if old is None]
        for unit in Unit.objects.bulk_create(new):
            self.units[unit.code] = unit
        touched = []
        for row, old in rows:
            unit = self.units[row.code]
            for name, value in _unit_fields(row).items():
                setattr(unit, name, value)
            unit.merged_into = self.units[row.merged_into] if row.merged_into else None
            if old is not None or row.merged_into:
                touched.append(unit)
        Unit.objects.bulk_update(
            touched, ["kind", "name", "short_name", "opened_on", "closed_on", "merged_into"]
        )

    def _names(self) -> None:
        rows = self._of(NAMES, NameRow)
        for row, old in rows:
            if old is not None:
                same = UnitName.objects.filter(unit=self.units[row.unit], kind=row.kind, name=row.name)
                same.filter(from_on=row.from_on).update(until_on=row.until_on)
        UnitName.objects.bulk_create(
            UnitName(
                unit=self.units[row.unit],
                kind=row.kind,
                name=row.name,
                from_on=row.from_on,
                until_on=row.until_on,
            )
            for row, old in rows
            if old is None
        )

    def _places(self) -> None:
        rows = self._of(PLACES, PlaceRow)
        for row, old in rows:
            if old is not None:
                same = UnitPlace.objects.filter(unit=self.units[row.unit], from_on=row.from_on)
                same.update(parent=self.units[row.parent], until_on=row.until_on)
        UnitPlace.objects.bulk_create(
            UnitPlace(
                unit=self.units[row.unit],
                parent=self.units[row.parent],
                from_on=row.from_on,
                until_on=row.until_on,
            )
            for row, old in rows
            if old is None
        )

    def _people(self) -> None:
        rows = self._of(PEOPLE, PersonRow)
        for row, old in rows:
            if old is not None:
                same = Person.objects.filter(account=row.account, tenant=self.tenant)
                same.update(name=row.name, email=row.email, is_active=row.is_active)
        new = [self._person(row) for row, old in rows if old is None]
        Person.objects.bulk_create(new)

    def _person(self, row: PersonRow) -> Person:
        person = Person(
            account=row.account,
            name=row.name,
            email=row.email,
            is_active=row.is_active,
            tenant=self.tenant,
            is_demo=self.demo,
        )
        person.set_unusable_password()
        return person

    def _posts(self) -> None:
        rows = self._of(POSTS, PostRow)
        for row, old in rows:
            if old is not None:
                same = Post.objects.filter(
                    unit=self.units[row.unit], title=row.title, opened_on=row.opened_on
                )
                same.update(closed_on=row.closed_on)
                PostRole.objects.filter(post__in=same).exclude(role__in=row.roles).delete()
        Post.objects.bulk_create(
            Post(unit=self.units[row.unit], title=row.title, opened_on=row.opened_on, closed_on=row.closed_on)
            for row, old in rows
            if old is None
        )
        posts = posts_by_key(self.tenant)
        PostRole.objects.bulk_create(
            [PostRole(post=posts[_post_key(row)], role=role) for row, _ in rows for role in row.roles],
            ignore_conflicts=True,
        )

    def _holdings(self) -> None:
        rows = self._of(HOLDINGS, HoldingRow)
        people = {person.account: person for person in Person.objects.filter(tenant=self.tenant)}
        titles, posts = posts_by_title(self.target), posts_by_key(self.tenant)
        for deputies in (False, True):  # a deputy points at a holding that must be there
            written = holdings_by_key(self.tenant)
            todo = [(row, old) for row, old in rows if bool(row.stands_in_for) is deputies]
            for row, old in todo:
                post = post_of(row, titles)
                assert post is not None  # the check found it
                fields = {"until_on": row.until_on, "stands_in_for": _held(row, self.target, written)}
                if old is None:
                    person = people[row.account]
                    Holding.objects.create(
                        person=person, post=posts[_post_key(post)], from_on=row.from_on, **fields
                    )
                else:
                    Holding.objects.filter(pk=written[_key(old)].pk).update(**fields)


def _held(row: HoldingRow, target: Book, written: Mapping[HoldingKey, Holding]) -> Holding | None:
    """The holding that a deputy stands in for."""
    if not row.stands_in_for:
        return None
    rows = (one for one in target.rows(HOLDINGS).values() if isinstance(one, HoldingRow))
    held = held_by(row, rows)
    assert held is not None  # the check found it
    return written[_key(held)]


def _key(row: HoldingRow) -> HoldingKey:
    return row.account, row.unit, row.post, row.from_on


def _post_key(row: PostRow) -> PostKey:
    return row.unit, row.title, row.opened_on


def _unit_fields(row: UnitRow) -> dict[str, object]:
    return {
        "code": row.code,
        "kind": row.kind,
        "name": row.name,
        "short_name": row.short_name,
        "opened_on": row.opened_on,
        "closed_on": row.closed_on,
    }


def _is_open(row: Row) -> bool:
    return getattr(row, "until_on", None) is None and getattr(row, "closed_on", None) is None

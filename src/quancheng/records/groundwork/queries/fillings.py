"""Reading tables: their layouts, what a unit has filled in, and all of them together."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef, row_numbers
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.obligations.measures import Found
from quancheng.kernel.orgs.models import Level, Tenant
from quancheng.records.groundwork.events.notices import TABLE_KIND
from quancheng.records.groundwork.models import Collection, Filling, Layout, Notice, Recipient
from quancheng.records.groundwork.queries.notices import arrivals_for, arrivals_of
from quancheng.records.groundwork.rules.columns import Column, from_data
from quancheng.records.groundwork.rules.rows import Row, carried, totals
from quancheng.records.groundwork.workflow.notices import HANDED_IN, State


class NoCollection(Refusal):
    """The notice asks for no table."""

    code = "groundwork.no_collection"
    status = 404


@dataclass(frozen=True, slots=True)
class Table:
    """What a unit has filled in so far, in the layout that holds now."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    edition: int
    version: int  # 0 while nothing was saved
    former: int = 0  # the layout in which it was filled, when that was an older one
    is_gathered: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's rows within the whole."""

    arrival: Recipient
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """All tables of a collection that were handed in, with their sums, whole and by level."""

    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    totals: Mapping[str, str]
    by_level: tuple[tuple[str, int, Mapping[str, str]], ...]  # level, tables, sums

    @property
    def rows(self) -> Iterator[tuple[Part, Row]]:
        return ((part, row) for part in self.parts for row in part.rows)

    @property
    def row_count(self) -> int:
        return sum(len(part.rows) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Beneath:
    """A table of the level below, from which a sum comes: its unit, its figures, not its rows."""

    unit: str
    state: str
    is_accepted: bool
    row_count: int
    sums: Mapping[str, str]


def collection_of(notice: Notice) -> Collection:
    """The table that a notice asks for. Raises NoCollection."""
    found = Collection.objects.filter(notice=notice).first()
    if found is None:
        raise NoCollection("这份通知只需签收，没有要填的表")
    return found


def columns_of(collection: Collection, edition: int | None = None) -> tuple[Column, ...]:
    """The columns of a layout; the one that holds now if none is named."""
    wanted = edition or collection.edition
    layout = Layout.objects.filter(collection=collection, edition=wanted).first()
    return from_data(layout.columns) if layout else ()


def layouts_of(collection: Collection) -> Mapping[int, tuple[Column, ...]]:
    """Every layout of a collection, by its edition."""
    found = Layout.objects.filter(collection=collection)
    return {one.edition: from_data(one.columns) for one in found}


def columns_above(notice: Notice) -> tuple[Column, ...]:
    """What the level above asks for now, when a collection was handed on from there; else nothing."""
    above = notice.handed_from
    return columns_of(collection_of(above.notice)) if above else ()


def filling_of(arrival: Recipient) -> Filling | None:
    """What a unit has saved; nothing before the first time."""
    return Filling.objects.filter(recipient=arrival).select_related("saved_by").first()


def table_of(arrival: Recipient) -> Table:
    """What a unit has filled in, carried into the layout that holds now. Raises NoCollection."""
    collection = collection_of(arrival.notice)
    columns, filling = columns_of(collection), filling_of(arrival)
    if filling is None:
        return Table(columns, (), collection.edition, 0)
    rows = rows_in(filling)
    former = 0
    if filling.edition != collection.edition:
        former = filling.edition
        rows = carried(rows, old=columns_of(collection, former), new=columns)
    return Table(columns, tuple(rows), collection.edition, filling.version, former, filling.is_gathered)


def is_begun(arrival: Recipient) -> bool:
    """Whether a table was saved; the arrival is held meanwhile, so that of two first savers one is first."""
    hold(arrival)
    return Filling.objects.filter(recipient=arrival).exists()


def rows_in(filling: Filling) -> list[Row]:
    """The rows as they were saved."""
    found: list[Row] = json.loads(filling.rows)
    return found


def whole_of(notice: Notice) -> Whole:
    """All that was handed in and confirmed by the units' heads. Raises NoCollection."""
    collection = collection_of(notice)
    columns = columns_of(collection)
    handed_in = arrivals_of(notice).filter(case__state__in=HANDED_IN, filling__isnull=False)
    arrivals = list(handed_in.defer(None).select_related("unit__tenant", "case__unit", "filling"))
    parts = tuple(Part(one, tuple(rows_in(one.filling))) for one in arrivals)
    return Whole(columns, parts, totals(columns, _all(parts)), tuple(_by_level(columns, parts)))


def beneath(arrival: Recipient) -> list[Beneath]:
    """The tables of the level below from which this one is summed: figures alone go up."""
    found = Recipient.objects.filter(
        notice__handed_from=arrival, notice__withdrawn_at__isnull=True, case__isnull=False
    )
    rows = found.select_related("unit", "case", "filling").defer("filling__rows").order_by("unit__code", "pk")
    return [
        Beneath(
            unit=str(one.unit),
            state=one.case.state if one.case else "",
            is_accepted=one.case is not None and one.case.state == State.ACCEPTED,
            row_count=one.filling.row_count if _is_handed_in(one) else 0,
            sums=one.filling.sums if _is_handed_in(one) else {},
        )
        for one in rows
    ]


def _is_handed_in(one: Recipient) -> bool:
    """Before the head of the unit has confirmed, nobody above reads a figure."""
    return hasattr(one, "filling") and one.case is not None and one.case.state in HANDED_IN


def handed_on(arrival: Recipient) -> Notice | None:
    """The notice by which a government handed this one on to its own units."""
    return Notice.objects.filter(handed_from=arrival, withdrawn_at__isnull=True).order_by("-pk").first()


def hold(arrival: Recipient) -> None:
    """Hold what a unit got until the commit: of two clicks the second sees what the first wrote."""
    Recipient.objects.select_for_update().get(pk=arrival.pk)


def accepted_beneath(arrival: Recipient) -> tuple[Sequence[Sequence[Row]], tuple[Column, ...]]:
    """The rows of every table of the level below that its office has accepted, and their columns."""
    notice = handed_on(arrival)
    if notice is None:
        return (), ()
    collection = collection_of(notice)
    accepted = Filling.objects.filter(
        recipient__notice=notice, recipient__case__state=State.ACCEPTED
    ).order_by("recipient__unit__code", "pk")
    return [rows_in(one) for one in accepted], columns_of(collection)


def accepted_tables(unit_id: int, first: date, last: date) -> Sequence[Found]:
    """The tables of a unit that were accepted in a period: a measure of duties."""
    return accepted_tables_of_each([unit_id], first, last).get(unit_id, [])


def accepted_tables_of_each(
    unit_ids: Iterable[int], first: date, last: date
) -> Mapping[int, Sequence[Found]]:
    """The same for many units at once; what was withdrawn meanwhile speaks for nobody."""
    found = Recipient.objects.filter(
        case__unit__in=list(unit_ids),
        case__state=State.ACCEPTED,
        case__ended_on__range=(first, last),
        notice__withdrawn_at__isnull=True,
    )
    read: dict[int, list[Found]] = {}
    for one in found.select_related("notice", "case").order_by("case__ended_on", "pk"):
        if one.case is not None and one.case.ended_on is not None:
            title = f"{one.notice.title}（收表审核通过）"
            told = Found(RecordRef(TABLE_KIND, str(one.pk)), title, one.case.ended_on)
            read.setdefault(one.case.unit_id, []).append(told)
    return read


def accepted_arrivals(actor: Actor, refs: Iterable[str]) -> Iterable[Recipient]:
    """Accepted tables by their number, as far as the actor may see them."""
    numbers = row_numbers(refs)
    return arrivals_for(actor).filter(pk__in=numbers, case__state=State.ACCEPTED)


def level_of(tenant: Tenant) -> str:
    """The level of a unit's government, in words."""
    return str(Level(tenant.level).label)


def _all(parts: Iterable[Part]) -> Iterator[Row]:
    return (row for part in parts for row in part.rows)


def _by_level(
    columns: Sequence[Column], parts: Sequence[Part]
) -> Iterator[tuple[str, int, Mapping[str, str]]]:
    for level in Level.values:
        here = [part for part in parts if part.arrival.unit.tenant.level == level]
        if here:
            yield str(Level(level).label), len(here), totals(columns, _all(here))

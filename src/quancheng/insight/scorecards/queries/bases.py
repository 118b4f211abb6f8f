"""What letters of a kind stand on: what the house ships, and what a government entered since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from quancheng.insight.scorecards.models import LetterBasis
from quancheng.insight.scorecards.queries.sets import is_office, must_be_office
from quancheng.insight.scorecards.rules.letters import SHIPPED_SOURCE, TABLE, Kind, Measure, measure_on
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.actor import Kind as Sort
from quancheng.kernel.basis.refusal import Refusal


class NoSuchBasis(Refusal):
    """Missing, given up, or of another government."""

    code = "scorecards.no_such_basis"
    status = 404


@dataclass(frozen=True, slots=True)
class BasisLine:
    """One line of the table: what holds, from when, where it was read; whether it holds today."""

    measure: Measure
    source: str
    holds: bool
    own: LetterBasis | None = None


def bases_for(actor: Actor) -> QuerySet[LetterBasis]:
    """What the actor's government entered: what is confirmed all its staff, the rest the office alone."""
    found = LetterBasis.objects.select_related("entered_by", "confirmed_by")
    if actor.kind is not Sort.OFFICIAL or actor.unit_id is None:
        return found.none()
    seen = Q() if is_office(actor) else Q(confirmed_at__isnull=False)
    mine = found.filter(seen, tenant_id=actor.tenant_id or 0, dropped_at__isnull=True)
    return mine.order_by("kind", "from_on", "pk")


def basis_of_office(actor: Actor, basis_id: int) -> LetterBasis:
    """One of the actor's own government, for its office. Raises NotOfOffice, NoSuchBasis."""
    must_be_office(actor)
    found = bases_for(actor).filter(pk=basis_id).first()
    if found is None:
        raise NoSuchBasis("没有找到这条依据，请从依据表中选择", basis=basis_id)
    return found


def measure_for(tenant_id: int, kind: Kind, on: date) -> Measure:
    """What holds for a government's letters on a day; its own entry goes before what is shipped."""
    shipped = measure_on(kind, on)
    own = LetterBasis.objects.filter(
        tenant_id=tenant_id, kind=kind.value, confirmed_at__isnull=False, from_on__lte=on,
        from_on__gte=shipped.from_on,
    )  # fmt: skip
    latest = own.order_by("-from_on").first()
    return measure_of(latest) if latest else shipped


def measure_of(own: LetterBasis) -> Measure:
    """A record as the rules read it."""
    return Measure(
        kind=Kind(own.kind), from_on=own.from_on, verb=own.verb, organ=own.organ, basis=own.basis,
        mark=own.mark, note=own.note,
    )  # fmt: skip


def basis_table(actor: Actor, today: date) -> list[BasisLine]:
    """Every kind with all that held, holds and will hold, in the order of the kinds. One query."""
    own = list(bases_for(actor))
    order = list(Kind)
    lines = sorted(_lines(own), key=lambda line: (order.index(line.measure.kind), line.measure.from_on))
    return [_told(line, lines, today) for line in lines]


def _lines(own: list[LetterBasis]) -> Iterator[BasisLine]:
    yield from (BasisLine(measure, SHIPPED_SOURCE, False) for measure in TABLE)
    yield from (BasisLine(measure_of(one), one.source, False, one) for one in own)


def _told(line: BasisLine, lines: list[BasisLine], today: date) -> BasisLine:
    """With the word whether it is the one that holds today: the latest that has begun and is confirmed."""
    begun = [
        each
        for each in lines
        if each.measure.kind is line.measure.kind
        and each.measure.from_on <= today
        and (each.own is None or each.own.confirmed_at is not None)
    ]
    return BasisLine(line.measure, line.source, bool(begun) and begun[-1] is line, line.own)

"""Reading measures: the unit concerned once they are issued, and the openness office of its government."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Value

from quancheng.kernel.access.audiences import Audience, Whose, visible_to
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Unit, UnitKind
from quancheng.kernel.orgs.queries import units_for
from quancheng.records.remedies.models import Measure, Proof
from quancheng.records.remedies.queries.proceedings import as_urgent, is_office
from quancheng.records.remedies.rules.looking import Wanted
from quancheng.records.remedies.rules.measures import DISCHARGES, LADDER, Verb
from quancheng.records.remedies.workflow import MEASURE, RAISING, Measuring

_WHOSE = Whose(tenant="case__tenant", unit="case__unit")
HIDDEN = {Measuring.DRAFT, Measuring.DROPPED}  # the office's own, until they are issued


class NoSuchMeasure(Refusal):
    """Missing or out of sight."""

    code = "remedies.no_such_measure"
    status = 404


class NoSuchProof(Refusal):
    """No such file of this measure."""

    code = "remedies.no_such_proof"
    status = 404


class NoUnitToUrge(Refusal):
    """No standing unit of this government."""

    code = "remedies.no_unit_to_urge"
    status = 422


@dataclass(frozen=True, slots=True)
class MeasureCounts:
    """How many measures wait for what."""

    drafts: int
    open: int
    to_verify: int
    late: int


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder, as it stands for a matter."""

    says: str
    measure: Measure | None
    is_here: bool


def measures_for(actor: Actor) -> QuerySet[Measure]:
    """Measures against the actor's unit, no drafts; for the openness office of a government all of them."""
    whose = Measure.objects.annotate(audience=Value(Audience.OFFICE)).filter(visible_to(actor, whose=_WHOSE))
    if actor.person_id is not None and not is_office(actor):
        whose = whose.exclude(case__state__in=HIDDEN)
    seen = whose.filter(case__workflow=MEASURE.code)
    people = ("drafted_by", "issued_by", "reported_by", "verified_by")
    return seen.select_related("case__unit", "case__tenant", "tenant", "raised_from", *people)


def measure_for(actor: Actor, measure_id: int) -> Measure:
    """One of them. Raises NoSuchMeasure."""
    found = measures_for(actor).filter(pk=measure_id).first()
    if found is None:
        raise NoSuchMeasure("没有找到这项监督措施；请从列表中重新选择", measure=measure_id)
    return found


def proof_for(actor: Actor, measure_id: int, proof_id: int) -> Proof:
    """One file of a measure that the actor may see. Raises NoSuchMeasure, NoSuchProof."""
    measure = measure_for(actor, measure_id)
    found = proofs_of(measure).filter(pk=proof_id, file__isnull=False).first()
    if found is None:
        raise NoSuchProof("没有找到这份佐证文件；请从措施页面重新选择", proof=proof_id)
    return found


def proofs_of(measure: Measure) -> QuerySet[Proof]:
    """What the unit brought."""
    return Proof.objects.filter(measure=measure).select_related("file", "added_by")


def measures_listed(actor: Actor, wanted: Wanted, *, today: date) -> QuerySet[Measure]:
    """What is looked for, the most urgent first; what is over stands last."""
    found = measures_for(actor)
    if wanted.kind:
        found = found.filter(verb=wanted.kind)
    if wanted.standing:
        found = found.filter(case__ended_on__isnull=wanted.standing == "open")
    if wanted.urgency:
        found = found.filter(as_urgent(wanted.urgency, today=today))
    if wanted.word:
        words = Q(number__icontains=wanted.word) | Q(problem__icontains=wanted.word)
        found = found.filter(words | Q(case__unit__name__icontains=wanted.word))
    return found.order_by(F("case__ended_on").desc(nulls_first=True), "case__due_on", "-pk")


def measures_at_a_glance(actor: Actor, *, today: date) -> MeasureCounts:
    """What waits. One query."""
    seen = measures_for(actor).filter(case__ended_on__isnull=True)
    return MeasureCounts(
        **seen.aggregate(
            drafts=Count("pk", filter=Q(case__state=Measuring.DRAFT)),
            open=Count("pk", filter=Q(case__state=Measuring.ISSUED)),
            to_verify=Count("pk", filter=Q(case__state=Measuring.REPORTED)),
            late=Count("pk", filter=Q(case__state=Measuring.ISSUED, case__due_on__lt=today)),
        )
    )


def measures_about(actor: Actor, ref: str) -> QuerySet[Measure]:
    """What was done about one record, the first first."""
    return measures_for(actor).filter(about=ref).order_by("pk")


def measures_that_discharge(ref: str) -> QuerySet[Measure]:
    """What was issued about one record and is what a complaint found true asks for."""
    return (
        Measure.objects.filter(about=ref, verb__in=DISCHARGES).exclude(case__state__in=HIDDEN).order_by("pk")
    )


def raised_draft(below: Measure) -> Measure | None:
    """The higher measure that was drafted from a lower one, and waits."""
    return Measure.objects.filter(raised_from=below, case__state=Measuring.DRAFT).first()


def reason_to_raise(below: Measure) -> str:
    """Why the office goes further, as it said when it drafted the higher one."""
    line = below.case.lines.filter(step=RAISING.code).order_by("-id").first()
    return line.note if line else ""


def ladder_of(actor: Actor, measure: Measure) -> list[Rung]:
    """The rungs of the ladder, with what stands on each for this matter."""
    if measure.verb not in LADDER:
        return []
    found, here = {measure.verb: measure}, measure
    while here.raised_from is not None:
        here = measure_for(actor, here.raised_from.pk)
        found[here.verb] = here
    above: Measure | None = measure
    while above is not None:
        above = measures_for(actor).filter(raised_from=above).first()
        if above is not None:
            found[above.verb] = above
    return [
        Rung(Measure(verb=verb).get_verb_display().partition("（")[0], found.get(verb), verb == measure.verb)
        for verb in map(Verb, LADDER)
    ]


def units_to_urge(actor: Actor) -> QuerySet[Unit]:
    """Against whom the office may act: the standing units of its government."""
    standing = units_for(actor).filter(tenant_id=actor.tenant_id or 0, closed_on__isnull=True)
    return standing.exclude(kind=UnitKind.INTERNAL).order_by("code")


def unit_to_urge(actor: Actor, unit_id: int) -> Unit:
    """One of these. Raises NoUnitToUrge."""
    found = units_to_urge(actor).filter(pk=unit_id).first()
    if found is None:
        raise NoUnitToUrge("没有这个单位，或它已撤销、不属于本级政府；请从列表中重新选择", unit=unit_id)
    return found


def acting_unit(actor: Actor) -> Unit:
    """The unit for which an official acts."""
    return Unit.objects.select_related("tenant").get(pk=actor.unit_id or 0)

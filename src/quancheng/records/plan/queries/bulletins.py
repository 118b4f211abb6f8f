"""Reading bulletins, and gathering the figures of a plan for one."""

from datetime import date

from django.db.models import Q, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.models import Bulletin, BulletinText, Plan
from quancheng.records.plan.queries.board import board, duties_picked, moves_of
from quancheng.records.plan.queries.lines import ListLine, list_lines
from quancheng.records.plan.queries.orders import is_of_office
from quancheng.records.plan.queries.worklist import urgent
from quancheng.records.plan.rules.bulletin import DoubtedLine, Figures, LateLine, MovedLine, Named
from quancheng.records.plan.rules.picking import Mark, Picked


class NoSuchBulletin(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "plan.no_such_bulletin"
    status = 404


def bulletins_for(actor: Actor) -> QuerySet[Bulletin]:
    """Those of the office's own government; for a unit those issued to it. The newest first."""
    found = Bulletin.objects.filter(_seen_by(actor)).select_related(
        "plan", "tenant", "office", "drafted_by", "issued_by", "withdrawn_by"
    )
    return found.order_by("-drafted_at", "-pk")


def bulletin_for(actor: Actor, bulletin_id: int) -> Bulletin:
    """One bulletin. Raises NoSuchBulletin."""
    found = bulletins_for(actor).filter(pk=bulletin_id).first()
    if found is None:
        raise NoSuchBulletin("没有找到该通报，请从通报列表中选择", bulletin=bulletin_id)
    return found


def bulletin_of_office(actor: Actor, bulletin_id: int) -> Bulletin:
    """One of the actor's own government, for its openness office alone. Raises NoSuchBulletin."""
    found = bulletin_for(actor, bulletin_id)
    if not is_of_office(actor) or found.tenant_id != actor.tenant_id:
        raise NoSuchBulletin("这份通报由印发它的政务公开机构办理", bulletin=bulletin_id)
    return found


def open_draft(plan: Plan) -> Bulletin | None:
    """The draft about a plan that waits to be issued, if there is one."""
    waiting = plan.bulletins.filter(issued_at__isnull=True, discarded_at__isnull=True)
    return waiting.select_related("drafted_by").first()


def texts_of(bulletin: Bulletin) -> QuerySet[BulletinText]:
    """Its parts, in order."""
    return bulletin.texts.all()


def units_owing_in(figures: Figures) -> QuerySet[Unit]:
    """The units whose duties the figures count: to them the bulletin goes."""
    return Unit.objects.filter(pk__in=[unit.id for unit in figures.units]).order_by("tenant_id", "code")


def figures_of(plan: Plan, *, today: date) -> Figures:
    """How the plan stands today, as the one screen counts it, with the lists behind its numbers."""
    told = board(plan, today=today)
    late, doubted = (_lines(plan, mark, today=today) for mark in (Mark.LATE, Mark.UNVERIFIABLE))
    return Figures(
        counts=told.counts,
        chapters=tuple(Named(line.title, line.counts) for line in told.chapters),
        units=tuple(Named(line.name, line.counts, line.id) for line in told.units),
        late=tuple(_late(line, today=today) for line in late),
        moved=_moved(plan, today=today),
        doubted=tuple(DoubtedLine(line.row.no, line.task.title, line.unit) for line in doubted),
    )


def _seen_by(actor: Actor) -> Q:
    if actor.kind is Kind.CLOCKWORK:
        return Q() if actor.tenant_id is None else Q(tenant_id=actor.tenant_id)
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return Q(pk__in=[])
    to_me = Bulletin.addressees.through.objects.filter(unit_id=actor.unit_id).values("bulletin_id")
    mine = Q(issued_at__isnull=False, pk__in=to_me)
    return mine | Q(tenant_id=actor.tenant_id) if is_of_office(actor) else mine


def _duties(plan: Plan, mark: Mark, *, today: date) -> list[DueItem]:
    return list(duties_picked(plan, Picked(mark), today=today))


def _lines(plan: Plan, mark: Mark, *, today: date) -> list[ListLine]:
    return list_lines(urgent(_duties(plan, mark, today=today), today=today))


def _late(line: ListLine, *, today: date) -> LateLine:
    assert line.due_on is not None  # what is late is due
    days = working_days_between(work_calendar(), after=line.due_on, until=today)
    return LateLine(line.row.no, line.task.title, line.unit, line.period, line.due_on, days)


def _moved(plan: Plan, *, today: date) -> tuple[MovedLine, ...]:
    duties = _duties(plan, Mark.MOVED, today=today)
    lines = {line.id: line for line in list_lines(urgent(duties, today=today))}
    return tuple(
        MovedLine(
            move.line.row.no, move.line.task.title, move.line.unit, move.from_on, move.to_on, move.reason
        )
        for move in moves_of(duties, lines)
    )

"""Reading indicator sets: the office those of its government, a unit those by which it is scored."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from quancheng.insight.scorecards.models import Indicator, Mark, Result, ScoredUnit, ScoreSet
from quancheng.insight.scorecards.queries.readings import readings
from quancheng.insight.scorecards.rules.indicators import Change, Told, changes, faults_of, faults_together
from quancheng.insight.scorecards.rules.periods import Period
from quancheng.insight.scorecards.rules.scoring import Shape
from quancheng.insight.scorecards.rules.spans import Stretch, stretches
from quancheng.kernel.access.audiences import OFFICE_ROLES
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Level, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.queries import governments_below, people_in
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.orgs.spans import standing

ISSUED = ScoreSet.State.ISSUED


class NoSuchSet(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "scorecards.no_such_set"
    status = 404


class NoSuchIndicator(Refusal):
    """Missing or out of sight."""

    code = "scorecards.no_such_indicator"
    status = 404


class NotOfOffice(Refusal):
    """Only the openness office (政务公开机构) assesses."""

    code = "scorecards.not_of_office"
    status = 403


def is_office(actor: Actor) -> bool:
    """Whether the actor assesses for a government."""
    return actor.kind is Kind.OFFICIAL and actor.tenant_id is not None and bool(actor.roles & OFFICE_ROLES)


def is_head(actor: Actor) -> bool:
    """Whether the actor issues for a government's office."""
    return is_office(actor) and Role.OPENNESS_HEAD in actor.roles


def must_be_office(actor: Actor) -> None:
    """Raises NotOfOffice."""
    if not is_office(actor):
        raise NotOfOffice("督导考核由政务公开机构办理；本单位的得分请在“督导考核”首页查看")


def sets_for(actor: Actor) -> QuerySet[ScoreSet]:
    """The sets that the actor may see: drafts the office alone, what is issued whoever is scored by it."""
    found = ScoreSet.objects.select_related("tenant", "drafted_by", "issued_by", "replaces")
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return found.none()
    scored = Exists(ScoredUnit.objects.filter(set=OuterRef("pk"), unit_id=actor.unit_id))
    seen = Q(state=ISSUED) & (Q(scored) | Q(tenant_id=actor.tenant_id))
    if is_office(actor):
        seen |= Q(tenant_id=actor.tenant_id)
    return found.filter(seen).order_by("-year", "tenant_id", "-number")


def sets_listed(actor: Actor) -> QuerySet[ScoreSet]:
    """The same with how many indicators and units, and what the weights add up to."""
    return sets_for(actor).annotate(
        indicator_count=Count("indicators", distinct=True), unit_count=Count("scored_units", distinct=True)
    )


def set_for(actor: Actor, set_id: int) -> ScoreSet:
    """One set. Raises NoSuchSet."""
    found = sets_for(actor).filter(pk=set_id).first()
    if found is None:
        raise NoSuchSet("没有找到这套考核指标，请从列表中选择", score_set=set_id)
    return found


def set_of_office(actor: Actor, set_id: int) -> ScoreSet:
    """One set of the actor's own government, for its office. Raises NotOfOffice, NoSuchSet."""
    must_be_office(actor)
    found = sets_for(actor).filter(pk=set_id, tenant_id=actor.tenant_id or 0).first()
    if found is None:
        raise NoSuchSet("没有找到本级政府的这套考核指标，请从列表中选择", score_set=set_id)
    return found


def indicators_of(score_set: ScoreSet) -> QuerySet[Indicator]:
    """The indicators of a set, in order."""
    return score_set.indicators.order_by("is_bonus", "place", "pk")


def indicator_for(actor: Actor, indicator_id: int) -> Indicator:
    """One indicator of a set that the actor may see. Raises NoSuchIndicator."""
    seen = Indicator.objects.filter(set__in=sets_for(actor).order_by())
    found = seen.select_related("set__tenant").filter(pk=indicator_id).first()
    if found is None:
        raise NoSuchIndicator("没有找到这项指标，请从指标列表中选择", indicator=indicator_id)
    return found


def indicator_of(score_set: ScoreSet, indicator_id: int) -> Indicator:
    """One indicator of this set. Raises NoSuchIndicator."""
    found = score_set.indicators.filter(pk=indicator_id).first()
    if found is None:
        raise NoSuchIndicator("这套考核指标里没有这项指标，可能刚被删去", indicator=indicator_id)
    return found


def last_place(score_set: ScoreSet) -> int:
    """The place of the last indicator."""
    return score_set.indicators.aggregate(last=Max("place"))["last"] or 0


def code_taken(score_set: ScoreSet, code: str, *, but: int = 0) -> bool:
    """Whether another indicator of the set bears the code."""
    return score_set.indicators.filter(code=code).exclude(pk=but).exists()


def next_version(tenant_id: int, year: int) -> int:
    """The number of the next version of a year."""
    last = ScoreSet.objects.filter(tenant_id=tenant_id, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def open_draft(tenant_id: int, year: int) -> ScoreSet | None:
    """The draft of a year that is not settled."""
    return ScoreSet.objects.filter(tenant_id=tenant_id, year=year, state=ScoreSet.State.DRAFT).first()


def overlapping(score_set: ScoreSet) -> ScoreSet | None:
    """An issued set of the same government that holds on some of the same days, the replaced one aside."""
    others = ScoreSet.objects.filter(
        tenant_id=score_set.tenant_id, state=ISSUED, from_on__lte=score_set.until_on,
        until_on__gte=score_set.from_on,
    )  # fmt: skip
    return others.exclude(pk__in=[score_set.pk, score_set.replaces_id or 0]).first()


def frozen_since(score_set: ScoreSet, on: date) -> Result | None:
    """The latest result that was frozen by a set and reaches to a day or beyond it."""
    return score_set.results.filter(last_on__gte=on).order_by("-last_on").first()


def set_in_force(actor: Actor, on: date, *, tenant_id: int | None = None) -> ScoreSet | None:
    """The issued set that holds on a day: of the actor's government, else the one they are scored by."""
    found = sets_for(actor).filter(state=ISSUED, from_on__lte=on, until_on__gte=on)
    if tenant_id is not None:
        return found.filter(tenant_id=tenant_id).first()
    if is_office(actor):
        return found.filter(tenant_id=actor.tenant_id or 0).first()
    scored = Exists(ScoredUnit.objects.filter(set=OuterRef("pk"), unit_id=actor.unit_id or 0))
    return found.annotate(scores_me=scored).order_by("-scores_me", "tenant_id").first()


def newest_year(actor: Actor, today: date) -> int | None:
    """The newest year that has begun and has an issued set for the actor."""
    begun = sets_for(actor).filter(state=ISSUED, from_on__lte=today).order_by("-year")
    return begun.values_list("year", flat=True).first()


def default_units(tenant: Tenant, *, on: date) -> Iterator[tuple[Unit, str]]:
    """Whom a new set scores unless the office says otherwise: departments, and the governments below."""
    own = "市直部门" if tenant.level == Level.CITY else "本级部门"
    mine = Unit.objects.filter(standing(on), tenant=tenant, kind=UnitKind.DEPARTMENT).order_by("code")
    yield from ((unit, own) for unit in mine)
    below = {Level.CITY: (Level.DISTRICT, "区县"), Level.PROVINCE: (Level.CITY, "市")}
    level, group = below.get(Level(tenant.level), (Level.TOWN, "镇街"))
    yield from ((unit, group) for unit in governments_below(tenant, level=level, on=on))


def units_to_choose(score_set: ScoreSet, *, on: date) -> Mapping[Unit, str]:
    """Every unit that could be scored, with the group that it has in the set; empty: it is not scored."""
    chosen = {each.unit_id: each.group for each in score_set.scored_units.all()}
    offered = {unit.pk: unit for unit, _ in default_units(score_set.tenant, on=on)}
    kept = Unit.objects.filter(pk__in=set(chosen) - set(offered))
    return {unit: chosen.get(unit.pk, "") for unit in (*offered.values(), *kept)}


def scored_units_of(score_set: ScoreSet) -> QuerySet[ScoredUnit]:
    """Whom the set scores, group by group."""
    return score_set.scored_units.select_related("unit").order_by("group", "unit__tenant_id", "unit__code")


def told_of(indicator: Indicator) -> Told:
    """An indicator as the rules read it."""
    return Told(
        code=indicator.code, name=indicator.name, group=indicator.group, points=indicator.points,
        is_bonus=indicator.is_bonus, shape=Shape(indicator.shape), reading=indicator.reading,
        each=indicator.each, least=indicator.least, grades=indicator.grades, days=indicator.days,
        source=indicator.source, source_number=indicator.source_number, article=indicator.article,
        from_on=indicator.from_on, until_on=indicator.until_on,
    )  # fmt: skip


def faults_in(score_set: ScoreSet) -> list[str]:
    """All that keeps a set from being issued, a sentence each."""
    told = [told_of(one) for one in indicators_of(score_set)]
    known = readings()
    found = [f"指标“{one.code} {one.name}”：{fault}" for one in told for fault in faults_of(one, known)]
    found += [f"指标“{one.code} {one.name}”：{fault}" for one in told for fault in _outside(one, score_set)]
    found += faults_together(told)
    if not score_set.scored_units.exists():
        found.append("还没有考核对象")
    return found


def _outside(told: Told, score_set: ScoreSet) -> Iterator[str]:
    """An indicator is in force within the year of its set."""
    for day in (told.from_on, told.until_on):
        if day is not None and day.year != score_set.year:
            yield f"施行日期{day}不在{score_set.year}年之内"


def stretches_of(score_set: ScoreSet) -> tuple[Stretch, ...]:
    """What the basic indicators come to from one change to the next; empty while nothing changes."""
    told = [told_of(one) for one in indicators_of(score_set)]
    if not any(one.from_on or one.until_on for one in told):
        return ()
    return tuple(stretches(told, score_set.from_on, score_set.until_on))


def versions_of(score_set: ScoreSet, actor: Actor) -> QuerySet[ScoreSet]:
    """Every version of the year that the actor may see, the newest first."""
    mine = sets_for(actor).filter(tenant_id=score_set.tenant_id, year=score_set.year)
    return mine.exclude(state=ScoreSet.State.DISCARDED)


def changes_in(score_set: ScoreSet) -> tuple[Change, ...]:
    """What a version changes in the one that it replaces."""
    if score_set.replaces is None:
        return ()
    former = [told_of(one) for one in indicators_of(score_set.replaces)]
    return tuple(changes(former, [told_of(one) for one in indicators_of(score_set)]))


def weights_of(score_set: ScoreSet) -> Mapping[str, object]:
    """What the basic indicators add up to, and the bonus."""
    return score_set.indicators.aggregate(
        basic=Sum("points", filter=Q(is_bonus=False)), bonus=Sum("points", filter=Q(is_bonus=True))
    )


def marks_in(score_set: ScoreSet, period: Period) -> Mapping[tuple[int, int], Mark]:
    """The marks that stand in a period, by indicator and unit."""
    found = Mark.objects.filter(indicator__set=score_set, period=period.code, replaced_at__isnull=True)
    return {(one.indicator_id, one.unit_id): one for one in found.select_related("given_by", "confirmed_by")}


class NoSuchMark(Refusal):
    """Missing, replaced, or out of sight."""

    code = "scorecards.no_such_mark"
    status = 404


def mark_of_office(actor: Actor, mark_id: int) -> Mark:
    """One mark of the actor's own government. Raises NotOfOffice, NoSuchMark."""
    must_be_office(actor)
    found = (
        Mark.objects.filter(
            pk=mark_id, replaced_at__isnull=True, indicator__set__tenant_id=actor.tenant_id or 0
        )
        .select_related("indicator__set", "unit", "file")
        .first()
    )
    if found is None:
        raise NoSuchMark("没有找到这条人工评定，可能已被新的评定替换", mark=mark_id)
    return found


def standing_mark(indicator: Indicator, unit: Unit, period: Period) -> Mark | None:
    """The mark of a unit in a period that has not been replaced."""
    return indicator.marks.filter(unit=unit, period=period.code, replaced_at__isnull=True).first()


def people_of_office(tenant_id: int, *, on: date, roles: Collection[str] = OFFICE_ROLES) -> set[int]:
    """Those at work in the openness office of a government."""
    units = Unit.objects.filter(tenant_id=tenant_id).values_list("pk", flat=True)
    return {held.person_id for held in people_in(units, roles=roles, on=on)}


def people_of_units(unit_ids: Sequence[int], *, on: date) -> set[int]:
    """Those who work for these units, deputies among them; of a government its openness office too."""
    roles = {Role.HANDLER, Role.HEAD} | OFFICE_ROLES
    return {held.person_id for held in people_in(unit_ids, roles=roles, on=on)}


def mark_for(actor: Actor, mark_id: int) -> Mark:
    """A mark for the office, and for the unit that it is about once it counts. Raises NoSuchMark."""
    seen = Q(unit_id=actor.unit_id or 0, confirmed_at__isnull=False)
    if is_office(actor):
        seen |= Q(indicator__set__tenant_id=actor.tenant_id or 0)
    found = Mark.objects.filter(seen, pk=mark_id).select_related("file").first()
    if found is None:
        raise NoSuchMark("没有找到这条人工评定的材料", mark=mark_id)
    return found

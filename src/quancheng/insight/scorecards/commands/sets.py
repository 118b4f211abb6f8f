"""Drafting an indicator set, choosing whom it scores, issuing it by a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F
from django.utils import timezone

from quancheng.insight.scorecards import events
from quancheng.insight.scorecards.commands.once import refused_twice
from quancheng.insight.scorecards.commands.telling import tell_units_of_set
from quancheng.insight.scorecards.models import Indicator, ScoredUnit, ScoreSet
from quancheng.insight.scorecards.queries.sets import (
    NotOfOffice,
    default_units,
    faults_in,
    frozen_since,
    indicators_of,
    must_be_office,
    next_version,
    open_draft,
    overlapping,
    scored_units_of,
    set_of_office,
    units_to_choose,
)
from quancheng.insight.scorecards.queries.wording import set_draft, set_version
from quancheng.insight.scorecards.rules.letters import SIGN_DAYS
from quancheng.insight.scorecards.rules.scoring import NoBase
from quancheng.insight.scorecards.rules.spans import PartTime
from quancheng.kernel.approvals.standing import Version
from quancheng.kernel.approvals.wording import keep_version, must_be_decided_by_another
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.queries import tenants_for
from quancheng.kernel.orgs.roles import Role


class DraftedAlready(Refusal):
    """A draft of the same year is open; `score_set` in the facts says which."""

    code = "scorecards.drafted_already"


class SetIsFixed(Refusal):
    """What was issued or given up is not changed any more; a new version is drafted instead."""

    code = "scorecards.set_is_fixed"


class ChangedMeanwhile(Meanwhile):
    """Another person changed the draft since the page was opened."""

    code = "scorecards.changed_meanwhile"


class DrafterDoesNotIssue(Refusal):
    """Who drafted it does not issue it: four eyes."""

    code = "scorecards.drafter_does_not_issue"
    status = 403


class NotSound(Refusal):
    """The set has faults; the sentence names them all."""

    code = "scorecards.set_not_sound"
    status = 422


class DatesOverlap(Refusal):
    """Two sets of a government would hold on the same days."""

    code = "scorecards.dates_overlap"
    status = 422


class FrozenAlready(Refusal):
    """Results were frozen by the set that would be replaced, reaching beyond the day of the new one."""

    code = "scorecards.frozen_already"


class OutsideYear(Refusal):
    """The days of a set lie within its year."""

    code = "scorecards.outside_year"
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a set says besides its indicators."""

    title: str
    from_on: date
    until_on: date
    no_base: NoBase
    appeal_days: int
    decide_days: int
    is_ranked: bool
    source: str
    sign_days: int = SIGN_DAYS
    part_time: PartTime = PartTime.WHOLE


@command
def draft_set(*, year: int, settings: Settings, actor: Actor, now: datetime) -> ScoreSet:
    """Begin the indicators of a year; whom they score is proposed from the register.

    Raises NotOfOffice, DraftedAlready, OutsideYear.
    """
    tenant = _own_tenant(actor)
    _must_be_the_only_draft(tenant, year)
    score_set = _new(tenant, year, settings, actor=actor, now=now)
    units = [
        ScoredUnit(set=score_set, unit=unit, group=group)
        for unit, group in default_units(tenant, on=timezone.localdate(now))
    ]
    ScoredUnit.objects.bulk_create(units)
    told = events.SetDrafted(score_set=score_set.pk, year=year, number=score_set.number, units=len(units))
    record(told, actor=actor, at=now)
    return score_set


@command
def draft_next_version(*, set_id: int, from_on: date, actor: Actor, now: datetime) -> ScoreSet:
    """Begin a new version of an issued set, from a day on, with its indicators and units copied.

    Raises NotOfOffice, NoSuchSet, SetIsFixed, DraftedAlready, OutsideYear, FrozenAlready.
    """
    former = set_of_office(actor, set_id)
    if former.state != ScoreSet.State.ISSUED:
        raise SetIsFixed("只有已签发的考核指标可以另起新版；草稿请直接修改")
    _must_be_the_only_draft(former.tenant, former.year)
    _must_not_be_frozen(former, from_on)
    settings = Settings(
        title=former.title, from_on=from_on, until_on=former.until_on, no_base=NoBase(former.no_base),
        appeal_days=former.appeal_days, decide_days=former.decide_days, is_ranked=former.is_ranked,
        source=former.source, sign_days=former.sign_days, part_time=PartTime(former.part_time),
    )  # fmt: skip
    score_set = _new(former.tenant, former.year, settings, actor=actor, now=now, replaces=former)
    copies = [_copy_of(one, score_set) for one in indicators_of(former)]
    Indicator.objects.bulk_create(copies)
    units = [ScoredUnit(set=score_set, unit=x.unit, group=x.group) for x in scored_units_of(former)]
    ScoredUnit.objects.bulk_create(units)
    keep_version(set_draft(score_set.pk), Version(former.drafted_by_id, set_version(score_set).words), at=now)
    told = events.SetDrafted(
        score_set=score_set.pk, year=former.year, number=score_set.number, units=len(units)
    )
    record(told, actor=actor, at=now)
    return score_set


@command
def amend_set(*, set_id: int, version: int, settings: Settings, actor: Actor, now: datetime) -> ScoreSet:
    """Change what a draft says besides its indicators; who did so does not issue it.

    Raises NotOfOffice, NoSuchSet, SetIsFixed, ChangedMeanwhile, OutsideYear.
    """
    score_set = changed(set_id, version, actor, now)
    _must_lie_within(score_set.year, settings)
    for name in Settings.__dataclass_fields__:
        setattr(score_set, name, getattr(settings, name))
    score_set.save(update_fields=list(Settings.__dataclass_fields__))
    record(events.SetAmended(score_set=set_id), actor=actor, at=now)
    return score_set


@command
def choose_units(
    *, set_id: int, version: int, groups: Mapping[int, str], actor: Actor, now: datetime
) -> ScoreSet:
    """Say whom the set scores, and in which group each is compared. Raises as `amend_set`."""
    score_set = changed(set_id, version, actor, now)
    offered = {unit.pk for unit in units_to_choose(score_set, on=timezone.localdate(now))}
    score_set.scored_units.all().delete()
    chosen = [
        ScoredUnit(set=score_set, unit_id=pk, group=group.strip())
        for pk, group in groups.items()
        if group.strip() and pk in offered
    ]
    ScoredUnit.objects.bulk_create(chosen)
    record(events.UnitsChosen(score_set=set_id, units=len(chosen)), actor=actor, at=now)
    return score_set


@command
def issue_set(*, set_id: int, version: int, actor: Actor, now: datetime) -> ScoreSet:
    """The head of the office issues it: it holds from its day on, and the one that it replaces ends before.

    Raises NotOfOffice, NoSuchSet, SetIsFixed, DrafterDoesNotIssue, WroteItYourself, NotSound, DatesOverlap,
    FrozenAlready, ChangedMeanwhile.
    """
    must_be_office(actor)
    if Role.OPENNESS_HEAD not in actor.roles:
        raise NotOfOffice("考核指标由政务公开机构负责人签发")
    score_set = _held(set_id, version, actor)
    if score_set.drafted_by_id == actor.person_id:
        raise DrafterDoesNotIssue("这套指标由您拟定，须由另一位负责人签发")
    keep_version(set_draft(set_id), set_version(score_set), at=now)
    must_be_decided_by_another(set_draft(set_id), person_id=actor.person_id or 0, what="这套指标")
    _must_be_sound(score_set)
    _end(score_set.replaces, score_set.from_on)
    score_set.state, score_set.issued_by_id, score_set.issued_at = ScoreSet.State.ISSUED, actor.person_id, now
    score_set.save(update_fields=["state", "issued_by", "issued_at"])
    tell_units_of_set(score_set, actor=actor, now=now)
    record(events.SetIssued(score_set=set_id, from_on=score_set.from_on), actor=actor, at=now)
    return score_set


@command
def discard_set(*, set_id: int, version: int, actor: Actor, now: datetime) -> ScoreSet:
    """Give a draft up. Raises NotOfOffice, NoSuchSet, SetIsFixed, ChangedMeanwhile."""
    score_set = _held(set_id, version, actor)
    score_set.state = ScoreSet.State.DISCARDED
    score_set.save(update_fields=["state"])
    record(events.SetDiscarded(score_set=set_id), actor=actor, at=now)
    return score_set


def changed(set_id: int, version: int, actor: Actor, now: datetime) -> ScoreSet:
    """A draft that the actor changes: from now on it is theirs, and another person issues it.

    How it read before is kept, with who had it in hand: whose words stand in the end does not issue it.
    """
    before = set_of_office(actor, set_id)
    score_set = _held(set_id, version, actor, drafted_by=actor.person_id, drafted_at=now)
    keep_version(set_draft(set_id), set_version(before), at=now)
    return score_set


def _held(set_id: int, version: int, actor: Actor, **also: object) -> ScoreSet:
    """The draft, with its version moved on: whoever comes second finds no row of the version they saw.

    Called before anything else is written, so that the version decides, and not whatever may be there once.
    """
    score_set = set_of_office(actor, set_id)
    if score_set.state != ScoreSet.State.DRAFT:
        raise SetIsFixed(
            f"{score_set}{score_set.get_state_display()}，不能再改；需要调整的，请另起新版，从以后的某一天起施行"
        )
    here = ScoreSet.objects.filter(pk=set_id, version=version, state=ScoreSet.State.DRAFT)
    if not here.update(version=F("version") + 1, **also):
        raise ChangedMeanwhile("这套指标刚被他人修改，请核对最新内容后再操作")
    score_set.refresh_from_db()
    return score_set


def _new(
    tenant: Tenant,
    year: int,
    settings: Settings,
    *,
    actor: Actor,
    now: datetime,
    replaces: ScoreSet | None = None,
) -> ScoreSet:
    _must_lie_within(year, settings)
    assert actor.person_id is not None  # an official of the office
    said = {name: getattr(settings, name) for name in Settings.__dataclass_fields__}
    number = next_version(tenant.pk, year)
    quicker = DraftedAlready(f"{year}年第{number}版刚由他人拟定，请刷新页面，在那份草稿上修改")
    with refused_twice(quicker):
        return ScoreSet.objects.create(
            tenant=tenant, year=year, number=number, replaces=replaces, drafted_by_id=actor.person_id,
            drafted_at=now, **said,
        )  # fmt: skip


def _copy_of(indicator: Indicator, score_set: ScoreSet) -> Indicator:
    names = [
        field.attname for field in Indicator._meta.concrete_fields if field.attname not in {"id", "set_id"}
    ]
    return Indicator(set=score_set, **{name: getattr(indicator, name) for name in names})


def _own_tenant(actor: Actor) -> Tenant:
    must_be_office(actor)
    return tenants_for(actor).get(pk=actor.tenant_id or 0)


def _must_be_the_only_draft(tenant: Tenant, year: int) -> None:
    if draft := open_draft(tenant.pk, year):
        raise DraftedAlready(f"{year}年已有待签发的{draft}，请在这份草稿上修改，或先作废", score_set=draft.pk)


def _must_lie_within(year: int, settings: Settings) -> None:
    if not settings.from_on.year == settings.until_on.year == year:
        raise OutsideYear(f"起止日期须在{year}年之内，跨年的请分年拟定")
    if settings.until_on < settings.from_on:
        raise OutsideYear(f"截止日期{settings.until_on}早于开始日期{settings.from_on}，请改正")


def _must_be_sound(score_set: ScoreSet) -> None:
    if faults := faults_in(score_set):
        raise NotSound("还不能签发：" + "；".join(faults), faults=faults)
    if other := overlapping(score_set):
        raise DatesOverlap(
            f"与{other}（{other.from_on}至{other.until_on}）的日期重叠，请改起止日期，或从那一套另起新版"
        )


def _must_not_be_frozen(former: ScoreSet, from_on: date) -> None:
    if result := frozen_since(former, from_on):
        first = result.last_on + timedelta(days=1)
        raise FrozenAlready(f"按{former}固化的考核结果已到{result.last_on}，新版只能从{first}起施行")


def _end(former: ScoreSet | None, on: date) -> None:
    """What a new version replaces ends on the day before it; from its first day on, it never held."""
    if former is None:
        return
    _must_not_be_frozen(former, on)
    if on <= former.from_on:
        raise DatesOverlap(f"新版须晚于{former}的开始日期{former.from_on}施行，请改开始日期")
    former.until_on = on - timedelta(days=1)
    former.save(update_fields=["until_on"])

"""Reading the releases of evidence at the desk: by the unit that brought it, and by those who decide."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.obligations.models import Evidence, EvidenceRelease
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.queries import people_in
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.queries.plans import KEEPERS
from quancheng.records.plan.workflow.duty import DUTY, OF_UNIT

DECIDERS = frozenset({Role.OPENNESS_HEAD, Role.REVIEWER})
PROPOSERS = frozenset(OF_UNIT | KEEPERS)
State = EvidenceRelease.State


class NoSuchRelease(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "plan.no_such_release"
    status = 404


def releases_for(actor: Actor) -> QuerySet[EvidenceRelease]:
    """Those of the actor's unit; for the openness office and the reviewers all of its government's plans."""
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return EvidenceRelease.objects.none()
    mine = Q(evidence__item__case__unit_id=actor.unit_id)
    if actor.roles & (KEEPERS | DECIDERS):
        mine |= Q(evidence__item__obligation__tenant_id=actor.tenant_id)
    found = EvidenceRelease.objects.filter(mine, evidence__item__case__workflow=DUTY.code)
    return found.select_related(
        "evidence__file",
        "evidence__item__case__unit",
        "evidence__item__obligation",
        "added_by",
        "proposed_by",
        "decided_by",
        "withdrawn_by",
    )


def release_for(actor: Actor, release_id: int) -> EvidenceRelease:
    """One release. Raises NoSuchRelease."""
    found = releases_for(actor).filter(pk=release_id).first()
    if found is None:
        raise NoSuchRelease("没有找到这项公开提议，请从“佐证公开”列表进入", release=release_id)
    return found


def releases_listed(actor: Actor, state: str) -> QuerySet[EvidenceRelease]:
    """Those in a state, or all; what waits the longest first, what is over the newest first."""
    found = releases_for(actor)
    if state not in State.values:
        return found.order_by("-pk")
    found = found.filter(state=state)
    return found.order_by("pk") if state == State.PROPOSED else found.order_by("-pk")


def release_file_for(actor: Actor, release_id: int) -> StoredFile:
    """The file that is to be looked through. Raises NoSuchRelease."""
    release = release_for(actor, release_id)
    if release.evidence.file is None or release.evidence.withdrawn_at is not None:
        raise NoSuchRelease("这项佐证没有文件，或已由责任单位撤回", release=release_id)
    return release.evidence.file


def newest_releases(evidence: Iterable[Evidence]) -> Mapping[int, EvidenceRelease]:
    """For each piece of evidence the last that was decided or proposed about showing it. One query."""
    found = EvidenceRelease.objects.filter(evidence__in=list(evidence)).order_by("pk")
    return {release.evidence_id: release for release in found}


def may_propose(actor: Actor) -> bool:
    """Whether the actor's post lets propose evidence for release."""
    return bool(actor.roles & PROPOSERS)


def may_decide(actor: Actor, release: EvidenceRelease) -> bool:
    """Whether the actor is the second person for this release."""
    return is_decider(actor, release) and actor.person_id not in {release.added_by_id, release.proposed_by_id}


def is_decider(actor: Actor, release: EvidenceRelease) -> bool:
    """Whether the actor's post decides for the government whose plan it is."""
    return bool(actor.roles & DECIDERS) and release.evidence.item.obligation.tenant_id == actor.tenant_id


def may_take_down(actor: Actor, release: EvidenceRelease) -> bool:
    """Whether the actor, as head of the openness office, may take it down."""
    is_own = release.evidence.item.obligation.tenant_id == actor.tenant_id
    return is_own and Role.OPENNESS_HEAD in actor.roles


def people_who_decide(tenant_id: int, *, on: date) -> set[int]:
    """Those who may be the second person in a government on the day."""
    units = Unit.objects.filter(tenant_id=tenant_id).values_list("pk", flat=True)
    return {held.person_id for held in people_in(units, roles=DECIDERS, on=on)}


def releases_waiting(actor: Actor) -> Sequence[EvidenceRelease]:
    """What waits for the actor as the second person."""
    if not actor.roles & DECIDERS or actor.tenant_id is None:
        return ()
    of_own_plans = releases_for(actor).filter(evidence__item__obligation__tenant_id=actor.tenant_id)
    waiting = of_own_plans.filter(state=State.PROPOSED)
    return list(waiting.exclude(added_by=actor.person_id).exclude(proposed_by=actor.person_id))


def still_waits(about: RecordRef) -> bool:
    """Whether a proposal still waits for the second person, asked before a letter says so."""
    return EvidenceRelease.objects.filter(pk=int(about.ref), state=State.PROPOSED).exists()

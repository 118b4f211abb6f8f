"""Showing evidence to the public: proposed by the unit or the office, decided by a second person."""

from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.obligations import releasing
from quancheng.kernel.obligations.models import Evidence, EvidenceRelease
from quancheng.kernel.redaction.queries import place_told_of
from quancheng.records.plan import events
from quancheng.records.plan.commands.following import tell_of_release
from quancheng.records.plan.commands.telling import tell_deciders
from quancheng.records.plan.queries.duties import evidence_for
from quancheng.records.plan.queries.releases import is_decider, may_propose, may_take_down, release_for
from quancheng.records.plan.workflow.duty import DONE

State = EvidenceRelease.State


class NotYoursToPropose(Refusal):
    """Only who works on duties, or the openness office, proposes evidence for release."""

    code = "plan.not_yours_to_propose"
    status = 403


class NotYoursToRelease(Refusal):
    """Only the head of the openness office or a reviewer decides, of the government whose plan it is."""

    code = "plan.not_yours_to_release"
    status = 403


class NotConfirmedYet(Refusal):
    """The public sees confirmed results, and the evidence with them."""

    code = "plan.not_confirmed_yet"


class EvidenceGone(Refusal):
    """The unit has taken the evidence back meanwhile."""

    code = "plan.evidence_gone"


class RecordNotPublic(Refusal):
    """A record of the house speaks for itself only when it is public."""

    code = "plan.record_not_public"


class TitleTells(Refusal):
    """The title for the public tells what was covered in the file."""

    code = "plan.title_tells"
    status = 422


class ReasonWanted(Refusal):
    """What is decided about the public's sight is decided with a reason."""

    code = "plan.reason_wanted"
    status = 422


@command
def propose_release(*, evidence_id: int, title: str, actor: Actor, now: datetime) -> EvidenceRelease:
    """Propose that the public may see a piece of evidence, under a title in words for the public.

    Raises NoSuchEvidence, NotYoursToPropose, ReasonWanted, RecordNotPublic, TitleTells, and what `propose`
    refuses.
    """
    evidence = evidence_for(actor, evidence_id)
    if not may_propose(actor):
        raise NotYoursToPropose("提议公开须由责任单位的承办人、负责人或政务公开机构人员操作")
    if not title.strip():
        raise ReasonWanted("请填写公开标题：公众看到的是这个标题，不是内部说明")
    if evidence.kind == Evidence.Kind.RECORD and not _is_public(evidence.ref):
        raise RecordNotPublic("这条系统记录没有公开，公众看不到；请先公开该记录，或改用文件、网址")
    _must_not_tell(evidence, title)
    release = releasing.propose(evidence, title=title.strip(), actor=actor, now=now)
    tell_deciders(release, actor=actor, now=now)
    told = events.ReleaseProposed(release=release.pk, evidence=evidence.pk, title=release.title)
    record(told, actor=actor, at=now)
    return release


@command
def release_evidence(
    *, release_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> EvidenceRelease:
    """Let the public see it, after secrecy review by a second person (保密审查, 《条例》第十七条).

    Raises NoSuchRelease, NotYoursToRelease, EvidenceGone, NotConfirmedYet, TitleTells,
    SecondPersonNeeded, DecidedAlready.
    """
    release = _to_decide(actor, release_id)
    if release.evidence.withdrawn_at is not None:
        raise EvidenceGone("责任单位已撤回这项佐证，不能公开；请填写理由，作“不同意公开”处理")
    if release.evidence.item.case.state not in DONE:
        raise NotConfirmedYet("这项责任事项还没有确认完成；公众只看确认的结果，请待负责人确认后再公开")
    _must_not_tell(release.evidence, release.title)
    release = releasing.decide(
        release, State.RELEASED, opinion=reason.strip(), seen_version=version, actor=actor, now=now
    )
    tell_of_release(release, now=now)
    told = events.EvidenceReleased(release=release.pk, evidence=release.evidence_id, reason=release.opinion)
    record(told, actor=actor, at=now)
    return release


@command
def refuse_release(
    *, release_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> EvidenceRelease:
    """It stays on the desk, with the reason.

    Raises NoSuchRelease, NotYoursToRelease, ReasonWanted, SecondPersonNeeded, DecidedAlready.
    """
    release = _to_decide(actor, release_id)
    if not reason.strip():
        raise ReasonWanted("请写明不同意公开的理由，提议人会看到")
    release = releasing.decide(
        release, State.REFUSED, opinion=reason.strip(), seen_version=version, actor=actor, now=now
    )
    told = events.ReleaseRefused(release=release.pk, evidence=release.evidence_id, reason=release.opinion)
    record(told, actor=actor, at=now)
    return release


@command
def withdraw_release(*, release_id: int, reason: str, actor: Actor, now: datetime) -> EvidenceRelease:
    """Take it down at once; coming down never waits, and needs no second person.

    Raises NoSuchRelease, NotYoursToRelease, ReasonWanted, DecidedAlready.
    """
    release = release_for(actor, release_id)
    if not may_take_down(actor, release):
        raise NotYoursToRelease("撤下已公开的佐证须由政务公开机构负责人操作")
    if not reason.strip():
        raise ReasonWanted("请写明撤下的理由，留存备查")
    release = releasing.take_down(release, reason=reason.strip(), actor=actor, now=now)
    told = events.ReleaseWithdrawn(
        release=release.pk, evidence=release.evidence_id, reason=release.withdrawn_for
    )
    record(told, actor=actor, at=now)
    return release


def _to_decide(actor: Actor, release_id: int) -> EvidenceRelease:
    release = release_for(actor, release_id)
    if not is_decider(actor, release):
        raise NotYoursToRelease("公开佐证须由政务公开机构负责人或审核人作保密审查后决定")
    return release


def _must_not_tell(evidence: Evidence, title: str) -> None:
    """Raises TitleTells."""
    place = place_told_of(evidence.file, title) if evidence.file else ""
    if place:
        raise TitleTells(
            f"公开标题{place}含有这份区分处理后文件所遮的文字，公众会看到；请换一个不含这些文字的标题重新提议",
            place=place,
        )


def _is_public(ref: str) -> bool:
    return bool(resolve(Actor.anonymous(), [RecordRef.parse(ref)]))

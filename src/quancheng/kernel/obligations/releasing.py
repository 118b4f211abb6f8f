"""Showing evidence to the public, in two hands. Called by modules' commands, inside their transaction."""

import ipaddress
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import F, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.secrecy import mark_of_line, mark_of_name
from quancheng.kernel.obligations.evidence import person_of
from quancheng.kernel.obligations.models import Evidence, EvidenceRelease

State = EvidenceRelease.State
OPEN = (State.PROPOSED, State.RELEASED)
INNER_ENDINGS = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".corp")


class ProposedAlready(Refusal):
    """The same evidence waits for its review, or is public already."""

    code = "obligations.proposed_already"


class NotOnAPublicHost(Refusal):
    """The address leads to a host that the public cannot reach."""

    code = "obligations.not_on_a_public_host"
    status = 422


class SecondPersonNeeded(Refusal):
    """Who brought or proposed the evidence does not decide about it: four eyes."""

    code = "obligations.second_person_needed"
    status = 403


class DecidedAlready(Refusal):
    """Somebody has decided meanwhile, or it came down."""

    code = "obligations.decided_already"


class TitleBearsAMark(Refusal):
    """The public title itself bears a secrecy mark."""

    code = "obligations.title_bears_a_mark"
    status = 422


def shown_releases() -> QuerySet[EvidenceRelease]:
    """What has been released and whose evidence nobody has taken back since."""
    return EvidenceRelease.objects.filter(state=State.RELEASED, evidence__withdrawn_at__isnull=True)


def propose(evidence: Evidence, *, title: str, actor: Actor, now: datetime) -> EvidenceRelease:
    """Ask that the public may see it. Raises ProposedAlready, NotOnAPublicHost, TitleBearsAMark."""
    if level := mark_of_line(title) or mark_of_name(title):
        raise TitleBearsAMark(f"公开标题里有“{level}”标志：涉密内容不得公开，请核对佐证后再提议")
    if evidence.kind == Evidence.Kind.ADDRESS and not is_on_a_public_host(evidence.address):
        raise NotOnAPublicHost("这个网址只能在内部网络打开，公众看不到；请换成公开页面的网址，或上传文件")
    if evidence.releases.filter(state__in=OPEN).exists():
        raise ProposedAlready("这项佐证已经提议公开，请等待审查结果，不需要重复提议")
    return EvidenceRelease.objects.create(
        evidence=evidence,
        title=title,
        added_by_id=evidence.added_by_id,
        proposed_by_id=person_of(actor),
        proposed_at=now,
    )


def decide(
    release: EvidenceRelease, state: State, *, opinion: str, seen_version: int, actor: Actor, now: datetime
) -> EvidenceRelease:
    """Let it go up or not, by a second person. Raises SecondPersonNeeded, DecidedAlready."""
    second = person_of(actor)
    if second in {release.added_by_id, release.proposed_by_id}:
        raise SecondPersonNeeded("这项佐证由您提供或提议，须由另一位审核人作保密审查后决定")
    here = EvidenceRelease.objects.filter(pk=release.pk, state=State.PROPOSED, version=seen_version)
    told = {"state": state, "decided_by_id": second, "decided_at": now, "opinion": opinion}
    return _moved(release, here, told)


def take_down(release: EvidenceRelease, *, reason: str, actor: Actor, now: datetime) -> EvidenceRelease:
    """It is public no longer, at once and whatever the page showed: coming down never waits.

    Raises DecidedAlready.
    """
    here = EvidenceRelease.objects.filter(pk=release.pk, state=State.RELEASED)
    told = {
        "state": State.WITHDRAWN,
        "withdrawn_by_id": person_of(actor),
        "withdrawn_at": now,
        "withdrawn_for": reason,
    }
    return _moved(release, here, told)


def is_on_a_public_host(address: str) -> bool:
    """Whether everybody could open the address: over the web, on a host with a public name or number."""
    split = urlsplit(address)
    host = (split.hostname or "").rstrip(".").lower()
    if split.scheme not in {"http", "https"} or not host or split.username is not None:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not f".{host}".endswith(INNER_ENDINGS) and not host.split(".")[-1].isdigit()


def _moved(
    release: EvidenceRelease, here: QuerySet[EvidenceRelease], told: dict[str, object]
) -> EvidenceRelease:
    if not here.update(version=F("version") + 1, **told):
        raise DecidedAlready("这项公开提议刚刚已由他人处理，请核对最新状态")
    release.refresh_from_db()
    return release

"""What is shared by deciding on the desk and on paper. Called inside a command; writes nothing itself."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.approvals import kinds
from quancheng.kernel.approvals.events import APPROVAL_KIND
from quancheng.kernel.approvals.models import Approval, Stage
from quancheng.kernel.approvals.queries import (
    asked_now,
    digest_of,
    people_in_posts,
    present_contents,
)
from quancheng.kernel.approvals.refusals import PaperChanged
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.telling import tell


def must_read_the_same(approval: Approval) -> None:
    """Raises PaperChanged."""
    now = present_contents(RecordRef.parse(approval.about))
    if now is None or digest_of(now) != approval.digest:
        raise PaperChanged(
            f"“{approval.title}”呈送之后已经改动或不再是草稿，这份呈批单的版本是{approval.mark}；"
            "请撤回后重新呈送，已有的批示仍保留在这份呈批件里"
        )


def tell_those_asked(approval: Approval, stages: Sequence[Stage], *, now: datetime) -> None:
    """Whose turn it is hears of it, deputies among them, once a stage."""
    until = due_on(approval.case)
    for stage in asked_now(stages):
        facts = {
            "title": approval.title,
            "unit": str(approval.case.unit),
            "stage": stage.says,
            "until": str(until or ""),
        }
        people = people_in_posts([stage.post_id], on=timezone.localdate(now))
        tell_about(
            approval, kinds.ASKED, people, facts, now=now, once=f"{approval.pk}:{stage.pk}:{stage.post_id}"
        )


def tell_submitter(approval: Approval, kind: NoticeKind, *, now: datetime, **facts: str) -> None:
    """Who laid the paper before hears how it went."""
    told = {"title": approval.title, **facts}
    tell_about(approval, kind, [approval.submitted_by_id], told, now=now, once=str(approval.pk))


def tell_about(
    approval: Approval,
    kind: NoticeKind,
    people: Iterable[int],
    facts: dict[str, str],
    *,
    now: datetime,
    once: str,
) -> None:
    """A notice that opens the approval."""
    tell(
        person_ids=people,
        kind=kind,
        facts=facts,
        about=RecordRef(APPROVAL_KIND, str(approval.pk)),
        at=now,
        tenant_id=approval.tenant_id,
        once=once,
    )

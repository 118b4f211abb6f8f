"""Two files of evidence of 市大数据局 for the walk: one is being redacted, of one the open part is made."""

from collections.abc import Mapping
from datetime import datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.obligations.models import Evidence
from quancheng.kernel.redaction.commands.drafting import Reason, begin_redaction, cover_words
from quancheng.kernel.redaction.commands.finishing import finish_redaction, hand_in
from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.queries import made_of, redaction_for
from quancheng.kernel.redaction.tests import papers
from quancheng.records.plan.commands import duties
from quancheng.records.plan.queries.redacting import EVIDENCE_KIND


def redactions(handler: Actor, head: Actor, duty_id: int, now: datetime) -> Mapping[str, object]:
    """The handler drafts both; the head has finished one."""
    drafted, finished = (_evidence(handler, duty_id, name, now) for name in ("材料一.pdf", "材料二.pdf"))
    draft, waits = _covered(drafted, handler, now), _covered(finished, handler, now)
    handed = hand_in(redaction_id=waits.pk, version=waits.version, actor=handler, now=now)
    made = made_of(redaction_for(head, waits.pk), seen_version=handed.version)
    finish_redaction(made=made, told_repeats=0, actor=head, now=now)
    return {
        "redaction": draft.pk, "redaction_box": draft.boxes.all()[0].pk, "finished_redaction": waits.pk,
        "redaction_page": 1, "redacted_kind": EVIDENCE_KIND, "redacted": str(finished.pk),
    }  # fmt: skip


def _evidence(handler: Actor, duty_id: int, name: str, now: datetime) -> Evidence:
    data = papers.pdf_of(papers.lines(f"{name}：{papers.NAME}"))
    upload = check_upload(data, name=name)
    return duties.add_evidence_file(
        duty_id=duty_id, upload=upload, data=data, says=name, actor=handler, now=now
    )


def _covered(evidence: Evidence, handler: Actor, now: datetime) -> Redaction:
    ref = RecordRef(EVIDENCE_KIND, str(evidence.pk))
    begun = begin_redaction(ref=ref, actor=handler, now=now)
    cover_words(
        redaction_id=begun.pk, words=papers.NAME, reason=Reason(ground="privacy"), actor=handler, now=now
    )
    begun.refresh_from_db()
    return begun

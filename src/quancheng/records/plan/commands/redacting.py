"""The open part of a file comes back as evidence of its own, and may be proposed for the public's sight."""

from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.obligations.evidence import add_kept
from quancheng.kernel.obligations.models import Evidence
from quancheng.records.plan import events
from quancheng.records.plan.queries.redacting import ENDS, redacted_evidence

LONGEST_WORDS = 200


class NothingRedacted(Refusal):
    """No finished redaction of a piece of evidence."""

    code = "plan.nothing_redacted"
    status = 404


@command
def take_redacted(*, redaction_id: int, actor: Actor, now: datetime) -> Evidence:
    """Add the open part beside the original, in the name of who drafted it: who may not release it then.

    Raises NothingRedacted, EvidenceAlready.
    """
    found = redacted_evidence(redaction_id)
    if found is None:
        raise NothingRedacted("没有找到这项佐证的区分处理结果，请从责任事项页面进入", redaction=redaction_id)
    redaction, product, original = found
    says = f"{original.says[: LONGEST_WORDS - len(ENDS)]}{ENDS}"
    added = add_kept(original.item, product, says=says, person_id=redaction.drafted_by_id, now=now)
    event = events.EvidenceRedacted(
        duty=original.item_id, evidence=added.pk, original=original.pk, redaction=redaction.pk
    )
    record(event, actor=actor, at=now)
    return added

"""Who wrote a draft of a notice: kept with each change, asked when it is issued. Called inside commands."""

from datetime import datetime

from quancheng.kernel.approvals import wording
from quancheng.kernel.approvals.standing import Version
from quancheng.kernel.basis.actor import Actor
from quancheng.records.groundwork.models import Notice
from quancheng.records.groundwork.queries.wording import notice_draft, notice_words


def version_of(notice: Notice) -> Version:
    """How the draft reads, by who counts as its writer."""
    return Version(notice.drafted_by_id, notice_words(notice))


def is_reworded(notice: Notice, before: Version, *, actor: Actor, now: datetime) -> bool:
    """Whether the draft says something else now; saved as it was, it stays whose it was."""
    after = Version(actor.person_id or 0, notice_words(notice))
    return wording.keep_rewording(notice_draft(notice.pk), before=before, after=after, at=now)


def must_be_issued_by_another(notice: Notice, *, person_id: int, who: str = "您") -> None:
    """Raises WroteItYourself."""
    draft = notice_draft(notice.pk)
    wording.must_be_decided_by_another(draft, person_id=person_id, what="这份通知", who=who)


def forget_who_wrote(notice_id: int) -> None:
    """The draft was thrown away."""
    wording.forget_wordings([notice_draft(notice_id)])

"""The letter after a request ended without a reply: what it says, how far it came, which steps are hid."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.models import EndNotice, Request
from quancheng.records.disclosure.queries.endings import cause_of, end_notice_of, ending_lines
from quancheng.records.disclosure.queries.letters import clause_of
from quancheng.records.disclosure.queries.norms import must_be_by_two
from quancheng.records.disclosure.queries.requests import may_read_applicant
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import DRAFT_ENDING, ISSUE_ENDING, RETURN_ENDING, REVIEW_ENDING

STEPS = frozenset(step.code for step in (DRAFT_ENDING, REVIEW_ENDING, RETURN_ENDING, ISSUE_ENDING))


@dataclass(frozen=True, slots=True)
class EndingSection:
    """The letter as it would go out, or why it cannot; `hidden`: steps that are not to be taken now."""

    notice: EndNotice | None
    lines: tuple[str, ...]
    says: str
    tone: str
    reminder: str  # that the letter lacks, for whoever opens the page
    hidden: frozenset[str]


NOTHING = EndingSection(None, (), "", "", "", STEPS)


def ending_section(actor: Actor, request: Request, *, today: date) -> EndingSection:
    """For whoever handled a request that was given up or withdrawn; else nothing is shown or offered."""
    if cause_of(request) is None or not may_read_applicant(actor, request):
        return NOTHING
    notice = end_notice_of(request)
    says, tone = _standing(notice)
    return EndingSection(
        notice, _lines(request, today), says, tone, _reminder(request, notice),
        _hidden(actor, request, notice, today),
    )  # fmt: skip


def _reminder(request: Request, notice: EndNotice | None) -> str:
    if notice is not None and notice.issued_at is not None:
        return ""
    lacks = "还没有拟写" if notice is None else "还没有签发"
    return (
        f"这件申请已于{request.case.ended_on}没有答复而办结，不再处理告知书{lacks}，请尽快制作并送达申请人。"
    )


def _lines(request: Request, today: date) -> tuple[str, ...]:
    try:
        return (*ending_lines(request), clause_of(Sort.ENDED, request, on=today))
    except Refusal as refusal:
        return (refusal.sentence,)


def _standing(notice: EndNotice | None) -> tuple[str, str]:
    if notice is None:
        return "待拟写", "orange"
    if notice.letter is not None:
        return notice.letter.number, "green"
    return ("待签发", "blue") if notice.reviewed_at else ("待审核", "blue")


def _hidden(actor: Actor, request: Request, notice: EndNotice | None, today: date) -> frozenset[str]:
    if notice is None:
        return STEPS - {DRAFT_ENDING.code}
    if notice.issued_at is not None:
        return STEPS
    hidden = {DRAFT_ENDING.code, (REVIEW_ENDING if notice.reviewed_at else ISSUE_ENDING).code}
    if actor.person_id == notice.drafted_by_id:
        hidden |= {REVIEW_ENDING.code, ISSUE_ENDING.code}
    if actor.person_id == notice.reviewed_by_id and must_be_by_two(request.tenant_id, on=today):
        hidden.add(ISSUE_ENDING.code)
    return frozenset(hidden)

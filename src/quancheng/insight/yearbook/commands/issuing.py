"""From the draft to the public: submitted, sent back, issued by a second person, withdrawn with a reason."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from quancheng.insight.yearbook import events
from quancheng.insight.yearbook.commands.duties import meet_by, owe_again
from quancheng.insight.yearbook.commands.reports import State, bind, claimed, held
from quancheng.insight.yearbook.commands.telling import (
    tell_drafter_of_return,
    tell_issuers,
    tell_office_of_issue,
)
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.approving import approval_of, wants_approval
from quancheng.insight.yearbook.queries.checks import checked, draft_name
from quancheng.insight.yearbook.queries.reports import (
    issued_report,
    issues_for,
    members_of,
    report_for,
    report_to_write,
)
from quancheng.insight.yearbook.rules.identities import Violation, blocking
from quancheng.insight.yearbook.rules.shape import TEXT_TITLES
from quancheng.kernel.access.audiences import Audience
from quancheng.kernel.approvals.queries import signer_of
from quancheng.kernel.approvals.wording import must_be_decided_by_another
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.refusals import ReasonMissing

LONGEST_REASON = 500
NAMED = 5  # faults told one by one; of the rest the number


class NotBalanced(Refusal):
    """Tables whose sums do not agree are not published."""

    code = "yearbook.not_balanced"
    status = 422


class TextMissing(Refusal):
    """A part that the format asks for says nothing."""

    code = "yearbook.text_missing"
    status = 422


class YearNotOver(Refusal):
    """The year that is reported has not ended."""

    code = "yearbook.year_not_over"


class NotYoursToIssue(Refusal):
    """The head of the unit issues, or the head of the office."""

    code = "yearbook.not_yours_to_issue"
    status = 403


class ApprovalWanted(Refusal):
    """The government has laid down that a report is approved (呈批) before it goes out."""

    code = "yearbook.approval_wanted"


class DrafterDoesNotIssue(Refusal):
    """Who wrote or submitted it does not issue it: four eyes."""

    code = "yearbook.drafter_does_not_issue"
    status = 403


class NotInReview(Refusal):
    """Only what was submitted is issued or sent back."""

    code = "yearbook.not_in_review"


class NotIssued(Refusal):
    """Only what is published is withdrawn."""

    code = "yearbook.not_issued"


class CountedBeforeTheEnd(Refusal):
    """The records were counted while the year still went on: what came afterwards is not in it."""

    code = "yearbook.counted_before_the_end"


class MembersMoved(Refusal):
    """A unit has issued another edition since the sum was made."""

    code = "yearbook.members_moved"


@command
def submit_report(*, report_id: int, version: int, actor: Actor, now: datetime) -> Report:
    """Lay it before whoever issues; not while its tables contradict themselves.

    Where a government wants an approval first, its heads are asked by the paper that is laid before them.
    Raises NoSuchReport, NotYourReport, ReportIsFixed, ChangedMeanwhile, NotBalanced, TextMissing.
    """
    report = held(report_id, version, actor)
    _must_be_sound(report)
    report.state, report.sent_back_for = State.REVIEW, ""
    report.submitted_by_id, report.submitted_at = actor.person_id, now
    report.save(update_fields=["state", "sent_back_for", "submitted_by", "submitted_at"])
    if not wants_approval(report.tenant_id, on=timezone.localdate(now)):
        tell_issuers(report, actor=actor, now=now)
    record(events.ReportSubmitted(report=report_id), actor=actor, at=now)
    return report


@command
def send_back_report(*, report_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Report:
    """Give it back to be worked on. Raises NoSuchReport, NotYoursToIssue, NotInReview, ReasonMissing."""
    report = _in_review(report_id, version, actor)
    if not reason.strip():
        raise ReasonMissing("请写明退回的理由，编制人会看到这段话")
    report.state, report.sent_back_for = State.DRAFT, reason.strip()[:LONGEST_REASON]
    report.save(update_fields=["state", "sent_back_for"])
    tell_drafter_of_return(report, actor=actor, now=now)
    record(events.ReportSentBack(report=report_id, reason=reason), actor=actor, at=now)
    return report


@command
def issue_report(*, report_id: int, version: int, actor: Actor, now: datetime) -> Report:
    """Issue and publish it (《条例》第四十九条、第五十条); the edition before is replaced.

    Raises NoSuchReport, NotYoursToIssue, NotInReview, ApprovalWanted, DrafterDoesNotIssue, WroteItYourself,
    YearNotOver, CountedBeforeTheEnd, NotBalanced, TextMissing, MembersMoved, ChangedMeanwhile.
    """
    report = _in_review(report_id, version, actor)
    if wants_approval(report.tenant_id, on=timezone.localdate(now)):
        raise ApprovalWanted("本级政府规定年度报告先呈批、批准后公布：请编制单位在报告页面“呈批”，批准后公布")
    _put_out(report, actor.person_id or 0, actor=actor, now=now)
    told = events.ReportIssued(report=report_id, who=report.who, year=report.year, number=report.number)
    record(told, actor=actor, at=now)
    return report


@command
def publish_approved(*, report_id: int, version: int, actor: Actor, now: datetime) -> Report:
    """Publish a report whose present words and figures were approved (呈批): the last signer issues it.

    Raises NoSuchReport, NotYourReport, NotInReview, NotApproved, DrafterDoesNotIssue, WroteItYourself,
    YearNotOver, CountedBeforeTheEnd, NotBalanced, TextMissing, MembersMoved, ChangedMeanwhile.
    """
    report = _claimed_in_review(report_to_write(actor, report_id), version)
    approval = approval_of(report)
    signer = signer_of(approval, what="报告")
    _put_out(report, signer.pk, actor=actor, now=now)
    told = events.ReportPublished(
        report=report_id, who=report.who, year=report.year, number=report.number,
        approval=approval.code if approval else "",
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return report


@command
def withdraw_report(*, report_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Report:
    """Take a published report down; it stays readable inside, with the reason.

    Raises NoSuchReport, NotYoursToIssue, NotIssued, ReasonMissing, ChangedMeanwhile.
    """
    report = _of_issuer(report_id, actor)
    if report.state != State.ISSUED:
        raise NotIssued("只有已发布的报告可以撤回，请刷新页面核对")
    if not reason.strip():
        raise ReasonMissing("请写明撤回的理由，理由记入报告的历史")
    claimed(report, version, State.ISSUED)
    report.state, report.audience = State.WITHDRAWN, Audience.OFFICE.value
    report.withdrawn_by_id, report.withdrawn_at = actor.person_id, now
    report.withdrawn_for = reason.strip()[:LONGEST_REASON]
    report.save(update_fields=["state", "audience", "withdrawn_by", "withdrawn_at", "withdrawn_for"])
    owe_again(report, actor=actor, now=now)
    record(events.ReportWithdrawn(report=report_id, reason=reason), actor=actor, at=now)
    return report


def told_together(found: Iterable[Violation]) -> str:
    """Faults in one sentence, the first of them in full."""
    sentences = [one.sentence for one in found]
    rest = f"；另有{len(sentences) - NAMED}处" if len(sentences) > NAMED else ""
    return "；".join(sentences[:NAMED]) + rest


def _must_be_sound(report: Report) -> None:
    """Raises NotBalanced, TextMissing."""
    if faults := blocking(checked(report)):
        raise NotBalanced(f"表格有{len(faults)}处不平，改正后才能送审和签发：{told_together(faults)}")
    for name in ("overview", "problems"):
        if not getattr(report, name).strip():
            raise TextMissing(f"“{TEXT_TITLES[name]}”还没有内容，请先写好")


def _members_must_stand(report: Report) -> None:
    """Raises MembersMoved."""
    moved = [one.unit for one in members_of(report) if one.source and one.source.state != State.ISSUED]
    if moved:
        names = "、".join(str(unit) for unit in moved[:NAMED])
        raise MembersMoved(f"{names}的报告在汇总以后更新或者撤回，请退回后重新汇总再签发")


def _replace_former_edition(ref: str) -> None:
    former = issued_report(ref)
    if former is not None:
        former.state, former.audience = State.REPLACED, Audience.OFFICE.value
        former.save(update_fields=["state", "audience"])


def _in_review(report_id: int, version: int, actor: Actor) -> Report:
    """Raises NoSuchReport, NotYoursToIssue, NotInReview, ChangedMeanwhile."""
    return _claimed_in_review(_of_issuer(report_id, actor), version)


def _claimed_in_review(report: Report, version: int) -> Report:
    if report.state != State.REVIEW:
        raise NotInReview(f"这份报告现在是“{report.get_state_display()}”，只有送审的报告可以签发或者退回")
    return claimed(report, version, State.REVIEW)


def _put_out(report: Report, signer_id: int, *, actor: Actor, now: datetime) -> None:
    """The report stands before the public in the name of who signed it."""
    if signer_id in {report.drafted_by_id, report.submitted_by_id}:
        who = "您" if signer_id == actor.person_id else "签发人本人"
        raise DrafterDoesNotIssue(f"这份报告由{who}编制或者送审，须由另一位负责人签发")
    must_be_decided_by_another(draft_name(report), person_id=signer_id, what="报告")
    _year_must_be_over(report, now)
    _must_be_sound(report)
    _members_must_stand(report)
    _replace_former_edition(report.ref)
    bind(report)
    report.state, report.audience = State.ISSUED, Audience.PUBLIC.value
    report.issued_by_id, report.issued_at, report.named = signer_id, now, report.name_now
    report.save()
    meet_by(report, actor=actor, now=now)
    tell_office_of_issue(report, actor=actor, now=now)


def _year_must_be_over(report: Report, now: datetime) -> None:
    """Raises YearNotOver, CountedBeforeTheEnd."""
    if timezone.localdate(now).year <= report.year:
        raise YearNotOver(f"统计期限到{report.year}年12月31日为止，{report.year + 1}年1月1日起才能签发公布")
    if report.counted_at and timezone.localdate(report.counted_at).year <= report.year:
        raise CountedBeforeTheEnd(
            f"表格统计于{timezone.localdate(report.counted_at)}，当时{report.year}年还没有结束；"
            "请退回，由编制人重新统计后再送审、签发"
        )


def _of_issuer(report_id: int, actor: Actor) -> Report:
    report = report_for(actor, report_id)
    if not issues_for(actor, tenant_id=report.tenant_id, unit_id=report.unit_id):
        raise NotYoursToIssue(
            "单位的年度报告由单位负责人或者政务公开机构负责人签发，本级政府的由政务公开机构负责人签发"
        )
    return report

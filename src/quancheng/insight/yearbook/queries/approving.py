"""Annual reports as papers that are laid before leaders (呈批)."""

from datetime import date

from quancheng.insight.yearbook.events import REPORT_KIND
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.checks import draft_name
from quancheng.insight.yearbook.queries.papers import report_letter
from quancheng.insight.yearbook.queries.reports import report_to_write
from quancheng.insight.yearbook.rules.days import statutory
from quancheng.insight.yearbook.rules.norms import ALWAYS, APPROVAL
from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.papers import PaperKind
from quancheng.kernel.approvals.queries import standing_approval
from quancheng.kernel.approvals.wording import writers_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef, row_number
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.norms.queries import norm_on
from quancheng.kernel.orgs.roles import Role

State = Report.State


class NothingToApprove(Refusal):
    """A leader is asked about what was submitted: a draft still moves, what is issued is out."""

    code = "yearbook.nothing_to_approve"


def wants_approval(tenant_id: int, *, on: date) -> bool:
    """Whether a government lets no report go out that was not approved."""
    return norm_on(APPROVAL, tenant_id=tenant_id, on=on).text == ALWAYS


def ref_of_paper(report: Report) -> RecordRef:
    """As approvals name it."""
    return RecordRef(REPORT_KIND, str(report.pk))


def approval_of(report: Report) -> Approval | None:
    """The approval of a submitted report in its present words and figures, if it was granted."""
    return standing_approval(ref_of_paper(report), contents_of(report))


def contents_of(report: Report) -> Contents:
    """The report with its tables, in the words in which it will go out."""
    letter = report_letter(report)
    return Contents(letter.title, letter.body)


def _drafted(actor: Actor, ref: str) -> Contents:
    """A submitted report of who works on it. Raises NoSuchReport, NotYourReport, NothingToApprove."""
    report = report_to_write(actor, row_number(ref))
    if report.state != State.REVIEW:
        raise NothingToApprove(
            f"这份报告现在是“{report.get_state_display()}”，送审以后、公布以前才可以呈批，请先送审"
        )
    return contents_of(report)


def _now(ref: str) -> Contents | None:
    found = Report.objects.filter(pk=row_number(ref), state=State.REVIEW)
    report = found.select_related("tenant", "unit").first()
    return contents_of(report) if report else None


def _writers(ref: str) -> frozenset[int]:
    """Whose words and figures stand in it, and who submitted it: by constraint they do not issue it."""
    report = Report.objects.filter(pk=row_number(ref)).first()
    if report is None:
        return frozenset()
    submitted = {report.submitted_by_id} if report.submitted_by_id else set()
    return writers_of(draft_name(report), last=report.drafted_by_id) | submitted


def _last_day(ref: str) -> date | None:
    """The day of the law, which goes on while the paper is with a leader."""
    report = Report.objects.filter(pk=row_number(ref)).first()
    return statutory(report.owes, year=report.year).on(report.year) if report else None


PAPER = PaperKind(
    code=REPORT_KIND, says="年度报告", signed_by=frozenset({Role.HEAD, Role.OPENNESS_HEAD}),
    drafted=_drafted, present=_now, writers=_writers,
    due_on=_last_day,
)  # fmt: skip

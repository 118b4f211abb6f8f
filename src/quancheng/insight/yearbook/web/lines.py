"""What the page of a report shows, finished for the template; what its reader may do with it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils import timezone

from quancheng.insight.yearbook.commands import issuing, reports, summing
from quancheng.insight.yearbook.forms import ReasonForm, StepForm
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.approving import approval_of, ref_of_paper, wants_approval
from quancheng.insight.yearbook.queries.moved import Moved
from quancheng.insight.yearbook.queries.reports import issues_for, writes_for
from quancheng.insight.yearbook.rules import identities
from quancheng.insight.yearbook.rules.counting import counter_of
from quancheng.insight.yearbook.rules.figures import Figures, plain
from quancheng.insight.yearbook.rules.identities import Violation
from quancheng.insight.yearbook.rules.layout import Box, Laid, laid_out
from quancheng.insight.yearbook.rules.shape import TEXT_TITLES, Part, Place
from quancheng.insight.yearbook.rules.slots import Piece, as_written, pieces
from quancheng.insight.yearbook.web.drawn import Cell, Table
from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.queries import approvals_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.ui.cases import Action, Happened, Refused

State = Report.State


@dataclass(frozen=True, slots=True)
class Text:
    """One text part, in paragraphs of pieces."""

    name: str
    title: str
    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def changed(self) -> int:
        return sum(1 for one in self.paragraphs for piece in one if piece.is_changed)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that may be done with a report."""

    says: str
    command: Callable[..., Any]
    done: str
    form: type[Form] = StepForm
    is_main: bool = False
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """What the forms of the page carry along."""

    version: int


@dataclass(frozen=True, slots=True)
class Page:
    """The acts of the page, as the shared template of the cases shows them."""

    main: Action | None
    others: tuple[Action, ...]
    line: Version


@dataclass(frozen=True, slots=True)
class Approving:
    """How a report that was submitted stands with the leaders (呈批)."""

    is_wanted: bool = False  # nothing goes out without
    is_granted: bool = False
    may_ask: bool = False
    ref: RecordRef | None = None
    papers: tuple[Approval, ...] = ()


def approving_of(actor: Actor, report: Report, *, today: date) -> Approving:
    """What its page tells of approvals; of drafts and of what is issued nothing."""
    if report.state != State.REVIEW:
        return Approving()
    may_ask = writes_for(actor, tenant_id=report.tenant_id, unit_id=report.unit_id)
    ref = ref_of_paper(report)
    return Approving(
        wants_approval(report.tenant_id, on=today), may_ask and approval_of(report) is not None, may_ask, ref,
        tuple(approvals_of(actor, ref)),
    )  # fmt: skip


ACTS: Mapping[str, Act] = {
    "submit": Act("送审", issuing.submit_report, "已送审，等待签发；需要呈批的，请在下面呈批", is_main=True),
    "issue": Act("签发并公布", issuing.issue_report, "已签发，报告已在门户公布", is_main=True),
    "publish": Act("公布（已批准）", issuing.publish_approved, "已公布，报告已在门户公布", is_main=True),
    "count": Act("按记录重新统计", reports.count_again, "已按记录重新统计，手工录入的数据不变"),
    "sum": Act("重新汇总", summing.sum_again, "已按各单位最新公布的报告重新汇总"),
    "send_back": Act("退回修改", issuing.send_back_report, "已退回，编制人已收到通知", form=ReasonForm),
    "withdraw": Act(
        "撤回已公布的报告",
        issuing.withdraw_report,
        "报告已撤回，门户不再显示",
        form=ReasonForm,
        is_grave=True,
    ),
    "discard": Act("作废草稿", reports.discard_report, "草稿已作废", is_grave=True),
}


def acts_for(actor: Actor, report: Report, refused: Refused | None, *, approving: Approving) -> Page:
    """What may be done now; what was just turned away stands open with all that was entered."""
    codes = dict.fromkeys(_open_to(actor, report, approving))
    if refused and refused.code in ACTS:
        codes[refused.code] = None
    actions = [_action(report, code, refused) for code in codes]
    main = next((each for each in actions if ACTS[each.code].is_main), None)
    return Page(main, tuple(each for each in actions if each is not main), Version(report.version))


def _open_to(actor: Actor, report: Report, approving: Approving) -> Iterator[str]:
    tenant_id, unit_id = report.tenant_id, report.unit_id
    writes = writes_for(actor, tenant_id=tenant_id, unit_id=unit_id)
    issues = issues_for(actor, tenant_id=tenant_id, unit_id=unit_id)
    if writes and report.state == State.DRAFT:
        yield from ("submit", "count" if report.unit_id else "sum", "discard")
    if writes and approving.is_granted:
        yield "publish"
    if issues and report.state == State.REVIEW:
        is_second = actor.person_id not in {report.drafted_by_id, report.submitted_by_id}
        if is_second and not approving.is_wanted:
            yield "issue"
        yield "send_back"
    if issues and report.state == State.ISSUED:
        yield "withdraw"


def _action(report: Report, code: str, refused: Refused | None) -> Action:
    act = ACTS[code]
    is_open = refused is not None and refused.code == code
    form = refused.form if refused and is_open else act.form(auto_id=f"{code}_%s")
    href = reverse("yearbook_desk:step", args=[report.pk, code])
    return Action(code, act.says, href, form, act.is_grave, is_open)


def tables_of(
    report: Report, found: Iterable[Violation], moved: Sequence[Moved], *, may_look: bool
) -> tuple[Table, ...]:
    """The three tables with their marks."""
    faults = tuple(found)
    return tuple(_table(report, laid, faults, moved, may_look=may_look) for laid in laid_out(report.figures))


def _table(
    report: Report, laid: Laid, faults: Sequence[Violation], moved: Sequence[Moved], *, may_look: bool
) -> Table:
    part = laid.part
    since = {one.place: one for one in moved if one.place.part == part}
    own = tuple(one for one in faults if any(place.part == part for place in one.places))
    doubtful = {place for one in own if one.is_doubt for place in one.places}
    wrong = {place for one in own if not one.is_doubt for place in one.places}
    by_hand = report.by_hand
    leads = may_look and (counter_of(part) is not None or not report.unit_id)

    def cell(box: Box) -> Cell:
        place = box.place
        if place is None:
            return Cell(box)
        tone = "wrong" if place in wrong else "doubt" if place in doubtful else ""
        tone = tone or ("moved" if place in since else "")
        is_hand = place in by_hand
        opens = leads and not is_hand and box.text != "0"
        href = reverse("yearbook_desk:behind", args=[report.pk, place.key]) if opens else ""
        title = f"{place.says}{'（手工录入）' if is_hand else ''}"
        title += f"（统计以后变为{plain(since[place].now)}）" if place in since else ""
        return Cell(box, place.key, tone, is_hand, href, title)

    head, body = (tuple(tuple(map(cell, line)) for line in lines) for lines in (laid.head, laid.body))
    return Table(
        laid, head, body, own, _origin(report, part), report.sources.get(str(int(part)), ""),
        is_counted=_speaks(report, part), moved=tuple(since.values()),
    )  # fmt: skip


def _speaks(report: Report, part: Part) -> bool:
    """Whether records, or the reports of others, speak in a table: then it tells as of when."""
    if report.state == State.RECORDED:
        return False
    return not report.unit_id or counter_of(part) is not None


def is_counted(report: Report) -> bool:
    """Whether any table of it is counted, or summed."""
    return any(_speaks(report, part) for part in Part)


def _origin(report: Report, part: Part) -> str:
    """Where the figures of a table come from, in words."""
    if report.state == State.RECORDED:
        return "导入"
    if not report.unit_id:
        return "汇总"
    typed = sum(1 for place in report.by_hand if place.part == part)
    if typed:
        return f"手工录入{typed}格"
    return "按记录统计" if counter_of(part) else "未填写"


def table_to_fill(report: Report, part: Part, form: Form) -> Table:
    """One table with a field in each cell."""
    laid = next(one for one in laid_out(report.figures) if one.part == part)

    def cell(box: Box) -> Cell:
        if box.place is None:
            return Cell(box)
        field = form[box.place.key]
        return Cell(box, box.place.key, "wrong" if field.errors else "", field=field)

    head, body = (tuple(tuple(map(cell, line)) for line in lines) for lines in (laid.head, laid.body))
    return Table(laid, head, body)


def texts_of(report: Report, former: Figures | None) -> tuple[Text, ...]:
    """The text parts, figures apart from words."""
    figures = report.figures

    def read(text: str) -> Iterable[Piece]:
        return [Piece(as_written(text))] if report.issued_at else pieces(text, figures, former)

    return tuple(
        Text(name, title, tuple(_paragraphs(read(getattr(report, name)))))
        for name, title in TEXT_TITLES.items()
    )


def _paragraphs(given: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    line: list[Piece] = []
    for piece in given:
        first, *rest = piece.text.split("\n")
        line.append(Piece(first, piece.name, piece.before, piece.place))
        for more in rest:
            yield tuple(line)
            line = [Piece(more)]
    yield tuple(line)


def in_groups(report: Report, found: Iterable[Violation]) -> list[tuple[str, list[Violation]]]:
    """Every rule with what breaks it, for the list of checks; sums of members concern governments alone."""
    told = list(found)
    rules = {rule: says for rule, says in identities.RULES.items() if rule != identities.MEMBERS}
    asked = identities.RULES if report.unit_id is None else rules
    return [(says, [one for one in told if one.rule == rule]) for rule, says in asked.items()]


def history_of(editions: Iterable[Report]) -> list[Happened]:
    """What happened to all editions, the newest first."""
    told = [happened for one in editions for happened in _happened(one)]
    return [entry for _, entry in sorted(told, key=lambda pair: pair[0], reverse=True)]


def _happened(one: Report) -> Iterator[tuple[datetime, Happened]]:
    """What happened to one edition, with the moment of each."""
    steps = (
        (one.drafted_at, "编制", str(one.drafted_by), ""),
        (one.submitted_at, "送审", str(one.submitted_by), ""),
        (one.submitted_at if one.sent_back_for else None, "退回", one.sent_back_for, "orange"),
        (one.issued_at, "签发公布", str(one.issued_by), "green"),
        (one.withdrawn_at, "撤回", f"{one.withdrawn_by}：{one.withdrawn_for}", "red"),
    )
    label = "导入" if one.state == State.RECORDED else f"第{one.number}版"
    for at, says, text, tone in steps:
        if at is not None:
            yield at, Happened(timezone.localdate(at), f"{label}{says}", text, tone)


def place_named(key: str) -> Place | None:
    """The cell that an address names."""
    return Place.parse(key)

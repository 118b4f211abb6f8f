"""What would come of a filled-in table: compared with the duties as they stand; nothing written."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.files.filled import Filled
from quancheng.kernel.obligations.models import Evidence
from quancheng.kernel.obligations.proposals import Proposal, proposals_for
from quancheng.records.plan.forms.duties import EvidenceAddressForm
from quancheng.records.plan.models import FilledTable
from quancheng.records.plan.queries.duties import DutyLine, lines_of, own_duties
from quancheng.records.plan.queries.worklist import evidence_of_each
from quancheng.records.plan.rules.filling import (
    ADDRESSES,
    CONFIRMATIONS,
    REPORT,
    REPORTS,
    ConfirmWish,
    Decision,
    ReportWish,
    confirm_wishes,
    report_wishes,
)
from quancheng.records.plan.workflow.duty import CONFIRM, STATE_SAYS, State
from quancheng.records.plan.workflow.duty import REPORT as REPORTING

ADDRESS = EvidenceAddressForm.base_fields["address"]


class NoSuchTable(Refusal):
    """No such table, or not one of the actor's unit."""

    code = "plan.no_such_table"
    status = 404


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What one line of a report table would do."""

    wish: ReportWish
    duty: DutyLine
    addresses: tuple[str, ...]  # those that are not evidence already
    proposal: Proposal | None  # whose records become evidence along with the report


@dataclass(frozen=True, slots=True)
class ConfirmLine:
    """What one line of a confirmation table would do."""

    wish: ConfirmWish
    duty: DutyLine


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table would do. It may be applied when no sentence is wrong."""

    reports: tuple[ReportLine, ...]
    confirms: tuple[ConfirmLine, ...]
    wrong: tuple[str, ...]
    untouched: int

    @property
    def fingerprint(self) -> str:
        """What the table would do, as one digest: another file or other duties have another one."""
        return machine().digest(repr((*self._told(), self.wrong)).encode())

    @property
    def is_sound(self) -> bool:
        return not self.wrong

    @property
    def does_something(self) -> bool:
        return bool(self.reports or self.confirms)

    def _told(self) -> Iterator[tuple[object, ...]]:
        for line in self.reports:
            seen = line.proposal.fingerprint if line.proposal else ""
            wish = line.wish
            yield wish.duty_id, wish.version, wish.note, line.addresses, wish.is_report, seen
        for each in self.confirms:
            yield each.wish.duty_id, each.wish.version, each.wish.decision.value, each.wish.reason


@dataclass(frozen=True, slots=True)
class Standing:
    """The duties that a table names, as they stand, with what speaks for each."""

    lines: Mapping[int, DutyLine]
    evidence: Mapping[int, Sequence[Evidence]]
    proposals: Mapping[int, Proposal]


def table_for(actor: Actor, table_id: int) -> FilledTable:
    """A table that somebody of the actor's unit has brought. Raises NoSuchTable."""
    found = FilledTable.objects.filter(pk=table_id, unit_id=actor.unit_id or 0).select_related("file").first()
    if found is None:
        raise NoSuchTable("没有找到这份表格，请重新上传", table=table_id)
    return found


def preview_of(actor: Actor, kind: str, filled: Filled, *, today: date) -> Preview:
    """What a table of a kind would do. A fixed number of queries, however many lines."""
    if kind == FilledTable.Kind.CONFIRMATIONS:
        return _confirmations(actor, filled)
    return _reports(actor, filled, today)


def _reports(actor: Actor, filled: Filled, today: date) -> Preview:
    read = report_wishes(filled)
    standing = _standing(actor, [wish.duty_id for wish in read.wishes], today=today)
    lines, wrong = [], list(read.wrong)
    for wish in read.wishes:
        if found := [*wish.wrong, *_faults_of_report(wish, standing)]:
            wrong += found
        else:
            lines.append(_report_line(wish, standing))
    return Preview(tuple(lines), (), tuple(wrong), read.untouched)


def _confirmations(actor: Actor, filled: Filled) -> Preview:
    read = confirm_wishes(filled)
    standing = _standing(actor, [wish.duty_id for wish in read.wishes], today=None)
    lines, wrong = [], list(read.wrong)
    for wish in read.wishes:
        if found := [*wish.wrong, *_faults_of_decision(wish, standing)]:
            wrong += found
        else:
            lines.append(ConfirmLine(wish, standing.lines[wish.duty_id]))
    return Preview((), tuple(lines), tuple(wrong), read.untouched)


def _standing(actor: Actor, duty_ids: Sequence[int], *, today: date | None) -> Standing:
    duties = list(own_duties(actor).filter(pk__in=duty_ids))
    return Standing(
        lines={line.duty.pk: line for line in lines_of(duties)},
        evidence=evidence_of_each(duties),
        proposals=proposals_for(actor, duties, today=today) if today else {},
    )


def _report_line(wish: ReportWish, standing: Standing) -> ReportLine:
    known = {each.address for each in standing.evidence[wish.duty_id] if each.address}
    cleaned = (str(ADDRESS.clean(told)) for told in wish.addresses)
    addresses = tuple(told for told in cleaned if told not in known)
    proposal = standing.proposals.get(wish.duty_id) if wish.is_report else None
    counted = proposal if proposal and proposal.is_reached else None
    return ReportLine(wish, standing.lines[wish.duty_id], addresses, counted)


def _faults_of_report(wish: ReportWish, standing: Standing) -> Iterator[str]:
    """Every reason why the duty, as it stands, cannot be reported so."""
    where = wish.row.where(REPORTS.key)
    yield from _faults_of_duty(standing, wish.duty_id, wish.version, REPORTING.out_of, where, REPORTS.name)
    yield from (_not_an_address(wish, told) for told in wish.addresses if not _is_address(told))
    if wish.duty_id not in standing.lines or not wish.is_report or wish.addresses:
        return
    proposal = standing.proposals.get(wish.duty_id)
    if not (standing.evidence[wish.duty_id] or (proposal and proposal.is_reached)):
        found = f"系统记录只有{proposal.says}，" if proposal and proposal.count else ""
        yield f"{wish.row.where(REPORT)}：{found}还没有佐证，请填写“{ADDRESSES}”，或先在事项页面添加佐证"


def _faults_of_decision(wish: ConfirmWish, standing: Standing) -> Iterator[str]:
    """Every reason why the report, as it stands, cannot be decided so."""
    where = wish.row.where(CONFIRMATIONS.key)
    yield from _faults_of_duty(
        standing, wish.duty_id, wish.version, CONFIRM.out_of, where, CONFIRMATIONS.name
    )
    is_confirm = wish.decision is Decision.CONFIRM
    if is_confirm and wish.duty_id in standing.lines and not standing.evidence[wish.duty_id]:
        yield f"{where}：还没有佐证，不能确认；请退回承办人补充"


def _faults_of_duty(
    standing: Standing, duty_id: int, version: int, states: Set[str], where: str, table: str
) -> Iterator[str]:
    """What became of the duty since the table was taken out. Worked on, its state is no fault."""
    line = standing.lines.get(duty_id)
    if line is None:
        yield f"{where}：本单位没有编号为{duty_id}的责任事项，可能已改派；请重新导出{table}"
    elif line.duty.case.version != version:
        yield f"{where}：导出之后已被办理（现为“{_state(line)}”），请重新导出{table}核对后再填"
    elif line.duty.case.state not in states:
        yield f"{where}：现为“{_state(line)}”，不能再按{table}办理，请清空这一行所填内容"


def _state(line: DutyLine) -> str:
    return STATE_SAYS[State(line.duty.case.state)]


def _is_address(told: str) -> bool:
    try:
        ADDRESS.clean(told)
    except ValidationError:
        return False
    return True


def _not_an_address(wish: ReportWish, told: str) -> str:
    where = wish.row.where(ADDRESSES)
    return f"{where}：“{told[:60]}”不是完整的网址，请以 https:// 开头；多个网址用空格或换行分开"

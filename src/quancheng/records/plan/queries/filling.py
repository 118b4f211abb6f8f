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
    Faulty,
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
        try:
            lines.append(_report_line(wish, standing))
        except Faulty as fault:
            wrong.append(str(fault))
    return Preview(tuple(lines), (), tuple(wrong), read.untouched)


def _confirmations(actor: Actor, filled: Filled) -> Preview:
    read = confirm_wishes(filled)
    standing = _standing(actor, [wish.duty_id for wish in read.wishes], today=None)
    lines, wrong = [], list(read.wrong)
    for wish in read.wishes:
        try:
            lines.append(_confirm_line(wish, standing))
        except Faulty as fault:
            wrong.append(str(fault))
    return Preview((), tuple(lines), tuple(wrong), read.untouched)


def _standing(actor: Actor, duty_ids: Sequence[int], *, today: date | None) -> Standing:
    duties = list(own_duties(actor).filter(pk__in=duty_ids))
    return Standing(
        lines={line.duty.pk: line for line in lines_of(duties)},
        evidence=evidence_of_each(duties),
        proposals=proposals_for(actor, duties, today=today) if today else {},
    )


def _report_line(wish: ReportWish, standing: Standing) -> ReportLine:
    where = wish.row.where(REPORTS.key)
    line = _must_stand(standing, wish.duty_id, wish.version, where, REPORTS.name)
    _must_be_in(line, REPORTING.out_of, where, REPORTS.name)
    known = {each.address for each in standing.evidence[wish.duty_id] if each.address}
    addresses = tuple(told for told in (_address(wish, one) for one in wish.addresses) if told not in known)
    proposal = standing.proposals.get(wish.duty_id) if wish.is_report else None
    counted = proposal if proposal and proposal.is_reached else None
    if wish.is_report and not (addresses or counted or standing.evidence[wish.duty_id]):
        found = f"系统记录只有{proposal.says}，" if proposal and proposal.count else ""
        raise Faulty(
            f"{wish.row.where(REPORT)}：{found}还没有佐证，请填写“{ADDRESSES}”，或先在事项页面添加佐证"
        )
    return ReportLine(wish, line, addresses, counted)


def _confirm_line(wish: ConfirmWish, standing: Standing) -> ConfirmLine:
    where = wish.row.where(CONFIRMATIONS.key)
    line = _must_stand(standing, wish.duty_id, wish.version, where, CONFIRMATIONS.name)
    _must_be_in(line, CONFIRM.out_of, where, CONFIRMATIONS.name)
    if wish.decision is Decision.CONFIRM and not standing.evidence[wish.duty_id]:
        raise Faulty(f"{where}：还没有佐证，不能确认；请退回承办人补充")
    return ConfirmLine(wish, line)


def _must_stand(standing: Standing, duty_id: int, version: int, where: str, table: str) -> DutyLine:
    line = standing.lines.get(duty_id)
    if line is None:
        raise Faulty(f"{where}：本单位没有编号为{duty_id}的责任事项，可能已改派；请重新导出{table}")
    if line.duty.case.version != version:
        raise Faulty(f"{where}：导出之后已被办理（现为“{_state(line)}”），请重新导出{table}核对后再填")
    return line


def _must_be_in(line: DutyLine, states: Set[str], where: str, table: str) -> None:
    if line.duty.case.state not in states:
        raise Faulty(f"{where}：现为“{_state(line)}”，不能再按{table}办理，请清空这一行所填内容")


def _state(line: DutyLine) -> str:
    return STATE_SAYS[State(line.duty.case.state)]


def _address(wish: ReportWish, told: str) -> str:
    try:
        return str(ADDRESS.clean(told))
    except ValidationError:
        raise Faulty(
            f"{wish.row.where(ADDRESSES)}：“{told[:60]}”不是完整的网址，请以 https:// 开头；"
            "多个网址用空格或换行分开"
        ) from None

"""The lists of the supervision screen as lines, on the page and in files. No applicant stands in any."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.kernel.calendar.levels import Level
from quancheng.kernel.casework.models import CaseLine
from quancheng.kernel.files.tables import Sheet, Value
from quancheng.records.disclosure.models import Consultation, Request
from quancheng.records.disclosure.queries.watching import Bounds, light_of, requests_of_cases
from quancheng.records.disclosure.rules.watching import Figures, late_says
from quancheng.records.disclosure.web.lines import STATE_TONES
from quancheng.records.disclosure.workflow import STATE_SAYS, State

SHOWN = 40  # signs of what is wanted in a list
LIGHT_SAYS = {
    Level.CALM: "绿灯",
    Level.YELLOW: "黄灯",
    Level.ORANGE: "橙灯",
    Level.RED: "红灯",
    Level.OVERDUE: "逾期",
}
LIGHT_TONES = {
    Level.CALM: "green",
    Level.YELLOW: "yellow",
    Level.ORANGE: "orange",
    Level.RED: "red",
    Level.OVERDUE: "black",
}
COLUMNS = ("编号", "承办机关", "所需信息", "收到日期", "答复期限", "办结日期", "状态", "期限情况")
FIGURE_COLUMNS = (
    "单位", "在办", "即将逾期", "逾期未办", "已答复", "逾期已办", "按期答复率", "用时中位数（工作日）",
    "延期件数", "延期率", "补正件数", "补正率", "复议诉讼纠正",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WatchLine:
    """One request in a list of supervision, in words."""

    number: str
    begins: str
    unit: str
    came_on: date | None
    last_on: date | None
    ended_on: date | None
    state: str
    state_tone: str
    note: str
    light: str = ""
    light_tone: str = ""


def request_lines(requests: Iterable[Request], *, today: date, bounds: Bounds) -> Iterator[WatchLine]:
    """Open ones with their light and the working days left; those that are over with how late they were."""
    calendar = work_calendar()
    for one in requests:
        case = one.case
        if case.ended_on:
            yield _line(one, last_on=case.last_on, note=_ended_note(one))
            continue
        level = light_of(one, bounds)
        if case.due_on is None:
            yield _line(one, last_on=None, note=_resting(one))
        elif level is Level.OVERDUE:
            late = working_days_between(calendar, after=case.due_on, until=today)
            yield _line(one, last_on=case.due_on, note=late_says(late), level=level)
        else:
            left = working_days_between(calendar, after=today, until=case.due_on)
            note = f"剩{left}个工作日" if left else "今天届满"
            yield _line(one, last_on=case.due_on, note=note, level=level)


def letter_lines(letters: Iterable[Consultation], *, today: date) -> Iterator[WatchLine]:
    """Letters of whose receipt nobody knows: which one, and since when; not whom it asks."""
    calendar = work_calendar()
    for one in letters:
        sent = one.case.opened_on
        days = working_days_between(calendar, after=sent, until=today)
        note = f"第{one.place}份{one.get_party_display()}，{sent}发出，已过{days}个工作日没有签收凭证"
        yield _line(one.request, last_on=one.request.case.due_on, note=note)


def urged_lines(urged: Sequence[CaseLine], *, today: date) -> Iterator[WatchLine]:
    """Who was urged, when, for what, and what came of it."""
    calendar, requests = work_calendar(), requests_of_cases(line.case_id for line in urged)
    for line in urged:
        one, ended = requests[line.case_id], line.case.ended_on
        days = working_days_between(calendar, after=line.on, until=ended or today)
        effect = f"督促后{days}个工作日办结" if ended else f"仍未办结，已过{days}个工作日"
        who = f"{line.on}督促{line.unit}：{line.note}"
        yield _line(one, last_on=one.case.last_on, note=f"{effect}。{who}")


def sheet_of(title: str, lines: Iterable[WatchLine]) -> Sheet:
    """A list as a table in a file."""
    rows: Iterator[tuple[Value, ...]] = (
        (
            one.number, one.unit, one.begins, one.came_on, one.last_on, one.ended_on, one.state,
            "，".join(part for part in (one.light, one.note) if part),
        )
        for one in lines
    )  # fmt: skip
    return Sheet(title, COLUMNS, rows)


def figure_sheet(title: str, figures: Iterable[Figures]) -> Sheet:
    """The table of the units in a file."""
    rows: Iterator[tuple[Value, ...]] = (
        (
            one.name, one.open.count, one.open.soon, one.open.overdue, one.answered, one.late,
            one.in_time_rate, one.median, one.extended, one.extension_rate, one.corrected,
            one.correction_rate, "—" if one.overturned is None else one.overturned,
        )
        for one in figures
    )  # fmt: skip
    return Sheet(title, FIGURE_COLUMNS, rows)


def _line(one: Request, *, last_on: date | None, note: str, level: Level | None = None) -> WatchLine:
    state, flat = State(one.case.state), " ".join(one.wanted.split())
    return WatchLine(
        number=one.number,
        begins=flat[:SHOWN] + ("…" if len(flat) > SHOWN else ""),
        unit=str(one.case.unit),
        came_on=one.received_on,
        last_on=last_on,
        ended_on=one.case.ended_on,
        state=STATE_SAYS[state],
        state_tone=STATE_TONES[state],
        note=note,
        light=LIGHT_SAYS[level] if level else "",
        light_tone=LIGHT_TONES[level] if level else "",
    )


def _ended_note(one: Request) -> str:
    told = one.outcome
    if told.is_late:
        return late_says(told.late)
    return f"用时{told.counted}个工作日" if told.last_on else ""


def _resting(one: Request) -> str:
    match State(one.case.state):
        case State.UNCONFIRMED:
            return "没有确认收到，期限未起算"
        case State.CORRECTING:
            return "等待补正，收到后重新起算"
        case State.AWAITING_FEE:
            return "等待缴费，期限暂停"
        case _:
            return "征求意见，期限暂停"

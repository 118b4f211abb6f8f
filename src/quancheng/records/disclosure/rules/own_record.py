"""更正本人信息 (《条例》第四十一条): its numbers, its end, its letter, its workflow. Pure.

Not a request for information: it has a register and a series of its own, and no row in the annual table.
The law sets no period; the target of the agency is a norm, stated when the case is taken in.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.casework.definition import CLOCKWORK, Circle, Clock, Reach, Step, Workflow
from quancheng.kernel.files.letterhead.letter import Text, in_chinese, paragraphs_of
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.text import codes

SIGN = "G"  # 更正: so that a number says of itself that it is no request's
LAW = "《中华人民共和国政府信息公开条例》"
MOST_DAYS = 60  # working days; the norm `own_record_days` allows no more
MOST_FILES = 3  # [D] what speaks for a correction fits in three files
MOST_BYTES = 5 * 1024 * 1024  # [D] of one file: a scan of a few pages

_OF_UNIT = {Role.HANDLER, Role.OPENNESS_OFFICE}
_HEADS = {Role.HEAD, Role.OPENNESS_HEAD}
TAKERS = _OF_UNIT | _HEADS


class End(StrEnum):
    """How it may end."""

    CORRECTED = "corrected"
    FORWARDED = "forwarded"
    TOLD = "told"
    NOT_VERIFIED = "not_verified"

    @property
    def says(self) -> str:
        return _ENDS[self]

    @property
    def names_agency(self) -> bool:
        """Whether another agency is the competent one, and must be named."""
        return self in {End.FORWARDED, End.TOLD}


_ENDS = {
    End.CORRECTED: "已更正",
    End.FORWARDED: "已转送有权更正的机关",
    End.TOLD: "告知向有权更正的机关提出",
    End.NOT_VERIFIED: "经核实不予更正",
}
ENDS = [(end.value, end.says) for end in End]


class State(StrEnum):
    """Where such a case stands."""

    RECEIVED = "received"
    VERIFIED = "verified"
    TO_ISSUE = "to_issue"
    TO_SERVE = "to_serve"
    CORRECTED = "corrected"
    FORWARDED = "forwarded"
    TOLD = "told"
    NOT_VERIFIED = "not_verified"
    WITHDRAWN = "withdrawn"


STATE_SAYS = {
    State.RECEIVED: "待核实",
    State.VERIFIED: "已核实，待更正",
    State.TO_ISSUE: "待签发告知书",
    State.TO_SERVE: "待送达告知书",
    State.CORRECTED: End.CORRECTED.says,
    State.FORWARDED: End.FORWARDED.says,
    State.TOLD: End.TOLD.says,
    State.NOT_VERIFIED: End.NOT_VERIFIED.says,
    State.WITHDRAWN: "已撤回",
}
OVER = {State.CORRECTED, State.FORWARDED, State.TOLD, State.NOT_VERIFIED, State.WITHDRAWN}
OPEN = frozenset(State) - OVER

RECEIVE = Step(
    "receive", "收到更正申请", frozenset(), State.RECEIVED, by={CLOCKWORK, *TAKERS}, up_to=MOST_DAYS,
    shown_to=Circle.APPLICANT, tells="已收到",
)  # fmt: skip
VERIFY = Step(
    "verify", "核实：记录确有不准确", {State.RECEIVED}, State.VERIFIED, by=_OF_UNIT,
    shown_to=Circle.APPLICANT, tells="已核实，记录确有不准确",
)  # fmt: skip
PROPOSE = Step("propose", "拟写告知书", {State.RECEIVED, State.VERIFIED}, State.TO_ISSUE, by=_OF_UNIT)
RETURN = Step(
    "return", "退回重新核实", {State.TO_ISSUE}, State.RECEIVED, by={Role.REVIEWER} | _HEADS, needs_reason=True
)
ISSUE = Step(
    "issue", "签发告知书", {State.TO_ISSUE}, State.TO_SERVE, by=_HEADS,
    shown_to=Circle.APPLICANT, tells="已签发告知书",
)  # fmt: skip
SERVE_AS = {
    end: Step(
        f"serve_{end.value}", f"送达告知书：{end.says}", {State.TO_SERVE}, State(end.value), by=_OF_UNIT,
        shown_to=Circle.APPLICANT, tells=end.says,
    )
    for end in End
}  # fmt: skip
WITHDRAW = Step(
    "withdraw", "申请人撤回", OPEN, State.WITHDRAWN, by=_OF_UNIT | {CLOCKWORK}, needs_reason=True,
    shown_to=Circle.APPLICANT, tells="您已撤回",
)  # fmt: skip
HAND_ON = Step(
    "hand_on", "机构调整，移交承接机关", OPEN - {State.TO_SERVE}, None,
    by={Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}, reach=Reach.TENANT, needs_reason=True, hands_over=True,
    shown_to=Circle.APPLICANT, tells="因机构调整，改由承接职能的机关办理",
)  # fmt: skip
# Its unit is no more, and who took over its duties answers for the letter from now on.
HAND_ON_PAST = replace(
    HAND_ON, code="hand_on_past", says="机构调整，已办结的更正申请移交承接机关", out_of=OVER
)
TARGET_CLOCK = Clock(
    "target", "办理目标", Articles(count="本机关办理要求"), starts_on={RECEIVE}, set_by={RECEIVE},
    stops_in=OVER, thresholds=Thresholds(yellow=5, orange=3, red=1),
)  # fmt: skip
OWN_RECORD = Workflow(
    code="own_record",
    says="更正申请",
    states=frozenset(State),
    ends_in=OVER,
    steps=(RECEIVE, VERIFY, PROPOSE, RETURN, ISSUE, *SERVE_AS.values(), WITHDRAW, HAND_ON, HAND_ON_PAST),
    clocks=(TARGET_CLOCK,),
    state_says={state.value: says for state, says in STATE_SAYS.items()},
)


def number_on(day: date, drawn: int) -> str:
    """The number of a case of that day."""
    return f"{SIGN}{codes.number_on(day, drawn)}"


def tidy_number(text: str) -> str:
    """What people type, in one spelling; its sign and its dash may be left out."""
    return f"{SIGN}{codes.tidy_number(codes.tidy(text).removeprefix(SIGN))}"


def is_number(text: str) -> bool:
    """Whether this is a number of such a case, as `tidy_number` writes it."""
    return text.startswith(SIGN) and codes.is_number(text[len(SIGN) :])


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the letter (更正告知书) tells."""

    number: str
    received_on: date
    end: End
    found: str
    agency: str = ""  # the competent one, with how to reach it
    clause: str = ""
    contact: str = ""  # how the agency is reached


_SENTENCES = {
    End.CORRECTED: "经核实，您提供的证据属实，有关记录与您自身情况不符。本机关已经更正。",
    End.FORWARDED: "经审核，您申请更正的记录不属于本机关职能范围。本机关已将您的申请转送有权更正的机关处理。",
    End.TOLD: "经审核，您申请更正的记录不属于本机关职能范围。请您向有权更正的机关提出。",
    End.NOT_VERIFIED: "经核实，您提出的理由和证据不足以证明有关记录不准确，本机关不予更正。",
}


def paragraphs(told: Told) -> tuple[Text, ...]:
    """The body of the letter: locked words for each end, what was found, the remedy, whom to reach."""
    said = [
        Text(
            f"本机关于{in_chinese(told.received_on)}收到您的更正申请（编号{told.number}）。"
            f"依据{LAW}第四十一条，现将办理结果告知您："
        ),
        Text(_SENTENCES[told.end]),
    ]
    lines = list(paragraphs_of(told.found))
    if lines:
        said += [Text(f"核实情况：{lines[0].text}"), *lines[1:]]
    if told.agency:
        said.append(Text(f"有权更正的机关：{told.agency}"))
    if told.clause:
        said.append(Text(told.clause))
    if told.contact:
        said.append(Text(f"联系方式：{told.contact}"))
    return tuple(said)

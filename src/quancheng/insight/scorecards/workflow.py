"""申诉 and 函件: what an appeal and a letter go through, and by when somebody must act."""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.definition import Clock, Counting, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role

LONGEST = 60  # [D] working days within which an appeal is decided at the latest, whatever a set says


class State(StrEnum):
    """Where an appeal stands."""

    FILED = "filed"
    UPHELD = "upheld"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


STATE_SAYS = {
    State.FILED: "待处理",
    State.UPHELD: "申诉成立",
    State.REJECTED: "维持原分",
    State.WITHDRAWN: "已撤回",
}
OVER = {State.UPHELD, State.REJECTED, State.WITHDRAWN}
OF_UNIT = {Role.HANDLER, Role.HEAD}
OF_OFFICE = {Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}

# of a district it is the openness office that works for the unit; the reach is the unit in any case
FILE = Step("file", "提出申诉", frozenset(), State.FILED, by=OF_UNIT | OF_OFFICE, up_to=LONGEST)
UPHOLD = Step(
    "uphold", "申诉成立，更正得分", {State.FILED}, State.UPHELD, by=OF_OFFICE, reach=Reach.TENANT,
    needs_reason=True,
)  # fmt: skip
REJECT = Step(
    "reject", "维持原分", {State.FILED}, State.REJECTED, by=OF_OFFICE, reach=Reach.TENANT, needs_reason=True
)
WITHDRAW = Step("withdraw", "撤回申诉", {State.FILED}, State.WITHDRAWN, by=OF_UNIT | OF_OFFICE)

DECIDE_CLOCK = Clock(
    "decide",
    "处理申诉",
    Articles(count="考核指标规定的申诉处理期限"),
    starts_on={FILE},
    stops_in=OVER,
    set_by={FILE},
)

APPEAL = Workflow(
    code="score_appeal",
    says="考核申诉",
    states=frozenset(State),
    ends_in=OVER,
    steps=(FILE, UPHOLD, REJECT, WITHDRAW),
    clocks=(DECIDE_CLOCK,),
    state_says={state.value: says for state, says in STATE_SAYS.items()},
)


class LetterState(StrEnum):
    """Where a letter stands in the hands of one unit."""

    SENT = "sent"
    TO_ANSWER = "to_answer"
    TO_TALK = "to_talk"
    TALKED = "talked"
    DONE = "done"
    WITHDRAWN = "withdrawn"


LETTER_STATE_SAYS = {
    LetterState.SENT: "待签收",
    LetterState.TO_ANSWER: "待反馈",
    LetterState.TO_TALK: "待约谈",
    LetterState.TALKED: "待回访",
    LetterState.DONE: "已办结",
    LetterState.WITHDRAWN: "已撤回",
}
LETTER_OVER = {LetterState.DONE, LetterState.WITHDRAWN}
LETTER_OF_UNIT = {LetterState.SENT, LetterState.TO_ANSWER}
LETTER_OF_OFFICE = {LetterState.TO_TALK, LetterState.TALKED}  # the unit has done its part
_OF_RECEIVER = OF_UNIT | OF_OFFICE

SEND = Step("send", "发出", frozenset(), LetterState.SENT, by=OF_OFFICE, reach=Reach.TENANT, states_day=True)
SIGN = Step("sign", "签收", {LetterState.SENT}, LetterState.DONE, by=_OF_RECEIVER)
SIGN_TO_ANSWER = Step(
    "sign_to_answer", "签收", {LetterState.SENT}, LetterState.TO_ANSWER, by=_OF_RECEIVER, states_day=True
)
SIGN_TO_TALK = Step(
    "sign_to_talk", "签收", {LetterState.SENT}, LetterState.TO_TALK, by=_OF_RECEIVER, states_day=True
)
TAKE_OVER = Step("take_over", "接手", {LetterState.TO_ANSWER}, None, by=_OF_RECEIVER)
ANSWER = Step("answer", "反馈", {LetterState.TO_ANSWER}, LetterState.DONE, by=_OF_RECEIVER)
TALK = Step(
    "talk", "记录约谈", {LetterState.SENT, LetterState.TO_TALK}, LetterState.TALKED, by=OF_OFFICE,
    reach=Reach.TENANT, states_day=True,
)  # fmt: skip
FOLLOW_UP = Step(
    "follow_up", "回访", {LetterState.TALKED}, LetterState.DONE, by=OF_OFFICE, reach=Reach.TENANT
)
RECALL = Step(
    "recall", "撤回函件", {LetterState.SENT, LetterState.TO_ANSWER, LetterState.TO_TALK},
    LetterState.WITHDRAWN, by={Role.OPENNESS_HEAD}, reach=Reach.TENANT, needs_reason=True,
)  # fmt: skip

LETTER_CLOCK = Clock(
    "act",
    "办理函件",
    Articles(count="函件写明的日期和考核指标规定的签收期限"),
    starts_on={SEND, SIGN_TO_ANSWER, SIGN_TO_TALK, TALK},
    stops_in=LETTER_OVER,
    counting=Counting.FIXED,
)

LETTER = Workflow(
    code="score_letter",
    says="考核函件",
    states=frozenset(LetterState),
    ends_in=LETTER_OVER,
    steps=(SEND, SIGN, SIGN_TO_ANSWER, SIGN_TO_TALK, TAKE_OVER, ANSWER, TALK, FOLLOW_UP, RECALL),
    clocks=(LETTER_CLOCK,),
    state_says={state.value: says for state, says in LETTER_STATE_SAYS.items()},
)
WORKFLOWS = (APPEAL, LETTER)

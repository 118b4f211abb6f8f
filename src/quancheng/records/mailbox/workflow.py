"""群众留言：what a message goes through, from 收到 to 答复. No step makes it disappear."""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.casework.definition import CLOCKWORK, Circle, Clock, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role

LONGEST = 366  # [D] days that a step may state: about a year; how many it does state is a dated setting


class State(StrEnum):
    """Where a message stands. Whether it is late is read from its clock, never a state."""

    RECEIVED = "received"
    IN_HAND = "in_hand"
    DRAFTED = "drafted"
    ANSWERED = "answered"
    INVALID = "invalid"


STATE_SAYS = {
    State.RECEIVED: "待分类",
    State.IN_HAND: "办理中",
    State.DRAFTED: "答复待审核",
    State.ANSWERED: "已答复",
    State.INVALID: "不予办理",
}
UNDER_WAY = {State.RECEIVED, State.IN_HAND, State.DRAFTED}
WITH_UNIT = {State.IN_HAND, State.DRAFTED}
OVER = {State.ANSWERED, State.INVALID}

OF_UNIT = {Role.HANDLER, Role.HEAD}
OF_OFFICE = {Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}

RECEIVE = Step(
    "receive", "收到留言", frozenset(), State.RECEIVED, by={CLOCKWORK}, up_to=LONGEST,
    shown_to=Circle.APPLICANT, tells="收到您的留言",
)  # fmt: skip
CLASSIFY = Step(
    "classify", "分类，由本机构办理", {State.RECEIVED}, State.IN_HAND, by=OF_OFFICE, reach=Reach.TENANT,
    up_to=LONGEST, shown_to=Circle.APPLICANT, tells="已受理，正在办理",
)  # fmt: skip
HAND_OUT = Step(
    "hand_out", "分类并转办", {State.RECEIVED}, State.IN_HAND, by=OF_OFFICE, reach=Reach.TENANT,
    up_to=LONGEST, hands_over=True, shown_to=Circle.APPLICANT, tells="已受理，转交单位办理",
)  # fmt: skip
RECLASSIFY = Step(
    "reclassify", "更改分类", WITH_UNIT, None, by=OF_OFFICE, reach=Reach.TENANT, up_to=LONGEST,
    needs_reason=True, shown_to=Circle.APPLICANT, tells="更改了留言类别",
)  # fmt: skip
TRANSFER = Step(
    "transfer", "改由其他单位办理", WITH_UNIT, State.IN_HAND, by=OF_OFFICE, reach=Reach.TENANT,
    needs_reason=True, hands_over=True, shown_to=Circle.APPLICANT, tells="改由其他单位办理",
)  # fmt: skip
SEND_BACK = Step(
    "send_back",
    "退回受理机构",
    {State.IN_HAND},
    State.RECEIVED,
    by=OF_UNIT,
    needs_reason=True,
    hands_over=True,
)
DRAFT = Step("draft", "提交答复", {State.IN_HAND}, State.DRAFTED, by={Role.HANDLER, Role.OPENNESS_OFFICE})
REFUSE = Step(
    "refuse",
    "退回修改",
    {State.DRAFTED},
    State.IN_HAND,
    by={Role.HEAD, Role.OPENNESS_HEAD},
    needs_reason=True,
)
ANSWER = Step(
    "answer", "审核通过并答复", {State.DRAFTED}, State.ANSWERED, by={Role.HEAD, Role.OPENNESS_HEAD},
    shown_to=Circle.APPLICANT, tells="已答复",
)  # fmt: skip
SEND = Step(
    "send", "发出已批准的答复", {State.DRAFTED}, State.ANSWERED, by=OF_UNIT | OF_OFFICE,
    shown_to=Circle.APPLICANT, tells="已答复",
)  # fmt: skip
EXTEND = Step(
    "extend", "延长办理期限", WITH_UNIT, None, by=OF_OFFICE, reach=Reach.TENANT, once=True, up_to=LONGEST,
    needs_reason=True, shown_to=Circle.APPLICANT, note_shown_to=Circle.APPLICANT, tells="延长了办理期限",
)  # fmt: skip
SET_ASIDE = Step(
    "set_aside", "不予办理", UNDER_WAY, State.INVALID, by=OF_OFFICE, reach=Reach.TENANT, needs_reason=True,
    shown_to=Circle.APPLICANT, note_shown_to=Circle.APPLICANT, tells="不予办理",
)  # fmt: skip
REOPEN = Step(
    "reopen", "重新办理", OVER, State.RECEIVED, by=OF_OFFICE, reach=Reach.TENANT, up_to=LONGEST,
    needs_reason=True, shown_to=Circle.APPLICANT, tells="重新办理",
)  # fmt: skip

ANSWER_CLOCK = Clock(
    "answer",
    "答复",
    Articles(count="本级政府的留言办理期限", reset="重新办理的决定", extend="受理机构的延期决定"),
    starts_on={RECEIVE, REOPEN},
    stops_in=OVER,
    set_by={RECEIVE, CLASSIFY, HAND_OUT, RECLASSIFY, REOPEN},
    longer_by={EXTEND},
    # [D] the shortest period is three days: yellow two working days before the last, orange one, red on it
    thresholds=Thresholds(yellow=2, orange=1, red=0),
)

MESSAGE = Workflow(
    code="message",
    says="群众留言",
    states=frozenset(State),
    ends_in=OVER,
    steps=(
        RECEIVE, CLASSIFY, HAND_OUT, RECLASSIFY, TRANSFER, SEND_BACK, DRAFT, REFUSE, ANSWER, SEND, EXTEND,
        SET_ASIDE, REOPEN,
    ),
    clocks=(ANSWER_CLOCK,),
    state_says={state.value: says for state, says in STATE_SAYS.items()},
)  # fmt: skip

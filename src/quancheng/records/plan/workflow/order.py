"""督办单：what a supervision order goes through, from 起草 to 办结."""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.definition import Clock, Counting, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.workflow.duty import OF_OFFICE, OF_UNIT


class State(StrEnum):
    """Where an order stands. Whether its answer is late is read from its clock, never a state."""

    DRAFT = "draft"
    ISSUED = "issued"
    SIGNED = "signed"
    ANSWERED = "answered"
    RETURNED = "returned"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


STATE_SAYS = {
    State.DRAFT: "待签发",
    State.ISSUED: "待签收",
    State.SIGNED: "办理中",
    State.ANSWERED: "已答复，待审核",
    State.RETURNED: "已退回",
    State.CLOSED: "已办结",
    State.WITHDRAWN: "已撤销",
}
WITH_UNIT = {State.ISSUED, State.SIGNED, State.RETURNED}
ANSWERABLE = {State.SIGNED, State.RETURNED}
UNDER_WAY = WITH_UNIT | {State.ANSWERED}
OVER = {State.CLOSED, State.WITHDRAWN}
OF_HEAD = {Role.OPENNESS_HEAD}

DRAFT = Step("draft", "起草", frozenset(), State.DRAFT, by=OF_OFFICE, reach=Reach.TENANT)
AMEND = Step("amend", "修改", {State.DRAFT}, None, by=OF_OFFICE, reach=Reach.TENANT)
DISCARD = Step(
    "discard", "作废草稿", {State.DRAFT}, State.WITHDRAWN, by=OF_OFFICE, reach=Reach.TENANT, needs_reason=True
)
ISSUE = Step("issue", "签发", {State.DRAFT}, State.ISSUED, by=OF_HEAD, reach=Reach.TENANT, states_day=True)
SEND = Step(
    "send",
    "印发已批准的督办单",
    {State.DRAFT},
    State.ISSUED,
    by=OF_OFFICE,
    reach=Reach.TENANT,
    states_day=True,
)
SIGN = Step("sign", "签收", {State.ISSUED}, State.SIGNED, by=OF_UNIT)
WRITE = Step("write", "起草答复", ANSWERABLE, None, by=OF_UNIT)
ANSWER = Step("answer", "报送答复", ANSWERABLE, State.ANSWERED, by={Role.HEAD})
RETURN = Step(
    "return", "退回", {State.ANSWERED}, State.RETURNED, by=OF_OFFICE, reach=Reach.TENANT, needs_reason=True
)
CLOSE = Step("close", "办结", {State.ANSWERED}, State.CLOSED, by=OF_OFFICE, reach=Reach.TENANT)
LATER = Step(
    "later", "延长答复期限", WITH_UNIT, None, by=OF_OFFICE, reach=Reach.TENANT, states_day=True,
    needs_reason=True,
)  # fmt: skip
WITHDRAW = Step(
    "withdraw", "撤销", UNDER_WAY, State.WITHDRAWN, by=OF_HEAD, reach=Reach.TENANT, needs_reason=True
)

ANSWER_CLOCK = Clock(
    "answer_by",
    "答复期限",
    Articles(count="督办单（《条例》第四十七条）", extend="政务公开机构延长答复期限的决定"),
    starts_on={ISSUE, SEND},
    stops_in=OVER | {State.ANSWERED},  # what waits for the office is not late by the unit
    counting=Counting.FIXED,
    longer_by={LATER},
    longer_when_late=True,
)

ORDER = Workflow(
    code="order",
    says="督办单",
    states=frozenset(State),
    ends_in=OVER,
    steps=(DRAFT, AMEND, DISCARD, ISSUE, SEND, SIGN, WRITE, ANSWER, RETURN, CLOSE, LATER, WITHDRAW),
    clocks=(ANSWER_CLOCK,),
    state_says={state.value: says for state, says in STATE_SAYS.items()},
)

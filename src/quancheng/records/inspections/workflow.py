"""迎检任务：what a task to bring materials goes through, from 下达 to 验收."""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.definition import Clock, Counting, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role


class State(StrEnum):
    """Where a task stands. Whether it is late is read from its clock, never a state."""

    LAID = "laid"
    SIGNED = "signed"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


STATE_SAYS = {
    State.LAID: "待签收",
    State.SIGNED: "办理中",
    State.HANDED_IN: "已报送，待验收",
    State.RETURNED: "已退回",
    State.ACCEPTED: "已验收",
    State.CANCELLED: "已取消",
}
WITH_UNIT = {State.LAID, State.SIGNED, State.RETURNED}
BRINGING = {State.SIGNED, State.RETURNED}
UNDER_WAY = WITH_UNIT | {State.HANDED_IN}
OVER = {State.ACCEPTED, State.CANCELLED}
OF_UNIT = {Role.HANDLER, Role.HEAD}
OF_OFFICE = {Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}

LAY = Step("lay", "下达", frozenset(), State.LAID, by=OF_OFFICE, reach=Reach.TENANT, states_day=True)
SIGN = Step("sign", "签收", {State.LAID}, State.SIGNED, by=OF_UNIT)
HAND_IN = Step("hand_in", "报送材料", BRINGING, State.HANDED_IN, by=OF_UNIT)
ACCEPT = Step("accept", "验收", {State.HANDED_IN}, State.ACCEPTED, by=OF_OFFICE, reach=Reach.TENANT)
RETURN = Step(
    "return", "退回", {State.HANDED_IN}, State.RETURNED, by=OF_OFFICE, reach=Reach.TENANT, needs_reason=True
)
LATER = Step(
    "later", "改期", UNDER_WAY, None, by=OF_OFFICE, reach=Reach.TENANT, states_day=True, needs_reason=True
)
CANCEL = Step(
    "cancel", "取消", UNDER_WAY, State.CANCELLED, by=OF_OFFICE, reach=Reach.TENANT, needs_reason=True
)
PASS_ON = Step(
    "pass_on", "移交其他单位", UNDER_WAY, None, by=OF_OFFICE, reach=Reach.TENANT, needs_reason=True,
    hands_over=True,
)  # fmt: skip
TAKE_OVER = Step("take_over", "接办", BRINGING, None, by=OF_UNIT)

TASK_CLOCK = Clock(
    "bring_by",
    "报送期限",
    Articles(count="政务公开机构下达的迎检任务", extend="政务公开机构改期的决定"),
    starts_on={LAY},
    stops_in=OVER | {State.HANDED_IN},  # what waits for the office is not late by the unit
    counting=Counting.FIXED,
    longer_by={LATER},
    longer_when_late=True,
)

TASK = Workflow(
    code="inspection_task",
    says="迎检任务",
    states=frozenset(State),
    ends_in=OVER,
    steps=(LAY, SIGN, HAND_IN, ACCEPT, RETURN, LATER, CANCEL, PASS_ON, TAKE_OVER),
    clocks=(TASK_CLOCK,),
    state_says={state.value: says for state, says in STATE_SAYS.items()},
)

"""责任事项：what one unit goes through with its share of a task, from 下达 to 办结."""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.definition import CLOCKWORK, Circle, Clock, Counting, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role


class State(StrEnum):
    """Where a duty stands. Whether it is late is read from its clock, never a state."""

    ISSUED = "issued"
    AT_WORK = "at_work"
    REPORTED = "reported"
    RETURNED = "returned"
    CONFIRMED = "confirmed"
    UNVERIFIABLE = "unverifiable"
    CANCELLED = "cancelled"
    CARRIED = "carried"


STATE_SAYS = {
    State.ISSUED: "待签收",
    State.AT_WORK: "办理中",
    State.REPORTED: "待负责人确认",
    State.RETURNED: "已退回",
    State.CONFIRMED: "已完成",
    State.UNVERIFIABLE: "无法核实",
    State.CANCELLED: "已取消",
    State.CARRIED: "已结转",
}
IN_HAND = {State.AT_WORK, State.RETURNED}
UNDER_WAY = {State.ISSUED, State.AT_WORK, State.REPORTED, State.RETURNED}
DONE = {State.CONFIRMED}
NOT_OWED = {State.CANCELLED, State.CARRIED}  # in the plan that demanded it
OVER = {State.CONFIRMED, State.UNVERIFIABLE, *NOT_OWED}

OF_UNIT = {Role.HANDLER, Role.HEAD}
OF_OFFICE = {Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}

ISSUE = Step(
    "issue", "下达", frozenset(), State.ISSUED, by=OF_OFFICE | {CLOCKWORK}, reach=Reach.TENANT,
    states_day=True, shown_to=Circle.PUBLIC,
)  # fmt: skip
SIGN = Step("sign", "签收", {State.ISSUED}, State.AT_WORK, by=OF_UNIT)
REPORT = Step("report", "报送", {State.ISSUED, *IN_HAND}, State.REPORTED, by=OF_UNIT)
RECALL = Step("recall", "撤回报送", {State.REPORTED}, State.AT_WORK, by=OF_UNIT)
CONFIRM = Step(
    "confirm", "负责人确认", {State.REPORTED}, State.CONFIRMED, by={Role.HEAD}, shown_to=Circle.PUBLIC
)
REFUSE = Step("refuse", "负责人退回", {State.REPORTED}, State.RETURNED, by={Role.HEAD}, needs_reason=True)
RETURN = Step(
    "return", "政务公开机构退回", {State.REPORTED, State.CONFIRMED}, State.RETURNED, by=OF_OFFICE,
    reach=Reach.TENANT, needs_reason=True,
)  # fmt: skip
VERIFY = Step("verify", "抽查核实", {State.CONFIRMED}, None, by=OF_OFFICE, reach=Reach.TENANT)
DOUBT = Step(
    "doubt", "标记无法核实", {State.CONFIRMED}, State.UNVERIFIABLE, by=OF_OFFICE, reach=Reach.TENANT,
    needs_reason=True, shown_to=Circle.PUBLIC,
)  # fmt: skip
ASK_LATER = Step("ask_later", "申请延期", {State.ISSUED, *IN_HAND}, None, by=OF_UNIT, needs_reason=True)
POSTPONE = Step(
    "postpone", "同意延期", UNDER_WAY, None, by=OF_OFFICE, reach=Reach.TENANT, states_day=True,
    needs_reason=True, shown_to=Circle.PUBLIC,
)  # fmt: skip
DENY_LATER = Step(
    "deny_later", "不同意延期", UNDER_WAY, None, by=OF_OFFICE, reach=Reach.TENANT, needs_reason=True
)
REASSIGN = Step(
    "reassign", "改派", UNDER_WAY, State.ISSUED, by=OF_OFFICE, reach=Reach.TENANT, needs_reason=True,
    hands_over=True,
)  # fmt: skip
CANCEL = Step(
    "cancel", "取消", UNDER_WAY, State.CANCELLED, by=OF_OFFICE, reach=Reach.TENANT, needs_reason=True,
    shown_to=Circle.PUBLIC,
)  # fmt: skip
TAKE_OVER = Step("take_over", "接办", {State.REPORTED, *IN_HAND}, None, by=OF_UNIT)
CARRY = Step(
    "carry", "结转下年", UNDER_WAY, State.CARRIED, by=OF_OFFICE, reach=Reach.TENANT, shown_to=Circle.PUBLIC
)

AMEND = Step(
    "amend", "随修订调整时限", UNDER_WAY, None, by=OF_OFFICE, reach=Reach.TENANT, states_day=True,
    needs_reason=True, shown_to=Circle.PUBLIC,
)  # fmt: skip
REVIVE = Step(
    "revive", "随修订恢复", {State.CANCELLED}, State.ISSUED, by=OF_OFFICE, reach=Reach.TENANT,
    states_day=True, needs_reason=True, shown_to=Circle.PUBLIC,
)  # fmt: skip
STATES_DAY = (ISSUE, AMEND, REVIVE, POSTPONE)  # the steps that say by when

DUE_CLOCK = Clock(
    "due",
    "完成时限",
    Articles(count="任务分工“完成时限”", extend="政务公开机构同意延期的决定"),
    starts_on={ISSUE, AMEND, REVIVE},  # an amended edition sets the day anew, earlier too
    stops_in=OVER,
    counting=Counting.FIXED,
    longer_by={POSTPONE},
    longer_when_late=True,
)

DUTY = Workflow(
    code="duty",
    says="责任事项",
    states=frozenset(State),
    ends_in=OVER,
    steps=(
        ISSUE, SIGN, REPORT, RECALL, CONFIRM, REFUSE, RETURN, VERIFY, DOUBT, ASK_LATER, POSTPONE, DENY_LATER,
        REASSIGN, CANCEL, AMEND, REVIVE, CARRY, TAKE_OVER,
    ),
    clocks=(DUE_CLOCK,),
    state_says={state.value: says for state, says in STATE_SAYS.items()},
)  # fmt: skip

"""会议与培训：planned, held, and confirmed by the unit's head; only then it counts."""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.definition import Clock, Counting, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role


class State(StrEnum):
    """Where a meeting or training stands."""

    PLANNED = "planned"
    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


STATE_SAYS = {
    State.PLANNED: "筹备中",
    State.HELD: "已举行，待确认",
    State.CONFIRMED: "已确认",
    State.CANCELLED: "已取消",
}
UNDER_WAY = {State.PLANNED, State.HELD}
OVER = {State.CONFIRMED, State.CANCELLED}

OF_UNIT = {Role.HANDLER, Role.HEAD, Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}
HEADS = {Role.HEAD, Role.OPENNESS_HEAD}
OF_OFFICE = {Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}

PLAN = Step("plan", "登记计划", frozenset(), State.PLANNED, by=OF_UNIT, states_day=True)
AMEND = Step("amend", "修改内容", {State.PLANNED}, None, by=OF_UNIT)
MOVE = Step("move", "改期", {State.PLANNED}, None, by=OF_UNIT, states_day=True, needs_reason=True)
HOLD = Step("hold", "报送已举行", {State.PLANNED}, State.HELD, by=OF_UNIT)
CONFIRM = Step("confirm", "负责人确认", {State.HELD}, State.CONFIRMED, by=HEADS)
REFUSE = Step("refuse", "退回补正", {State.HELD}, State.PLANNED, by=HEADS, needs_reason=True)
CANCEL = Step("cancel", "取消", {State.PLANNED}, State.CANCELLED, by=OF_UNIT, needs_reason=True)
REOPEN = Step(
    "reopen", "撤回确认", {State.CONFIRMED}, State.PLANNED, by=HEADS | OF_OFFICE, reach=Reach.TENANT,
    needs_reason=True,
)  # fmt: skip
TAKE_OVER = Step("take_over", "接办", UNDER_WAY, None, by=OF_UNIT)

DAY_CLOCK = Clock(
    "day",
    "举行",
    Articles(count="登记的日期", extend="改期的理由"),
    starts_on={PLAN, MOVE},
    stops_in=OVER,
    counting=Counting.FIXED,
)

GATHERING = Workflow(
    code="gathering",
    says="会议与培训",
    states=frozenset(State),
    ends_in=OVER,
    steps=(PLAN, AMEND, MOVE, HOLD, CONFIRM, REFUSE, CANCEL, REOPEN, TAKE_OVER),
    clocks=(DAY_CLOCK,),
    state_says={state.value: says for state, says in STATE_SAYS.items()},
)

"""公开承诺：from 向社会承诺 to 完成; the day was named in public and is moved in public."""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.definition import Circle, Clock, Counting, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role


class State(StrEnum):
    """Where a commitment stands. Whether it was on time or moved is read from its history, never a state."""

    PROMISED = "promised"
    REPORTED = "reported"
    DONE = "done"
    CANCELLED = "cancelled"


STATE_SAYS = {
    State.PROMISED: "进行中",
    State.REPORTED: "进展待确认",
    State.DONE: "已完成",
    State.CANCELLED: "已取消",
}
UNDER_WAY = {State.PROMISED, State.REPORTED}
OVER = {State.DONE, State.CANCELLED}

OF_UNIT = {Role.HANDLER, Role.HEAD}
OF_OFFICE = {Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}
PUBLISHER = {Role.OPENNESS_HEAD}

PROMISE = Step(
    "promise", "公开承诺", frozenset(), State.PROMISED, by=PUBLISHER, reach=Reach.TENANT, states_day=True,
    shown_to=Circle.PUBLIC, tells="向社会承诺",
)  # fmt: skip
REPORT = Step("report", "填报进展", {State.PROMISED}, State.REPORTED, by={Role.HANDLER})
RECALL = Step("recall", "撤回填报", {State.REPORTED}, State.PROMISED, by={Role.HANDLER})
CONFIRM = Step("confirm", "负责人确认进展", {State.REPORTED}, State.PROMISED, by={Role.HEAD})
FINISH = Step(
    "finish", "负责人确认完成", {State.REPORTED}, State.DONE, by={Role.HEAD}, shown_to=Circle.PUBLIC,
    tells="完成",
)  # fmt: skip
REFUSE = Step("refuse", "负责人退回", {State.REPORTED}, State.PROMISED, by={Role.HEAD}, needs_reason=True)
ASK_LATER = Step("ask_later", "申请调整时限", UNDER_WAY, None, by=OF_UNIT, needs_reason=True)
MOVE = Step(
    "move", "调整时限", UNDER_WAY, None, by=OF_OFFICE, reach=Reach.TENANT, states_day=True, needs_reason=True,
    shown_to=Circle.PUBLIC, note_shown_to=Circle.PUBLIC,
)  # fmt: skip
DENY_LATER = Step(
    "deny_later", "不同意调整时限", UNDER_WAY, None, by=OF_OFFICE, reach=Reach.TENANT, needs_reason=True
)
REDATE = Step(
    "redate", "清单修订时限", UNDER_WAY, None, by=PUBLISHER, reach=Reach.TENANT, states_day=True,
    needs_reason=True, shown_to=Circle.PUBLIC, note_shown_to=Circle.PUBLIC,
)  # fmt: skip
HAND_OVER = Step(
    "hand_over", "清单修订责任单位", UNDER_WAY, State.PROMISED, by=PUBLISHER, reach=Reach.TENANT,
    needs_reason=True, hands_over=True, shown_to=Circle.PUBLIC, note_shown_to=Circle.PUBLIC,
)  # fmt: skip
REOPEN = Step(
    "reopen", "更正为未完成", {State.DONE}, State.PROMISED, by=OF_OFFICE, reach=Reach.TENANT,
    needs_reason=True, shown_to=Circle.PUBLIC, note_shown_to=Circle.PUBLIC,
)  # fmt: skip
CANCEL = Step(
    "cancel", "清单修订取消", UNDER_WAY, State.CANCELLED, by=PUBLISHER, reach=Reach.TENANT, needs_reason=True,
    shown_to=Circle.PUBLIC, note_shown_to=Circle.PUBLIC,
)  # fmt: skip

PROMISED_CLOCK = Clock(
    "promised",
    "承诺时限",
    Articles(count="公开承诺清单“完成时限”", extend="政务公开机构同意调整时限的决定"),
    starts_on={PROMISE, REDATE},
    stops_in=OVER,
    counting=Counting.FIXED,
    longer_by={MOVE},
    longer_when_late=True,
)

COMMITMENT = Workflow(
    code="commitment",
    says="公开承诺",
    states=frozenset(State),
    ends_in=OVER,
    steps=(
        PROMISE, REPORT, RECALL, CONFIRM, FINISH, REFUSE, ASK_LATER, MOVE, DENY_LATER, REDATE, HAND_OVER,
        REOPEN, CANCEL,
    ),
    clocks=(PROMISED_CLOCK,),
    state_says={state.value: says for state, says in STATE_SAYS.items()},
)  # fmt: skip

"""申诉：what an appeal goes through, from 提出 to a decision, and by when the office decides it."""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.definition import Clock, Reach, Step, Workflow
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

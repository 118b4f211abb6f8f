"""转办: a demand underneath a request, from who found it to who can settle it, and back. Pure.

The request itself is answered as the Regulation says; the demand goes a way of its own beside it.
"""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.casework.definition import Clock, Counting, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role


class Sort(StrEnum):
    """Why it is handed on."""

    UNLAWFUL = "unlawful"
    UNRESOLVED = "unresolved"

    @property
    def says(self) -> str:
        return {Sort.UNLAWFUL: "涉嫌未依法行政", Sort.UNRESOLVED: "合理诉求未解决"}[self]


class Standing(StrEnum):
    """Where a demand stands."""

    HANDED = "handed"
    ACCEPTED = "accepted"
    REPORTED = "reported"
    SETTLED = "settled"
    UNSETTLED = "unsettled"
    RETURNED = "returned"


SAYS = {
    Standing.HANDED: "待接收",
    Standing.ACCEPTED: "办理中",
    Standing.REPORTED: "已报结果，待核实",
    Standing.SETTLED: "已解决",
    Standing.UNSETTLED: "未能解决",
    Standing.RETURNED: "已退回",
}
TONES = {
    Standing.HANDED: "yellow",
    Standing.ACCEPTED: "blue",
    Standing.REPORTED: "orange",
    Standing.SETTLED: "green",
    Standing.UNSETTLED: "red",
    Standing.RETURNED: "grey",
}
OVER = {Standing.SETTLED, Standing.UNSETTLED, Standing.RETURNED}
STAFF = {Role.HANDLER, Role.OPENNESS_OFFICE, Role.HEAD, Role.OPENNESS_HEAD}

HAND = Step(
    "hand", "转办", frozenset(), Standing.HANDED, by=STAFF, reach=Reach.TENANT, states_day=True,
)  # fmt: skip
ACCEPT = Step("accept", "接收", {Standing.HANDED}, Standing.ACCEPTED, by=STAFF)
REFUSE = Step(
    "refuse", "不属于本单位，退回", {Standing.HANDED}, Standing.RETURNED, by=STAFF, needs_reason=True
)
REPORT = Step("report", "报送结果", {Standing.ACCEPTED}, Standing.REPORTED, by=STAFF, needs_reason=True)
SETTLE = Step(
    "settle", "核实：已解决", {Standing.REPORTED}, Standing.SETTLED, by=STAFF, reach=Reach.TENANT,
    needs_reason=True,
)  # fmt: skip
LEAVE = Step(
    "leave", "核实：未能解决", {Standing.REPORTED}, Standing.UNSETTLED, by=STAFF, reach=Reach.TENANT,
    needs_reason=True,
)  # fmt: skip
AGAIN = Step(
    "again", "退回继续办理", {Standing.REPORTED}, Standing.ACCEPTED, by=STAFF, reach=Reach.TENANT,
    needs_reason=True,
)  # fmt: skip
CHECKING = (SETTLE, LEAVE, AGAIN)
HAND_ON = Step(
    "hand_on", "机构调整，移交承接单位", frozenset(Standing) - OVER, None,
    by={Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}, reach=Reach.TENANT, needs_reason=True, hands_over=True,
)  # fmt: skip

DEMAND_CLOCK = Clock(
    "demand", "办理", Articles(count="转办单位提出的时间"), starts_on={HAND}, stops_in=OVER,
    counting=Counting.FIXED, thresholds=Thresholds(yellow=5, orange=3, red=1),
)  # fmt: skip

DEMAND = Workflow(
    code="demand",
    says="转办事项",
    states=frozenset(Standing),
    ends_in=OVER,
    steps=(HAND, ACCEPT, REFUSE, REPORT, *CHECKING, HAND_ON),
    clocks=(DEMAND_CLOCK,),
    state_says={state.value: says for state, says in SAYS.items()},
)

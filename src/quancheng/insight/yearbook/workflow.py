"""年度报告责任：what a unit or a government owes each year, from the first day after the year to its report.

《条例》第四十九条. Nobody reports that it is done: the published report says so, and its withdrawal says the
contrary.
"""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.casework.definition import CLOCKWORK, Clock, Counting, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role


class State(StrEnum):
    """Where the duty stands. Whether it is late is read from its clock."""

    OWED = "owed"
    MET = "met"
    LIFTED = "lifted"


STATE_SAYS = {State.OWED: "待公布", State.MET: "已公布", State.LIFTED: "免予编报"}
ISSUERS = {Role.HEAD, Role.OPENNESS_HEAD, CLOCKWORK}
OVER = {State.MET, State.LIFTED}

ARISE = Step(
    "arise", "形成责任", frozenset(), State.OWED, by={CLOCKWORK}, reach=Reach.TENANT, states_day=True
)
PUBLISH = Step("publish", "公布报告", {State.OWED, State.LIFTED}, State.MET, by=ISSUERS, reach=Reach.TENANT)
TAKE_DOWN = Step("take_down", "撤回报告", {State.MET}, State.OWED, by=ISSUERS, reach=Reach.TENANT)
LIFT = Step(
    "lift", "免予编报", {State.OWED}, State.LIFTED, by={Role.OPENNESS_HEAD}, reach=Reach.TENANT,
    needs_reason=True,
)  # fmt: skip
RESTORE = Step(
    "restore", "恢复编报", {State.LIFTED}, State.OWED, by={Role.OPENNESS_HEAD}, reach=Reach.TENANT,
    needs_reason=True,
)  # fmt: skip

DAY_CLOCK = Clock(
    "day",
    "公布年度报告",
    Articles(count="《条例》第四十九条"),
    starts_on={ARISE},
    stops_in=OVER,
    counting=Counting.FIXED,
    thresholds=Thresholds(yellow=15, orange=5, red=1),  # [D] three weeks, one week, the last day
)

ANNUAL = Workflow(
    code="annual_report",
    says="年度报告责任",
    states=frozenset(State),
    ends_in=OVER,
    steps=(ARISE, PUBLISH, TAKE_DOWN, LIFT, RESTORE),
    clocks=(DAY_CLOCK,),
    state_says={state.value: says for state, says in STATE_SAYS.items()},
)

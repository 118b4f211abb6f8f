"""疑难会商 and 跨部门协调: what units of one government work out together, and by when each speaks. Pure.

Internal: it is neither a third party nor another organ that is asked (《条例》第三十三条第三款), so the
period to answer is not interrupted.
"""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.casework.definition import Clock, Counting, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role


class Sort(StrEnum):
    """What the units are called together for."""

    HARD = "hard"
    ACROSS = "across"

    @property
    def says(self) -> str:
        return {Sort.HARD: "疑难会商", Sort.ACROSS: "跨部门协调"}[self]


class Standing(StrEnum):
    """Where it stands."""

    OPEN = "open"
    CONCLUDED = "concluded"
    DROPPED = "dropped"


SAYS = {Standing.OPEN: "征集意见", Standing.CONCLUDED: "已有结论", Standing.DROPPED: "已取消"}
TONES = {Standing.OPEN: "blue", Standing.CONCLUDED: "green", Standing.DROPPED: "grey"}
OVER = {Standing.CONCLUDED, Standing.DROPPED}
STAFF = {Role.HANDLER, Role.OPENNESS_OFFICE, Role.HEAD, Role.OPENNESS_HEAD}

CALL = Step("call", "发起", frozenset(), Standing.OPEN, by=STAFF, states_day=True)
SAY = Step("say", "反馈意见", {Standing.OPEN}, None, by=STAFF, reach=Reach.TENANT)
ASK_ALSO = Step("ask_also", "增加单位或者改期限", {Standing.OPEN}, None, by=STAFF)
CONCLUDE = Step("conclude", "形成结论", {Standing.OPEN}, Standing.CONCLUDED, by=STAFF)
DROP = Step("drop", "取消", {Standing.OPEN}, Standing.DROPPED, by=STAFF, needs_reason=True)
HAND_ON = Step(
    "hand_on", "机构调整，移交承接单位", {Standing.OPEN}, None,
    by={Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}, reach=Reach.TENANT, needs_reason=True, hands_over=True,
)  # fmt: skip

OPINIONS_CLOCK = Clock(
    "opinions", "反馈意见", Articles(count="发起单位提出的时间"), starts_on={CALL}, stops_in=OVER,
    counting=Counting.FIXED, thresholds=Thresholds(yellow=2, orange=1, red=0),
)  # fmt: skip

JOINT = Workflow(
    code="joint",
    says="会商和协调",
    states=frozenset(Standing),
    ends_in=OVER,
    steps=(CALL, SAY, ASK_ALSO, CONCLUDE, DROP, HAND_ON),
    clocks=(OPINIONS_CLOCK,),
    state_says={state.value: says for state, says in SAYS.items()},
)

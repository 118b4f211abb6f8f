"""Who is asked before the agency decides: others by letter, own departments (会签) without one.

Each is a sub-case of its own; several may be under way at once.
"""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.casework.definition import CLOCKWORK, Clock, Counting, Step, Workflow
from quancheng.kernel.orgs.roles import Role

OPINION_DAYS = 15  # working days from the consulted party's receipt, 第三十二条、第三十四条
MOST_FOR_ORGANS = 30  # [D] working days that the norm may give another organ at most
OFFICERS = {Role.HANDLER, Role.OPENNESS_OFFICE}


class Asked(StrEnum):
    """Where a consulted party stands."""

    SENT = "sent"
    DELIVERED = "delivered"
    HEARD = "heard"
    SILENT = "silent"


SETTLED = {Asked.HEARD, Asked.SILENT}
ASKED_SAYS = {
    Asked.SENT: "已发出，待签收",
    Asked.DELIVERED: "已签收，待回复",
    Asked.HEARD: "已回复",
    Asked.SILENT: "逾期未回复",
}

SENT = Step("sent", "发出征求意见书", frozenset(), Asked.SENT, by=OFFICERS)
DELIVERED = Step(  # it states the days that its letter gave
    "delivered", "对方签收", {Asked.SENT}, Asked.DELIVERED, by=OFFICERS, up_to=MOST_FOR_ORGANS
)
# Out of SILENT: it came in time and was entered only after the house had noted the silence.
HEARD = Step("heard", "收到意见", {Asked.SENT, Asked.DELIVERED, Asked.SILENT}, Asked.HEARD, by=OFFICERS)
SILENT = Step("silent", "逾期未回复", {Asked.DELIVERED}, Asked.SILENT, by=OFFICERS | {CLOCKWORK})
HEARD_LATE = Step("heard_late", "收到逾期意见，仅供参考", {Asked.SILENT}, None, by=OFFICERS)

OPINION_CLOCK = Clock(
    "opinion", "征求意见",
    Articles(count="《条例》第三十二条、第三十四条；其他机关：法律没有规定"),
    length=OPINION_DAYS, starts_on={DELIVERED}, set_by={DELIVERED}, stops_in=SETTLED,
    thresholds=Thresholds(yellow=3, orange=1, red=0),
)  # fmt: skip

CONSULTATION = Workflow(
    code="consultation",
    says="征求意见",
    states=frozenset(Asked),
    ends_in=SETTLED,
    steps=(SENT, DELIVERED, HEARD, SILENT, HEARD_LATE),
    clocks=(OPINION_CLOCK,),
    state_says={state.value: says for state, says in ASKED_SAYS.items()},
)


class Inside(StrEnum):
    """Where a department of the agency's own stands that was asked."""

    WAITING = "waiting"
    SAID = "said"
    DROPPED = "dropped"


INSIDE_OVER = {Inside.SAID, Inside.DROPPED}
INSIDE_SAYS = {
    Inside.WAITING: "待会签", Inside.SAID: "已会签", Inside.DROPPED: "不再等待会签",
}  # fmt: skip

# [D] The silence of a department decides nothing: whoever handles the request says that they wait no longer.
PUT_INSIDE = Step("put_inside", "送会签", frozenset(), Inside.WAITING, by=OFFICERS, states_day=True)
SAID_INSIDE = Step("said_inside", "收到会签意见", {Inside.WAITING}, Inside.SAID, by=OFFICERS)
DROP_INSIDE = Step(
    "drop_inside", "不再等待会签", {Inside.WAITING}, Inside.DROPPED, by=OFFICERS, needs_reason=True
)

COUNTERSIGN = Workflow(
    code="countersign",
    says="内部会签",
    states=frozenset(Inside),
    ends_in=INSIDE_OVER,
    steps=(PUT_INSIDE, SAID_INSIDE, DROP_INSIDE),
    clocks=(
        Clock(
            "countersign", "会签", Articles(count="本机关办理要求"), starts_on={PUT_INSIDE},
            stops_in=INSIDE_OVER, counting=Counting.FIXED,
        ),
    ),
    state_says={state.value: says for state, says in INSIDE_SAYS.items()},
)  # fmt: skip

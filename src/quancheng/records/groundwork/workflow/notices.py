"""通知与收表：what one unit goes through with a notice, and with a table that it is asked for."""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.definition import Clock, Counting, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role


class State(StrEnum):
    """Where a notice or a table stands with a unit. Whether it is late is read from its clock."""

    SENT = "sent"
    SIGNED = "signed"
    FILLED = "filled"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


NOTICE_SAYS = {State.SENT: "待签收", State.SIGNED: "已签收", State.WITHDRAWN: "已撤回"}
TABLE_SAYS = {
    State.SENT: "待签收",
    State.SIGNED: "填报中",
    State.FILLED: "待本单位确认",
    State.CONFIRMED: "待审核",
    State.RETURNED: "退回修改",
    State.ACCEPTED: "审核通过",
    State.WITHDRAWN: "已撤回",
}
TO_FILL = {State.SIGNED, State.RETURNED}
WITH_UNIT = {State.SENT, State.SIGNED, State.FILLED, State.RETURNED}
UNDER_WAY = WITH_UNIT | {State.CONFIRMED}
OVER = {State.ACCEPTED, State.WITHDRAWN}
IN_HAND = TO_FILL | {State.FILLED}  # in the hands of whoever signed or filled in last
HANDED_IN = {State.CONFIRMED, State.ACCEPTED}  # what the sender may read

OF_UNIT = {Role.HANDLER, Role.HEAD, Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}
HEADS = {Role.HEAD, Role.OPENNESS_HEAD}
SENDERS = OF_UNIT  # of which unit is asked by the command: of the one that sent it

SEND = Step("send", "发出", frozenset(), State.SENT, by=HEADS, reach=Reach.TENANT, states_day=True)
SEND_APPROVED = Step(
    "send_approved", "印发已批准的通知", frozenset(), State.SENT, by=SENDERS, reach=Reach.TENANT,
    states_day=True,
)  # fmt: skip
SIGN = Step("sign", "签收", {State.SENT}, State.SIGNED, by=OF_UNIT)
WITHDRAW = Step(
    "withdraw", "撤回", UNDER_WAY, State.WITHDRAWN, by=SENDERS, reach=Reach.TENANT, needs_reason=True
)
PASS_ON = Step(
    "pass_on", "移交其他单位", UNDER_WAY, None, by=SENDERS, reach=Reach.TENANT, needs_reason=True,
    hands_over=True,
)  # fmt: skip
FILL = Step("fill", "报送", TO_FILL, State.FILLED, by=OF_UNIT)
CONFIRM = Step("confirm", "确认并上报", {State.FILLED}, State.CONFIRMED, by=HEADS)
REFUSE = Step("refuse", "退回填报人", {State.FILLED}, State.RETURNED, by=HEADS, needs_reason=True)
ACCEPT = Step("accept", "审核通过", {State.CONFIRMED}, State.ACCEPTED, by=SENDERS, reach=Reach.TENANT)
RETURN = Step(
    "return", "退回修改", {State.CONFIRMED, State.ACCEPTED}, State.RETURNED, by=SENDERS, reach=Reach.TENANT,
    needs_reason=True,
)  # fmt: skip
ASK_LATER = Step("ask_later", "申请延期", WITH_UNIT, None, by=OF_UNIT, needs_reason=True)
GRANT_LATER = Step(
    "grant_later", "同意延期", UNDER_WAY, None, by=SENDERS, reach=Reach.TENANT, states_day=True,
    needs_reason=True,
)  # fmt: skip
DENY_LATER = Step(
    "deny_later", "不同意延期", UNDER_WAY, None, by=SENDERS, reach=Reach.TENANT, needs_reason=True
)
NEW_LAYOUT = Step(
    "new_layout", "表样调整，补填后重新报送", {State.FILLED, *HANDED_IN}, State.RETURNED, by=SENDERS,
    reach=Reach.TENANT, needs_reason=True,
)  # fmt: skip
WITHDRAW_NOTICE = Step(
    "withdraw", "撤回", {State.SENT}, State.WITHDRAWN, by=SENDERS, reach=Reach.TENANT, needs_reason=True
)
PASS_NOTICE_ON = Step(
    "pass_on", "移交其他单位", {State.SENT}, None, by=SENDERS, reach=Reach.TENANT, needs_reason=True,
    hands_over=True,
)  # fmt: skip

TAKE_OVER = Step("take_over", "接办", IN_HAND, None, by=OF_UNIT)

SIGN_CLOCK = Clock(
    "sign_by",
    "签收",
    Articles(count="通知写明的签收日期"),
    starts_on={SEND, SEND_APPROVED},
    stops_in={State.SIGNED, State.WITHDRAWN},
    counting=Counting.FIXED,
)
FILL_CLOCK = Clock(
    "fill_by",
    "报送",
    Articles(count="收表写明的报送日期", extend="发出单位同意延期的决定"),
    starts_on={SEND, SEND_APPROVED},
    stops_in=OVER | {State.CONFIRMED},  # what waits for the sender is not late by the unit
    counting=Counting.FIXED,
    longer_by={GRANT_LATER},
    longer_when_late=True,
)

NOTICE = Workflow(
    code="groundwork.notice",
    says="通知签收",
    states=frozenset(NOTICE_SAYS),
    ends_in={State.SIGNED, State.WITHDRAWN},
    steps=(SEND, SEND_APPROVED, SIGN, PASS_NOTICE_ON, WITHDRAW_NOTICE),
    clocks=(SIGN_CLOCK,),
    state_says={state.value: says for state, says in NOTICE_SAYS.items()},
)
TABLE = Workflow(
    code="groundwork.table",
    says="收表填报",
    states=frozenset(State),
    ends_in=OVER,
    steps=(
        SEND, SEND_APPROVED, SIGN, FILL, CONFIRM, REFUSE, ACCEPT, RETURN, ASK_LATER, GRANT_LATER,
        DENY_LATER, PASS_ON, NEW_LAYOUT, TAKE_OVER, WITHDRAW,
    ),
    clocks=(FILL_CLOCK,),
    state_says={state.value: says for state, says in TABLE_SAYS.items()},
)  # fmt: skip
WORKFLOWS = (NOTICE, TABLE)

"""呈批：from 呈送 to 批准, 退回 or 撤回. Who is asked at which stage stands in the record, not here."""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.definition import Clock, Counting, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role


class State(StrEnum):
    """Where an approval stands."""

    ASKED = "asked"
    GRANTED = "granted"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"


STATE_SAYS = {
    State.ASKED: "呈批中",
    State.GRANTED: "已批准",
    State.SENT_BACK: "已退回",
    State.WITHDRAWN: "已撤回",
}
OVER = {State.GRANTED, State.SENT_BACK, State.WITHDRAWN}
ANYBODY = frozenset(Role)  # of the government; whose stage it is stands in the record

SUBMIT = Step("submit", "呈送", frozenset(), State.ASKED, by=ANYBODY, reach=Reach.TENANT, states_day=True)
AGREE = Step("agree", "同意", {State.ASKED}, None, by=ANYBODY, reach=Reach.TENANT)
GRANT = Step("grant", "同意，批准", {State.ASKED}, State.GRANTED, by=ANYBODY, reach=Reach.TENANT)
SEND_BACK = Step(
    "send_back", "退回", {State.ASKED}, State.SENT_BACK, by=ANYBODY, reach=Reach.TENANT, needs_reason=True
)
WITHDRAW = Step("withdraw", "撤回", {State.ASKED}, State.WITHDRAWN, by=ANYBODY, needs_reason=True)
PASS_ON = Step("pass_on", "改送", {State.ASKED}, None, by=ANYBODY, needs_reason=True)
BRING_SCAN = Step("bring_scan", "交回签批扫描件", {State.ASKED}, None, by=ANYBODY)
REFUSE_SCAN = Step("refuse_scan", "不采用扫描件", {State.ASKED}, None, by=ANYBODY, needs_reason=True)

WANTED_CLOCK = Clock(
    "wanted",
    "希望批复",
    Articles(count="呈送人提出的时间", extend="呈送人提出的时间"),
    starts_on={SUBMIT},
    stops_in=OVER,
    counting=Counting.FIXED,
)

APPROVAL = Workflow(
    code="approval",
    says="呈批",
    states=frozenset(State),
    ends_in=OVER,
    steps=(SUBMIT, AGREE, GRANT, SEND_BACK, WITHDRAW, PASS_ON, BRING_SCAN, REFUSE_SCAN),
    clocks=(WANTED_CLOCK,),
    state_says={state.value: says for state, says in STATE_SAYS.items()},
)

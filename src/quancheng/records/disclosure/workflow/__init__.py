"""依申请公开：what a request goes through, and the clocks that the Regulation sets over it.

A correction or a payment starts the period anew (第三十条，国办函〔2020〕109号), a consultation interrupts it
(第三十三条第三款), an extension makes it longer (第三十三条第二款),
a delay puts a day in its place (第三十五条): four words of this declaration.
"""

from dataclasses import replace
from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.casework.definition import (
    CLOCKWORK,
    Circle,
    Clock,
    Counting,
    Reach,
    Saying,
    Step,
    Stretch,
    Workflow,
)
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.workflow.asking import CONSULTATION, COUNTERSIGN, OFFICERS

ANSWER_DAYS = 20  # working days, 《条例》第三十三条第二款
MOST_MORE = 20  # working days, the same
ASK_DAYS = 7  # working days, 第三十条
MOST_TO_CONFIRM = 5  # [D] working days that the norm may grant to confirm with the applicant
MOST_ORDERED = 250  # [D] working days that a decision may set for a new answer: a year
PAY_DAYS = 20  # working days from the day after the notice was received, 国办函〔2020〕109号
LONGEST_CORRECTION = 60  # [D] working days that a notice may grant; the law says only 合理的补正期限

OF_UNIT = OFFICERS
HEADS = {Role.HEAD, Role.OPENNESS_HEAD}
REGISTRARS = OF_UNIT | HEADS


# The request itself.


class State(StrEnum):
    """Where a request stands. Whether it is late is read from its clock, never a state."""

    UNCONFIRMED = "unconfirmed"
    IN_HAND = "in_hand"
    CORRECTING = "correcting"
    AWAITING_FEE = "awaiting_fee"
    IN_REVIEW = "in_review"
    IN_SECRECY_REVIEW = "in_secrecy_review"
    TO_ISSUE = "to_issue"
    TO_SERVE = "to_serve"
    ANSWERED = "answered"
    CLOSED = "closed"


STATE_SAYS = {
    State.UNCONFIRMED: "待确认收到",
    State.IN_HAND: "办理中",
    State.CORRECTING: "待补正",
    State.AWAITING_FEE: "待缴费",
    State.IN_REVIEW: "待审核",
    State.IN_SECRECY_REVIEW: "待保密审查",
    State.TO_ISSUE: "待签发",
    State.TO_SERVE: "待送达",
    State.ANSWERED: "已答复",
    State.CLOSED: "已办结（未答复）",
}
OVER = {State.ANSWERED, State.CLOSED}
DRAFTED = {State.IN_REVIEW, State.IN_SECRECY_REVIEW, State.TO_ISSUE}
BEFORE_ISSUE = {State.IN_HAND, *DRAFTED}
UNDER_WAY = frozenset(State) - OVER

SUBMIT = Step(
    "submit", "收到申请，待双方确认", frozenset(), State.UNCONFIRMED, by={CLOCKWORK, *REGISTRARS},
    up_to=MOST_TO_CONFIRM,
    shown_to=Circle.APPLICANT, tells="已提交",
)  # fmt: skip
# An ordinary letter is confirmed on the very day on which it comes (第三十一条第二项): the step says it.
MAIL_CAME = Step(
    "mail_came", "收到平常信函，待当日与申请人确认", frozenset(), State.UNCONFIRMED, by=REGISTRARS,
    states_day=True, shown_to=Circle.APPLICANT, tells="已提交",
)  # fmt: skip
RECEIVE = Step(
    "receive", "登记收到", frozenset(), State.IN_HAND, by=REGISTRARS,
    shown_to=Circle.APPLICANT, tells="已收到",
)  # fmt: skip
# So is what was sent to another office or person (国办公开办函〔2015〕207号第一部分第二项: guidance).
PASSED_ON_CAME = replace(MAIL_CAME, code="passed_on_came", says="收到转来的申请，待当日与申请人确认")
# Where a government wants both to confirm, the agency goes first; nothing is received by it (第三十一条).
CONFIRM_FIRST = Step(
    "confirm_first", "机关确认收到，请申请人再确认", {State.UNCONFIRMED}, None, by=REGISTRARS, once=True,
    shown_to=Circle.APPLICANT, tells="机关已确认收到，请您再确认一次",
)  # fmt: skip
CONFIRM = Step(
    "confirm", "与申请人确认收到", {State.UNCONFIRMED}, State.IN_HAND, by={CLOCKWORK, *REGISTRARS},
    shown_to=Circle.APPLICANT, tells="双方确认收到",
)  # fmt: skip
UNREACHABLE = Step(
    "unreachable", "登记无法联系申请人", {State.UNCONFIRMED}, None, by=REGISTRARS, needs_reason=True,
    shown_to=Circle.APPLICANT, tells="机关没有联系上您",
)  # fmt: skip
ASK = Step(
    "ask", "告知补正", {State.IN_HAND}, State.CORRECTING, by=OF_UNIT, needs_reason=True,
    shown_to=Circle.APPLICANT, note_shown_to=Circle.APPLICANT, tells="需要您补正",
)  # fmt: skip
NOTICE_SERVED = Step(
    "notice_served", "补正告知书送达", {State.CORRECTING}, None, by=OF_UNIT | {CLOCKWORK},
    up_to=LONGEST_CORRECTION, once=True, shown_to=Circle.APPLICANT, tells="补正告知书已送达",
)  # fmt: skip
CORRECT = Step(
    "correct", "收到补正", {State.CORRECTING}, State.IN_HAND, by=OF_UNIT | {CLOCKWORK},
    shown_to=Circle.APPLICANT, tells="已收到补正，答复期限重新计算",
)  # fmt: skip
LAPSE = Step(
    "lapse", "逾期不补正，视为放弃", {State.CORRECTING}, State.CLOSED, by=OF_UNIT,
    shown_to=Circle.APPLICANT, tells="逾期未补正，视为放弃申请",
)  # fmt: skip
CONSULT = Step(
    "consult", "征求意见", {State.IN_HAND}, None, by=OF_UNIT, note_shown_to=Circle.STAFF,
    shown_to=Circle.APPLICANT, tells="正在征求意见，所需时间不计入答复期限",
)  # fmt: skip
# The agency's own departments (会签): no third party and no other organ, so no letter, and the days count.
ASK_INSIDE = Step(
    "ask_inside", "送本机关内设机构会签", {State.IN_HAND}, None, by=OF_UNIT,
    shown_to=Circle.APPLICANT, tells="机关内部会签",
)  # fmt: skip
EXTEND = Step(
    "extend", "延长答复期限", BEFORE_ISSUE, None, by=HEADS, once=True, up_to=MOST_MORE, needs_reason=True,
    shown_to=Circle.APPLICANT, note_shown_to=Circle.APPLICANT, tells="延长答复期限",
)  # fmt: skip
# A great number of requests (第三十五条): reasons are asked for, then the answer is refused or delayed.
ASK_REASONS = Step(
    "ask_reasons", "告知说明理由", {State.IN_HAND}, None, by=OF_UNIT, once=True, states_day=True,
    needs_reason=True,
    shown_to=Circle.APPLICANT, note_shown_to=Circle.APPLICANT, tells="需要您说明申请的理由",
)  # fmt: skip
REASONS_GOT = Step(
    "reasons_got", "收到理由说明", {State.IN_HAND}, None, by=OF_UNIT | {CLOCKWORK}, once=True,
    shown_to=Circle.APPLICANT, tells="已收到您说明的理由",
)  # fmt: skip
DELAY = Step(
    "delay", "确定延迟答复的期限", {State.IN_HAND}, None, by=HEADS, once=True, states_day=True,
    needs_reason=True, shown_to=Circle.APPLICANT, note_shown_to=Circle.APPLICANT, tells="延迟答复",
)  # fmt: skip

# The processing fee (信息处理费): may be charged, proposed by the handler, decided by the head.
PROPOSE_FEE = Step("propose_fee", "拟收信息处理费", {State.IN_HAND}, None, by=OF_UNIT)
DROP_FEE = Step("drop_fee", "不收信息处理费", {State.IN_HAND}, None, by=OF_UNIT | HEADS, needs_reason=True)
FEE_NOTICE = Step(
    "fee_notice", "签发收费通知书", {State.IN_HAND}, State.AWAITING_FEE, by=HEADS,
    shown_to=Circle.APPLICANT, tells="需要您缴纳信息处理费",
)  # fmt: skip
FEE_NOTICE_SERVED = Step(
    "fee_notice_served", "收费通知书送达", {State.AWAITING_FEE}, None, by=OF_UNIT,
    shown_to=Circle.APPLICANT, tells="收费通知书已送达",
)  # fmt: skip
PAID = Step(
    "paid", "申请人缴费", {State.AWAITING_FEE}, State.IN_HAND, by=OF_UNIT,
    shown_to=Circle.APPLICANT, tells="已收到缴费，答复期限重新计算",
)  # fmt: skip
# [M] where a government lets the period go on after payment: none of these starts a clock.
PAID_GOES_ON = replace(
    PAID, code="paid_goes_on", says="申请人缴费，期限继续计算", tells="已收到缴费，答复期限继续计算"
)
PAID_COUNTED = replace(
    PAID, code="paid_counted", says="申请人缴费，等待缴费的日子计入期限",
    tells="已收到缴费，答复期限继续计算，等待缴费的日子计入期限",
)  # fmt: skip
UNPAID = Step(
    "unpaid", "逾期未缴费，不再处理", {State.AWAITING_FEE}, State.CLOSED, by=OF_UNIT,
    shown_to=Circle.APPLICANT, tells="逾期未缴费，不再处理",
)  # fmt: skip
TAKE_BACK_FEE = Step(
    "take_back_fee", "撤回收费通知书", {State.AWAITING_FEE}, State.IN_HAND, by=HEADS, needs_reason=True,
    shown_to=Circle.APPLICANT, note_shown_to=Circle.APPLICANT, tells="收费通知书已撤回，请不要缴费",
)  # fmt: skip
LATE_PAID = Step(
    "late_paid", "登记逾期缴费", {State.AWAITING_FEE, State.CLOSED}, None, by=OF_UNIT,
    shown_to=Circle.APPLICANT, tells="逾期缴费，申请已视为放弃，可以重新提出",
)  # fmt: skip
# Paid in time and learned after the end: that end is as if it had not been.
PAID_AFTER_ALL = Step(
    "paid_after_all", "登记期限内缴费，恢复办理", {State.CLOSED}, State.IN_HAND, by=OF_UNIT,
    shown_to=Circle.APPLICANT, tells="查明您已在期限内缴费，恢复办理，答复期限自缴费次日起重新计算",
)  # fmt: skip
PAID_AFTER_ALL_GOES_ON = replace(
    PAID_AFTER_ALL, code="paid_after_all_goes_on", says="登记期限内缴费，恢复办理，期限继续计算",
    tells="查明您已在期限内缴费，恢复办理，答复期限自缴费次日起继续计算",
)  # fmt: skip
PAID_AFTER_ALL_COUNTED = replace(
    PAID_AFTER_ALL, code="paid_after_all_counted", says="登记期限内缴费，恢复办理，等待的日子计入期限",
    tells="查明您已在期限内缴费，恢复办理，答复期限继续计算，等待的日子计入期限",
)  # fmt: skip
RESTS_NOT = {TAKE_BACK_FEE, PAID_COUNTED, PAID_AFTER_ALL_COUNTED}
# The letter after a request ended without a reply: it moves nothing, the request stays as it ended.
DRAFT_ENDING = Step("draft_ending", "拟写不再处理告知书", {State.CLOSED}, None, by=OF_UNIT)
REVIEW_ENDING = Step("review_ending", "审核不再处理告知书", {State.CLOSED}, None, by={Role.REVIEWER} | HEADS)
RETURN_ENDING = Step(
    "return_ending", "退回不再处理告知书", {State.CLOSED}, None, by={Role.REVIEWER} | HEADS,
    needs_reason=True,
)  # fmt: skip
ISSUE_ENDING = Step(
    "issue_ending", "签发不再处理告知书", {State.CLOSED}, None, by=HEADS,
    shown_to=Circle.APPLICANT, tells="已签发不再处理告知书",
)  # fmt: skip
DIVIDE = Step("divide", "分项", {State.IN_HAND}, None, by=OF_UNIT)
DECIDE = Step("decide", "拟定处理意见", {State.IN_HAND}, None, by=OF_UNIT)
ATTACH = Step("attach", "增减附件", {State.IN_HAND}, None, by=OF_UNIT)
DRAFT = Step("draft", "提交答复稿", {State.IN_HAND}, State.IN_REVIEW, by=OF_UNIT)
REVIEW = Step("review", "审核通过", {State.IN_REVIEW}, State.IN_SECRECY_REVIEW, by={Role.REVIEWER} | HEADS)
CLEAR = Step("clear", "保密审查通过", {State.IN_SECRECY_REVIEW}, State.TO_ISSUE, by={Role.REVIEWER} | HEADS)
RETURN = Step(
    "return", "退回修改", DRAFTED, State.IN_HAND, by={Role.REVIEWER} | HEADS,
    needs_reason=True,
)  # fmt: skip
ISSUE = Step(
    "issue",
    "签发答复",
    {State.TO_ISSUE},
    State.TO_SERVE,
    by=HEADS,
    shown_to=Circle.APPLICANT,
    tells="已签发答复",
)
SERVE = Step(
    "serve", "送达答复", {State.TO_SERVE}, State.ANSWERED, by=OF_UNIT | {CLOCKWORK},
    shown_to=Circle.APPLICANT, tells="已答复",
)  # fmt: skip
WITHDRAW = Step(
    "withdraw", "申请人撤回", UNDER_WAY, State.CLOSED, by=OF_UNIT | {CLOCKWORK}, needs_reason=True,
    shown_to=Circle.APPLICANT, tells="您已撤回申请",
)  # fmt: skip
CALL_IN = Step(
    "call_in", "督促办理", UNDER_WAY, None, by={Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD},
    reach=Reach.TENANT, needs_reason=True,
)  # fmt: skip

REDO = Step(
    "redo", "责令重新答复", OVER | {State.IN_HAND, State.CORRECTING}, State.IN_HAND, by={CLOCKWORK},
    up_to=MOST_ORDERED, shown_to=Circle.APPLICANT, note_shown_to=Circle.APPLICANT,
    tells="按复议决定或者判决重新办理",
)  # fmt: skip

# Its period runs beside a reply that is under review: that reply is the one that was ordered.
REDO_IN_REVIEW = Step(
    "redo_in_review", "责令重新答复，期限按决定计算", {*DRAFTED, State.TO_SERVE}, None, by={CLOCKWORK},
    up_to=MOST_ORDERED, shown_to=Circle.APPLICANT, note_shown_to=Circle.APPLICANT,
    tells="按复议决定或者判决答复",
)  # fmt: skip
# An order that was entered by mistake holds no more: the request stands again where it stood.
REDO_UNDONE_ANSWERED = Step(
    "redo_undone_answered", "责令重新答复登记有误，恢复已答复", {State.IN_HAND}, State.ANSWERED,
    by={CLOCKWORK}, shown_to=Circle.APPLICANT, tells="重新办理登记有误，原答复继续有效",
)  # fmt: skip
REDO_UNDONE_CLOSED = Step(
    "redo_undone_closed", "责令重新答复登记有误，恢复办结", {State.IN_HAND}, State.CLOSED, by={CLOCKWORK},
    shown_to=Circle.APPLICANT, tells="重新办理登记有误，恢复原来的办结",
)  # fmt: skip
REDO_UNDONE_OPEN = Step(
    "redo_undone_open", "责令重新答复登记有误，恢复原答复期限",
    {State.IN_HAND, *DRAFTED, State.TO_SERVE}, None, by={CLOCKWORK}, up_to=MOST_ORDERED,
    shown_to=Circle.APPLICANT, tells="重新办理登记有误，恢复原来的答复期限",
)  # fmt: skip
REDO_UNDONE_DELAYED = Step(
    "redo_undone_delayed", "责令重新答复登记有误，恢复延迟答复的期限",
    {State.IN_HAND, *DRAFTED, State.TO_SERVE}, None, by={CLOCKWORK}, states_day=True,
    shown_to=Circle.APPLICANT, tells="重新办理登记有误，恢复原来确定的答复期限",
)  # fmt: skip
REDO_UNDONE_CORRECTING = Step(
    "redo_undone_correcting", "责令重新答复登记有误，恢复待补正", {State.IN_HAND}, State.CORRECTING,
    by={CLOCKWORK}, shown_to=Circle.APPLICANT, tells="重新办理登记有误，仍需要您补正",
)  # fmt: skip
REDOING = {REDO, REDO_IN_REVIEW}
REDO_UNDONE = {
    REDO_UNDONE_ANSWERED, REDO_UNDONE_CLOSED, REDO_UNDONE_OPEN, REDO_UNDONE_DELAYED, REDO_UNDONE_CORRECTING,
}  # fmt: skip

COMPLETE = Step(
    "complete", "补记申请人、代理人信息",
    {State.UNCONFIRMED, State.IN_HAND, State.CORRECTING, State.AWAITING_FEE}, None, by=OF_UNIT,
)  # fmt: skip

HAND_ON = Step(
    "hand_on", "机构调整，移交承接机关", UNDER_WAY - {State.TO_SERVE}, None,
    by={Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}, reach=Reach.TENANT, needs_reason=True, hands_over=True,
    shown_to=Circle.APPLICANT, tells="因机构调整，改由承接职能的机关办理",
)  # fmt: skip

# What is over moves to another unit for what is not: the letter that it still waits for, or what was brought
# against it and goes along; or its unit is no more, and who took over its duties answers for it from now on.
HAND_ON_ENDING = replace(
    HAND_ON, code="hand_on_ending", says="机构调整，已办结的申请移交承接机关", out_of=OVER
)

# Where a government says so, these are not counted; as shipped they are.
REASONS_REST = Saying("disclosure.reasons_pause", "pauses", "等待说明理由", "《条例》第三十五条")
INSIDE_RESTS = Saying("disclosure.own_departments", "pauses", "本机关内部会签", "《条例》第三十三条第三款")

ANSWER_CLOCK = Clock(
    "answer", "答复",
    Articles(
        count="《条例》第三十三条第二款；责令重新答复的，以决定或者判决载明的期限为准",
        reset="补正：《条例》第三十条；缴费：国办函〔2020〕109号；责令重新答复：决定或者判决",
        pause="等待补正：《条例》第三十条；征求意见：《条例》第三十三条第三款；等待缴费：国办函〔2020〕109号",
        extend="《条例》第三十三条第二款", redate="《条例》第三十五条",
    ),
    length=ANSWER_DAYS,
    starts_on={RECEIVE, CONFIRM, CORRECT, PAID, PAID_AFTER_ALL, *REDOING, REDO_UNDONE_OPEN},
    set_by={*REDOING, REDO_UNDONE_OPEN}, stops_in=OVER,
    pauses_in={State.CORRECTING, State.AWAITING_FEE}, pauses_for={CONSULTATION},
    pauses_read_by="disclosure.pause_ends", pauses_where={COUNTERSIGN: INSIDE_RESTS},
    longer_by={EXTEND}, redated_by={DELAY, REDO_UNDONE_DELAYED},
    rest_undone_by=RESTS_NOT, rests_between=(Stretch(ASK_REASONS, REASONS_GOT, REASONS_REST),),
    thresholds=Thresholds(yellow=5, orange=3, red=1),
)  # fmt: skip
# [D] What the office goes by inside: as if the day of submission were the day of receipt, and under the
# strictest reading of a pause. No clock of the case: the law knows no such day.
SAFE_CLOCK = replace(
    ANSWER_CLOCK,
    code="safe",
    says="内部安全日",
    starts_on=frozenset(ANSWER_CLOCK.starts_on) - {CONFIRM} | {SUBMIT, MAIL_CAME, PASSED_ON_CAME},
)
CONFIRM_CLOCK = Clock(
    "confirm", "确认收到", Articles(count="本机关办理要求"), starts_on={SUBMIT}, set_by={SUBMIT},
    voided_by={CONFIRM_FIRST},
    stops_in=frozenset(State) - {State.UNCONFIRMED}, thresholds=Thresholds(yellow=1, orange=0, red=0),
)  # fmt: skip
MAIL_CLOCK = Clock(
    "confirm_mail", "确认收到",
    Articles(count="《条例》第三十一条第二项；转来的：国办公开办函〔2015〕207号第一部分第二项"),
    starts_on={MAIL_CAME, PASSED_ON_CAME},
    stops_in=frozenset(State) - {State.UNCONFIRMED}, counting=Counting.FIXED,
    thresholds=Thresholds(yellow=1, orange=0, red=0),
)  # fmt: skip
ASK_CLOCK = Clock(
    "ask", "补正告知", Articles(count="《条例》第三十条"), length=ASK_DAYS, starts_on={RECEIVE, CONFIRM},
    stops_in=frozenset(State) - BEFORE_ISSUE, rest_undone_by=RESTS_NOT,
    thresholds=Thresholds(yellow=2, orange=1, red=0),
)  # fmt: skip
CORRECTION_CLOCK = Clock(
    "correction", "补正", Articles(count="《条例》第三十条（合理的补正期限，以告知书为准）"),
    starts_on={NOTICE_SERVED}, set_by={NOTICE_SERVED}, stops_in=frozenset(State) - {State.CORRECTING},
    counting=Counting.WORKING_DAYS, thresholds=Thresholds(yellow=3, orange=1, red=0),
)  # fmt: skip
PAYMENT_CLOCK = Clock(
    "payment", "缴费", Articles(count="国办函〔2020〕109号"), length=PAY_DAYS, starts_on={FEE_NOTICE_SERVED},
    voided_by={TAKE_BACK_FEE},
    stops_in=frozenset(State) - {State.AWAITING_FEE}, thresholds=Thresholds(yellow=5, orange=3, red=1),
)  # fmt: skip

DISCLOSURE = Workflow(
    code="disclosure",
    says="依申请公开",
    states=frozenset(State),
    ends_in=OVER,
    steps=(
        SUBMIT, MAIL_CAME, PASSED_ON_CAME, RECEIVE, CONFIRM_FIRST, CONFIRM, UNREACHABLE, ASK, NOTICE_SERVED,
        CORRECT, LAPSE,
        CONSULT, ASK_INSIDE, EXTEND, ASK_REASONS, REASONS_GOT, DELAY, PROPOSE_FEE, DROP_FEE, FEE_NOTICE,
        FEE_NOTICE_SERVED, PAID, PAID_GOES_ON, PAID_COUNTED, UNPAID, TAKE_BACK_FEE, LATE_PAID,
        PAID_AFTER_ALL, PAID_AFTER_ALL_GOES_ON, PAID_AFTER_ALL_COUNTED, DRAFT_ENDING,
        REVIEW_ENDING, RETURN_ENDING, ISSUE_ENDING, DIVIDE, DECIDE, ATTACH, DRAFT, REVIEW, CLEAR,
        RETURN, ISSUE, SERVE, WITHDRAW, CALL_IN, COMPLETE,
        HAND_ON, HAND_ON_ENDING,
        REDO, REDO_IN_REVIEW, REDO_UNDONE_ANSWERED, REDO_UNDONE_CLOSED, REDO_UNDONE_OPEN,
        REDO_UNDONE_DELAYED, REDO_UNDONE_CORRECTING,
    ),
    clocks=(ANSWER_CLOCK, CONFIRM_CLOCK, MAIL_CLOCK, ASK_CLOCK, CORRECTION_CLOCK, PAYMENT_CLOCK),
    state_says={state.value: says for state, says in STATE_SAYS.items()},
)  # fmt: skip

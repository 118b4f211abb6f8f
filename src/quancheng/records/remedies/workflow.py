"""复议、诉讼、投诉举报、监督措施：what each goes through, and the clocks over it.

The first clock of a proceeding is the agency's own: to answer or to defend, later to do what was ordered. How
long the organ or the court has is a clock beside it. How long a period is stands in the norms, and is stated
by the step that begins it.
"""

from collections.abc import Sequence, Set
from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.definition import Clock, Counting, Reach, Step, Workflow
from quancheng.kernel.orgs.roles import Role

ENTERS = {Role.HANDLER, Role.OPENNESS_OFFICE, Role.HEAD, Role.OPENNESS_HEAD}
OFFICE = {Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}
OFFICE_HEAD = {Role.OPENNESS_HEAD}
MOST_DAYS = 366  # [D] no decision gives an agency more than a year
TAKEN_BACK_SAYS = "登记有误，已撤销"
MONTHS_OF_COURT = 6  # 《行政诉讼法》第八十一条 [M]
DAYS_OF_SIMPLE = 45  # 《行政诉讼法》第八十三条 [V]
STAY_NOT_COUNTED = "法释〔2018〕1号第五十条"  # [M]
Rests = Sequence[tuple[str, str]]  # a state in which a matter is heard, and that in which it rests (中止)


def _stays(says: str, rests: Rests) -> tuple[Step, ...]:
    return tuple(
        Step(f"stay_{heard}", says, {heard}, resting, by=ENTERS, needs_reason=True)
        for heard, resting in rests
    )


def _resumes(says: str, rests: Rests) -> tuple[Step, ...]:
    return tuple(Step(f"resume_{heard}", says, {resting}, heard, by=ENTERS) for heard, resting in rests)


def _handed_on(code: str, out_of: Set[str]) -> Step:
    return Step(
        code, "机构调整，移交承接机关", out_of, None, by=OFFICE, reach=Reach.TENANT, needs_reason=True,
        hands_over=True,
    )  # fmt: skip


# Reconsideration (行政复议).


class Reviewing(StrEnum):
    """Where a reconsideration stands."""

    FILED = "filed"
    TO_ANSWER = "to_answer"
    ANSWERED = "answered"
    TO_COMPLY = "to_comply"
    OVER = "over"
    SILENT = "silent"
    STAYED_FILED = "stayed_filed"
    STAYED_TO_ANSWER = "stayed_to_answer"
    STAYED = "stayed"
    TAKEN_BACK = "taken_back"


REVIEWING_SAYS = {
    Reviewing.FILED: "已受理，待通知",
    Reviewing.TO_ANSWER: "待答复",
    Reviewing.ANSWERED: "审理中",
    Reviewing.TO_COMPLY: "待履行",
    Reviewing.OVER: "已办结",
    Reviewing.SILENT: "逾期未作决定",
    Reviewing.STAYED_FILED: "已中止",
    Reviewing.STAYED_TO_ANSWER: "已中止，待答复",
    Reviewing.STAYED: "已中止",
    Reviewing.TAKEN_BACK: TAKEN_BACK_SAYS,
}
HEARD = {Reviewing.FILED, Reviewing.TO_ANSWER, Reviewing.ANSWERED}
REVIEW_OVER = {Reviewing.OVER, Reviewing.SILENT, Reviewing.TAKEN_BACK}
REVIEW_STAYED = {Reviewing.STAYED_FILED, Reviewing.STAYED_TO_ANSWER, Reviewing.STAYED}

FILED = Step("filed", "登记行政复议", frozenset(), Reviewing.FILED, by=ENTERS, up_to=MOST_DAYS)
NOTIFIED = Step(
    "notified", "收到答复通知", {Reviewing.FILED}, Reviewing.TO_ANSWER, by=ENTERS, up_to=MOST_DAYS
)
REPLIED = Step("replied", "提交书面答复", {Reviewing.TO_ANSWER}, Reviewing.ANSWERED, by=ENTERS)
HEARING = Step("hearing", "听证、听取意见", HEARD, None, by=ENTERS)
LONGER = Step("longer", "复议期限延长", HEARD, None, by=ENTERS, once=True, up_to=30, needs_reason=True)
TURNED = Step("turned", "转为普通程序", HEARD, None, by=ENTERS, once=True, up_to=MOST_DAYS)
ANSWER_SET = Step(
    "answer_set", "答复期限改按普通程序", {Reviewing.TO_ANSWER}, None, by=ENTERS, up_to=MOST_DAYS
)
# 《行政诉讼法》第四十五条: the organ's period is over without a decision; one that comes late still binds.
SILENCE = Step("silence", "复议机关逾期未作决定", HEARD, Reviewing.SILENT, by=ENTERS)
TO_DECIDE = HEARD | {Reviewing.SILENT}
# Out of a stay a decision only ends the matter without hearing it (art. 41); the command sees to that.
DECIDED = Step("decided", "收到复议决定", TO_DECIDE | REVIEW_STAYED, Reviewing.OVER, by=ENTERS)
ORDERED = Step(
    "ordered", "收到复议决定，须在期限内履行", TO_DECIDE, Reviewing.TO_COMPLY, by=ENTERS, up_to=MOST_DAYS
)
COMPLIED = Step("complied", "履行完毕", {Reviewing.TO_COMPLY}, Reviewing.OVER, by=ENTERS)
# 《行政复议法》第三十九条. What was owed before is owed when it goes on: each state rests in its own.
# [D] The agency's own period to answer runs on, of which the law says nothing: to answer early costs nothing.
REVIEW_RESTS = (
    (Reviewing.FILED, Reviewing.STAYED_FILED), (Reviewing.TO_ANSWER, Reviewing.STAYED_TO_ANSWER),
    (Reviewing.ANSWERED, Reviewing.STAYED),
)  # fmt: skip
REVIEW_STAYS = _stays("行政复议中止", REVIEW_RESTS)
REVIEW_RESUMES = _resumes("恢复审理", REVIEW_RESTS)
REPLIED_STAYED = Step(
    "replied_stayed", "中止期间提交书面答复", {Reviewing.STAYED_TO_ANSWER}, Reviewing.STAYED, by=ENTERS
)
REVIEW_HANDED_ON = _handed_on("review_handed_on", frozenset(Reviewing) - REVIEW_OVER)
REVIEW_TAKEN_BACK = Step(
    "review_taken_back", "登记有误，撤销登记", frozenset(Reviewing) - {Reviewing.TAKEN_BACK},
    Reviewing.TAKEN_BACK, by=OFFICE, reach=Reach.TENANT, needs_reason=True,
)  # fmt: skip

ANSWER_CLOCK = Clock(
    "own", "本机关期限",
    Articles(count="《行政复议法》第四十八条、第五十四条；责令履行的，以决定载明的期限为准"),
    starts_on={NOTIFIED, ORDERED}, set_by={NOTIFIED, ANSWER_SET, ORDERED},
    stops_in=frozenset(Reviewing)
    - {Reviewing.TO_ANSWER, Reviewing.STAYED_TO_ANSWER, Reviewing.TO_COMPLY},
)  # fmt: skip
DECISION_CLOCK = Clock(
    "decision", "复议决定期限",
    Articles(
        count="《行政复议法》第六十二条", extend="《行政复议法》第六十二条第一款",
        pause="《行政复议法》第三十九条",
    ),
    starts_on={FILED}, set_by={FILED, TURNED}, stops_in={Reviewing.TO_COMPLY, *REVIEW_OVER},
    pauses_in=REVIEW_STAYED,
    counting=Counting.CALENDAR_DAYS, longer_by={LONGER}, longer_when_late=True,
)  # fmt: skip

REVIEW = Workflow(
    code="remedies.review",
    says="行政复议",
    states=frozenset(Reviewing),
    ends_in=REVIEW_OVER,
    steps=(
        FILED, NOTIFIED, REPLIED, HEARING, LONGER, TURNED, ANSWER_SET, SILENCE, DECIDED, ORDERED, COMPLIED,
        *REVIEW_STAYS, *REVIEW_RESUMES, REPLIED_STAYED, REVIEW_HANDED_ON, REVIEW_TAKEN_BACK,
    ),
    clocks=(ANSWER_CLOCK, DECISION_CLOCK),
    state_says={state.value: says for state, says in REVIEWING_SAYS.items()},
)  # fmt: skip


# Suits (行政诉讼).


class Suing(StrEnum):
    """Where a suit stands."""

    FILED = "filed"
    TO_DEFEND = "to_defend"
    DEFENDED = "defended"
    JUDGED = "judged"
    APPEALED = "appealed"
    TO_COMPLY = "to_comply"
    OVER = "over"
    STAYED_FILED = "stayed_filed"
    STAYED_TO_DEFEND = "stayed_to_defend"
    STAYED = "stayed"
    STAYED_APPEALED = "stayed_appealed"
    TAKEN_BACK = "taken_back"


SUING_SAYS = {
    Suing.FILED: "已立案，待送达",
    Suing.TO_DEFEND: "待答辩",
    Suing.DEFENDED: "一审中",
    Suing.JUDGED: "一审已裁判，上诉期内",
    Suing.APPEALED: "二审中",
    Suing.TO_COMPLY: "待履行",
    Suing.OVER: "已办结",
    Suing.STAYED_FILED: "已中止",
    Suing.STAYED_TO_DEFEND: "已中止，待答辩",
    Suing.STAYED: "已中止",
    Suing.STAYED_APPEALED: "二审已中止",
    Suing.TAKEN_BACK: TAKEN_BACK_SAYS,
}
SUIT_OVER = {Suing.OVER, Suing.TAKEN_BACK}
FIRST_INSTANCE = {Suing.FILED, Suing.TO_DEFEND, Suing.DEFENDED}
FIRST_STAYED = {Suing.STAYED_FILED, Suing.STAYED_TO_DEFEND, Suing.STAYED}
NOT_IN_COURT = frozenset(Suing) - FIRST_INSTANCE - FIRST_STAYED

SUED = Step("sued", "登记行政诉讼", frozenset(), Suing.FILED, by=ENTERS)
SUED_SIMPLY = Step("sued_simply", "登记行政诉讼（简易程序）", frozenset(), Suing.FILED, by=ENTERS)
SERVED = Step("served", "收到起诉状副本", {Suing.FILED}, Suing.TO_DEFEND, by=ENTERS, up_to=MOST_DAYS)
DEFENDED = Step("defended", "提交答辩状和证据", {Suing.TO_DEFEND}, Suing.DEFENDED, by=ENTERS)
IN_COURT = Step("in_court", "开庭", FIRST_INSTANCE | {Suing.APPEALED}, None, by=ENTERS)
JUDGED = Step(
    "judged", "收到一审裁判", FIRST_INSTANCE | FIRST_STAYED, Suing.JUDGED, by=ENTERS, up_to=MOST_DAYS
)
APPEAL = Step("appeal", "提起上诉", {Suing.JUDGED}, Suing.APPEALED, by=ENTERS)
IN_FORCE = Step("in_force", "一审生效", {Suing.JUDGED}, Suing.OVER, by=ENTERS)
IN_FORCE_ORDERED = Step(
    "in_force_ordered", "一审生效，须在期限内履行", {Suing.JUDGED}, Suing.TO_COMPLY, by=ENTERS,
    up_to=MOST_DAYS,
)  # fmt: skip
FINAL = Step("final", "收到二审裁判", {Suing.APPEALED}, Suing.OVER, by=ENTERS)
FINAL_ORDERED = Step(
    "final_ordered", "收到二审裁判，须在期限内履行", {Suing.APPEALED}, Suing.TO_COMPLY, by=ENTERS,
    up_to=MOST_DAYS,
)  # fmt: skip
SENT_BACK = Step("sent_back", "发回重审", {Suing.APPEALED}, Suing.DEFENDED, by=ENTERS)
DONE = Step("done", "履行完毕", {Suing.TO_COMPLY}, Suing.OVER, by=ENTERS)
# To the ordinary procedure by a ruling (《行政诉讼法》第八十四条), to the simple one where all agree.
# Either term runs from the day on which the suit was taken up: a second line puts that down.
TO_ORDINARY = Step("to_ordinary", "转为普通程序", FIRST_INSTANCE, None, by=ENTERS)
ORDINARY_RUNS = Step("ordinary_runs", "审理期限按普通程序，自立案之日起算", FIRST_INSTANCE, None, by=ENTERS)
TO_SIMPLE = Step("to_simple", "改用简易程序", FIRST_INSTANCE, None, by=ENTERS)
SIMPLE_RUNS = Step("simple_runs", "审理期限按简易程序，自立案之日起算", FIRST_INSTANCE, None, by=ENTERS)
# 法释〔2018〕1号第八十七条 [M].
SUIT_RESTS = (
    (Suing.FILED, Suing.STAYED_FILED), (Suing.TO_DEFEND, Suing.STAYED_TO_DEFEND),
    (Suing.DEFENDED, Suing.STAYED), (Suing.APPEALED, Suing.STAYED_APPEALED),
)  # fmt: skip
SUIT_STAYS = _stays("中止诉讼", SUIT_RESTS)
SUIT_RESUMES = _resumes("恢复诉讼", SUIT_RESTS)
DEFENDED_STAYED = Step(
    "defended_stayed", "中止期间提交答辩状和证据", {Suing.STAYED_TO_DEFEND}, Suing.STAYED, by=ENTERS
)
SUIT_HANDED_ON = _handed_on("suit_handed_on", frozenset(Suing) - SUIT_OVER)
SUIT_TAKEN_BACK = Step(
    "suit_taken_back", "登记有误，撤销登记", frozenset(Suing) - {Suing.TAKEN_BACK}, Suing.TAKEN_BACK,
    by=OFFICE, reach=Reach.TENANT, needs_reason=True,
)  # fmt: skip

DEFENCE_CLOCK = Clock(
    "own", "本机关期限", Articles(count="《行政诉讼法》第六十七条；判令履行的，以裁判载明的期限为准"),
    starts_on={SERVED, IN_FORCE_ORDERED, FINAL_ORDERED}, set_by={SERVED, IN_FORCE_ORDERED, FINAL_ORDERED},
    stops_in=frozenset(Suing) - {Suing.TO_DEFEND, Suing.STAYED_TO_DEFEND, Suing.TO_COMPLY},
    counting=Counting.CALENDAR_DAYS,
)  # fmt: skip
COURT_CLOCK = Clock(
    "court", "一审期限", Articles(count="《行政诉讼法》第八十一条", pause=STAY_NOT_COUNTED),
    length=MONTHS_OF_COURT, starts_on={SUED, ORDINARY_RUNS}, stops_in=NOT_IN_COURT, counting=Counting.MONTHS,
    pauses_in=FIRST_STAYED, voided_by={TO_SIMPLE},
)  # fmt: skip
SIMPLE_CLOCK = Clock(
    "simple", "简易程序期限", Articles(count="《行政诉讼法》第八十三条", pause=STAY_NOT_COUNTED),
    length=DAYS_OF_SIMPLE, starts_on={SUED_SIMPLY, SIMPLE_RUNS}, stops_in=NOT_IN_COURT,
    counting=Counting.CALENDAR_DAYS, pauses_in=FIRST_STAYED, voided_by={TO_ORDINARY},
)  # fmt: skip
APPEAL_CLOCK = Clock(
    "appeal", "上诉期限", Articles(count="《行政诉讼法》第八十五条"), starts_on={JUDGED}, set_by={JUDGED},
    stops_in=frozenset(Suing) - {Suing.JUDGED}, counting=Counting.CALENDAR_DAYS,
)  # fmt: skip

SUIT = Workflow(
    code="remedies.suit",
    says="行政诉讼",
    states=frozenset(Suing),
    ends_in=SUIT_OVER,
    steps=(
        SUED, SUED_SIMPLY, SERVED, DEFENDED, IN_COURT, JUDGED, APPEAL, IN_FORCE, IN_FORCE_ORDERED, FINAL,
        FINAL_ORDERED, SENT_BACK, DONE, TO_ORDINARY, ORDINARY_RUNS, TO_SIMPLE, SIMPLE_RUNS, *SUIT_STAYS,
        *SUIT_RESUMES, DEFENDED_STAYED, SUIT_HANDED_ON, SUIT_TAKEN_BACK,
    ),
    clocks=(DEFENCE_CLOCK, COURT_CLOCK, SIMPLE_CLOCK, APPEAL_CLOCK),
    state_says={state.value: says for state, says in SUING_SAYS.items()},
)  # fmt: skip
STAYS, RESUMES = (*REVIEW_STAYS, *SUIT_STAYS), (*REVIEW_RESUMES, *SUIT_RESUMES)
TO_ACT = {
    Reviewing.TO_ANSWER, Reviewing.STAYED_TO_ANSWER, Suing.TO_DEFEND, Suing.STAYED_TO_DEFEND,
}  # fmt: skip
STAYED = frozenset({*REVIEW_STAYED, *FIRST_STAYED, Suing.STAYED_APPEALED})
ORDERING = {ORDERED, IN_FORCE_ORDERED, FINAL_ORDERED}  # what opens the request anew


# Complaints (投诉举报) to the supervising office.


class Complaining(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    OWING = "owing"
    VERIFIED = "verified"
    EXCUSED = "excused"
    UNFOUNDED = "unfounded"


COMPLAINING_SAYS = {
    Complaining.RECEIVED: "核查中",
    Complaining.OWING: "查证属实，待采取措施",
    Complaining.VERIFIED: "查证属实，已采取措施",
    Complaining.EXCUSED: "查证属实，不采取措施",
    Complaining.UNFOUNDED: "不属实",
}
COMPLAINED = Step("complained", "收到投诉举报", frozenset(), Complaining.RECEIVED, by=OFFICE, up_to=MOST_DAYS)
VERIFY = Step(
    "verify", "查证属实", {Complaining.RECEIVED}, Complaining.OWING, by=OFFICE, up_to=MOST_DAYS,
    needs_reason=True,
)  # fmt: skip
MEASURED = Step(
    "measured", "已采取监督措施", {Complaining.OWING}, Complaining.VERIFIED, by=OFFICE, reach=Reach.TENANT
)
EXCUSE = Step(
    "excuse", "不采取监督措施", {Complaining.OWING}, Complaining.EXCUSED, by=OFFICE, needs_reason=True
)
CLEAR = Step(
    "clear", "查证不属实", {Complaining.RECEIVED}, Complaining.UNFOUNDED, by=OFFICE, needs_reason=True
)
DAYS_TO_ACT = 10  # [D] of findings from before there was a norm, which stated no days
COMPLAINT_OVER = {Complaining.VERIFIED, Complaining.EXCUSED, Complaining.UNFOUNDED}
COMPLAINT_HANDED_ON = _handed_on("complaint_handed_on", frozenset(Complaining) - COMPLAINT_OVER)
COMPLAINT_CLOCK = Clock(
    "complaint", "核查、采取措施", Articles(count="《条例》第四十七条第二款、第五十一条（期限为本级规定）"),
    length=DAYS_TO_ACT, starts_on={COMPLAINED, VERIFY}, set_by={COMPLAINED, VERIFY}, stops_in=COMPLAINT_OVER,
)  # fmt: skip
COMPLAINT = Workflow(
    code="remedies.complaint",
    says="投诉举报",
    states=frozenset(Complaining),
    ends_in=COMPLAINT_OVER,
    steps=(COMPLAINED, VERIFY, MEASURED, EXCUSE, CLEAR, COMPLAINT_HANDED_ON),
    clocks=(COMPLAINT_CLOCK,),
    state_says={state.value: says for state, says in COMPLAINING_SAYS.items()},
)


# Measures of supervision (监督措施).


class Measuring(StrEnum):
    """Where a measure stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    REPORTED = "reported"
    CLOSED = "closed"
    RAISED = "raised"
    DROPPED = "dropped"


MEASURING_SAYS = {
    Measuring.DRAFT: "草稿",
    Measuring.ISSUED: "待反馈",
    Measuring.REPORTED: "已反馈，待核实",
    Measuring.CLOSED: "已销号",
    Measuring.RAISED: "已升级",
    Measuring.DROPPED: "已作废",
}
MEASURES_OVER = {Measuring.CLOSED, Measuring.RAISED, Measuring.DROPPED}

DRAFTED = Step(
    "drafted", "拟稿", frozenset(), Measuring.DRAFT, by=OFFICE, reach=Reach.TENANT, states_day=True
)
ENTERED = Step(
    "entered", "登记", frozenset(), Measuring.ISSUED, by=OFFICE, reach=Reach.TENANT, states_day=True
)
ISSUED = Step("issued", "签发", {Measuring.DRAFT}, Measuring.ISSUED, by=OFFICE_HEAD, reach=Reach.TENANT)
DROPPED = Step("dropped", "作废草稿", {Measuring.DRAFT}, Measuring.DROPPED, by=OFFICE, reach=Reach.TENANT)
REPORTED = Step("reported", "反馈整改情况", {Measuring.ISSUED}, Measuring.REPORTED, by=ENTERS)
RETURNED = Step(
    "returned", "退回补充", {Measuring.REPORTED}, Measuring.ISSUED, by=OFFICE, reach=Reach.TENANT,
    needs_reason=True,
)  # fmt: skip
CLOSED = Step(
    "closed", "核实销号", {Measuring.REPORTED}, Measuring.CLOSED, by=OFFICE, reach=Reach.TENANT,
    needs_reason=True,
)  # fmt: skip
# The higher rung is drafted while the lower one still stands, which ends when the higher is signed.
RAISING = Step(
    "raising", "拟升级", {Measuring.ISSUED, Measuring.REPORTED}, None, by=OFFICE, reach=Reach.TENANT,
    needs_reason=True,
)  # fmt: skip
RAISED = Step(
    "raised", "升级", {Measuring.ISSUED, Measuring.REPORTED}, Measuring.RAISED, by=OFFICE,
    reach=Reach.TENANT, needs_reason=True,
)  # fmt: skip
LATER = Step(
    "later", "改期", {Measuring.ISSUED}, None, by=OFFICE, reach=Reach.TENANT, states_day=True,
    needs_reason=True,
)  # fmt: skip
MEASURE_HANDED_ON = _handed_on("measure_handed_on", frozenset(Measuring) - MEASURES_OVER)
MEASURE_CLOCK = Clock(
    "measure", "整改期限", Articles(count="督办、整改文书载明的期限", extend="改期的决定"),
    starts_on={DRAFTED, ENTERED}, stops_in=MEASURES_OVER | {Measuring.REPORTED}, counting=Counting.FIXED,
    longer_by={LATER}, longer_when_late=True,
)  # fmt: skip
MEASURE = Workflow(
    code="remedies.measure",
    says="监督措施",
    states=frozenset(Measuring),
    ends_in=MEASURES_OVER,
    steps=(
        DRAFTED, ENTERED, ISSUED, DROPPED, REPORTED, RETURNED, CLOSED, RAISING, RAISED, LATER,
        MEASURE_HANDED_ON,
    ),
    clocks=(MEASURE_CLOCK,),
    state_says={state.value: says for state, says in MEASURING_SAYS.items()},
)  # fmt: skip
WORKFLOWS = (REVIEW, SUIT, COMPLAINT, MEASURE)

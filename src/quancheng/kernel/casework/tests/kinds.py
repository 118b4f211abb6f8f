"""Two small kinds of case for the tests: a request with consultations, and a duty with a fixed last day."""

from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.definition import CLOCKWORK, Circle, Clock, Counting, Reach, Step, Workflow

HANDLER, OFFICE = frozenset({"handler"}), frozenset({"office"})


class State(StrEnum):
    OPEN = "open"
    UNCLEAR = "unclear"
    ANSWERED = "answered"
    LAPSED = "lapsed"


OVER = frozenset({State.ANSWERED, State.LAPSED})
RUNNING = frozenset({State.OPEN})

RECEIVE = Step(
    "receive", "收到申请", frozenset(), State.OPEN, HANDLER, shown_to=Circle.PUBLIC, tells="申请已收到"
)
ASK = Step("ask", "告知补正", RUNNING, State.UNCLEAR, HANDLER, once=True, shown_to=Circle.APPLICANT)
CLARIFIED = Step("clarified", "收到补正", frozenset({State.UNCLEAR}), State.OPEN, HANDLER)
EXTEND = Step(
    "extend", "延长答复", RUNNING, None, OFFICE, reach=Reach.TENANT, once=True, up_to=20, needs_reason=True
)
PASS_ON = Step("pass_on", "移交其他单位", RUNNING, None, HANDLER, hands_over=True)
ANSWER = Step(
    "answer", "答复", RUNNING, State.ANSWERED, HANDLER, shown_to=Circle.PUBLIC, note_shown_to=Circle.APPLICANT
)
LAPSE = Step("lapse", "视为放弃", frozenset({State.UNCLEAR}), State.LAPSED, frozenset({CLOCKWORK}))

SEND = Step("send", "发出征求意见书", frozenset(), "waiting", HANDLER)
HEARD = Step("heard", "收到意见", frozenset({"waiting"}), "heard", HANDLER)
SILENCE = Step("silence", "逾期未答复", frozenset({"waiting"}), "silent", frozenset({CLOCKWORK}))
OPINION_CLOCK = Clock(
    "opinion",
    "第三方意见",
    Articles("《条例》第三十二条"),
    frozenset({SEND}),
    frozenset({"heard", "silent"}),
    15,
)
CONSULTATION = Workflow(
    "test.consultation",
    "征求第三方意见",
    frozenset({"waiting", "heard", "silent"}),
    frozenset({"heard", "silent"}),
    (SEND, HEARD, SILENCE),
    (OPINION_CLOCK,),
)

ARTICLES = Articles("《条例》第三十三条", "《条例》第三十条", "《条例》第三十三条", "《条例》第三十三条")
ANSWER_CLOCK = Clock(
    "answer",
    "答复",
    ARTICLES,
    starts_on=frozenset({RECEIVE, CLARIFIED}),
    stops_in=OVER,
    length=20,
    pauses_in=frozenset({State.UNCLEAR}),
    pauses_for=frozenset({CONSULTATION}),
    longer_by=frozenset({EXTEND}),
)
ASK_CLOCK = Clock(
    "ask",
    "告知补正",
    Articles("《条例》第三十条"),
    frozenset({RECEIVE}),
    frozenset({State.UNCLEAR}) | OVER,
    7,
)
REQUEST = Workflow(
    "test.request",
    "公开申请",
    frozenset(State),
    OVER,
    (RECEIVE, ASK, CLARIFIED, EXTEND, PASS_ON, ANSWER, LAPSE),
    (ANSWER_CLOCK, ASK_CLOCK),
    {State.OPEN: "办理中", State.UNCLEAR: "待补正", State.ANSWERED: "已答复", State.LAPSED: "视为放弃"},
)

ASSIGN = Step("assign", "交办", frozenset(), "assigned", OFFICE, reach=Reach.TENANT, states_day=True)
REPORT = Step("report", "报告", frozenset({"assigned"}), "reported", HANDLER)
RETURN = Step("return", "退回", frozenset({"reported"}), "assigned", OFFICE, reach=Reach.TENANT)
POSTPONE = Step(
    "postpone",
    "延期",
    frozenset({"assigned"}),
    None,
    OFFICE,
    reach=Reach.TENANT,
    states_day=True,
    needs_reason=True,
)
CONFIRM = Step("confirm", "确认", frozenset({"reported"}), "done", OFFICE, reach=Reach.TENANT)
DUTY_CLOCK = Clock(
    "duty",
    "完成",
    Articles("工作要点", extend="延期决定"),
    frozenset({ASSIGN}),
    frozenset({"done"}),
    counting=Counting.FIXED,
    longer_by=frozenset({POSTPONE}),
    longer_when_late=True,
)
DUTY = Workflow(
    "test.duty",
    "任务",
    frozenset({"assigned", "reported", "done"}),
    frozenset({"done"}),
    (ASSIGN, REPORT, RETURN, POSTPONE, CONFIRM),
    (DUTY_CLOCK,),
)

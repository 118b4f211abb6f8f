"""Which form and which command stand behind each step, and how the pages offer it."""

from collections.abc import Mapping

from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.commands import complaints, deciding, hearing, measures, reporting
from quancheng.records.remedies.forms.fields import DayForm, StepForm
from quancheng.records.remedies.forms.measures import (
    FeedbackForm,
    FindingForm,
    LaterForm,
    RaiseForm,
    ReasonForm,
    VerifiedForm,
)
from quancheng.records.remedies.forms.proceedings import (
    AppealForm,
    DecisionForm,
    InForceForm,
    JudgmentForm,
    LongerForm,
)
from quancheng.ui.cases import Offer


def _by_code(*offers: Offer) -> Mapping[str, Offer]:
    return {offer.step.code: offer for offer in offers}


PROCEEDING_OFFERS = _by_code(
    Offer(flow.NOTIFIED, DayForm, hearing.note_notice, "已登记，答复期限开始计算", is_main=True),
    Offer(flow.SERVED, DayForm, hearing.note_notice, "已登记，答辩期限开始计算", is_main=True),
    Offer(flow.REPLIED, DayForm, hearing.note_answer, "已登记书面答复", is_main=True),
    Offer(flow.DEFENDED, DayForm, hearing.note_answer, "已登记答辩", is_main=True),
    Offer(flow.COMPLIED, DayForm, hearing.note_compliance, "已登记履行完毕，案件办结", is_main=True),
    Offer(flow.DONE, DayForm, hearing.note_compliance, "已登记履行完毕，案件办结", is_main=True),
    Offer(flow.DECIDED, DecisionForm, deciding.decide_review, "已登记复议决定", words="登记复议决定"),
    Offer(flow.JUDGED, JudgmentForm, deciding.judge_suit, "已登记一审裁判，上诉期限开始计算"),
    Offer(flow.IN_FORCE, InForceForm, deciding.note_in_force, "已登记一审生效", words="登记一审生效"),
    Offer(flow.APPEAL, DayForm, hearing.note_appeal, "已登记上诉，年报计入“尚未审结”"),
    Offer(flow.FINAL, AppealForm, deciding.decide_appeal, "已登记二审裁判", words="登记二审裁判"),
    Offer(flow.HEARING, DayForm, hearing.note_hearing, "已登记"),
    Offer(flow.IN_COURT, DayForm, hearing.note_hearing, "已登记开庭"),
    Offer(flow.LONGER, LongerForm, hearing.note_longer, "已登记，复议决定期限延长"),
    Offer(flow.TURNED, DayForm, hearing.turn_ordinary, "已转为普通程序，期限重新计算"),
)
MEASURE_OFFERS = _by_code(
    Offer(flow.REPORTED, FeedbackForm, reporting.report_measure, "已反馈，等待核实", is_main=True),
    Offer(flow.CLOSED, VerifiedForm, reporting.close_measure, "已核实销号", is_main=True),
    Offer(flow.ISSUED, StepForm, measures.issue_measure, "已签发，责任单位已收到通知", is_main=True),
    Offer(flow.RETURNED, ReasonForm, reporting.return_measure, "已退回，责任单位已收到通知"),
    Offer(flow.LATER, LaterForm, measures.move_measure, "已改期"),
    Offer(flow.RAISED, RaiseForm, measures.raise_measure, "已升级，新的文书等待签发"),
    Offer(flow.DROPPED, StepForm, measures.drop_measure, "草稿已作废", is_grave=True),
)
COMPLAINT_OFFERS = _by_code(
    Offer(
        flow.VERIFY, FindingForm, complaints.verify_complaint, "已登记属实，请督促整改或者通报批评",
        is_main=True,
    ),
    Offer(flow.CLEAR, FindingForm, complaints.clear_complaint, "已登记不属实"),
)  # fmt: skip

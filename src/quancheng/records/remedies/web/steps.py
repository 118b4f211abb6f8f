"""Which form and which command stand behind each step, and how the pages offer it."""

from collections.abc import Mapping

from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.commands import (
    complaints,
    correcting,
    deciding,
    handing,
    hearing,
    measures,
    reporting,
    staying,
)
from quancheng.records.remedies.forms.fields import DayForm, StepForm
from quancheng.records.remedies.forms.measures import (
    FeedbackForm,
    FindingForm,
    LaterForm,
    OwedForm,
    RaiseForm,
    ReasonForm,
    VerifiedForm,
)
from quancheng.records.remedies.forms.proceedings import (
    AppealForm,
    DecisionForm,
    HandingOnForm,
    InForceForm,
    JudgmentForm,
    LongerForm,
    ResumeForm,
    ReviewStayForm,
    SuitStayForm,
    TakingBackForm,
)
from quancheng.records.remedies.rules.kinds import Kind, Track
from quancheng.ui.cases import Offer


def _by_code(*offers: Offer) -> Mapping[str, Offer]:
    return {offer.step.code: offer for offer in offers}


STAYED, RESUMED = "已登记中止，期限暂停计算", "已恢复审理，期限继续计算"
STAY_OFFERS = (
    *(Offer(step, ResumeForm, staying.resume_proceeding, RESUMED, is_main=True)
      for step in flow.RESUMES),
    Offer(flow.REPLIED_STAYED, DayForm, hearing.note_answer, "已登记书面答复"),
    Offer(flow.DEFENDED_STAYED, DayForm, hearing.note_answer, "已登记答辩"),
    *(Offer(step, ReviewStayForm, staying.stay_proceeding, STAYED) for step in flow.REVIEW_STAYS),
    *(Offer(step, SuitStayForm, staying.stay_proceeding, STAYED) for step in flow.SUIT_STAYS),
)  # fmt: skip
HANDING_ON = (flow.REVIEW_HANDED_ON.code, flow.SUIT_HANDED_ON.code)
PROCEEDING_OFFERS = _by_code(
    Offer(flow.NOTIFIED, DayForm, hearing.note_notice, "已登记，答复期限开始计算", is_main=True),
    Offer(flow.SERVED, DayForm, hearing.note_notice, "已登记，答辩期限开始计算", is_main=True),
    Offer(flow.REPLIED, DayForm, hearing.note_answer, "已登记书面答复", is_main=True),
    Offer(flow.DEFENDED, DayForm, hearing.note_answer, "已登记答辩", is_main=True),
    Offer(flow.COMPLIED, DayForm, hearing.note_compliance, "已登记履行完毕，案件办结", is_main=True),
    Offer(flow.DONE, DayForm, hearing.note_compliance, "已登记履行完毕，案件办结", is_main=True),
    Offer(flow.DECIDED, DecisionForm, deciding.decide_review, "已登记复议决定", words="登记复议决定"),
    Offer(flow.SILENCE, StepForm, deciding.note_silence, "已登记，起诉期限从复议期满之日起算"),
    Offer(flow.JUDGED, JudgmentForm, deciding.judge_suit, "已登记一审裁判，上诉期限开始计算"),
    Offer(flow.IN_FORCE, InForceForm, deciding.note_in_force, "已登记一审生效", words="登记一审生效"),
    Offer(flow.APPEAL, DayForm, hearing.note_appeal, "已登记上诉，年报计入“尚未审结”"),
    Offer(flow.FINAL, AppealForm, deciding.decide_appeal, "已登记二审裁判", words="登记二审裁判"),
    Offer(flow.HEARING, DayForm, hearing.note_hearing, "已登记"),
    Offer(flow.IN_COURT, DayForm, hearing.note_hearing, "已登记开庭"),
    Offer(flow.LONGER, LongerForm, hearing.note_longer, "已登记，复议决定期限延长"),
    Offer(flow.TURNED, DayForm, hearing.turn_ordinary, "已转为普通程序，期限重新计算"),
    Offer(flow.TO_ORDINARY, DayForm, hearing.turn_suit_ordinary, "已转为普通程序，审理期限六个月"),
    Offer(flow.TO_SIMPLE, DayForm, hearing.turn_suit_simple, "已改用简易程序，审理期限45日"),
    *STAY_OFFERS,
    Offer(flow.REVIEW_HANDED_ON, HandingOnForm, handing.hand_on_proceeding, "已移交，期限继续计算"),
    Offer(flow.SUIT_HANDED_ON, HandingOnForm, handing.hand_on_proceeding, "已移交，期限继续计算"),
    Offer(
        flow.REVIEW_TAKEN_BACK, TakingBackForm, correcting.take_back_proceeding,
        "已撤销登记，不再计入年报", is_grave=True,
    ),
    Offer(
        flow.SUIT_TAKEN_BACK, TakingBackForm, correcting.take_back_proceeding,
        "已撤销登记，不再计入年报", is_grave=True,
    ),
)  # fmt: skip
# A review and a suit stay out of states of the same name: their steps have one code, and not one form.
_OF_REVIEWS = _by_code(
    *(Offer(step, ResumeForm, staying.resume_proceeding, RESUMED, is_main=True)
      for step in flow.REVIEW_RESUMES),
    *(Offer(step, ReviewStayForm, staying.stay_proceeding, STAYED) for step in flow.REVIEW_STAYS),
)  # fmt: skip
_BY_TRACK: Mapping[Track, Mapping[str, Offer]] = {
    Track.REVIEW: {**PROCEEDING_OFFERS, **_OF_REVIEWS}, Track.SUIT: PROCEEDING_OFFERS,
}  # fmt: skip


def offers_for(kind: str) -> Mapping[str, Offer]:
    """What may be entered of a proceeding of this kind, each in the words and with the grounds of its law."""
    return _BY_TRACK[Kind(kind).track]


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
        flow.VERIFY, FindingForm, complaints.verify_complaint, "已登记属实，请按期采取监督措施",
        is_main=True,
    ),
    Offer(flow.EXCUSE, OwedForm, complaints.excuse_complaint, "已写明不采取监督措施的理由"),
    Offer(flow.CLEAR, FindingForm, complaints.clear_complaint, "已登记不属实"),
)  # fmt: skip

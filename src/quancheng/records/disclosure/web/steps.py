"""Which form and which command stand behind each step of a request, and how the page offers it."""

from collections.abc import Mapping

from quancheng.records.disclosure import workflow as flow
from quancheng.records.disclosure.commands import (
    completing,
    confirming,
    consulting,
    countersigning,
    endings,
    excess,
    fee_mending,
    fee_reopening,
    fees,
    handling,
    intake,
    merging,
    reaching,
    replies,
)
from quancheng.records.disclosure.forms.deciding import DraftForm, ServeForm
from quancheng.records.disclosure.forms.fees import (
    AskReasonsForm,
    DelayForm,
    LatePaidForm,
    PaidAfterAllForm,
    PaidForm,
    ProposeFeeForm,
    ReasonsForm,
)
from quancheng.records.disclosure.forms.handling import (
    AskForm,
    AskInsideForm,
    CompleteForm,
    ConfirmFirstForm,
    ConfirmForm,
    ConsultForm,
    CorrectForm,
    ExtendForm,
    HandOnForm,
    ReasonForm,
    StepForm,
    UnreachableForm,
)
from quancheng.records.disclosure.forms.letters import NoticeServedForm
from quancheng.ui.cases import Offer

OFFERS: Mapping[str, Offer] = {
    offer.step.code: offer
    for offer in (
        Offer(
            flow.CONFIRM_FIRST, ConfirmFirstForm, confirming.confirm_first,
            "已登记机关确认；申请人再次确认之日才是收到之日", is_main=True,
        ),
        Offer(
            flow.CONFIRM, ConfirmForm, intake.confirm_receipt, "已确认收到，答复期限开始计算", is_main=True
        ),
        Offer(
            flow.UNREACHABLE, UnreachableForm, reaching.note_unreachable,
            "已登记无法联系申请人，请看收到日期；恢复联系的，登记“与申请人确认收到”",
        ),
        Offer(
            flow.NOTICE_SERVED, NoticeServedForm, handling.note_notice_served, "已登记送达，补正期限开始计算",
            is_main=True,
        ),
        Offer(
            flow.FEE_NOTICE_SERVED, NoticeServedForm, fees.note_fee_served, "已登记送达，缴费期限开始计算",
            is_main=True,
        ),
        Offer(flow.PAID, PaidForm, fees.note_payment, "已登记缴费，请看现在的届满日", is_main=True),
        Offer(flow.SERVE, ServeForm, replies.serve_reply, "已登记送达，申请办结", is_main=True),
        Offer(flow.ISSUE, StepForm, replies.issue_reply, "已签发，请送达申请人", is_main=True),
        Offer(flow.CLEAR, StepForm, replies.clear_reply, "保密审查已通过，等待签发", is_main=True),
        Offer(flow.REVIEW, StepForm, replies.review_reply, "审核已通过，等待保密审查", is_main=True),
        Offer(flow.DRAFT, DraftForm, replies.draft_reply, "答复书已提交审核", is_main=True),
        Offer(flow.RETURN, ReasonForm, replies.return_reply, "已退回修改"),
        Offer(flow.CORRECT, CorrectForm, handling.take_correction, "已收到补正，答复期限重新计算"),
        Offer(flow.LAPSE, StepForm, handling.let_lapse, "已办结：逾期不补正，视为放弃", is_grave=True),
        Offer(flow.ASK, AskForm, handling.ask_correction, "已告知补正，请登记告知书的送达日期"),
        Offer(flow.CONSULT, ConsultForm, consulting.consult, "已登记征求意见，答复期限暂停"),
        Offer(flow.ASK_INSIDE, AskInsideForm, countersigning.ask_department, "已送会签，请看现在的届满日"),
        Offer(flow.EXTEND, ExtendForm, handling.extend_answer, "已延长答复期限，申请人会看到理由"),
        Offer(flow.ASK_REASONS, AskReasonsForm, excess.ask_reasons, "已告知申请人说明理由，请看现在的届满日"),
        Offer(flow.REASONS_GOT, ReasonsForm, excess.note_reasons, "已登记申请人说明的理由"),
        Offer(flow.DELAY, DelayForm, excess.delay_answer, "已确定延迟答复的期限，请把告知书送达申请人"),
        Offer(flow.PROPOSE_FEE, ProposeFeeForm, fees.propose_fee, "已拟定，等负责人决定是否收费"),
        Offer(flow.FEE_NOTICE, StepForm, fees.issue_fee_notice, "已签发收费通知书，请送达申请人"),
        Offer(
            flow.TAKE_BACK_FEE, ReasonForm, fee_mending.take_back_fee_notice,
            "已撤回收费通知书，并已制作告知书，请送达申请人；等待缴费的日子计入答复期限，请看现在的届满日",
            is_grave=True,
        ),
        Offer(
            flow.LATE_PAID, LatePaidForm, fee_mending.note_late_payment,
            "已登记逾期缴费：申请视为放弃，不再处理；款项应当退还，申请人可以重新提出申请",
        ),
        Offer(
            flow.PAID_AFTER_ALL, PaidAfterAllForm, fee_reopening.reopen_paid,
            "已恢复办理，请看现在的届满日", is_grave=True,
        ),
        Offer(
            flow.DRAFT_ENDING, StepForm, endings.draft_ending, "不再处理告知书已提交审核", is_main=True
        ),
        Offer(
            flow.REVIEW_ENDING, StepForm, endings.review_ending, "审核已通过，等待签发", is_main=True
        ),
        Offer(
            flow.ISSUE_ENDING, StepForm, endings.issue_ending,
            "已签发，请送达申请人，并在“文书”中登记送达", is_main=True,
        ),
        Offer(flow.RETURN_ENDING, ReasonForm, endings.return_ending, "已退回修改"),
        Offer(flow.DROP_FEE, ReasonForm, fees.drop_fee, "已登记不收信息处理费"),
        Offer(flow.UNPAID, StepForm, fees.close_unpaid, "已办结：逾期未缴费，不再处理", is_grave=True),
        Offer(flow.COMPLETE, CompleteForm, completing.complete_applicant, "已补记，加密保存"),
        Offer(flow.HAND_ON, HandOnForm, handling.hand_on_request, "已移交承接机关"),
        Offer(
            flow.HAND_ON_ENDING, HandOnForm, merging.hand_on_past, "已移交承接机关，由其应对复议诉讼",
            words="原机关已撤销，移交承接机关",
        ),
        Offer(flow.CALL_IN, ReasonForm, handling.call_in_request, "已督促承办机关"),
        Offer(
            flow.WITHDRAW, ReasonForm, handling.note_withdrawal, "已登记申请人撤回", is_grave=True,
            words="登记申请人撤回",
        ),
    )
}  # fmt: skip

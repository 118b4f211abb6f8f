"""Which form and which command stand behind each step of a duty, and how the step is offered on the page."""

from collections.abc import Mapping

from quancheng.records.plan.commands import duties, oversight
from quancheng.records.plan.forms.duties import LaterForm, NoteForm, ReasonForm, ReassignForm, StepForm
from quancheng.records.plan.workflow import duty as flow
from quancheng.ui.cases import Offer

OFFERS: Mapping[str, Offer] = {
    offer.step.code: offer
    for offer in (
        Offer(flow.SIGN, StepForm, duties.sign_duty, "已签收", is_main=True),
        Offer(flow.REPORT, NoteForm, duties.report_duty, "已报送，等单位负责人确认", is_main=True),
        Offer(flow.CONFIRM, StepForm, duties.confirm_duty, "已确认完成", is_main=True),
        Offer(flow.REFUSE, ReasonForm, duties.refuse_report, "已退回承办人", words="退回承办人"),
        Offer(flow.RECALL, StepForm, duties.recall_report, "已撤回报送，可以修改后重新报送"),
        Offer(flow.ASK_LATER, LaterForm, duties.ask_later, "延期申请已提交；批准之前仍按现在的时限"),
        Offer(flow.VERIFY, StepForm, oversight.verify_duty, "已记录抽查核实"),
        Offer(flow.RETURN, ReasonForm, oversight.return_duty, "已退回责任单位", words="退回责任单位"),
        Offer(flow.DOUBT, ReasonForm, oversight.doubt_duty, "已标记为无法核实", is_grave=True),
        Offer(flow.POSTPONE, LaterForm, oversight.postpone_duty, "时限已改"),
        Offer(flow.DENY_LATER, ReasonForm, oversight.deny_later, "已答复：不同意延期"),
        Offer(flow.REASSIGN, ReassignForm, oversight.reassign_duty, "已改派", words="改派其他单位"),
        Offer(flow.CANCEL, ReasonForm, oversight.cancel_duty, "已取消", is_grave=True, words="取消这项责任"),
    )
}

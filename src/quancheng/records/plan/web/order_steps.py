"""Which form and which command stand behind each step of a supervision order."""

from collections.abc import Mapping

from quancheng.records.plan.commands import order_answers, orders
from quancheng.records.plan.forms.duties import StepForm
from quancheng.records.plan.forms.orders import ClosingForm, IssueForm, OrderLaterForm, OrderReasonForm
from quancheng.records.plan.workflow import order as flow
from quancheng.ui.cases import Offer

ORDER_OFFERS: Mapping[str, Offer] = {
    offer.step.code: offer
    for offer in (
        Offer(
            flow.SEND,
            StepForm,
            orders.send_approved_order,
            "已印发，承办单位现在可以签收",
            is_main=True,
            words="印发（已批准）",
        ),
        Offer(flow.ISSUE, IssueForm, orders.issue_order, "已签发，承办单位现在可以签收", is_main=True),
        Offer(flow.SIGN, StepForm, order_answers.sign_order, "已签收，请按期答复", is_main=True),
        Offer(flow.CLOSE, ClosingForm, orders.close_order, "已办结", is_main=True, words="通过，办结"),
        Offer(flow.RETURN, OrderReasonForm, orders.return_order, "已退回承办单位", words="退回承办单位"),
        Offer(flow.LATER, OrderLaterForm, orders.prolong_order, "答复期限已改"),
        Offer(
            flow.WITHDRAW, OrderReasonForm, orders.withdraw_order, "已撤销", is_grave=True, words="撤销督办单"
        ),
        Offer(flow.DISCARD, OrderReasonForm, orders.discard_order, "草稿已作废", is_grave=True),
    )
}

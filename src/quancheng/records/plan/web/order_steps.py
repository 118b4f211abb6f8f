"""Which form and which command stand behind each step of a supervision order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from quancheng.kernel.casework.definition import Step
from quancheng.records.plan.commands import order_answers, orders
from quancheng.records.plan.forms.duties import StepForm
from quancheng.records.plan.forms.orders import ClosingForm, IssueForm, OrderLaterForm, OrderReasonForm
from quancheng.records.plan.workflow import order as flow

Command = Callable[..., Any]  # takes the form's fields by name, and order_id, version, actor, now


@dataclass(frozen=True, slots=True)
class OrderOffer:
    """A step as it is offered: its form, its command, its place on the page, what is said when it is done."""

    step: Step
    form: type[StepForm]
    command: Command
    done: str
    is_main: bool = False
    is_grave: bool = False
    words: str = ""

    @property
    def says(self) -> str:
        return self.words or self.step.says


ORDER_OFFERS: Mapping[str, OrderOffer] = {
    offer.step.code: offer
    for offer in (
        OrderOffer(flow.ISSUE, IssueForm, orders.issue_order, "已签发，承办单位现在可以签收", is_main=True),
        OrderOffer(flow.SIGN, StepForm, order_answers.sign_order, "已签收，请按期答复", is_main=True),
        OrderOffer(flow.CLOSE, ClosingForm, orders.close_order, "已办结", is_main=True, words="通过，办结"),
        OrderOffer(flow.RETURN, OrderReasonForm, orders.return_order, "已退回承办单位", words="退回承办单位"),
        OrderOffer(flow.LATER, OrderLaterForm, orders.prolong_order, "答复期限已改"),
        OrderOffer(
            flow.WITHDRAW, OrderReasonForm, orders.withdraw_order, "已撤销", is_grave=True, words="撤销督办单"
        ),
        OrderOffer(flow.DISCARD, OrderReasonForm, orders.discard_order, "草稿已作废", is_grave=True),
    )
}

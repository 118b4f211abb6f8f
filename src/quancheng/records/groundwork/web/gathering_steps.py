"""Which form and which command stand behind each step of a meeting or training."""

from collections.abc import Mapping

from quancheng.records.groundwork.commands import gatherings as commands
from quancheng.records.groundwork.forms.gatherings import MoveForm, ReasonForm, StepForm
from quancheng.records.groundwork.workflow import gatherings as flow
from quancheng.ui.cases import Offer

OFFERS: Mapping[str, Offer] = {
    offer.step.code: offer
    for offer in (
        Offer(
            flow.CONFIRM, StepForm, commands.confirm_gathering, "已确认，计入本单位今年的次数", is_main=True
        ),
        Offer(flow.HOLD, StepForm, commands.hold_gathering, "已报送，等负责人确认", is_main=True),
        Offer(flow.REFUSE, ReasonForm, commands.refuse_gathering, "已退回补正"),
        Offer(flow.MOVE, MoveForm, commands.move_gathering, "已改期"),
        Offer(flow.CANCEL, ReasonForm, commands.cancel_gathering, "已取消，记录和理由保留", is_grave=True),
        Offer(
            flow.REOPEN, ReasonForm, commands.reopen_gathering, "已撤回确认，补正后须重新确认", is_grave=True
        ),
    )
}

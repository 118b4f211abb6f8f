"""Which form and which command stand behind each step of a message, and how the page offers it."""

from collections.abc import Mapping

from quancheng.records.mailbox import workflow as flow
from quancheng.records.mailbox.commands import handling, replies
from quancheng.records.mailbox.forms.handling import (
    ClassifyForm,
    ExtendForm,
    ReasonForm,
    ReclassifyForm,
    ReplyForm,
    SetAsideForm,
    StepForm,
    TransferForm,
)
from quancheng.ui.cases import Offer

OFFERS: Mapping[str, Offer] = {
    offer.step.code: offer
    for offer in (
        Offer(
            flow.CLASSIFY, ClassifyForm, handling.classify_message, "已分类", is_main=True, words="分类转办"
        ),
        Offer(
            flow.SEND,
            StepForm,
            replies.send_approved_reply,
            "已答复留言人",
            is_main=True,
            words="发出（已批准）",
        ),
        Offer(flow.ANSWER, StepForm, replies.answer_message, "已答复留言人", is_main=True),
        Offer(flow.DRAFT, ReplyForm, replies.draft_reply, "答复已提交，等负责人审核", is_main=True),
        Offer(flow.REFUSE, ReasonForm, replies.refuse_reply, "已退回承办人修改"),
        Offer(
            flow.SEND_BACK,
            ReasonForm,
            handling.send_back_message,
            "已退回受理机构",
            words="不属于本单位，退回",
        ),
        Offer(flow.TRANSFER, TransferForm, handling.transfer_message, "已转给其他单位"),
        Offer(flow.RECLASSIFY, ReclassifyForm, handling.reclassify_message, "类别已改，期限随之调整"),
        Offer(flow.EXTEND, ExtendForm, handling.extend_period, "期限已延长，留言人会看到理由"),
        Offer(flow.REOPEN, ReasonForm, handling.reopen_message, "已重新办理，请分类转办"),
        Offer(
            flow.SET_ASIDE,
            SetAsideForm,
            handling.set_message_aside,
            "已不予办理，留言人会看到理由",
            is_grave=True,
        ),
    )
}

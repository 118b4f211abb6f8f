"""Telling people about supervision, inside the transaction of a command. No applicant, no content."""

from collections.abc import Iterable
from datetime import datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.records.disclosure.commands.telling import SINCE

_kind = Kinds(prefix="disclosure.", since=SINCE)

UNSIGNED = _kind(
    "unsigned", "征求意见书没有签收凭证", "{count}份征求意见书没有签收凭证",
    "最早的一份是申请{number}的，{sent}发出。没有签收日期，对方的答复期限无法起算，答复期限一直暂停；"
    "请查询邮件或者联系对方，登记签收日期。", "count", "number", "sent",
)  # fmt: skip
JOINT_CALLED = _kind(
    "joint_called", "会商或者协调邀请", "请反馈意见：{sort}",
    "{unit}就一件政府信息公开申请发起{sort}，请在{until}前反馈意见。", "sort", "unit", "until",
)  # fmt: skip
OPINION_GIVEN = _kind(
    "opinion_given", "会商意见已反馈", "{unit}已反馈意见：{sort}", "{unit}已反馈意见，请查看。",
    "sort", "unit",
)  # fmt: skip
JOINT_OVER = _kind(
    "joint_over", "会商或者协调结束", "{sort}{what}", "{unit}发起的{sort}{what}，请查看。",
    "sort", "unit", "what",
)  # fmt: skip
OPINION_DUE = _kind(
    "opinion_due", "会商意见到期", "请反馈意见，{until}到期：{sort}",
    "{unit}发起的{sort}还没有您单位的意见，反馈期限是{until}。", "sort", "unit", "until",
)  # fmt: skip
DEMAND_HANDED = _kind(
    "demand_handed", "收到转办事项", "请接收：一件转办事项，{until}前办结",
    "{unit}转来一件政府信息公开申请中的诉求，请接收办理；不属于本单位的，请写明理由退回。",
    "unit", "until",
)  # fmt: skip
DEMAND_MOVED = _kind(
    "demand_moved", "转办事项有进展", "转办事项{what}", "{unit}：转办事项{what}。", "unit", "what"
)
DEMAND_DUE = _kind(
    "demand_due", "转办事项到期", "转办事项{until}到期", "{unit}转来的诉求{until}到期，请尽快报送结果。",
    "unit", "until",
)  # fmt: skip
BULLETIN_DRAFTED = _kind(
    "bulletin_drafted", "依申请公开通报待签发", "待签发：{title}", "一份依申请公开通报已拟好，请核对签发。",
    "title",
)  # fmt: skip
BULLETIN_ISSUED = _kind(
    "bulletin_issued", "依申请公开通报", "{label}：{title}", "政务公开机构印发了依申请公开通报，请查看。",
    "label", "title",
)  # fmt: skip
BULLETIN_WITHDRAWN = _kind(
    "bulletin_withdrawn", "依申请公开通报撤销", "通报已撤销：{label}",
    "《{title}》（{label}）已撤销，请以撤销说明为准。理由：{reason}", "title", "label", "reason",
)  # fmt: skip
KINDS = (
    UNSIGNED, JOINT_CALLED, OPINION_GIVEN, JOINT_OVER, OPINION_DUE, DEMAND_HANDED, DEMAND_MOVED, DEMAND_DUE,
    BULLETIN_DRAFTED, BULLETIN_ISSUED, BULLETIN_WITHDRAWN,
)  # fmt: skip


def tell_about(
    about: RecordRef,
    kind: NoticeKind,
    people: Iterable[int],
    *,
    tenant_id: int,
    once: str,
    now: datetime,
    actor: Actor | None = None,
    **facts: str,
) -> None:
    """These people are told, once; whoever did it is not."""
    tell(
        person_ids={*people} - {(actor.person_id if actor else None) or 0}, kind=kind, facts=facts,
        about=about, at=now, tenant_id=tenant_id, once=once,
    )  # fmt: skip

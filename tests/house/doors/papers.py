"""A paper before its leaders, for the walk: of the openness office, asked of the head of 市大数据局."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from quancheng.kernel.approvals import scans
from quancheng.kernel.approvals.commands import submit_paper
from quancheng.kernel.approvals.queries import Asked
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.obligations.models import DueItem
from quancheng.records.plan.commands.orders import OrderWording, draft_orders
from quancheng.records.plan.queries.plans import ORDER_KIND
from tests.journeys.test_approvals import PNG


def laid_before(office: Actor, head: Actor, now: datetime) -> Mapping[str, object]:
    """One draft that is asked about, with a scan that waits; one that nobody has laid before yet."""
    asked, fresh = _draft(office, now, "呈批"), _draft(office, now, "未呈批")
    day = now.date() + timedelta(days=3)
    approval = submit_paper(
        ref=RecordRef(ORDER_KIND, asked), chain=[Asked(1, "签发", head.post_id or 0)], until=day, reason="",
        actor=office, now=now,
    )  # fmt: skip
    scan = scans.bring_scan(
        approval_id=approval.pk, version=approval.case.version, mark=approval.mark, data=PNG,
        upload=check_upload(PNG, name="签批.png", accepted=scans.ACCEPTED), actor=office, now=now,
    )  # fmt: skip
    return {"approval_id": approval.pk, "scan_id": scan.pk, "paper_kind": ORDER_KIND, "paper": fresh}


def _draft(office: Actor, now: datetime, subject: str) -> str:
    duty = DueItem.objects.filter(case__ended_on=None, obligation__tenant_id=office.tenant_id).order_by("pk")[
        0
    ]
    wording = OrderWording(subject=subject, demand="请办理。", answer_on=now.date() + timedelta(days=20))
    [order] = draft_orders(duty_ids=[duty.pk], wording=wording, actor=office, now=now)
    return str(order.pk)

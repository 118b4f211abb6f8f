"""A seal of the openness office, one paper under it, and one that waits for it, for the walk."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.seals.commands import SealTold, bring_sealed_scan, register_seal, use_seal
from quancheng.kernel.seals.models import Seal, Use
from quancheng.records.plan.commands.orders import OrderWording, draft_orders, issue_order
from quancheng.records.plan.models import Bulletin
from quancheng.records.plan.queries.plans import BULLETIN_KIND, ORDER_KIND
from tests.house.doors.walking import Drawing
from tests.journeys.test_approvals import PNG


def sealed_papers(office: Actor, head: Actor, now: datetime) -> Mapping[str, object]:
    """The head keeps the seal of the walk: who drafted the orders would not be let in."""
    told = SealTold(
        name="走查印章（演示）", organ="政务公开办公室", below="演示", sort=Seal.Sort.OFFICIAL, diameter=42,
        key="", keeper_id=head.post_id or 0, from_on=now.date(), until_on=None,
    )  # fmt: skip
    seal = register_seal(told=told, actor=head, now=now)
    done, waits = _issued(office, head, now, "已用印"), _issued(office, head, now, "待用印")
    use = use_seal(
        seal_id=seal.pk, ref=RecordRef(ORDER_KIND, done), copies=1, reason="印发", actor=head, now=now
    )
    _stamped(use, head, now)
    Drawing.walker = "bulletin"  # the walk draws each page once for a walker; this is a second letter
    bulletin = RecordRef(BULLETIN_KIND, str(Bulletin.objects.get().pk))
    _stamped(use_seal(seal_id=seal.pk, ref=bulletin, copies=1, reason="印发", actor=head, now=now), head, now)
    return {"seal_id": seal.pk, "use_id": use.pk, "sealable_paper": waits, "sealed_order": done}


def _stamped(use: Use, head: Actor, now: datetime) -> None:
    upload = check_upload(PNG, name="盖章件.png", accepted=frozenset({Kind.PICTURE}))
    bring_sealed_scan(use_id=use.pk, upload=upload, data=PNG, actor=head, now=now)


def _issued(office: Actor, head: Actor, now: datetime, subject: str) -> str:
    found = DueItem.objects.filter(case__ended_on=None, obligation__tenant_id=office.tenant_id)
    until = now.date() + timedelta(days=20)
    wording = OrderWording(subject=subject, demand="请办理。", answer_on=until)
    duty = found.order_by("pk")[0]
    [order] = draft_orders(duty_ids=[duty.pk], wording=wording, actor=office, now=now)
    issue_order(order_id=order.pk, version=order.case.version, until=until, actor=head, now=now)
    return str(order.pk)

"""Supervision orders and bulletins as papers that go out under a seal (用印)."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from quancheng.kernel.approvals.queries import digest_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef, row_number
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.seals.papers import Issued, SealableKind
from quancheng.kernel.seals.queries import Marks, marks_on, sealed_file
from quancheng.records.plan.models import Bulletin, Order
from quancheng.records.plan.queries.approving import bulletin_contents, order_contents
from quancheng.records.plan.queries.bulletins import bulletin_for
from quancheng.records.plan.queries.orders import order_for
from quancheng.records.plan.queries.papers import bulletin_letter, order_letter
from quancheng.records.plan.queries.plans import BULLETIN_KIND, ORDER_KIND
from quancheng.records.plan.workflow.order import State


class NotSealed(Refusal):
    """The paper bears no seal in its present words yet."""

    code = "plan.not_sealed"
    status = 404


def order_sealed(actor: Actor, order_id: int) -> StoredFile:
    """The order under its seal, for whoever may see the order. Raises NoSuchOrder, NotSealed."""
    order = order_for(actor, order_id)
    digest = digest_of(order_contents(order))
    return _must_be(sealed_file(RecordRef(ORDER_KIND, str(order.pk)), digest=digest), "督办单")


def bulletin_sealed(actor: Actor, bulletin_id: int) -> StoredFile:
    """The bulletin under its seal, for whoever may see it. Raises NoSuchBulletin, NotSealed."""
    bulletin = bulletin_for(actor, bulletin_id)
    digest = digest_of(bulletin_contents(bulletin))
    return _must_be(sealed_file(RecordRef(BULLETIN_KIND, str(bulletin.pk)), digest=digest), "通报")


def order_marks(actor: Actor, order: Order, *, on: date) -> Marks:
    """The seals on an order."""
    ref, digest = RecordRef(ORDER_KIND, str(order.pk)), digest_of(order_contents(order))
    return marks_on(actor, ref, unit_id=order.office_id if order.issued_at else 0, digest=digest, on=on)


def bulletin_marks(actor: Actor, bulletin: Bulletin, *, on: date) -> Marks:
    """The seals on a bulletin."""
    ref, digest = RecordRef(BULLETIN_KIND, str(bulletin.pk)), digest_of(bulletin_contents(bulletin))
    holds = bulletin.issued_at is not None and bulletin.withdrawn_at is None
    return marks_on(actor, ref, unit_id=bulletin.office_id if holds else 0, digest=digest, on=on)


def _must_be(file: StoredFile | None, what: str) -> StoredFile:
    if file is None:
        raise NotSealed(f"这份{what}还没有盖章件，或者盖章以后文字有变动；请联系印章保管岗位")
    return file


def _order(ref: str) -> Issued | None:
    found = Order.objects.filter(pk=row_number(ref), issued_at__isnull=False, issued_by__isnull=False)
    standing = found.exclude(case__state=State.WITHDRAWN)
    order = standing.select_related("case__unit", "office").first()
    if order is None or order.issued_at is None or order.issued_by_id is None:
        return None
    return Issued(
        ref=RecordRef(ORDER_KIND, str(order.pk)), tenant_id=order.tenant_id, unit_id=order.office_id,
        contents=order_contents(order), letter=order_letter(order), drafted_by_id=order.drafted_by_id,
        issued_by_id=order.issued_by_id, issued_on=timezone.localdate(order.issued_at),
    )  # fmt: skip


def _bulletin(ref: str) -> Issued | None:
    found = Bulletin.objects.filter(pk=row_number(ref), issued_at__isnull=False, withdrawn_at__isnull=True)
    bulletin = found.select_related("office").first()
    if bulletin is None or bulletin.issued_at is None or bulletin.issued_by_id is None:
        return None
    return Issued(
        ref=RecordRef(BULLETIN_KIND, str(bulletin.pk)), tenant_id=bulletin.tenant_id,
        unit_id=bulletin.office_id, contents=bulletin_contents(bulletin), letter=bulletin_letter(bulletin),
        drafted_by_id=bulletin.drafted_by_id, issued_by_id=bulletin.issued_by_id,
        issued_on=timezone.localdate(bulletin.issued_at),
    )  # fmt: skip


def _orders_of(unit_id: int) -> Iterable[str]:
    found = Order.objects.filter(office_id=unit_id, issued_at__isnull=False)
    still = found.exclude(case__state=State.WITHDRAWN).order_by("-issued_at", "-pk")
    return (str(pk) for pk in still.values_list("pk", flat=True))


def _bulletins_of(unit_id: int) -> Iterable[str]:
    found = Bulletin.objects.filter(office_id=unit_id, issued_at__isnull=False, withdrawn_at__isnull=True)
    return (str(pk) for pk in found.order_by("-issued_at", "-pk").values_list("pk", flat=True))


SEALABLE = (
    SealableKind(code=ORDER_KIND, says="督办单", issued=_order, of_unit=_orders_of),
    SealableKind(code=BULLETIN_KIND, says="通报", issued=_bulletin, of_unit=_bulletins_of),
)

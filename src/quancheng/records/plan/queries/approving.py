"""Supervision orders and bulletins as papers that are laid before leaders (呈批)."""

from collections.abc import Iterator

from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.papers import PaperKind
from quancheng.kernel.approvals.queries import last_word_of, standing_approval
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import Block, Text
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import Bulletin, Order
from quancheng.records.plan.queries.bulletins import bulletin_of_office
from quancheng.records.plan.queries.orders import order_of_office
from quancheng.records.plan.queries.papers import bulletin_letter, order_letter
from quancheng.records.plan.queries.plans import BULLETIN_KIND, ORDER_KIND
from quancheng.records.plan.workflow.order import State


class NoDraft(Refusal):
    """The paper has gone out, or was given up: there is nothing to approve."""

    code = "plan.no_draft"


class NotApproved(Refusal):
    """No approval stands for the present words."""

    code = "plan.not_approved"


def order_drafted(actor: Actor, ref: str) -> Contents:
    """A draft order of the actor's office. Raises NoSuchOrder, NoDraft."""
    order = order_of_office(actor, _number(ref))
    if order.case.state != State.DRAFT:
        raise NoDraft("这份督办单已经签发或作废，不需要呈批")
    return order_contents(order)


def bulletin_drafted(actor: Actor, ref: str) -> Contents:
    """A draft bulletin of the actor's office. Raises NoSuchBulletin, NoDraft."""
    bulletin = bulletin_of_office(actor, _number(ref))
    if bulletin.issued_at or bulletin.discarded_at:
        raise NoDraft("这份通报已经印发或作废，不需要呈批")
    return bulletin_contents(bulletin)


def order_contents(order: Order) -> Contents:
    """The order in the words in which it will go out, but for its number and day."""
    letter = order_letter(order)
    return Contents(letter.title, (Text(f"主送：{letter.recipient}"), *letter.body))


def bulletin_contents(bulletin: Bulletin) -> Contents:
    """The bulletin with its tables."""
    letter = bulletin_letter(bulletin)
    return Contents(letter.title, tuple(_with_annexes(letter.body, letter.annexes)))


def order_approval(order: Order) -> Approval | None:
    """The approval of a draft in its present words, if it was granted."""
    return standing_approval(RecordRef(ORDER_KIND, str(order.pk)), order_contents(order))


def bulletin_approval(bulletin: Bulletin) -> Approval | None:
    """The approval of a draft in its present words, if it was granted."""
    return standing_approval(RecordRef(BULLETIN_KIND, str(bulletin.pk)), bulletin_contents(bulletin))


def signer_of(approval: Approval | None, *, what: str) -> Person:
    """Who spoke last, and so signed (签发). Raises NotApproved when no approval stands."""
    if approval is None:
        raise NotApproved(f"这份{what}现在的文字没有获得批准：还没有批完，或者批准以后又改动过，请重新呈送")
    return last_word_of(approval)


def _order_now(ref: str) -> Contents | None:
    order = Order.objects.filter(pk=_number(ref), case__state=State.DRAFT).first()
    return order_contents(order) if order else None


def _bulletin_now(ref: str) -> Contents | None:
    found = Bulletin.objects.filter(pk=_number(ref), issued_at__isnull=True, discarded_at__isnull=True)
    bulletin = found.first()
    return bulletin_contents(bulletin) if bulletin else None


def _with_annexes(body: tuple[Block, ...], annexes: tuple[Block, ...]) -> Iterator[Block]:
    yield from body
    yield from annexes


def _number(ref: str) -> int:
    return int(ref) if ref.isdecimal() else 0


SIGNERS = frozenset({Role.HEAD, Role.OPENNESS_HEAD})
PAPERS = (
    PaperKind(code=ORDER_KIND, says="督办单", signed_by=SIGNERS, drafted=order_drafted, present=_order_now),
    PaperKind(
        code=BULLETIN_KIND, says="通报", signed_by=SIGNERS, drafted=bulletin_drafted, present=_bulletin_now
    ),
)

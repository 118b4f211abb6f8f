"""Supervision orders and bulletins as papers that are laid before leaders (呈批)."""

from collections.abc import Iterator

from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.papers import PaperKind
from quancheng.kernel.approvals.queries import standing_approval
from quancheng.kernel.approvals.standing import Words
from quancheng.kernel.approvals.wording import writers_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef, row_number
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import Block, Text
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import Bulletin, Order, Plan
from quancheng.records.plan.queries.bulletins import bulletin_of_office, texts_of
from quancheng.records.plan.queries.orders import order_of_office
from quancheng.records.plan.queries.papers import bulletin_letter, order_letter
from quancheng.records.plan.queries.plans import BULLETIN_KIND, ORDER_KIND
from quancheng.records.plan.workflow.order import State


class NoDraft(Refusal):
    """The paper has gone out, or was given up: there is nothing to approve."""

    code = "plan.no_draft"


def order_drafted(actor: Actor, ref: str) -> Contents:
    """A draft order of the actor's office. Raises NoSuchOrder, NoDraft."""
    order = order_of_office(actor, row_number(ref))
    if order.case.state != State.DRAFT:
        raise NoDraft("这份督办单已经签发或作废，不需要呈批")
    return order_contents(order)


def bulletin_drafted(actor: Actor, ref: str) -> Contents:
    """A draft bulletin of the actor's office. Raises NoSuchBulletin, NoDraft."""
    bulletin = bulletin_of_office(actor, row_number(ref))
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


def order_words(order: Order) -> Words:
    """What an official words in an order; the rest of its paper is the house's."""
    return {"subject": order.subject, "demand": order.demand, "answer_on": order.answer_on.isoformat()}


def bulletin_words(bulletin: Bulletin) -> Words:
    """What officials word in a bulletin: not the parts that stand as the house proposed them."""
    own = {each.part: each.text for each in texts_of(bulletin) if each.is_own}
    title = "" if bulletin.title == title_of(bulletin.plan) else bulletin.title
    return {"title": title, **own}


def title_of(plan: Plan) -> str:
    """The title that the house proposes for a bulletin about a plan."""
    return f"关于{plan.year}年政务公开工作进展情况的通报"


def order_draft(order: Order) -> str:
    """Under what name the versions of an order are kept."""
    return f"{ORDER_KIND}/{order.pk}"


def bulletin_draft(bulletin: Bulletin) -> str:
    """Under what name the versions of a bulletin are kept."""
    return f"{BULLETIN_KIND}/{bulletin.pk}"


def order_approval(order: Order) -> Approval | None:
    """The approval of a draft in its present words, if it was granted."""
    return standing_approval(RecordRef(ORDER_KIND, str(order.pk)), order_contents(order))


def bulletin_approval(bulletin: Bulletin) -> Approval | None:
    """The approval of a draft in its present words, if it was granted."""
    return standing_approval(RecordRef(BULLETIN_KIND, str(bulletin.pk)), bulletin_contents(bulletin))


def _order_now(ref: str) -> Contents | None:
    order = Order.objects.filter(pk=row_number(ref), case__state=State.DRAFT).first()
    return order_contents(order) if order else None


def _bulletin_now(ref: str) -> Contents | None:
    found = Bulletin.objects.filter(pk=row_number(ref), issued_at__isnull=True, discarded_at__isnull=True)
    bulletin = found.first()
    return bulletin_contents(bulletin) if bulletin else None


def _order_writers(ref: str) -> frozenset[int]:
    order = Order.objects.filter(pk=row_number(ref)).first()
    return writers_of(order_draft(order), last=order.drafted_by_id) if order else frozenset()


def _bulletin_writers(ref: str) -> frozenset[int]:
    bulletin = Bulletin.objects.filter(pk=row_number(ref)).first()
    return writers_of(bulletin_draft(bulletin), last=bulletin.drafted_by_id) if bulletin else frozenset()


def _with_annexes(body: tuple[Block, ...], annexes: tuple[Block, ...]) -> Iterator[Block]:
    yield from body
    yield from annexes


SIGNERS = frozenset({Role.HEAD, Role.OPENNESS_HEAD})
PAPERS = (
    PaperKind(
        code=ORDER_KIND, says="督办单", signed_by=SIGNERS, drafted=order_drafted, present=_order_now,
        writers=_order_writers,
    ),
    PaperKind(
        code=BULLETIN_KIND, says="通报", signed_by=SIGNERS, drafted=bulletin_drafted, present=_bulletin_now,
        writers=_bulletin_writers,
    ),
)  # fmt: skip

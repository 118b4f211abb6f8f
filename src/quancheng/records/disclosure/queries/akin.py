"""What is like a request: earlier requests of the agency and their replies, and what stands open to all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.links.openly import Near, holding_most, nearby
from quancheng.kernel.norms.queries import norm_on
from quancheng.kernel.text.likeness import figures_apart, likeness, only_in, shared
from quancheng.records.disclosure.models import Applicant, Item, Reply, Request
from quancheng.records.disclosure.queries.linked import page_of
from quancheng.records.disclosure.queries.requests import requests_for
from quancheng.records.disclosure.rules.grounds import BY_CODE, Ground

MOST_COMPARED = 80  # [D] requests of the agency that hold most of the words
MOST_SHOWN = 5
MOST_ALIKE = 20  # [D] of a whole request: offered to be joined, and asked who else wanted the same
REPEATED = "36-6"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are, and by what."""

    percent: int
    shared: tuple[str, ...]
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]
    figures: tuple[str, str]

    @property
    def is_same(self) -> bool:
        """Whether no figure contradicts."""
        return not any(self.figures)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier request of the agency, without its applicant, with how it was answered."""

    number: str
    href: str
    wanted: str
    on: date
    likeness: Likeness
    grounds: tuple[Ground, ...]
    reply: str  # its number; empty while it has none
    served_on: date | None


@dataclass(frozen=True, slots=True)
class Limits:
    """From which likeness on something is shown, and from which it counts as the same."""

    shown: int
    same: int


def limits_for(tenant_id: int, *, on: date) -> Limits:
    """As the government has set them for the day."""
    return Limits(
        shown=norm_on("disclosure.alike_shown", tenant_id=tenant_id, on=on).number,
        same=norm_on("disclosure.alike_same", tenant_id=tenant_id, on=on).number,
    )


def earlier_like(
    actor: Actor, request: Request, text: str, *, on: date, most: int = MOST_SHOWN
) -> tuple[Earlier, ...]:
    """Requests of the actor's own agency that want something like it, the most alike first."""
    least = limits_for(request.tenant_id, on=on).shown
    mine = requests_for(actor).filter(case__unit_id=actor.unit_id or 0).exclude(pk=request.pk)
    near = list(holding_most(mine, ("wanted",), text, most=MOST_COMPARED))
    items = _items_of(near)
    weighed = [(_best(text, one, items[one.pk]), one) for one in near]
    good = sorted(((percent, one) for percent, one in weighed if percent >= least), key=lambda pair: -pair[0])
    return _told(text, [one for _, one in good[:most]], items)


def alike_as_a_whole(actor: Actor, request: Request, *, on: date) -> tuple[Earlier, ...]:
    """The same for all that a request wants. Slow: a page weighs it once."""
    return earlier_like(actor, request, request.wanted, on=on, most=MOST_ALIKE)


def repeats_of(request: Request, item: Item, *, on: date) -> tuple[Earlier, ...]:
    """What this agency has answered already, to the same applicant, on the same information (Art. 36(6)).

    The most alike first. What differs in a year or a number is no repeat; nor is what was itself answered as
    one: the first reply is the one to name. A person decides.
    """
    least = limits_for(request.tenant_id, on=on).same
    before = list(_answered_before(request))
    items = _items_of(before)
    found = [one for one in before if _best(item.wanted, one, items[one.pk]) >= least]
    told = _told(item.wanted, found, items)
    same = (one for one in told if one.likeness.is_same and REPEATED not in {g.code for g in one.grounds})
    return tuple(sorted(same, key=lambda one: -one.likeness.percent))


def public_like(actor: Actor, text: str, *, tenant_id: int, on: date, most: int) -> tuple[Near, ...]:
    """What everybody may read and holds most of what is asked for; how much, the government has set."""
    least = norm_on("disclosure.public_shown", tenant_id=tenant_id, on=on).number
    return nearby(actor, text, most=most, least=least)


def likeness_of(one: str, other: str) -> Likeness:
    """How alike two texts are, with the reasons."""
    return Likeness(
        likeness(one, other),
        shared(one, other),
        only_in(one, other),
        only_in(other, one),
        figures_apart(one, other),
    )


def _answered_before(request: Request) -> QuerySet[Request]:
    digest = Applicant.objects.filter(request=request).values_list("proof_digest", flat=True).first()
    answered = Request.objects.filter(
        case__unit_id=request.case.unit_id,
        applicant__proof_digest=digest,
        replies__issued_at__isnull=False,
        replies__served_on__isnull=False,
    )
    return (answered if digest else answered.none()).exclude(pk=request.pk).select_related("case").distinct()


def _items_of(requests: Sequence[Request]) -> Mapping[int, list[Item]]:
    found: dict[int, list[Item]] = defaultdict(list)
    for item in Item.objects.filter(request__in=requests):
        found[item.request_id].append(item)
    return found


def _best(text: str, request: Request, items: Sequence[Item]) -> int:
    return max(likeness(text, other) for other in (request.wanted, *(item.wanted for item in items)))


def _told(text: str, requests: Sequence[Request], items: Mapping[int, list[Item]]) -> tuple[Earlier, ...]:
    issued = Reply.objects.filter(request__in=requests, issued_at__isnull=False)
    replies = {one.request_id: one for one in issued.defer("text", "proof")}
    return tuple(_one(text, one, items[one.pk], replies.get(one.pk)) for one in requests)


def _one(text: str, request: Request, items: Sequence[Item], reply: Reply | None) -> Earlier:
    """The part of it that is most alike, with its own decision."""
    nearest = max(items, key=lambda item: likeness(text, item.wanted), default=None)
    is_item = nearest is not None and likeness(text, nearest.wanted) >= likeness(text, request.wanted)
    wanted = nearest.wanted if nearest is not None and is_item else request.wanted
    decided = [nearest] if nearest is not None and is_item else items
    codes = dict.fromkeys(item.ground for item in decided if item.ground) if reply else {}
    return Earlier(
        number=request.number,
        href=page_of(request.number),
        wanted=wanted,
        on=request.received_on or request.case.opened_on,
        likeness=likeness_of(text, wanted),
        grounds=tuple(BY_CODE[code] for code in codes if code in BY_CODE),
        reply=reply.number if reply else "",
        served_on=reply.served_on if reply else None,
    )

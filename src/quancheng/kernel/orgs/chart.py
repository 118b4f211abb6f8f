"""The chart of a government on a day: which unit stood where, under which name, with whom in its posts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs import queries
from quancheng.kernel.orgs.handover import InHand, Pair, left_by_each, left_by_unit
from quancheng.kernel.orgs.models import Holding, NameKind, Post, Tenant, Unit, UnitName, UnitPlace
from quancheng.kernel.orgs.queries import Branch
from quancheng.kernel.orgs.spans import in_force, standing


@dataclass(frozen=True, slots=True)
class Line:
    """A unit in the chart: how deep it stands, its name on the day, its posts, and who is in them."""

    unit: Unit
    depth: int
    name: str
    posts: int
    vacant: int
    deputies: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The units of a government in the order of the tree."""

    lines: tuple[Line, ...]

    @property
    def posts(self) -> int:
        return sum(line.posts for line in self.lines)

    @property
    def vacant(self) -> int:
        return sum(line.vacant for line in self.lines)

    @property
    def deputies(self) -> int:
        return sum(line.deputies for line in self.lines)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post on a day: its holder, who stands in, who was there before, and what the holder has in hand."""

    post: Post
    holder: Holding | None
    deputies: tuple[Holding, ...]
    to_come: tuple[Holding, ...]  # deputies who have not begun
    others: tuple[Holding, ...]
    in_hand: tuple[InHand, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(sorted(one.role for one in self.post.roles.all()))


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """Everything about one unit."""

    unit: Unit
    names: tuple[UnitName, ...]
    places: tuple[UnitPlace, ...]
    below: tuple[Unit, ...]
    seats: tuple[Seat, ...]
    closed_posts: tuple[Post, ...]
    in_hand: tuple[InHand, ...]


def chart(actor: Actor, *, tenant: Tenant, on: date, wanted: str = "") -> Chart:
    """The units that stood on the day; with words wanted, those that bear them or whose people do."""
    branches = list(_flat(queries.tree(actor, tenant=tenant, on=on), depth=0))
    units = [branch.unit for branch, _ in branches]
    names = _names(units, on)
    posts, holders, deputies = _counts(actor, units, on)
    hits = _hits(actor, units, wanted, on) if wanted else {unit.pk for unit in units}
    return Chart(
        tuple(
            Line(
                unit=branch.unit,
                depth=0 if wanted else depth,
                name=names.get(branch.unit.pk, branch.unit.name),
                posts=posts[branch.unit.pk],
                vacant=posts[branch.unit.pk] - holders[branch.unit.pk],
                deputies=deputies[branch.unit.pk],
            )
            for branch, depth in branches
            if branch.unit.pk in hits
        )
    )


def unit_sheet(actor: Actor, unit_id: int, *, on: date) -> UnitSheet:
    """One unit with its names, places, posts and people on the day. Raises NoSuchUnit.

    Posts, people and what they have in hand are there for their own government alone.
    """
    unit = queries.unit_for(actor, unit_id)
    posts = list(queries.posts_for(actor).filter(unit=unit))
    below = queries.units_for(actor).filter(standing(on), _placed_under(unit, on)).distinct()
    is_own = actor.tenant_id == unit.tenant_id
    return UnitSheet(
        unit=unit,
        names=tuple(sorted(unit.names.order_by("-from_on", "pk"), key=_rank)),
        places=tuple(unit.places.select_related("parent").order_by("-from_on", "pk")),
        below=tuple(below),
        seats=_seats(actor, posts, on),
        closed_posts=tuple(post for post in posts if post.closed_on is not None and post.closed_on < on),
        in_hand=left_by_unit(unit.pk) if is_own and unit.closed_on is None else (),
    )


def _flat(branches: Iterable[Branch], *, depth: int) -> Iterator[tuple[Branch, int]]:
    for branch in branches:
        yield branch, depth
        yield from _flat(branch.below, depth=depth + 1)


def _names(units: Iterable[Unit], on: date) -> Mapping[int, str]:
    found = UnitName.objects.filter(in_force(on), unit__in=list(units), kind=NameKind.OFFICIAL)
    return dict(found.order_by("from_on").values_list("unit", "name"))


def _counts(actor: Actor, units: Iterable[Unit], on: date) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """Posts, holders and deputies of each unit on the day."""
    within = list(units)
    posts = queries.posts_for(actor).filter(standing(on), unit__in=within)
    held = queries.holdings_for(actor).filter(in_force(on), standing(on, prefix="post__"))
    at_work = list(held.filter(post__unit__in=within).values_list("post", "post__unit", "stands_in_for"))
    holders = {(post, unit) for post, unit, stands_in_for in at_work if stands_in_for is None}
    return (
        Counter(posts.order_by().values_list("unit", flat=True)),
        Counter(unit for _, unit in holders),
        Counter(unit for _, unit, stands_in_for in at_work if stands_in_for is not None),
    )


def _hits(actor: Actor, units: Iterable[Unit], wanted: str, on: date) -> set[int]:
    within = [unit.pk for unit in units]
    named = UnitName.objects.filter(name__icontains=wanted, unit__in=within)
    coded = {unit.pk for unit in units if wanted in (unit.code, unit.name, unit.short_name)}
    titled = queries.posts_for(actor).filter(standing(on), title__icontains=wanted, unit__in=within)
    someone = Q(person__name__icontains=wanted) | Q(person__account__icontains=wanted)
    staffed = queries.holdings_for(actor).filter(in_force(on), someone, post__unit__in=within)
    return {
        *coded,
        *named.values_list("unit", flat=True),
        *titled.values_list("unit", flat=True),
        *staffed.values_list("post__unit", flat=True),
    }


def _rank(name: UnitName) -> tuple[bool, int]:
    """Names in use before those of the past; the full name first."""
    return (name.until_on is not None, list(NameKind).index(NameKind(name.kind)))


def _placed_under(unit: Unit, on: date) -> Q:
    return Q(pk__in=UnitPlace.objects.filter(in_force(on), parent=unit).values("unit"))


def _seats(actor: Actor, posts: Iterable[Post], on: date) -> tuple[Seat, ...]:
    open_ones = [post for post in posts if post.closed_on is None or post.closed_on >= on]
    held: dict[int, list[Holding]] = {}
    for one in queries.holdings_for(actor).filter(post__in=open_ones).order_by("-from_on", "-pk"):
        held.setdefault(one.post_id, []).append(one)
    holders = (_holder(held.get(post.pk, []), on) for post in open_ones)
    left = left_by_each([(one.person_id, one.post_id) for one in holders if one])
    return tuple(_seat(post, held.get(post.pk, []), on, left) for post in open_ones)


def _at_work(held: Iterable[Holding], on: date) -> list[Holding]:
    return [one for one in held if one.from_on <= on and (one.until_on is None or one.until_on >= on)]


def _holder(held: Iterable[Holding], on: date) -> Holding | None:
    return next((one for one in _at_work(held, on) if one.stands_in_for_id is None), None)


def _seat(post: Post, held: list[Holding], on: date, left: Mapping[Pair, tuple[InHand, ...]]) -> Seat:
    now, holder = _at_work(held, on), _holder(held, on)
    to_come = [one for one in held if one.stands_in_for_id is not None and one.from_on > on]
    return Seat(
        post=post,
        holder=holder,
        deputies=tuple(one for one in now if one.stands_in_for_id is not None),
        to_come=tuple(to_come),
        others=tuple(one for one in held if one not in now and one not in to_come),
        in_hand=left[holder.person_id, post.pk] if holder else (),
    )

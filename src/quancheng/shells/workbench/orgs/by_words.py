"""Units, posts and people, found by their names: for whoever may open the register."""

from collections.abc import Sequence

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import finding
from quancheng.kernel.links.finding import Found, Rows, Shelf, in_fields, of_unit
from quancheng.kernel.orgs.models import Holding, Person, Post, Unit, UnitName
from quancheng.kernel.orgs.queries import people_for, posts_for, units_for
from quancheng.kernel.orgs.spans import in_force
from quancheng.shells.workbench.menu import OF_REGISTER

UNIT, POST, PERSON = "orgs.unit", "orgs.post", "orgs.person"


def units_seen(actor: Actor) -> Rows:
    """The units that the register shows to the actor."""
    return units_for(actor)


def posts_seen(actor: Actor) -> Rows:
    """The posts of the actor's government, for whoever may open its register."""
    return posts_for(actor) if actor.roles & OF_REGISTER else Post.objects.none()


def people_seen(actor: Actor) -> Rows:
    """The people of the actor's government, for whoever may open its register."""
    found = people_for(actor) if actor.roles & OF_REGISTER else Person.objects.none()
    return found.filter(is_active=True)


def _units(rows: Sequence[Unit]) -> list[Found]:
    return [
        Found(
            RecordRef(UNIT, str(one.pk)), one.name, one.short_name, None,
            address=_unit(one.pk), unit=str(one.tenant),
            state="已撤销" if one.closed_on else one.get_kind_display(),
        )
        for one in rows
    ]  # fmt: skip


def _posts(rows: Sequence[Post]) -> list[Found]:
    return [
        Found(
            RecordRef(POST, str(one.pk)), one.title, "", None, address=_unit(one.unit_id), unit=str(one.unit),
            state="已撤销" if one.closed_on else "",
        )
        for one in rows
    ]  # fmt: skip


def _people(rows: Sequence[Person]) -> list[Found]:
    now = Holding.objects.filter(in_force(timezone.localdate())).select_related("post__unit")
    prefetch_related_objects(list(rows), Prefetch("holdings", now.order_by("pk"), to_attr="at_work"))
    return [_person(one, one.at_work) for one in rows]  # type: ignore[attr-defined]  # fetched above


def _person(person: Person, held: Sequence[Holding]) -> Found:
    posts = "；".join(f"{one.post.unit} {one.post.title}" for one in held)
    return Found(
        RecordRef(PERSON, str(person.pk)),
        person.name,
        posts or "今天没有任职的岗位",
        address=_unit(held[0].post.unit_id) if held else "",
        unit=str(held[0].post.unit) if held else "",
    )


def _unit_words(spelt: Sequence[str]) -> Q:
    named = UnitName.objects.filter(in_fields("name")(spelt))
    return in_fields("name", "short_name", "code")(spelt) | Q(pk__in=named.values("unit"))


def _unit(pk: int) -> str:
    return reverse("workbench:orgs_unit", args=[pk])


SHELVES = (
    Shelf(
        UNIT, "单位", seen=units_seen, words=_unit_words, tell=_units, title="name",
        order=("tenant_id", "code"), is_for_administrators=True, is_aside=True,
    ),
    Shelf(
        POST, "岗位", seen=posts_seen, words=in_fields("title"), tell=_posts, title="title",
        of_units=of_unit("unit"), order=("unit__code", "pk"), is_for_administrators=True, is_aside=True,
    ),
    Shelf(
        PERSON, "人员", seen=people_seen, words=in_fields("name", "account"), tell=_people, title="name",
        order=("account",), is_for_administrators=True, is_aside=True,
    ),
)  # fmt: skip


def tell_the_finder() -> None:
    """Once, when the house starts."""
    for shelf in SHELVES:
        finding.register(shelf)

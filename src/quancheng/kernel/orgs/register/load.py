"""From the tables into the rows of a register."""

from collections.abc import Iterator
from datetime import date

from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Post, Tenant, Unit, UnitName, UnitPlace
from quancheng.kernel.orgs.register.check import Outside
from quancheng.kernel.orgs.register.rows import (
    Book,
    HoldingRow,
    NameRow,
    PersonRow,
    PlaceRow,
    PostRow,
    Row,
    UnitRow,
    book_of,
)
from quancheng.kernel.orgs.register.sheets import PEOPLE, SHEETS

PostKey = tuple[str, str, date | None]
HoldingKey = tuple[str, str, str, date]


def register_of(tenant: Tenant) -> Book:
    """The whole register of a government as rows. Nothing of it is left out but passwords and seats."""
    rows: list[Row] = [*_units(tenant), *_names(tenant), *_places(tenant)]
    rows += [*_posts(tenant), *_people(tenant), *_holdings(tenant)]
    return book_of(SHEETS, *rows)


def outside_of(tenant: Tenant, brought: Book) -> Outside:
    """What the check must know of other governments and of the administrators."""
    accounts = [row.account for row in brought.rows(PEOPLE).values() if isinstance(row, PersonRow)]
    others = Person.objects.filter(account__in=accounts).exclude(tenant=tenant)
    seated = AdminSeat.objects.exclude(person=None).values_list("person__account", flat=True)
    own = Person.objects.filter(tenant=tenant)
    return Outside(
        taken=frozenset(others.values_list("account", flat=True)),
        administrators=frozenset(seated),
        known=frozenset(own.values_list("account", flat=True)),
    )


def posts_by_key(tenant: Tenant) -> dict[PostKey, Post]:
    """Each post of the government under what tells it from others."""
    posts = Post.objects.filter(unit__tenant=tenant).select_related("unit").prefetch_related("roles")
    return {(post.unit.code, post.title, post.opened_on): post for post in posts.order_by("unit__code", "pk")}


def holdings_by_key(tenant: Tenant) -> dict[HoldingKey, Holding]:
    """Each holding in the government under what tells it from others."""
    held = Holding.objects.filter(post__unit__tenant=tenant)
    return {
        (one.person.account, one.post.unit.code, one.post.title, one.from_on): one
        for one in held.select_related("person", "post__unit", "stands_in_for__person").order_by("pk")
    }


def _units(tenant: Tenant) -> Iterator[UnitRow]:
    for unit in Unit.objects.filter(tenant=tenant).select_related("merged_into").order_by("code"):
        yield UnitRow(
            code=unit.code,
            kind=unit.kind,
            name=unit.name,
            short_name=unit.short_name,
            opened_on=unit.opened_on,
            closed_on=unit.closed_on,
            merged_into=unit.merged_into.code if unit.merged_into else "",
        )


def _names(tenant: Tenant) -> Iterator[NameRow]:
    names = UnitName.objects.filter(unit__tenant=tenant).select_related("unit")
    for said in names.order_by("unit__code", "pk"):
        yield NameRow(
            unit=said.unit.code,
            kind=said.kind,
            name=said.name,
            from_on=said.from_on,
            until_on=said.until_on,
        )


def _places(tenant: Tenant) -> Iterator[PlaceRow]:
    places = UnitPlace.objects.filter(unit__tenant=tenant).select_related("unit", "parent")
    for place in places.order_by("unit__code", "pk"):
        yield PlaceRow(
            unit=place.unit.code,
            parent=place.parent.code,
            from_on=place.from_on,
            until_on=place.until_on,
        )


def _posts(tenant: Tenant) -> Iterator[PostRow]:
    for (unit, title, opened_on), post in posts_by_key(tenant).items():
        yield PostRow(
            unit=unit,
            title=title,
            roles=tuple(sorted(one.role for one in post.roles.all())),
            opened_on=opened_on,
            closed_on=post.closed_on,
        )


def _people(tenant: Tenant) -> Iterator[PersonRow]:
    for person in Person.objects.filter(tenant=tenant).order_by("account"):
        yield PersonRow(
            account=person.account, name=person.name, email=person.email, is_active=person.is_active
        )


def _holdings(tenant: Tenant) -> Iterator[HoldingRow]:
    for (account, unit, post, from_on), held in holdings_by_key(tenant).items():
        yield HoldingRow(
            account=account,
            unit=unit,
            post=post,
            from_on=from_on,
            until_on=held.until_on,
            stands_in_for=held.stands_in_for.person.account if held.stands_in_for else "",
        )

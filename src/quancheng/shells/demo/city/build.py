"""The model city as registers. Pure: facts and cast in, rows out; the same rows every time."""

from collections.abc import Iterator
from datetime import date

from quancheng.kernel.orgs.commands.demo import DemoGovernment
from quancheng.kernel.orgs.register.rows import (
    HoldingRow,
    NameRow,
    PersonRow,
    PlaceRow,
    PostRow,
    Row,
    UnitRow,
    book_of,
)
from quancheng.kernel.orgs.register.sheets import SHEETS
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.shells.demo.city.cast import Cast
from quancheng.shells.demo.city.facts import (
    CITY,
    DATA_BUREAU,
    DEPARTMENTS,
    DISTRICTS,
    OFFICE,
    District,
    Organ,
)

CITY_SLUG = "jinan"
ROOT = "100"  # code of the government itself, in each of the registers
OPENNESS_DESK = "101-01"
SINCE = date(2024, 1, 1)
STANDS_IN = (date(2024, 7, 1), date(2024, 7, 12))  # Monday to the Friday of the week after
ADMINISTRATORS = {AdminRole.SYSTEM: "system", AdminRole.SECURITY: "security", AdminRole.AUDIT: "audit"}


def governments() -> tuple[DemoGovernment, ...]:
    """The city, then its districts and counties."""
    cast = Cast()
    return (_city(cast), *(_district(told, cast) for told in DISTRICTS))


def _city(cast: Cast) -> DemoGovernment:
    rows: list[Row] = [*_unit(ROOT, "government", "济南市人民政府", "市政府", ("济南市政府",))]
    for number, organ in enumerate(DEPARTMENTS, start=1):
        account = "unit" if organ is DATA_BUREAU else f"unit-{100 + number}"
        rows += _department(f"{100 + number}", organ, account, cast)
    rows += _openness_desk(cast)
    rows += [_person(account, cast) for account in ADMINISTRATORS.values()]
    return DemoGovernment(
        slug=CITY_SLUG,
        name=CITY,
        full_name="济南市人民政府",
        level="city",
        book=book_of(SHEETS, *rows),
        administrators=ADMINISTRATORS,
    )


def _department(code: str, organ: Organ, account: str, cast: Cast) -> Iterator[Row]:
    yield from _unit(code, "department", organ.full_name, organ.short_name, organ.aliases)
    yield PlaceRow(unit=code, parent=ROOT)
    yield from _post(code, "政务公开承办", (Role.HANDLER,), account, cast)
    yield from _post(code, "单位负责人", (Role.HEAD,), f"{account}-head", cast)


def _openness_desk(cast: Cast) -> Iterator[Row]:
    """The openness office of the city: an internal unit of its general office, with a deputy (AB岗)."""
    office = f"{101 + DEPARTMENTS.index(OFFICE)}"
    yield from _unit(OPENNESS_DESK, "internal", f"{OFFICE.full_name}政务公开处", "市政府办公厅政务公开处", ())
    yield PlaceRow(unit=OPENNESS_DESK, parent=office)
    yield from _post(
        OPENNESS_DESK, "政务公开处经办", (Role.OPENNESS_OFFICE, Role.SITE_EDITOR), "office", cast
    )
    yield from _post(OPENNESS_DESK, "政务公开处负责人", (Role.OPENNESS_HEAD,), "office-head", cast)
    yield from _post(OPENNESS_DESK, "信息发布审核", (Role.REVIEWER,), "reviewer", cast)
    yield from _post(OPENNESS_DESK, "合法性审核", (Role.LEGAL_READER,), "legal", cast)
    first, last = STANDS_IN
    yield HoldingRow(
        account="reviewer",
        unit=OPENNESS_DESK,
        post="政务公开处经办",
        from_on=first,
        until_on=last,
        stands_in_for="office",
    )


def _district(told: District, cast: Cast) -> DemoGovernment:
    full, account = f"{CITY}{told.name}人民政府", "district" if told.slug == "lixia" else told.slug
    office, kind = f"{ROOT}-01", told.name[-1]
    rows: list[Row] = [
        *_unit(ROOT, "government", full, f"{told.name}政府", (f"{told.name}人民政府", told.name)),
        *_unit(office, "internal", f"{full}办公室", f"{told.name}政府办公室", (f"{kind}政府办公室",)),
        PlaceRow(unit=office, parent=ROOT),
        *_post(office, "政务公开经办", (Role.HANDLER, Role.OPENNESS_OFFICE), account, cast),
        *_post(office, "政务公开负责人", (Role.HEAD, Role.OPENNESS_HEAD), f"{account}-head", cast),
    ]
    for number, organ in enumerate(told.departments, start=1):
        rows += _department(f"{100 + number}", organ, f"{told.slug}-{100 + number}", cast)
    return DemoGovernment(
        slug=told.slug,
        name=told.name,
        full_name=full,
        level="district",
        above=CITY_SLUG,
        book=book_of(SHEETS, *rows),
    )


def _unit(code: str, kind: str, name: str, short: str, aliases: tuple[str, ...]) -> Iterator[Row]:
    yield UnitRow(code=code, kind=kind, name=name, short_name=short)
    yield NameRow(unit=code, kind="official", name=name)
    yield NameRow(unit=code, kind="short", name=short)
    for alias in aliases:
        yield NameRow(unit=code, kind="alias", name=alias)


def _post(code: str, title: str, roles: tuple[Role, ...], account: str, cast: Cast) -> Iterator[Row]:
    yield PostRow(unit=code, title=title, roles=tuple(sorted(role.value for role in roles)))
    yield _person(account, cast)
    yield HoldingRow(account=account, unit=code, post=title, from_on=SINCE)


def _person(account: str, cast: Cast) -> PersonRow:
    return PersonRow(account=account, name=cast.name(), email=f"{account}@demo.invalid")

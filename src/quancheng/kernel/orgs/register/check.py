"""Is a register sound as a whole? Pure; asked before anything is written."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar

from quancheng.kernel.orgs.accounts import is_account
from quancheng.kernel.orgs.register.rows import (
    Book,
    HoldingRow,
    Key,
    NameRow,
    PersonRow,
    PlaceRow,
    PostRow,
    Row,
    Sheet,
    UnitRow,
)
from quancheng.kernel.orgs.register.sheets import HOLDINGS, NAMES, PEOPLE, PLACES, POSTS, UNITS

T = TypeVar("T", bound=Row)
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot stand, and why, in a sentence with its remedy."""

    sheet: Sheet
    key: Key
    sentence: str


@dataclass(frozen=True, slots=True)
class Outside:
    """What the register cannot know of itself: accounts elsewhere, of administrators, and of old."""

    taken: frozenset[str] = frozenset()
    administrators: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()  # registered before; an account never changes


def problems(book: Book, outside: Outside = Outside()) -> tuple[Problem, ...]:
    """Everything that is wrong with a register, sheet by sheet."""
    found: list[Problem] = []
    for part in (_units, _names, _current_names, _places, _posts, _holdings):
        found += part(book)
    found += _people(book, outside)
    return tuple(found)


def span_of(first: date | None, last: date | None) -> Span:
    """The span with its open ends closed by the ends of time."""
    return first or date.min, last or date.max


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a day."""
    return one[0] <= other[1] and other[0] <= one[1]


def _rows(book: Book, sheet: Sheet, holds: type[T]) -> dict[Key, T]:
    return {key: row for key, row in book.rows(sheet).items() if isinstance(row, holds)}


def _codes(book: Book) -> set[str]:
    return {row.code for row in _rows(book, UNITS, UnitRow).values()}


def _units(book: Book) -> Iterator[Problem]:
    codes = _codes(book)
    for key, row in _rows(book, UNITS, UnitRow).items():
        if row.opened_on and row.closed_on and row.closed_on < row.opened_on:
            yield Problem(UNITS, key, "撤销日期早于设立日期，请改正")
        if row.merged_into and row.merged_into not in codes:
            yield Problem(UNITS, key, f"并入单位编码“{row.merged_into}”不在名册中，请改正或先登记该单位")
        if row.merged_into == row.code:
            yield Problem(UNITS, key, "单位不能并入自己，请改正并入单位编码")
        if row.merged_into and not row.closed_on:
            yield Problem(UNITS, key, "填了并入单位就要填撤销日期")


def _names(book: Book) -> Iterator[Problem]:
    rows = _rows(book, NAMES, NameRow)
    yield from _known_units(NAMES, ((key, row.unit) for key, row in rows.items()), _codes(book))
    spans = {key: (row.from_on, row.until_on) for key, row in rows.items()}
    yield from _backwards(NAMES, spans)
    single = {key: row for key, row in rows.items() if row.kind in {"official", "short"}}
    yield from _overlapping(
        NAMES,
        {key: span_of(*spans[key]) for key in single},
        lambda key: (single[key].unit, single[key].kind),
        "同一单位同一时间只能有一个全称、一个简称，请填写前一个名称的停用日期",
    )


def _current_names(book: Book) -> Iterator[Problem]:
    """The unit's row shows the names in force; a closed unit shows its last."""
    last: dict[tuple[str, str], NameRow] = {}
    for row in sorted(_rows(book, NAMES, NameRow).values(), key=lambda r: span_of(r.from_on, r.until_on)[1]):
        last[row.unit, row.kind] = row
    for key, unit in _rows(book, UNITS, UnitRow).items():
        official, short = last.get((unit.code, "official")), last.get((unit.code, "short"))
        if official is None or official.name != unit.name:
            shown = official.name if official else "（无）"
            yield Problem(
                UNITS, key, f"全称“{unit.name}”与“名称”表中的现行全称“{shown}”不一致，请在“名称”表登记更名"
            )
        in_force = short.name if short and (short.until_on is None or unit.closed_on) else ""
        if in_force != unit.short_name:
            yield Problem(
                UNITS,
                key,
                f"简称“{unit.short_name}”与“名称”表中的现行简称“{in_force}”不一致，请在“名称”表登记",
            )


def _places(book: Book) -> Iterator[Problem]:
    rows = _rows(book, PLACES, PlaceRow)
    codes = _codes(book)
    yield from _known_units(PLACES, ((key, row.unit) for key, row in rows.items()), codes)
    yield from _known_units(PLACES, ((key, row.parent) for key, row in rows.items()), codes)
    spans = {key: (row.from_on, row.until_on) for key, row in rows.items()}
    yield from _backwards(PLACES, spans)
    yield from _overlapping(
        PLACES,
        {key: span_of(*span) for key, span in spans.items()},
        lambda key: rows[key].unit,
        "同一单位同一时间只能有一个上级，请填写前一条隶属的截止日期",
    )
    for key in circles(rows):
        yield Problem(PLACES, key, f"“{rows[key].unit}”会成为自己的上级，请改正上级单位编码")


def circles(rows: Mapping[Key, PlaceRow]) -> list[Key]:
    """The places by which a unit would stand above itself on some day."""
    above: dict[str, list[PlaceRow]] = defaultdict(list)
    for row in rows.values():
        above[row.unit].append(row)
    return [key for key, row in rows.items() if _climbs_to(row.unit, row, _whole(row), above, frozenset())]


def _climbs_to(
    unit: str, place: PlaceRow, days: Span, above: Mapping[str, list[PlaceRow]], seen: frozenset[str]
) -> bool:
    if place.parent == unit:
        return True
    if place.parent in seen:
        return False  # a circle of others; they are told of it themselves
    for upper in above.get(place.parent, ()):
        common = (max(days[0], _whole(upper)[0]), min(days[1], _whole(upper)[1]))
        if common[0] <= common[1] and _climbs_to(unit, upper, common, above, seen | {place.parent}):
            return True
    return False


def _whole(row: PlaceRow) -> Span:
    return span_of(row.from_on, row.until_on)


def _posts(book: Book) -> Iterator[Problem]:
    rows = _rows(book, POSTS, PostRow)
    yield from _known_units(POSTS, ((key, row.unit) for key, row in rows.items()), _codes(book))
    spans = {key: (row.opened_on, row.closed_on) for key, row in rows.items()}
    yield from _backwards(POSTS, spans)
    yield from _overlapping(
        POSTS,
        {key: span_of(*span) for key, span in spans.items()},
        lambda key: (rows[key].unit, rows[key].title),
        "同一单位已有同名的岗位，请换一个岗位名称或填写前一个岗位的撤岗日期",
    )


def _people(book: Book, outside: Outside) -> Iterator[Problem]:
    for key, row in _rows(book, PEOPLE, PersonRow).items():
        if row.account in outside.taken:
            yield Problem(PEOPLE, key, f"账号“{row.account}”已被其他政府的人员使用，请换一个账号")
        if row.account not in outside.known and not is_account(row.account):
            yield Problem(
                PEOPLE,
                key,
                f"账号“{row.account}”含有空格或特殊符号，或者过长；"
                "请以文字或数字开头，只用文字、数字和 . @ + - _，不超过60字",
            )
    for key, held in _rows(book, HOLDINGS, HoldingRow).items():
        if held.account in outside.administrators:
            yield Problem(HOLDINGS, key, f"“{held.account}”是系统、安全或审计管理员，不能同时担任业务岗位")


def _holdings(book: Book) -> Iterator[Problem]:
    rows = _rows(book, HOLDINGS, HoldingRow)
    accounts = {row.account for row in _rows(book, PEOPLE, PersonRow).values()}
    posts = posts_by_title(book)
    for key, row in rows.items():
        if row.account not in accounts:
            yield Problem(HOLDINGS, key, f"账号“{row.account}”不在“人员”表中，请先登记人员")
        if post_of(row, posts) is None:
            yield Problem(HOLDINGS, key, f"单位“{row.unit}”在这段时间没有“{row.post}”岗位，请核对岗位和日期")
    yield from _backwards(HOLDINGS, {key: (row.from_on, row.until_on) for key, row in rows.items()})
    mains = {key: row for key, row in rows.items() if not row.stands_in_for}
    yield from _overlapping(
        HOLDINGS,
        {key: span_of(row.from_on, row.until_on) for key, row in mains.items()},
        lambda key: (rows[key].unit, rows[key].post),
        "这个岗位在这段时间已有人任职，请先填写前任的离岗日期",
    )
    yield from _deputies(rows)


def _deputies(rows: Mapping[Key, HoldingRow]) -> Iterator[Problem]:
    for key, row in rows.items():
        if not row.stands_in_for:
            continue
        if row.until_on is None:
            yield Problem(HOLDINGS, key, "代理必须填写离岗日期")
        elif row.stands_in_for == row.account:
            yield Problem(HOLDINGS, key, "不能代理自己，请改正被代理人的账号")
        elif held_by(row, rows.values()) is None:
            yield Problem(HOLDINGS, key, f"“{row.stands_in_for}”在代理期间不在这个岗位上，请核对账号和日期")


def held_by(deputy: HoldingRow, rows: Iterable[HoldingRow]) -> HoldingRow | None:
    """The holding that a deputy stands in for: of that person, in that post, over the whole time."""
    days = span_of(deputy.from_on, deputy.until_on)
    for row in rows:
        whole = span_of(row.from_on, row.until_on)
        same = (row.account, row.unit, row.post) == (deputy.stands_in_for, deputy.unit, deputy.post)
        if same and not row.stands_in_for and whole[0] <= days[0] and days[1] <= whole[1]:
            return row
    return None


def posts_by_title(book: Book) -> Mapping[tuple[str, str], list[PostRow]]:
    """The posts of a register by unit and title; a title may come again after its post was closed."""
    found: dict[tuple[str, str], list[PostRow]] = defaultdict(list)
    for post in _rows(book, POSTS, PostRow).values():
        found[post.unit, post.title].append(post)
    return found


def post_of(holding: HoldingRow, posts: Mapping[tuple[str, str], list[PostRow]]) -> PostRow | None:
    """The post of that title which stands as long as it is held."""
    days = span_of(holding.from_on, holding.until_on)
    for post in posts.get((holding.unit, holding.post), ()):
        whole = span_of(post.opened_on, post.closed_on)
        if whole[0] <= days[0] and days[1] <= whole[1]:
            return post
    return None


def _known_units(sheet: Sheet, told: Iterable[tuple[Key, str]], codes: set[str]) -> Iterator[Problem]:
    for key, code in told:
        if code not in codes:
            yield Problem(sheet, key, f"单位编码“{code}”不在“单位”表中，请改正或先登记该单位")


def _backwards(sheet: Sheet, spans: Mapping[Key, tuple[date | None, date | None]]) -> Iterator[Problem]:
    for key, (first, last) in spans.items():
        if first and last and last < first:
            yield Problem(sheet, key, "结束日期早于开始日期，请改正")


def _overlapping(
    sheet: Sheet, spans: Mapping[Key, Span], group: Callable[[Key], Hashable], sentence: str
) -> Iterator[Problem]:
    groups: dict[Hashable, list[tuple[Span, Key]]] = defaultdict(list)
    for key, span in spans.items():
        groups[group(key)].append((span, key))
    for members in groups.values():
        members.sort(key=lambda member: member[0])
        for (before, _), (after, key) in pairwise(members):
            if overlaps(before, after):
                yield Problem(sheet, key, sentence)

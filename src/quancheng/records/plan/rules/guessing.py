"""A table without a header: which column means what, told by what stands in it, if that is safe."""

import re
from collections.abc import Callable, Mapping, Sequence

from quancheng.records.plan.rules.columns import Columns
from quancheng.records.plan.rules.deadlines import deadline_of
from quancheng.records.plan.rules.grids import MANY, Grid, How, Spot
from quancheng.records.plan.rules.marks import Depth, is_bare_number, mark_of
from quancheng.records.plan.rules.reading import DeadlineKind, Role
from quancheng.records.plan.rules.units import names_of
from quancheng.records.plan.rules.wording import plain

_UNIT = re.compile(r"(?:局|委|厅|办|部|府|院|会|署|处|办公室|中心|公司|集团|部门|单位)(?:等|（.*）)*\Z")
ENOUGH = 0.6
LONG, SHORT = 10, 5  # letters that demands have on average; fewer will do when all else is plain


def guessed_columns(grid: Grid) -> Columns | None:
    """Columns told by their content; None unless the task and its units or its day are plain to see."""
    width = max((len(line.spots) for line in grid.lines), default=0)
    if not 2 <= width <= MANY or len(grid.lines) < 2:
        return None
    texts = [_column(grid, place) for place in range(width)]
    no = _where(texts, _is_number)
    units = [place for place in range(width) if _share(texts[place], _is_units) >= ENOUGH]
    deadline = _where(texts, _is_deadline)
    free = [place for place in range(width) if place not in {no, deadline, *units}]
    requirement = max(free, key=lambda place: sum(map(len, texts[place])), default=None)
    if requirement is None or not (units or deadline is not None):
        return None
    sure = no is not None and bool(units) and deadline is not None
    if _mean(texts[requirement]) < (SHORT if sure else LONG):
        return None
    labels = tuple(place for place in free if place < requirement and _share(texts[place], bool) > 0)
    roles = tuple((place, Role.RESPONSIBLE) for place in units)
    if len(roles) == 2:
        roles = ((units[0], Role.LEAD), (units[1], Role.SUPPORT))
    return Columns(width, requirement, no, labels, roles, deadline, guessed=True)


def aligned(spots: Sequence[Spot], columns: Columns) -> list[Spot]:
    """The cells of a row that is too short, each under the heading that its content fits."""
    found: dict[int, Spot] = {}
    for count, spot in enumerate(spot for spot in spots if spot.text.strip()):
        place = _place_of(spot.text, columns, found, first=count == 0)
        before = found[place].text if place in found else ""
        found[place] = Spot(f"{before}\n{spot.text}" if before else spot.text)
    return [found.get(place, Spot("", How.MERGED)) for place in range(columns.width)]


def _place_of(text: str, columns: Columns, found: Mapping[int, Spot], *, first: bool) -> int:
    mark = mark_of(text)
    units = next((place for place, _ in columns.units if place not in found), None)
    label = next((place for place in columns.labels if place not in found), None)
    if first and columns.no is not None and _is_number(text):
        return columns.no
    if columns.deadline is not None and _is_deadline(text):
        return columns.deadline
    if units is not None and _is_units(text):
        return units
    if mark is not None and mark.depth is Depth.SECTION and len(columns.labels) > 1:
        return columns.labels[1]
    if label is not None and mark is not None and mark.depth is Depth.CHAPTER:
        return label
    return columns.requirement


def _column(grid: Grid, place: int) -> list[str]:
    texts = [line.spots[place].text.strip() for line in grid.lines[:200] if place < len(line.spots)]
    return [text for text in texts if text]


def _share(texts: Sequence[str], is_one: Callable[[str], bool]) -> float:
    return sum(map(is_one, texts)) / len(texts) if texts else 0.0


def _where(texts: Sequence[Sequence[str]], is_one: Callable[[str], bool]) -> int | None:
    return next((place for place, column in enumerate(texts) if _share(column, is_one) >= ENOUGH), None)


def _mean(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def _is_number(text: str) -> bool:
    return is_bare_number(text)


def _is_units(text: str) -> bool:
    names = names_of(text[:400])
    return bool(names) and sum(bool(_UNIT.search(plain(name))) for name in names) * 3 >= len(names) * 2


def _is_deadline(text: str) -> bool:
    return len(text) <= 20 and deadline_of(text, year=2000).kind is not DeadlineKind.NONE

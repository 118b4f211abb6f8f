"""Which units a document means by what it writes. Pure: the register comes in, a finding goes out.

A finding is certain (`EXACT`, `COLLECTIVE`) or carries a doubt that the official sees beside the cell.
Nothing is guessed: a near miss is proposed, never taken.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

MOST_PROPOSALS = 3


class How(StrEnum):
    """How the written words led to units."""

    EXACT = "exact"  # one unit bears this name on the day
    COLLECTIVE = "collective"  # a name for a whole set: 各区县政府
    OPEN = "open"  # the set is left open: 有关部门; what is named in it is found
    FORMER = "former"  # the name of another time; found is who bears the duty on the day
    AMBIGUOUS = "ambiguous"  # several units bear it
    UNKNOWN = "unknown"  # nobody does; near misses are proposed


@dataclass(frozen=True, slots=True)
class Register:
    """The names that count on one day for one government. Keys are written as `plain` writes them."""

    current: Mapping[str, frozenset[int]] = field(default_factory=dict)
    former: Mapping[str, frozenset[int]] = field(default_factory=dict)  # to the units that succeeded
    shown: Mapping[int, str] = field(default_factory=dict)
    departments: tuple[int, ...] = ()
    governments_below: tuple[int, ...] = ()
    streets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A near miss: how it is written in the register, and by how many characters it differs."""

    unit_id: int
    name: str
    distance: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What was made of one written name. `doubts` are sentences for the official, the first the gravest."""

    written: str
    how: How
    unit_ids: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    @property
    def is_certain(self) -> bool:
        return self.how in {How.EXACT, How.COLLECTIVE} and not self.doubts


_BODY = r"(?:工作)?(?:部门|单位)(?:\((?:部门|单位)\)|[、和及](?:部门|单位))?"
_BRANCH = r"(?:[省市区县州]|[省市区县]?(?:人民)?政府|[省市区县]直)?"
_TAIL = r"(?:\([^()]*\))?"
_GOVERNMENTS = re.compile(rf"各(?:设区)?(?:[市州区县旗、]|\([市县区、]+\))+(?:人民)?(?:政府)?{_TAIL}")
_STREETS = re.compile(
    rf"各(?:镇街|街镇|乡镇|镇|乡|街道)(?:办事处|\(?(?:乡|镇|街道)\)?|[、和](?:乡|镇|街道))*(?:政府|办事处)?{_TAIL}"
)
_DEPARTMENTS = re.compile(rf"{_BRANCH}各{_BODY}")
_RELEVANT = re.compile(rf"{_BRANCH}各?(?:有关|相关){_BODY}")
_AND_OTHERS = re.compile(rf"(?P<named>.+?)等(?:市直|市级|市政府|各)*(?:有关|相关)?{_BODY}")
_BRACKETED = re.compile(r"(?P<main>[^()]+)\((?P<sign>[^()]+)\)")


def plain(written: str) -> str:
    """The name without what print adds: blanks, line breaks, full-width signs."""
    return "".join(unicodedata.normalize("NFKC", written).split())


def match(written: str, register: Register) -> Finding:
    """Find the units that a document means by these words."""
    name = plain(written)
    for attempt in (_exact, _collective, _with_others, _former, _two_signs):
        found = attempt(name, register)
        if found is not None:
            return replace(found, written=written)
    return _unknown(written, name, register)


def distance(one: str, other: str) -> int:
    """How many characters must be added, taken away or changed to make one name of the other."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def shortens(short: str, long: str) -> bool:
    """Whether a name may be a shortening: it keeps the order of the characters, the first and the last."""
    if len(short) < 3 or len(short) >= len(long) or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def _exact(name: str, register: Register) -> Finding | None:
    units = register.current.get(name)
    if not units:
        return None
    if len(units) > 1:
        several = "、".join(register.shown[unit] for unit in sorted(units))
        return Finding(name, How.AMBIGUOUS, (), (f"“{name}”可能指{several}，请选定其中之一",))
    return Finding(name, How.EXACT, tuple(units))


def _collective(name: str, register: Register) -> Finding | None:
    for pattern, units, says in (
        (_STREETS, register.streets, "街道（镇）"),
        (_GOVERNMENTS, register.governments_below, "下级政府"),
        (_DEPARTMENTS, register.departments, "部门（单位）"),
    ):
        if pattern.fullmatch(name):
            doubts = () if units else (f"“{name}”是统称，但机构名册中还没有{says}，请先登记",)
            return Finding(name, How.COLLECTIVE, units, doubts)
    return None


def _with_others(name: str, register: Register) -> Finding | None:
    if _RELEVANT.fullmatch(name):
        return Finding(name, How.OPEN, (), (f"“{name}”没有写明是哪些单位，请选定",))
    found = _AND_OTHERS.fullmatch(name)
    if found is None:
        return None
    named = match(found["named"], register)
    doubt = f"“{name}”只写明了“{found['named']}”，其他有关单位请补充选定"
    return replace(named, how=How.OPEN, doubts=(*named.doubts, doubt))


def _former(name: str, register: Register) -> Finding | None:
    units = register.former.get(name)
    if units is None:
        return None
    if not units:
        return Finding(name, How.UNKNOWN, (), (f"“{name}”已撤销，没有登记承接的单位，请选定",))
    today = "、".join(register.shown[unit] for unit in sorted(units))
    doubt = f"“{name}”不是当日的名称，现为“{today}”，请核对"
    return Finding(name, How.FORMER, tuple(sorted(units)), (doubt,))


def _two_signs(name: str, register: Register) -> Finding | None:
    """One organ under two signs, 甲（乙）: either may be the one in the register; both must mean one unit."""
    found = _BRACKETED.fullmatch(name)
    if found is None:
        return None
    signs = (register.current.get(found["main"]), register.current.get(found["sign"]))
    units = frozenset[int]().union(*(units for units in signs if units))
    if len(units) != 1:
        return None
    return Finding(name, How.EXACT, tuple(units))


def _unknown(written: str, name: str, register: Register) -> Finding:
    proposals = _near(name, register)
    remedy = f"可能是“{proposals[0].name}”，请选定" if proposals else "请登记该单位或为已有单位增加别名"
    return Finding(written, How.UNKNOWN, (), (f"机构名册中没有“{name}”，{remedy}",), proposals)


def _near(name: str, register: Register) -> tuple[Proposal, ...]:
    """The nearest names, one for each unit; a shortening counts as one character away."""
    best: dict[int, Proposal] = {}
    for known, units in register.current.items():
        gap = _gap(name, known)
        if gap > len(name) // 3:
            continue
        for unit in units:
            if unit not in best or gap < best[unit].distance:
                best[unit] = Proposal(unit, register.shown[unit], gap)
    nearest = sorted(best.values(), key=lambda one: (one.distance, one.unit_id))
    return tuple(nearest[:MOST_PROPOSALS])


def _gap(name: str, known: str) -> int:
    if shortens(name, known) or shortens(known, name):
        return 1
    return distance(name, known)

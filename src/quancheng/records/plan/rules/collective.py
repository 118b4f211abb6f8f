"""Collective names: 各区县政府, 市政府各部门（单位）, 等有关部门; a set that only the office can fill."""

import re
from enum import StrEnum

from quancheng.records.plan.rules.wording import plain


class Scope(StrEnum):
    """Whom a name means: one unit, or which set of units."""

    EXPLICIT = "explicit"
    ALL_DISTRICTS = "all_districts"
    ALL_DEPARTMENTS = "all_departments"
    RELEVANT_DEPARTMENTS = "relevant_departments"
    RELEVANT_DISTRICTS = "relevant_districts"


_DISTRICT = (
    r"(?:省|自治区|直辖市|设区的?市|区县|县区|市县|县|区|市|州|盟|旗|乡|镇|街道|地方|功能区|开发区|地)"
)
_VAGUE = re.compile(r"等?(?:各)?(?:有关|相关)(?!联)|等\Z|等(?:部门|单位)")
_PLACES = re.compile(rf"(?:有关|相关)(?:的)?{_DISTRICT}")
_EVERY_PLACE = re.compile(rf"各(?:级)?(?:{_DISTRICT}|(?:级)?(?:人民)?政府)")
_EVERY_UNIT = re.compile(
    r"各(?:级|行业|市直|直属|专项|牵头|责任|主管|成员)*[^、，]{0,8}?(?:部门|单位|机构|委办局|局|委|办)|各级各"
)
_OPEN = re.compile(
    r"等?(?:各)?(?:有关|相关)(?:部门|单位|机构|设区市|市|区县|地方)?.*\Z|等(?:部门|单位)?(?:（单位）)?\Z"
)


def scope_of(name: str) -> Scope:
    """Which units a name means."""
    told = plain(name).replace(" ", "")
    if _PLACES.search(told):
        return Scope.RELEVANT_DISTRICTS
    if _VAGUE.search(told):
        return Scope.RELEVANT_DEPARTMENTS
    if _EVERY_UNIT.search(told) and not re.match(rf"各{_DISTRICT}", told):
        return Scope.ALL_DEPARTMENTS
    if _EVERY_PLACE.search(told):
        return Scope.ALL_DISTRICTS
    return Scope.EXPLICIT


def is_collective(name: str) -> bool:
    """Whether a name means more than the one unit it names."""
    return scope_of(name) is not Scope.EXPLICIT


def named_in(name: str) -> str:
    """The one unit that a collective name names itself (市教育局等有关部门 → 市教育局), or nothing."""
    if scope_of(name) is not Scope.RELEVANT_DEPARTMENTS:
        return ""
    head = _OPEN.sub("", plain(name))
    return "" if head in {"市政府", "省政府", "区政府", "县政府", "市", "省", "各"} else name[: len(head)]

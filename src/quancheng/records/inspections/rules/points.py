"""Points, as sheets write them: 5, 5分, 5%, ≤5, （5分）. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

FORM = re.compile(r"(?:≤|<=|不超过|最多|最高|满分)?(\d{1,4}(?:\.\d{1,2})?)(?:分|%)?")
STATED = re.compile(r"(?:满分|总分|合计|总计|共计?)[为是:：]?(\d{2,4}(?:\.\d{1,2})?)分?")
TITLED = re.compile(r"[（(](\d{1,3}(?:\.\d{1,2})?)分[)）]")


def points_of(text: str) -> Decimal | None:
    """How many points a cell gives; None when it gives no one number."""
    found = FORM.fullmatch(_plain(text).strip("()"))
    return Decimal(found[1]) if found else None


def stated_full(texts: Iterable[str]) -> Decimal | None:
    """The full marks that a sheet states in words; None when it states none."""
    found = (STATED.search(_plain(text)) for text in texts)
    return next((Decimal(one[1]) for one in found if one), None)


def titled_points(text: str) -> Decimal | None:
    """The points that a heading carries in brackets: 一、主动公开（40分）."""
    found = TITLED.search(_plain(text))
    return Decimal(found[1]) if found else None


def in_figures(points: Decimal | None) -> str:
    """Points as people write them, without zeros behind; empty when there are none."""
    return "" if points is None else f"{Decimal(points).normalize():f}"


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))

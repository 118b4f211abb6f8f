"""The title of a plan and the year it is for."""

import re
from collections.abc import Iterable, Sequence

from quancheng.records.plan.rules.marks import is_page_number
from quancheng.records.plan.rules.wording import joined, mended, number_of, plain

_KINDS = (
    r"(?:方案|要点|计划|分工|清单|意见|通知|措施|台账|安排|办法|规划|任务书?|任务表|分解表|分工表"
    r"|一览表|表|细则|责任制|决定)"
)
_TITLE = re.compile(rf"{_KINDS}(?:的通知)?\s*[》”]?\s*(?:（.*）)?\s*\Z")
_NEVER = re.compile(
    r"附\s*(?:件|表|录)?\s*[\d一二三四五六七八九十]*\s*(?:[:：]|\Z)|.{1,8}〔\d{4}〕|（此件|为(?!民)|根据|按照|经|抄送|各.{0,30}[:：]\Z"
)
_DATE = re.compile(
    r"[\d〇零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日\Z"
)
_ENDED = re.compile(r"[。：:；;，！？]\s*\Z")
_EDITION = re.compile(r"（[^（）]{0,30}(?:年|稿|试行|修订)[^（）]{0,10}）\Z")
LONGEST = 120
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_NUMERAL_YEAR = re.compile(r"([二]\s*[〇○零]\s*[〇○零一二三四五六七八九]\s*[〇○零一二三四五六七八九])\s*年")
_DOCUMENT = re.compile(r"〔(20\d{2})〕")


def title_of(lines: Iterable[str]) -> str:
    """The last line, or group of lines, above the tasks that reads like the title of a plan."""
    groups = _groups([mended(line).strip() for line in lines])
    named = [group for group in groups if 6 <= len(group) <= LONGEST and _TITLE.search(plain(group))]
    return named[-1] if named else next((group for group in groups if 4 <= len(group) <= 80), "")


def year_of(title: str, lines: Sequence[str]) -> int | None:
    """The year in the title; else of the document's number, else the first year that the head mentions."""
    for text in (title, *_headed(lines)):
        found = _first_year(text)
        if found is not None:
            return found
    return None


def _headed(lines: Sequence[str]) -> list[str]:
    head = [plain(line) for line in lines[:60]]
    numbers = [found[0] for line in head for found in [_DOCUMENT.search(line)] if found]
    return numbers[:1] + [line for line in head if len(line) < 40]


def _first_year(text: str) -> int | None:
    told = plain(text)
    found = _YEAR.search(told)
    if found:
        return int(found[1])
    worded = _NUMERAL_YEAR.search(told)
    return number_of(re.sub(r"\s", "", worded[1])) if worded else None


def _groups(lines: Sequence[str]) -> list[str]:
    """Lines that belong to one title joined; anything that cannot be part of a title parts them."""
    groups: list[str] = []
    current: list[str] = []
    for line in lines:
        told = plain(line)
        if groups and not current and _EDITION.fullmatch(told):
            groups[-1] += line
            continue
        if not line or _cannot_be(told):
            groups += _whole(current)
            current = []
            continue
        current.append(line)
        if _TITLE.search(told):
            groups += _whole(current)
            current = []
    return groups + _whole(current)


def _whole(lines: list[str]) -> list[str]:
    return [joined(lines)] if lines else []


def _cannot_be(told: str) -> bool:
    return bool(
        _NEVER.match(told)
        or _DATE.search(told)
        or _ENDED.search(told)
        or is_page_number(told)
        or len(told) > 60
    )

"""Figures that a requirement sets itself: 69个, 每年至少2次, 每年年底前, 95%以上."""

import re

from quancheng.records.plan.rules.reading import TargetKind, TargetReading
from quancheng.records.plan.rules.wording import number_of, plain

_LEAST = r"(?:至少|不少于|不低于|不得少于|不得低于|力争|达到|达|超过|突破|超|完成)"
_PERIOD = r"每(?:个|一)?(?P<per>半年|年度?|季度?|月|周|日|天)"
_MEASURE = (
    r"(?:(?:个|项|条)(?!工作日|百分点|月|小时|方面|维度|层面|阶段|左右的?方面)|家|次|场|件|篇|期|名|人次|人|户|处|座|套|台|辆|亩|公里|门|所"
    r"|间|例|册|款|支|栋|班次|班|届|轮|宗|笔|艘|架|类|元|吨|平方米)"
)
_FIGURE = (
    r"(?P<number>\d+(?:\.\d+)?)(?:\s*[-—–－~～至]\s*(?P<upto>\d+(?:\.\d+)?))?"
    r"\s*(?P<scale>万亿|亿|万|千|百)?(?:余|多)?\s*"
)
_WORDS = r"(?P<words>[两二三四五六七八九十]{1,3})"
_MORE = r"(?P<more>\s*(?:及)?以上|\s*左右)?"
_NOT_INSIDE = r"(?<![A-Za-z\d.第“\"〔\-])"
_RHYTHM = re.compile(
    rf"{_PERIOD}[^，。；、：\d]{{0,14}}?(?P<least>{_LEAST})?[^，。；、：\d]{{0,8}}?(?:{_FIGURE}|{_WORDS})(?P<unit>{_MEASURE}){_MORE}"
)
_COUNT = re.compile(rf"(?P<least>{_LEAST})?\s*{_NOT_INSIDE}{_FIGURE}(?P<unit>{_MEASURE}){_MORE}")
_WORDED = re.compile(
    rf"(?P<least>{_LEAST})?(?<!第)(?<!十){_WORDS}(?P<unit>次|场|家|轮)(?!元|化|性|会|议|级){_MORE}"
)
_RATE = re.compile(
    rf"(?P<least>{_LEAST})?\s*{_NOT_INSIDE}(?P<number>\d+(?:\.\d+)?)(?:\s*[-—–~～至]\s*(?P<upto>\d+(?:\.\d+)?))?\s*"
    rf"(?P<unit>%|‰|个百分点){_MORE}"
)
_DATE = re.compile(
    rf"{_PERIOD}(?:(?:\d{{1,2}}月(?:\d{{1,2}}日)?|[年月]|季度?)?(?:底|末)前?|\d{{1,2}}月(?:\d{{1,2}}日)?前)"
)
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}
_KINDS = (
    (TargetKind.DATE, _DATE),
    (TargetKind.RHYTHM, _RHYTHM),
    (TargetKind.RATE, _RATE),
    (TargetKind.COUNT, _COUNT),
    (TargetKind.COUNT, _WORDED),
)
_LONGEST = 20_000


def targets_of(requirement: str) -> tuple[TargetReading, ...]:
    """The figures of a requirement in the order of the text, none counted twice."""
    told = plain(requirement[:_LONGEST])
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, TargetReading]] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(told):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append((match.start(), _target(kind, match, requirement)))
    return tuple(target for _, target in sorted(found, key=lambda each: each[0]))


def _target(kind: TargetKind, match: re.Match[str], written: str) -> TargetReading:
    groups = match.groupdict()
    more = (groups.get("more") or "").strip()
    least = groups.get("least") or ""
    return TargetReading(
        text=written[match.start() : match.end()].strip(),
        kind=kind,
        number=_number(groups.get("number") or groups.get("words"), groups.get("scale")),
        unit=groups.get("unit") or "",
        at_least=more.endswith("以上") or least in _AT_LEAST,
        per=groups.get("per") or "",
        up_to=_number(groups.get("upto"), groups.get("scale")),
    )


_AT_LEAST = frozenset({"至少", "不少于", "不低于", "不得少于", "不得低于", "超过", "突破", "超"})


def _number(words: str | None, scale: str | None) -> int | float | None:
    if not words:
        return None
    value = float(words) if words.replace(".", "").isdigit() else float(number_of(words) or 0)
    value = round(value * _SCALES[scale or ""], 6)
    return int(value) if value.is_integer() else value

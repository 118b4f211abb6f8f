"""Figures that a requirement sets itself: 69个, 每年至少2次, 每年年底前, 95%以上."""

import re

from quancheng.records.plan.rules.reading import TargetKind, TargetReading
from quancheng.records.plan.rules.wording import number_of, plain

_LEAST = r"(?P<least>至少|不少于|不低于|不得少于|不得低于|力争|达到|达|(?<!不)超过|突破|(?<!不)超)"
_PERIOD = r"(?:每(?:个|一)?(?P<per>半年|年度?|季度?|月|周|日|天)|(?P<yearly>年均|一年|全年))"
_MEASURE = (
    r"(?:(?:个|项|条)(?!工作日|百分点|月|小时|方面|维度|层面|阶段)|家|次|场|件|篇|期|名|人次|人|户|处|座|套|台|辆"
    r"|亩|公里|门|所|间|例|册|款|支|栋|班次|班|届|轮|宗|笔|艘|架|类|元|吨|平方米)"
)
_FIGURE = (
    r"(?P<number>\d+(?:\.\d+)?)(?:\s*[-—–－~～至]\s*(?P<upto>\d+(?:\.\d+)?))?"
    r"\s*(?P<scale>万亿|亿|万|千|百)?(?:余|多)?\s*"
)
_MORE = r"(?P<more>\s*(?:及)?以上|\s*左右)?"
_NOT_INSIDE = r"(?<![A-Za-z\d.第“\"〔\-])"
_DOING = r"[^，。；、：\d]{0,6}?"
_RHYTHM = re.compile(
    rf"(?P<least_first>至少)?{_PERIOD}[^，。；、：\d]{{0,14}}?(?:{_LEAST}{_DOING})?"
    rf"(?:{_FIGURE}(?P<unit>{_MEASURE})|(?P<words>[一两二三四五六七八九十]{{1,3}})(?P<worded>次|场|期|轮)){_MORE}"
)
_COUNT = re.compile(rf"(?:{_LEAST}{_DOING})?\s*{_NOT_INSIDE}{_FIGURE}(?P<unit>{_MEASURE}){_MORE}")
_WORDED = re.compile(
    rf"(?:{_LEAST}{_DOING})?(?<![第一十])(?P<words>[两二三四五六七八九十]{{1,3}})(?P<unit>次|场|家|轮)(?!元|化|性|议){_MORE}"
)
_RATE = re.compile(
    rf"(?:{_LEAST})?\s*{_NOT_INSIDE}(?P<number>\d+(?:\.\d+)?)(?:\s*[-—–~～至]\s*(?P<upto>\d+(?:\.\d+)?))?\s*"
    rf"(?P<unit>%|‰|个百分点){_MORE}"
)
_DATE = re.compile(
    rf"{_PERIOD}(?:(?:\d{{1,2}}月(?:\d{{1,2}}日)?|[年月]|季度?)?(?:底|末)前?|(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?前)"
)
_CAP = re.compile(r"(?:不超过|不高于|不多于|最高|最多|至多|给予|补助|奖励|资助|补贴|奖补)[^，。；]{0,16}\Z")
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}
_PERS = {"年度": "年", "季": "季度", "天": "日"}
_AT_LEAST = frozenset({"至少", "不少于", "不低于", "不得少于", "不得低于", "超过", "突破", "超"})
_KINDS = (
    (TargetKind.DATE, _DATE),
    (TargetKind.RHYTHM, _RHYTHM),
    (TargetKind.RATE, _RATE),
    (TargetKind.COUNT, _COUNT),
    (TargetKind.COUNT, _WORDED),
)
LONGEST = 20_000


def targets_of(requirement: str) -> tuple[TargetReading, ...]:
    """The figures of a requirement in the order of the text, none counted twice; caps of grants are none."""
    told = plain(requirement[:LONGEST])
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, TargetReading]] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(told):
            start, end = match.span()
            if any(start < other_end and other < end for other, other_end in taken):
                continue
            taken.append((start, end))
            if not _is_cap(told, match):
                found.append((start, _target(kind, match, requirement)))
    return tuple(target for _, target in sorted(found, key=lambda each: each[0]))


def _is_cap(told: str, match: re.Match[str]) -> bool:
    """A limit or a grant (最高不超过100万元, 给予30%补助) sets nothing that a unit could reach."""
    unit = match.groupdict().get("unit")
    money = unit in {"元", "%"}
    before = told[max(0, match.start() - 24) : match.start()]
    return bool(_CAP.search(before)) and (money or before.endswith(("不", "不超过", "最多", "至多")))


def _target(kind: TargetKind, match: re.Match[str], written: str) -> TargetReading:
    groups = match.groupdict()
    more = (groups.get("more") or "").strip()
    least = groups.get("least") or groups.get("least_first") or ""
    per = "年" if groups.get("yearly") else groups.get("per") or ""
    return TargetReading(
        text=written[match.start() : match.end()].strip(),
        kind=kind,
        number=_number(groups.get("number") or groups.get("words"), groups.get("scale")),
        unit=groups.get("unit") or groups.get("worded") or "",
        at_least=more.endswith("以上") or least in _AT_LEAST,
        per=_PERS.get(per, per),
        up_to=_number(groups.get("upto"), groups.get("scale")),
    )


def _number(words: str | None, scale: str | None) -> int | float | None:
    if not words:
        return None
    value = float(words) if words.replace(".", "").isdigit() else float(number_of(words) or 0)
    value = round(value * _SCALES[scale or ""], 6)
    return int(value) if value.is_integer() else value

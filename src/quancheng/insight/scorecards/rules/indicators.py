"""What an indicator must say before a set may be issued; every fault a sentence. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from quancheng.insight.scorecards.rules.readings import ReadingKind, Sort, popularity_in
from quancheng.insight.scorecards.rules.scoring import FITS, HUNDRED, Grade, Shape, plain
from quancheng.insight.scorecards.rules.spans import stretches

LARGEST = Decimal("999.99")
_GRADE = re.compile(r"\s*([\d.]+)\s*[%％]?\s*(?:[=＝:：]|得)\s*([\d.]+)\s*分?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An indicator as somebody entered it, in the form or in the sheet."""

    code: str
    name: str
    group: str
    points: Decimal
    is_bonus: bool
    shape: Shape
    reading: str = ""
    each: Decimal = Decimal(0)
    least: int = 0
    grades: str = ""
    days: int = 0
    source: str
    source_number: str = ""
    article: str = ""
    from_on: date | None = None
    until_on: date | None = None


def grades_of(text: str) -> tuple[Grade, ...]:
    """What people write as 95=10；90=8. Raises ValueError with a sentence."""
    parts = [part for part in re.split(r"[；;\n，,]", text) if part.strip()]
    return tuple(_grade(part) for part in parts)


def _grade(part: str) -> Grade:
    found = _GRADE.fullmatch(part)
    if not found:
        raise ValueError(f"档次“{part.strip()}”看不懂，请写成“95=10；90=8”（达到95得10分，达到90得8分）")
    try:
        return Grade(Decimal(found[1]), Decimal(found[2]))
    except InvalidOperation:
        raise ValueError(f"档次“{part.strip()}”不是数字，请写成“95=10；90=8”") from None


def faults_of(told: Told, readings: Mapping[str, ReadingKind]) -> Iterator[str]:
    """What is wrong with one indicator."""
    if words := popularity_in(f"{told.name} {told.reading}"):
        yield f"含有“{words}”：指标不得以粉丝量、阅读量、点赞量计分，请改为可以核对的工作记录"
    if not 0 < told.points <= LARGEST:
        yield "分值须大于0"
    if told.points != round(told.points, 2) or told.each != round(told.each, 2):
        yield "分值和扣分最多两位小数"
    yield from _of_basis(told)
    if told.shape is Shape.MANUAL:
        if told.reading:
            yield "人工评定的指标不能选择取数"
        return
    kind = readings.get(told.reading)
    if kind is None:
        yield f"没有“{told.reading}”这种取数，请从清单中选择" if told.reading else "没有选择取数"
        return
    yield from _of_shape(told, kind)


def _of_basis(told: Told) -> Iterator[str]:
    if not told.source.strip():
        yield "缺少依据文件"
    if told.from_on and told.until_on and told.until_on < told.from_on:
        yield f"施行截止{told.until_on}早于施行开始{told.from_on}"


def _of_shape(told: Told, kind: ReadingKind) -> Iterator[str]:
    if kind.sort not in FITS[told.shape]:
        yield f"“{kind.says}”不能“{told.shape.says}”，请换一种计分方式"
    if told.shape is Shape.DEDUCT and not 0 < told.each <= LARGEST:
        yield "逐项扣分须写明每项扣几分"
    if told.shape is Shape.AT_LEAST and told.least < 1:
        yield "达到数量得分须写明至少几项"
    if told.shape is Shape.STEPS:
        yield from _of_grades(told, kind)
    if kind.asks_days and told.days < 1:
        yield f"“{kind.says}”须写明几个工作日"


def _of_grades(told: Told, kind: ReadingKind) -> Iterator[str]:
    try:
        grades = grades_of(told.grades)
    except ValueError as unreadable:
        yield str(unreadable)
        return
    if not grades:
        yield "分档计分须写明各档"
    if any(grade.points > told.points for grade in grades):
        yield f"有的档次高于本项分值{plain(told.points)}"
    if kind.sort is Sort.SHARE and any(grade.bound > HUNDRED for grade in grades):
        yield "比例的档次不能超过100"


def faults_together(indicators: Sequence[Told]) -> Iterator[str]:
    """What is wrong with the whole: weights that do not add up, codes that are there twice, no indicator."""
    if not indicators:
        yield "还没有指标"
        return
    for code, times in Counter(one.code for one in indicators).items():
        if times > 1:
            yield f"指标编号“{code}”出现了{times}次，请改成不同的编号"
    yield from _of_weights(indicators)


def _of_weights(indicators: Sequence[Told]) -> Iterator[str]:
    """On no day more than a hundred, and a hundred at least on some: the rest of the days is recomputed."""
    days = [day for one in indicators for day in (one.from_on, one.until_on) if day]
    if not days:
        yield from _not_a_hundred("基本指标", weight_of(one.points for one in indicators if not one.is_bonus))
        return
    first, last = min(days).replace(month=1, day=1), max(days).replace(month=12, day=31)
    found = list(stretches(indicators, first, last))
    for one in found:
        if one.basic > HUNDRED:
            yield from _not_a_hundred(f"{one.first}至{one.last}施行的基本指标", one.basic)
    most = max(one.basic for one in found)
    if most < HUNDRED:
        yield from _not_a_hundred("合计最多的一段，基本指标", most)


def _not_a_hundred(what: str, basic: Decimal) -> Iterator[str]:
    gap = HUNDRED - basic
    if gap:
        yield f"{what}合计{plain(basic)}分，须为100分（{'还差' if gap > 0 else '多出'}{plain(abs(gap))}分）"


@dataclass(frozen=True, slots=True)
class Change:
    """How one indicator differs from the version before."""

    code: str
    name: str
    says: str


_SAID_OF = {
    "name": "名称", "group": "类别", "points": "分值", "is_bonus": "加分项", "shape": "计分方式",
    "reading": "取数", "each": "每项扣分", "least": "至少几项", "grades": "档次", "days": "工作日数",
    "source": "依据文件", "source_number": "文号", "article": "条款", "from_on": "施行自",
    "until_on": "施行至",
}  # fmt: skip


def changes(former: Sequence[Told], now: Sequence[Told]) -> Iterator[Change]:
    """What a version adds, leaves out and puts otherwise, by the codes of the indicators."""
    before, after = {one.code: one for one in former}, {one.code: one for one in now}
    for code, one in after.items():
        if code not in before:
            yield Change(code, one.name, f"新增，{plain(one.points)}分")
        elif words := [
            f"{says}由“{_plainly(getattr(before[code], name))}”改为“{_plainly(getattr(one, name))}”"
            for name, says in _SAID_OF.items()
            if getattr(before[code], name) != getattr(one, name)
        ]:
            yield Change(code, one.name, "；".join(words))
    for code, one in before.items():
        if code not in after:
            yield Change(code, one.name, f"删去，原{plain(one.points)}分")


def _plainly(value: object) -> str:
    match value:
        case None | "":
            return "无"
        case bool():
            return "是" if value else "否"
        case Decimal():
            return plain(value)
        case Shape():
            return value.says
        case _:
            return str(value)


def weight_of(points: Iterable[Decimal]) -> Decimal:
    """All of them together."""
    return sum(points, Decimal(0))

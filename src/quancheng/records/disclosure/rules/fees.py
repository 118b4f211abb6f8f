"""The processing fee (信息处理费) as dated tiers, with the working shown. Pure.

国办函〔2020〕109号: by item for one applicant in one calendar month, or by page for one request, never both.
Each tier is charged for what falls into it alone (超额累进). Charging is "may", never "must".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead.letter import in_chinese
from quancheng.kernel.norms.definition import Column, Mark, Rows, Shipped, Value

LAW = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
MOST = 1_000_000  # [D] beyond it the number itself is a slip of the pen


class NoTariff(Refusal):
    """On that day there was no tariff."""

    code = "disclosure.no_tariff"
    status = 422


class BadCount(Refusal):
    """A number of items or pages that cannot be."""

    code = "disclosure.bad_count"
    status = 422


class Basis(StrEnum):
    """By what a fee is counted: one of the two for each request."""

    ITEMS = "items"
    PAGES = "pages"

    @property
    def says(self) -> str:
        return "按件计收" if self is Basis.ITEMS else "按量计收"

    @property
    def unit(self) -> str:
        return "件" if self is Basis.ITEMS else "页"

    @property
    def within(self) -> str:
        """Over what the numbers run."""
        return "同一申请人一个自然月内" if self is Basis.ITEMS else "一件申请"


class Month(StrEnum):
    """By which of its days a request belongs to a calendar month; 办法 says only 一个自然月内."""

    RECEIPT = "receipt"
    SUBMISSION = "submission"

    @property
    def says(self) -> str:
        """In which month of a request one counts, for a letter."""
        return "收到申请" if self is Month.RECEIPT else "提交申请"


class AfterPaying(StrEnum):
    """What becomes of the period to answer once the fee is paid (第六条, from memory, and silence)."""

    RESTARTS = "restarts"
    GOES_ON = "goes_on"
    COUNTS = "counts"  # it goes on, and the days of waiting are counted too

    @property
    def letter(self) -> str:
        """In the notice."""
        return {
            AfterPaying.RESTARTS: "缴纳以后，答复期限自完成缴纳的次日起重新计算。",
            AfterPaying.GOES_ON: (
                "等待缴纳期间不计入答复期限；缴纳以后，答复期限自完成缴纳的次日起继续计算，不重新起算。"
            ),
            AfterPaying.COUNTS: "等待缴纳期间计入答复期限；缴纳以后，答复期限继续计算，不重新起算。",
        }[self]

    def says(self, *, days: int, left: int, was_due: date | None) -> str:
        """While one waits. `left`: working days not used yet; `was_due`: the last day before the notice."""
        match self:
            case AfterPaying.RESTARTS:
                return f"缴费以后，答复期限从次日起重新计算{days}个工作日；等待缴费期间不计入期限。"
            case AfterPaying.GOES_ON:
                return f"等待缴费期间不计入期限；缴费以后，答复期限从次日起继续计算，还剩{left}个工作日。"
            case AfterPaying.COUNTS:
                until = f"答复期限仍到{in_chinese(was_due)}" if was_due else "原来的答复期限不变"
                return f"等待缴费期间计入期限；缴费以后，{until}。"


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier: from its first to its last number so many yuan each; the open end grows step by step."""

    first: int
    last: int | None
    yuan: int
    every: int = 0
    grows: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the worksheet."""

    first: int
    last: int
    yuan: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        return self.count * self.yuan

    def says(self, unit: str) -> str:
        span = f"第{self.first}{unit}" if self.count == 1 else f"第{self.first}至{self.last}{unit}"
        worked = f"{self.count}{unit}×{self.yuan}元＝{self.amount:,}元" if self.yuan else "不收费"
        return f"{span}：{worked}"


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A fee with its working. `before` are the items of the month that came earlier."""

    basis: Basis
    before: int
    count: int
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def says(self) -> tuple[str, ...]:
        unit = self.basis.unit
        return (*(line.says(unit) for line in self.lines), f"合计{self.total:,}元")


def split_told(count: int, why: str) -> tuple[str, ...]:
    """How a request of several matters is counted (第四条: 一事一申请), as a line of the working."""
    if count == 1:
        return ()
    return (f"按“一事一申请”的原则，本件申请拆分为{count}件（最小合理单元）。拆分理由：{why.strip()}",)


COLUMNS = (
    Column("first", "起", is_number=True),
    Column("last", "止（不封顶则空）", is_number=True, may_be_empty=True),
    Column("yuan", "每件（页）元", is_number=True),
    Column("every", "以上每增加", is_number=True, may_be_empty=True),
    Column("grows", "加收元", is_number=True, may_be_empty=True),
)
SINCE = date(2021, 1, 1)  # Friday; the day itself is from memory
_FROM = "第三条、第四条；自2021年1月1日起施行（施行日期待核对）"
_TAIL = "；“以10件为一档，每增加一档提高100元”读作31件起为200元"
ITEMS = (
    Shipped(
        SINCE, (("1", "10", "0", "", ""), ("11", "30", "100", "", ""), ("31", "", "200", "10", "100")),
        f"{LAW}{_FROM}{_TAIL}", Mark.D,
    ),
)  # fmt: skip
PAGES = (
    Shipped(
        SINCE,
        (
            ("1", "30", "0", "", ""), ("31", "100", "10", "", ""), ("101", "200", "20", "", ""),
            ("201", "", "40", "", ""),
        ),
        f"{LAW}第三条、第五条；单面不超过A4为一页、按每件申请分别计页（待核对）", Mark.M,
    ),
)  # fmt: skip
_TARIFFS = {Basis.ITEMS: ITEMS, Basis.PAGES: PAGES}


def shipped_tariff(basis: Basis, *, on: date) -> tuple[Tier, ...]:
    """The tariff that the house ships for a day. Raises NoTariff."""
    begun = [one for one in _TARIFFS[basis] if one.from_on <= on]
    if not begun:
        raise NoTariff(f"{on}尚无信息处理费标准：现行办法自{SINCE}起施行", on=on)
    value = max(begun, key=lambda one: one.from_on).value
    assert isinstance(value, tuple)
    return tariff_from(value)


def tariff_from(rows: Rows) -> tuple[Tier, ...]:
    """Tiers from the table of a norm. Raises NoTariff when they leave a gap or have no open end."""
    tiers = tuple(_tier(row) for row in rows)
    expected: int | None = 1
    for tier in tiers:
        if tier.first != expected or (tier.last is not None and tier.last < tier.first):
            raise NoTariff(f"收费标准在第{tier.first}处不连续，请核对起止", first=tier.first)
        expected = None if tier.last is None else tier.last + 1
    growing = [tier for tier in tiers if tier.every or tier.grows]
    if expected is not None or any(not (tier.every and tier.grows and tier.last is None) for tier in growing):
        raise NoTariff("收费标准的最后一档应当不封顶；“每增加”和“加收”要同时填写，并且只用于最后一档")
    return tiers


def must_be_tariff(value: Value) -> None:
    """A table that somebody enters can be charged by. Raises NoTariff."""
    tariff_from(value if isinstance(value, tuple) else ())


def _tier(row: tuple[str, ...]) -> Tier:
    first, last, yuan, every, grows = row
    return Tier(int(first), int(last) if last else None, int(yuan), int(every or 0), int(grows or 0))


def price_of(nth: int, tiers: tuple[Tier, ...]) -> int:
    """What the nth item or page costs by itself."""
    return next(line.yuan for line in _lines(tiers) if line.first <= nth <= line.last)


def worksheet(basis: Basis, count: int, tiers: tuple[Tier, ...], *, before: int = 0) -> Worksheet:
    """The fee for so many items after those of the month before them, or for the pages of one request.

    Raises BadCount.
    """
    if count < 0 or before < 0 or count + before > MOST:
        raise BadCount(f"{basis.unit}数应在0到{MOST}之间，请核对", count=count)
    if basis is Basis.PAGES and before:
        raise BadCount("按量计收只算本件申请的页数，不与其他申请累加", before=before)
    return Worksheet(basis, before, count, tuple(_cut(tiers, before + 1, before + count)))


def _cut(tiers: tuple[Tier, ...], first: int, last: int) -> Iterator[Line]:
    """The lines between two numbers, both counted."""
    for line in _lines(tiers):
        if line.first > last:
            return
        if line.last >= first:
            yield Line(max(line.first, first), min(line.last, last), line.yuan)


def _lines(tiers: tuple[Tier, ...]) -> Iterator[Line]:
    """Every stretch of one price, from the first number on, up to the most that is counted."""
    for tier in tiers:
        if tier.last is not None:
            yield Line(tier.first, tier.last, tier.yuan)
        elif not tier.every:
            yield Line(tier.first, max(MOST, tier.first), tier.yuan)
        else:
            for step in range(MOST // tier.every + 1):
                start = tier.first + step * tier.every
                yield Line(start, start + tier.every - 1, tier.yuan + step * tier.grows)

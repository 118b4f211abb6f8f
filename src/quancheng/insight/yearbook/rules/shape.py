"""The three tables of the national format, cell by cell. Pure.

《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）: 二 has ten cells to fill, 三 twenty-five rows of
seven columns, 四 three blocks of five. A cell is named by part, row and column, each counted from one.
"""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple, Self

from quancheng.records.disclosure.public import AnnualRow, ApplicantColumn


class Part(IntEnum):
    """The parts of the report that are tables."""

    ACTIVE = 2
    REQUESTS = 3
    REMEDIES = 4

    @property
    def numeral(self) -> str:
        return NUMERALS[self - 1]

    @property
    def title(self) -> str:
        """As the report prints it."""
        return _TITLES[self]


class ActiveRow(IntEnum):
    """What table 二 counts (第二十条第（一）、（五）、（六）、（八）项)."""

    RULES = 1
    NORMATIVE = 2
    LICENCES = 3
    PENALTIES = 4
    COERCION = 5
    FEES = 6

    @property
    def label(self) -> str:
        return _ACTIVE_LABELS[self]


class RemedyBlock(IntEnum):
    """A block of table 四."""

    RECONSIDERATION = 1
    DIRECT_SUIT = 2
    LATER_SUIT = 3

    @property
    def label(self) -> str:
        return _BLOCK_LABELS[self]


class RemedyOutcome(IntEnum):
    """A column in each block of table 四; the fifth is their sum."""

    UPHELD = 1
    CORRECTED = 2
    OTHER = 3
    PENDING = 4

    @property
    def label(self) -> str:
        return _OUTCOME_LABELS[self]


class FeeCount(IntEnum):
    """What part 六 tells of the processing fee (国办函〔2020〕109号): no table, and still counted."""

    NOTICES = 1
    PAID = 2
    YUAN = 3

    @property
    def label(self) -> str:
        return ("收费通知书（份）", "缴费（件）", "收取金额（元）")[self - 1]


class Place(NamedTuple):
    """One cell."""

    part: int
    row: int
    column: int

    @property
    def key(self) -> str:
        """As it is kept, and named in forms and addresses: 3.1.2."""
        return f"{self.part}.{self.row}.{self.column}"

    @classmethod
    def parse(cls, key: str) -> Self | None:
        """Read `3.1.2`; None for what names no cell of the format."""
        numbers = key.split(".")
        if len(numbers) != len(cls._fields) or not all(n.isdecimal() and len(n) < 3 for n in numbers):
            return None
        place = cls(*map(int, numbers))
        return place if place in EVERY_PLACE or place in FEE_PLACES else None

    @property
    def is_total(self) -> bool:
        """Whether it is the sum of others."""
        if self.part == Part.REQUESTS:
            return self.column == SUM_OF_REQUESTS or self.row == AnnualRow.TOTAL
        return self.part == Part.REMEDIES and self.column == SUM_OF_REMEDIES

    @property
    def is_money(self) -> bool:
        """Whether it is an amount (万元) and no count."""
        return (self.part, self.row) == (Part.ACTIVE, ActiveRow.FEES)

    @property
    def row_name(self) -> str:
        """The words of its row, with the heading that they need to be understood alone."""
        return row_name(self.part, self.row)

    @property
    def column_name(self) -> str:
        return column_name(self)

    @property
    def says(self) -> str:
        """Where it stands, in words."""
        return f"第{NUMERALS[self.part - 1]}部分“{self.row_name}”“{self.column_name}”"


NUMERALS = "一二三四五六"
WORDS = 6  # the part of the report in which fees are told, in words
FEE = "信息处理费"
SUM = "总计"
SUM_OF_REQUESTS = len(ApplicantColumn) + 1
SUM_OF_REMEDIES = len(RemedyOutcome) + 1
RESULTS = tuple(AnnualRow(number) for number in range(AnnualRow.DISCLOSED, AnnualRow.TOTAL))
ISSUED_COLUMNS = ("本年制发件数", "本年废止件数", "现行有效件数")
DECIDED_COLUMN, MONEY_COLUMN = "本年处理决定数量", "本年收费金额（单位：万元）"
GROUPS: Mapping[str, tuple[AnnualRow, AnnualRow]] = {  # the rows that stand under a heading of their own
    "（三）不予公开": (AnnualRow.STATE_SECRET, AnnualRow.LOOK_UP),
    "（四）无法提供": (AnnualRow.NOT_HELD, AnnualRow.STILL_UNCLEAR),
    "（五）不予处理": (AnnualRow.PETITION, AnnualRow.ISSUED_AGAIN),
    "（六）其他处理": (AnnualRow.NOT_CORRECTED, AnnualRow.OTHER),
}
RESULTS_HEADING = "三、本年度办理结果"
_TITLES = {
    Part.ACTIVE: "主动公开政府信息情况",
    Part.REQUESTS: "收到和处理政府信息公开申请情况",
    Part.REMEDIES: "政府信息公开行政复议、行政诉讼情况",
}
TEXT_TITLES: Mapping[str, str] = {
    "overview": "一、总体情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}
_ACTIVE_LABELS = {
    ActiveRow.RULES: "规章",
    ActiveRow.NORMATIVE: "行政规范性文件",
    ActiveRow.LICENCES: "行政许可",
    ActiveRow.PENALTIES: "行政处罚",
    ActiveRow.COERCION: "行政强制",
    ActiveRow.FEES: "行政事业性收费",
}
ACTIVE_BLOCKS: tuple[tuple[str, tuple[ActiveRow, ...]], ...] = (
    ("第二十条第（一）项", (ActiveRow.RULES, ActiveRow.NORMATIVE)),
    ("第二十条第（五）项", (ActiveRow.LICENCES,)),
    ("第二十条第（六）项", (ActiveRow.PENALTIES, ActiveRow.COERCION)),
    ("第二十条第（八）项", (ActiveRow.FEES,)),
)
_BLOCK_LABELS = {
    RemedyBlock.RECONSIDERATION: "行政复议",
    RemedyBlock.DIRECT_SUIT: "未经复议直接起诉",
    RemedyBlock.LATER_SUIT: "复议后起诉",
}
_OUTCOME_LABELS = {
    RemedyOutcome.UPHELD: "结果维持",
    RemedyOutcome.CORRECTED: "结果纠正",
    RemedyOutcome.OTHER: "其他结果",
    RemedyOutcome.PENDING: "尚未审结",
}
HAS_THREE = (ActiveRow.RULES, ActiveRow.NORMATIVE)


def places_of(part: Part) -> Iterator[Place]:
    """Every cell of a table, row by row."""
    match part:
        case Part.ACTIVE:
            sizes = {row: len(ISSUED_COLUMNS) if row in HAS_THREE else 1 for row in ActiveRow}
            yield from (Place(part, row, n) for row, size in sizes.items() for n in range(1, size + 1))
        case Part.REQUESTS:
            columns = range(1, SUM_OF_REQUESTS + 1)
            yield from (Place(part, row, column) for row in AnnualRow for column in columns)
        case Part.REMEDIES:
            columns = range(1, SUM_OF_REMEDIES + 1)
            yield from (Place(part, block, column) for block in RemedyBlock for column in columns)


def group_of(row: int) -> str:
    """The heading under which a row of table 三 stands, if it has one of its own."""
    return next((name for name, (first, last) in GROUPS.items() if first <= row <= last), "")


def row_name(part: int, row: int) -> str:
    """The words of a row, with the heading that they need to be understood alone."""
    if part == WORDS:
        return FEE
    match Part(part):
        case Part.ACTIVE:
            return ActiveRow(row).label
        case Part.REMEDIES:
            return RemedyBlock(row).label
        case Part.REQUESTS:
            return group_of(row) + AnnualRow(row).label


def column_name(place: Place) -> str:
    """The words above a cell."""
    if place.part == WORDS:
        return FeeCount(place.column).label
    match Part(place.part):
        case Part.REQUESTS:
            is_sum = place.column == SUM_OF_REQUESTS
            return SUM if is_sum else ApplicantColumn(place.column).label
        case Part.REMEDIES:
            return SUM if place.column == SUM_OF_REMEDIES else RemedyOutcome(place.column).label
        case Part.ACTIVE:
            if place.row in HAS_THREE:
                return ISSUED_COLUMNS[place.column - 1]
            return MONEY_COLUMN if place.is_money else DECIDED_COLUMN


EVERY_PLACE = frozenset(place for part in Part for place in places_of(part))
FEE_PLACES = frozenset(Place(WORDS, 1, each) for each in FeeCount)  # bound to words, in no table

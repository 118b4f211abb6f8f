"""What must hold in the tables (勾稽关系), each as a function that tells what does not. Pure.

The first is printed in the table itself [V]; the sums are the table's own meaning [V]; that this year begins
with what last year left, cell by cell, follows from what the rows say.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quancheng.insight.yearbook.rules.figures import Figures, Number, added, apart, parts_of, plain
from quancheng.insight.yearbook.rules.shape import (
    SUM_OF_REQUESTS,
    WORDS,
    ActiveRow,
    FeeCount,
    Part,
    Place,
    RemedyBlock,
    column_name,
    places_of,
    row_name,
)
from quancheng.records.disclosure.public import AnnualRow


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that does not hold: which rule, where, in a sentence. A doubt does not stop the issue."""

    rule: str
    sentence: str
    places: tuple[Place, ...]
    is_doubt: bool = False


BALANCE, RESULTS, ACROSS, COUNTS = "1", "2", "3", "4"
YEARS, MEMBERS, FEES, REMEDIES, STOCK = "5", "6", "7", "四", "二"
FEE_WORDS = ("收取", "收到信息处理费", "收费")
RULES: Mapping[str, str] = {
    BALANCE: "第一项＋第二项＝第三项＋第四项",
    RESULTS: "办理结果总计＝各项办理结果之和",
    ACROSS: "每行总计＝六类申请人之和",
    COUNTS: "每格是不小于0的整数",
    YEARS: "上年结转＝上一年度报告的“结转下年度继续办理”",
    MEMBERS: "汇总表＝各单位报告逐格之和",
    FEES: "逾期未缴费的，应当有收费通知",
    REMEDIES: "复议、诉讼总计＝四种结果之和",
    STOCK: "现行有效＝上年现行有效＋本年制发－本年废止",
}


def violations(
    figures: Figures,
    *,
    former: Figures | None = None,
    members: Iterable[Figures] | None = None,
    moved: Mapping[int, int] | None = None,
) -> tuple[Violation, ...]:
    """Everything that does not hold. `former`: last year's figures, where they are known; `moved`: by column,
    the requests under way that came with functions of other agencies since, or went with them.
    """
    found = [*counts(figures), *balance(figures), *results(figures), *across(figures), *remedies(figures)]
    found += notices(figures)
    if former is not None:
        found += [*years(figures, former, moved or {}), *stock(figures, former)]
    if members is not None:
        found += consolidated(figures, members)
    return tuple(found)


def balance(figures: Figures) -> Iterator[Violation]:
    """1: what came and was there is what was done and is left, in each column."""
    for column in range(1, SUM_OF_REQUESTS + 1):
        came, was, done, left = (
            figures.at(Part.REQUESTS, row, column)
            for row in (AnnualRow.RECEIVED, AnnualRow.CARRIED_IN, AnnualRow.TOTAL, AnnualRow.CARRIED_OUT)
        )
        if came + was == done + left:
            continue
        yield Violation(
            BALANCE,
            f"第三部分“{_column(column)}”列：第1行“{_row(AnnualRow.RECEIVED)}”{came}"
            f"＋第2行“{_row(AnnualRow.CARRIED_IN)}”{was}＝{came + was}，"
            f"不等于第24行“{_row(AnnualRow.TOTAL)}”{done}＋第25行“{_row(AnnualRow.CARRIED_OUT)}”{left}"
            f"＝{done + left}，相差{abs(came + was - done - left)}",
            tuple(
                Place(Part.REQUESTS, row, column)
                for row in (
                    AnnualRow.RECEIVED, AnnualRow.CARRIED_IN, AnnualRow.TOTAL, AnnualRow.CARRIED_OUT,
                )
            ),
        )  # fmt: skip


def results(figures: Figures) -> Iterator[Violation]:
    """2: the total of the outcomes is the sum of the rows above it, in each column."""
    for column in range(1, SUM_OF_REQUESTS + 1):
        place = Place(Part.REQUESTS, AnnualRow.TOTAL, column)
        rows = [figures.at(Part.REQUESTS, row, column) for row in range(3, AnnualRow.TOTAL)]
        told, computed = figures.of(place), sum(rows)
        if told != computed:
            yield Violation(
                RESULTS,
                f"第三部分“{_column(column)}”列：第24行“{_row(AnnualRow.TOTAL)}”填{told}，"
                f"第3行至第23行合计{computed}，相差{abs(told - computed)}",
                (place,),
            )


def across(figures: Figures) -> Iterator[Violation]:
    """3: the last column is the sum of the six before it, in each row."""
    for row in AnnualRow:
        place = Place(Part.REQUESTS, row, SUM_OF_REQUESTS)
        told = figures.of(place)
        computed = sum(figures.of(each) for each in parts_of(place))
        if told != computed:
            yield Violation(
                ACROSS,
                f"第三部分第{row}行“{row_name(Part.REQUESTS, row)}”：总计填{told}，"
                f"自然人至其他六列合计{computed}，相差{abs(told - computed)}",
                (place,),
            )


def counts(figures: Figures) -> Iterator[Violation]:
    """4: every cell is a whole number, nothing below nought; an amount may have decimals."""
    for place, value in sorted(figures.told.items()):
        is_whole = place.is_money or isinstance(value, int) or value == int(value)
        if value >= 0 and is_whole:
            continue
        asked = "不小于0的金额" if place.is_money else "不小于0的整数"
        yield Violation(COUNTS, f"{_where(place)}填{value}，应为{asked}", (place,))


def years(figures: Figures, former: Figures, moved: Mapping[int, int] | None = None) -> Iterator[Violation]:
    """5: what this year began with is what last year's report left, in each column.

    With what was handed over since added; that is told, as a doubt, so that it can be written into the text.
    """
    shift = {**(moved or {})}
    shift[SUM_OF_REQUESTS] = sum(shift.values())
    for column in range(1, SUM_OF_REQUESTS + 1):
        now = figures.at(Part.REQUESTS, AnnualRow.CARRIED_IN, column)
        then = former.at(Part.REQUESTS, AnnualRow.CARRIED_OUT, column)
        came = shift.get(column, 0)
        told = f"，因机构调整{'移入' if came > 0 else '移出'}{abs(came)}件" if came else ""
        if now != then + came or came:
            yield Violation(
                YEARS,
                f"第三部分“{_column(column)}”列：第2行“{_row(AnnualRow.CARRIED_IN)}”填{now}，"
                f"上一年度报告第25行“{_row(AnnualRow.CARRIED_OUT)}”为{then}{told}，"
                + (f"相差{abs(now - then - came)}" if now != then + came else "请在文字部分说明"),
                (Place(Part.REQUESTS, AnnualRow.CARRIED_IN, column),),
                is_doubt=now == then + came,
            )


def consolidated(figures: Figures, members: Iterable[Figures]) -> Iterator[Violation]:
    """6: a government's table is the sum of those of its units, cell by cell [D]."""
    total = added(members)
    for part in Part:
        for place in places_of(part):
            told, computed = figures.of(place), total.of(place)
            if told != computed:
                yield Violation(
                    MEMBERS,
                    f"{_where(place)}：汇总表为{plain(told)}，各单位报告合计{plain(computed)}，"
                    f"相差{plain(apart(told, computed))}",
                    (place,),
                )


def fees(figures: Figures, *, other: str) -> Iterator[Violation]:
    """7: nobody fails to pay a fee that was never asked; part 六 then speaks of fees [D]. A doubt."""
    place = Place(Part.REQUESTS, AnnualRow.FEE_NOT_PAID, SUM_OF_REQUESTS)
    unpaid = figures.of(place)
    if unpaid > 0 and not any(word in other for word in FEE_WORDS):
        yield Violation(
            FEES,
            f"第三部分第22行“{place.row_name}”共{unpaid}件，第六部分没有写收取信息处理费的情况，"
            "请核对收费通知并补写",
            (place,),
            is_doubt=True,
        )


def notices(figures: Figures) -> Iterator[Violation]:
    """7: whoever did not pay had a notice. A doubt, as a notice may be of the year before; where nobody
    counted notices – reports taken in, or older than this count – nothing is asked.
    """
    place, issued = Place(Part.REQUESTS, AnnualRow.FEE_NOT_PAID, SUM_OF_REQUESTS), _notices_in(figures)
    unpaid = figures.of(place)
    if issued is not None and unpaid > issued:
        yield Violation(
            FEES,
            f"第三部分第22行“{place.row_name}”共{unpaid}件，多于本年发出的收费通知书{issued}份，"
            "请核对：上年发出、本年到期的除外",
            (place,),
            is_doubt=True,
        )


def _notices_in(figures: Figures) -> Number | None:
    place = Place(WORDS, 1, FeeCount.NOTICES)
    return figures.of(place) if place in figures.told else None


def remedies(figures: Figures) -> Iterator[Violation]:
    """The total of each block of table 四 is the sum of its four outcomes [V]."""
    for block in RemedyBlock:
        place = Place(Part.REMEDIES, block, 5)
        told = figures.of(place)
        computed = sum(figures.of(each) for each in parts_of(place))
        if told != computed:
            yield Violation(
                REMEDIES,
                f"第四部分“{block.label}”：总计填{told}，结果维持、结果纠正、其他结果、尚未审结合计{computed}，"
                f"相差{abs(told - computed)}",
                (place,),
            )


def stock(figures: Figures, former: Figures) -> Iterator[Violation]:
    """What is in force is what was, with what was made and without what was repealed [D]. A doubt."""
    for row in (ActiveRow.RULES, ActiveRow.NORMATIVE):
        before = Place(Part.ACTIVE, row, 3)
        if not former.knows(before):
            continue
        made, gone, now = (figures.at(Part.ACTIVE, row, column) for column in (1, 2, 3))
        then = former.of(before)
        if now != then + made - gone:
            yield Violation(
                STOCK,
                f"第二部分“{row.label}”：现行有效{now}件，上年现行有效{then}＋本年制发{made}－本年废止{gone}"
                f"＝{then + made - gone}件，相差{abs(now - then - made + gone)}件，请核对",
                (Place(Part.ACTIVE, row, 3),),
                is_doubt=True,
            )


def blocking(found: Iterable[Violation]) -> tuple[Violation, ...]:
    """Those that keep a report from being issued."""
    return tuple(one for one in found if not one.is_doubt)


def _row(row: AnnualRow) -> str:
    return row_name(Part.REQUESTS, row)


def _column(column: int) -> str:
    return column_name(Place(Part.REQUESTS, 1, column))


def _where(place: Place) -> str:
    row = f"第{place.row}行" if place.part == Part.REQUESTS else ""
    return f"第{Part(place.part).numeral}部分{row}“{place.row_name}”“{place.column_name}”"

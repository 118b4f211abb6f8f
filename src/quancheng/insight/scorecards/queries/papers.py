"""The year sheet of a unit and the letters, as official letters ready to be printed; the table for export."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.utils import timezone

from quancheng.insight.scorecards.models import Correction
from quancheng.insight.scorecards.models import Letter as Issued
from quancheng.insight.scorecards.queries.below import Below
from quancheng.insight.scorecards.queries.scoring import Board, Card, Line
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.insight.scorecards.rules.periods import Period
from quancheng.insight.scorecards.rules.scoring import NOT_APPLICABLE, plain
from quancheng.kernel.files.letterhead import Block, Column, Grid, Letter, Text, in_chinese, paragraphs_of
from quancheng.kernel.files.tables import Sheet, Value

NO_NUMBER = "（草稿，尚未签发）"
_COLUMNS = (
    Column("编号", 3), Column("指标", 8), Column("分值", 3, is_number=True),
    Column("得分", 3, is_number=True), Column("分子/分母", 4, is_number=True), Column("算法", 12),
)  # fmt: skip

_RECORDS = (Column("编号", 3), Column("记录", 20), Column("情况", 4, is_number=True))
_CORRECTIONS = (Column("指标", 8), Column("更正分", 4, is_number=True), Column("理由", 16))
_LETTERS = (Column("文号", 10), Column("事由", 14), Column("状态", 4))


def points_in_words(points: Decimal | None) -> str:
    """Points, or that they do not apply."""
    return NOT_APPLICABLE if points is None else plain(points)


def sheet_letter(
    card: Card,
    *,
    title: str,
    office: str,
    until: date,
    frozen_on: date | None,
    corrections: Iterable[Correction] = (),
    letters: Iterable[Issued] = (),
) -> Letter:
    """The sheet of a unit (考核单): every indicator with its working, records, corrections, letters."""
    return Letter(
        issuer=office, title=title, recipient=card.unit.name, sender=office, on=frozen_on,
        body=tuple(_sheet_body(card, until, frozen_on)),
        annexes=tuple(_annexes(card, corrections, letters)),
    )  # fmt: skip


def _annexes(card: Card, corrections: Iterable[Correction], letters: Iterable[Issued]) -> Iterator[Grid]:
    yield Grid("各指标得分", _COLUMNS, tuple(_cells(line) for line in card.lines))
    records = tuple(
        (line.indicator.code, one.says, "达到" if one.is_met else "未达到")
        for line in card.lines
        for one in sorted(line.reading.sources, key=lambda one: one.is_met)
        if one.ref
    )
    if records:
        yield Grid("对应的记录", _RECORDS, records)
    if changed := tuple((x.indicator.name, f"{x.change:+}", x.reason) for x in corrections):
        yield Grid("得分更正", _CORRECTIONS, changed)
    if sent := tuple((one.label, one.subject, "有效" if one.stands else "已撤回") for one in letters):
        yield Grid("考核函件", _LETTERS, sent)


def _sheet_body(card: Card, until: date, frozen_on: date | None) -> Iterator[Block]:
    state = f"结果于{in_chinese(frozen_on)}固化" if frozen_on else f"数据截至{in_chinese(until)}，尚未固化"
    yield Text(f"{card.unit_name}（{card.group}）总分{points_in_words(card.final)}，{state}。")
    yield Text(
        f"基本分{points_in_words(card.total.basic)}，加分{plain(card.total.bonus)}。{card.total.working}。"
    )
    if card.change:
        yield Text(f"申诉更正{card.change:+}分。")
    if card.until_on:
        yield Text(f"该单位于{in_chinese(card.until_on)}撤销，计至该日。")


def _cells(line: Line) -> tuple[str, ...]:
    share = f"{plain(line.reading.numerator)}/{line.reading.denominator}" if line.reading.denominator else "—"
    said = f"{line.working}；申诉更正{line.change:+}分" if line.change else line.working
    return (
        line.indicator.code, line.indicator.name, plain(line.weight),
        points_in_words(line.corrected), share, said,
    )  # fmt: skip


def letter_letter(letter: Issued) -> Letter:
    """A letter as it is signed and sent."""
    kind = Kind(letter.kind)
    units = [each.unit.name for each in letter.addressees.all()]
    to = letter.organ if kind is Kind.ACCOUNTABILITY else "各被考核单位" if len(units) > 1 else "".join(units)
    return Letter(
        issuer=letter.office.name, number=letter.label or NO_NUMBER, title=letter.subject, recipient=to,
        body=tuple(_letter_body(letter)), sender=letter.office.name,
        on=timezone.localdate(letter.issued_at) if letter.issued_at else None,
    )  # fmt: skip


def _letter_body(letter: Issued) -> Iterator[Block]:
    if letter.withdrawn_at:
        on = in_chinese(timezone.localdate(letter.withdrawn_at))
        yield Text(f"（本函已于{on}撤回，不再有效。理由：{letter.withdrawn_for}）")
    yield from paragraphs_of(letter.text)
    if letter.talk_on:
        yield Text(f"约谈日期：{in_chinese(letter.talk_on)}。")
    if letter.answer_on:
        yield Text(f"请于{in_chinese(letter.answer_on)}前反馈整改情况。")
    if letter.basis:
        yield Text(f"依据：{letter.basis}。")


def below_table(lines: Iterable[Below], period: Period) -> Sheet:
    """The governments below in figures, as the page shows them."""
    columns = (
        "政府", "固化日期", "单位数", "平均分", "最高分", "最低分", "申诉", "申诉成立", "函件",
        "本级对其考核得分",
    )  # fmt: skip
    return Sheet(f"{period.says}下级政府考核结果", columns, (_below_row(one) for one in lines))


def _below_row(one: Below) -> tuple[Value, ...]:
    own = None if one.own is None else _number(one.own_total)
    if one.result is None or one.figures is None:
        return (one.tenant.name, "未固化", *[None] * 7, own)
    letters = "、".join(f"{says}{count}" for says, count in (one.letters or {}).items())
    figures = one.figures
    return (
        one.tenant.name, str(one.result.known_on), figures.units, _number(figures.average),
        _number(figures.highest), _number(figures.lowest), one.appeals, one.upheld, letters, own,
    )  # fmt: skip


def table_of(board: Board, period: Period) -> Sheet:
    """Every unit with every indicator, as the page shows it."""
    heads = tuple(f"{one.code} {one.name}（{plain(one.points)}）" for one in board.indicators)
    ranked = ("名次",) if board.score_set.is_ranked else ()
    columns = ("组别", *ranked, "单位", "总分", "基本分", "加分", "申诉更正", *heads)
    return Sheet(f"{period.says}考核得分", columns, (_row(board, card) for card in board.cards))


def _row(board: Board, card: Card) -> tuple[Value, ...]:
    by_indicator = {line.indicator.pk: line for line in card.lines}
    told = (by_indicator.get(one.pk) for one in board.indicators)
    ranked = (card.place,) if board.score_set.is_ranked else ()
    return (
        card.group, *ranked, card.unit_name, _number(card.final), _number(card.total.basic),
        float(card.total.bonus), float(card.change),
        *(_number(line.corrected) if line else None for line in told),
    )  # fmt: skip


def _number(points: Decimal | None) -> Value:
    return NOT_APPLICABLE if points is None else float(points)

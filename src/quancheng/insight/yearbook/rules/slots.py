"""Figures inside the words of a report: bound to the tables by name, so that words and tables agree. Pure.

A place is kept as `{{本年新收|14069}}`: the name binds it, the number is what its writer saw. It is shown as
the number of the day; where that is another, both can be shown.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from quancheng.insight.yearbook.rules.figures import Figures, Number, apart, plain
from quancheng.insight.yearbook.rules.shape import (
    SUM_OF_REMEDIES,
    SUM_OF_REQUESTS,
    WORDS,
    ActiveRow,
    FeeCount,
    Part,
    Place,
    RemedyBlock,
    RemedyOutcome,
)
from quancheng.records.disclosure.public import AnnualRow

SLOT = re.compile(r"\{\{\s*([^{}|｜]*?)\s*(?:[|｜]\s*([^{}]*?)\s*)?\}\}")
UNKNOWN = "（无上年数据）"
Reads = Callable[[Figures, Figures | None], str]


@dataclass(frozen=True, slots=True)
class Slot:
    """One figure that words can be bound to. `place`: the cell on which it rests, to look it up."""

    name: str
    reads: Reads
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: words, or a figure with what its writer saw."""

    text: str
    name: str = ""
    before: str = ""  # what stood there when the text was written, where it was another
    place: Place | None = None

    @property
    def is_changed(self) -> bool:
        return bool(self.before)


def _requests(*rows: int, column: int = SUM_OF_REQUESTS) -> Reads:
    return lambda now, _: str(sum(now.at(Part.REQUESTS, row, column) for row in rows))


def _of(name: str, part: Part, row: int, column: int) -> Slot:
    return Slot(name, lambda now, _: plain(now.at(part, row, column)), Place(part, row, column))


def _fee(name: str, count: FeeCount) -> Slot:
    return Slot(name, lambda now, _: plain(now.at(WORDS, 1, count)))


def _row(name: str, row: AnnualRow) -> Slot:
    return _of(name, Part.REQUESTS, row, SUM_OF_REQUESTS)


def _group(name: str, first: AnnualRow, last: AnnualRow) -> Slot:
    rows = range(first, last + 1)
    return Slot(name, _requests(*rows), Place(Part.REQUESTS, first, SUM_OF_REQUESTS))


def _change(now: Figures, former: Figures | None) -> str:
    if former is None:
        return UNKNOWN
    received = (Part.REQUESTS, AnnualRow.RECEIVED, SUM_OF_REQUESTS)
    return compared(now.at(*received), former.at(*received))


def _before(row: int) -> Reads:
    return lambda _, former: (
        str(former.at(Part.REQUESTS, row, SUM_OF_REQUESTS)) if former is not None else UNKNOWN
    )


def _corrected(*blocks: RemedyBlock) -> Reads:
    def rate(now: Figures, _: Figures | None) -> str:
        corrected = sum(now.at(Part.REMEDIES, one, RemedyOutcome.CORRECTED) for one in blocks)
        pending = sum(now.at(Part.REMEDIES, one, RemedyOutcome.PENDING) for one in blocks)
        closed = sum(now.at(Part.REMEDIES, one, SUM_OF_REMEDIES) for one in blocks) - pending
        return share(corrected, closed)

    return rate


def _organisations(now: Figures, _: Figures | None) -> str:
    columns = range(2, SUM_OF_REQUESTS)
    return str(sum(now.at(Part.REQUESTS, AnnualRow.RECEIVED, column) for column in columns))


def share(part: Number, whole: Number) -> str:
    """A part of a whole in per cent, to one place, halves up."""
    if not whole:
        return "0%"
    rate = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rate.normalize():f}%"


def compared(now: Number, then: Number) -> str:
    """How a number stands to last year's, in words."""
    if now == then:
        return "持平"
    word = "增长" if now > then else "下降"
    if not then:
        return f"{word}{now - then}（上年为0）"
    return word + share(apart(now, then), then)


SLOTS: tuple[Slot, ...] = (
    _row("本年新收", AnnualRow.RECEIVED),
    _row("上年结转", AnnualRow.CARRIED_IN),
    _row("本年办结", AnnualRow.TOTAL),
    _row("结转下年", AnnualRow.CARRIED_OUT),
    _of("自然人新收", Part.REQUESTS, AnnualRow.RECEIVED, 1),
    Slot("法人和其他组织新收", _organisations, Place(Part.REQUESTS, AnnualRow.RECEIVED, 2)),
    _row("予以公开", AnnualRow.DISCLOSED),
    _row("部分公开", AnnualRow.PARTLY),
    _group("不予公开", AnnualRow.STATE_SECRET, AnnualRow.LOOK_UP),
    _group("无法提供", AnnualRow.NOT_HELD, AnnualRow.STILL_UNCLEAR),
    _group("不予处理", AnnualRow.PETITION, AnnualRow.ISSUED_AGAIN),
    _group("其他处理", AnnualRow.NOT_CORRECTED, AnnualRow.OTHER),
    _row("逾期未缴费", AnnualRow.FEE_NOT_PAID),
    _fee("收费通知", FeeCount.NOTICES),
    _fee("缴纳信息处理费", FeeCount.PAID),
    _fee("信息处理费金额", FeeCount.YUAN),
    Slot("上年新收", _before(AnnualRow.RECEIVED)),
    Slot("新收同比", _change),
    _of("规章制发", Part.ACTIVE, ActiveRow.RULES, 1),
    _of("规章有效", Part.ACTIVE, ActiveRow.RULES, 3),
    _of("规范性文件制发", Part.ACTIVE, ActiveRow.NORMATIVE, 1),
    _of("规范性文件废止", Part.ACTIVE, ActiveRow.NORMATIVE, 2),
    _of("规范性文件有效", Part.ACTIVE, ActiveRow.NORMATIVE, 3),
    _of("行政许可", Part.ACTIVE, ActiveRow.LICENCES, 1),
    _of("行政处罚", Part.ACTIVE, ActiveRow.PENALTIES, 1),
    _of("行政强制", Part.ACTIVE, ActiveRow.COERCION, 1),
    _of("行政事业性收费", Part.ACTIVE, ActiveRow.FEES, 1),
    _of("行政复议", Part.REMEDIES, RemedyBlock.RECONSIDERATION, SUM_OF_REMEDIES),
    _of("复议纠正", Part.REMEDIES, RemedyBlock.RECONSIDERATION, RemedyOutcome.CORRECTED),
    Slot("复议纠正率", _corrected(RemedyBlock.RECONSIDERATION)),
    _of("直接起诉", Part.REMEDIES, RemedyBlock.DIRECT_SUIT, SUM_OF_REMEDIES),
    _of("复议后起诉", Part.REMEDIES, RemedyBlock.LATER_SUIT, SUM_OF_REMEDIES),
    Slot("诉讼纠正率", _corrected(RemedyBlock.DIRECT_SUIT, RemedyBlock.LATER_SUIT)),
)
BY_NAME: Mapping[str, Slot] = {slot.name: slot for slot in SLOTS}


def strange_names(text: str) -> list[str]:
    """What is bound to a figure that there is none of."""
    return [found[1] for found in SLOT.finditer(text) if found[1] not in BY_NAME]


def rewritten(text: str, kept: str, now: Figures, former: Figures | None) -> list[tuple[str, str, str]]:
    """Figures that somebody changed inside their binding: name, what they wrote, what the table says.

    `kept`: the text before. What stood there, or stands in the table by now, nobody has changed.
    """
    stood = {(found[1], found[2]) for found in SLOT.finditer(kept)}
    wrong = []
    for found in SLOT.finditer(text):
        slot, written = BY_NAME.get(found[1]), found[2]
        if slot is None or not written or (slot.name, written) in stood:
            continue
        if written != (says := slot.reads(now, former)):
            wrong.append((slot.name, written, says))
    return wrong


def pieces(text: str, now: Figures, former: Figures | None) -> Iterator[Piece]:
    """A text in pieces, each figure as it is now."""
    at = 0
    for found in SLOT.finditer(text):
        yield Piece(text[at : found.start()])
        at = found.end()
        slot = BY_NAME.get(found[1])
        if slot is None:
            yield Piece(found[0])
            continue
        value, seen = slot.reads(now, former), found[2] or ""
        yield Piece(value, slot.name, seen if seen and seen != value else "", slot.place)
    yield Piece(text[at:])


def filled(text: str, now: Figures, former: Figures | None) -> str:
    """A text as it is read: every figure in its place."""
    return "".join(piece.text for piece in pieces(text, now, former))


def as_written(text: str) -> str:
    """A text with the figures that its writers saw: what was signed stays as it was signed."""
    return SLOT.sub(lambda found: found[2] or found[0], text)


def bound(text: str, now: Figures, former: Figures | None) -> str:
    """A text with the numbers of now inside its bindings, as it is kept and edited."""
    return SLOT.sub(lambda found: _bound(found, now, former), text)


def _bound(found: re.Match[str], now: Figures, former: Figures | None) -> str:
    slot = BY_NAME.get(found[1])
    return f"{{{{{slot.name}|{slot.reads(now, former)}}}}}" if slot else found[0]

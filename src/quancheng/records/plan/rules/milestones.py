"""Prose without units in brackets: its dated sentences are the rows; without dates, its numbered items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quancheng.records.plan.rules.brackets import depths
from quancheng.records.plan.rules.marks import Depth
from quancheng.records.plan.rules.paper import Passage
from quancheng.records.plan.rules.raw import Found, RawRow
from quancheng.records.plan.rules.reading import Level, Problem
from quancheng.records.plan.rules.wording import plain

_YEAR = r"(?:(?:20\d{2}|今|本|当|明|次)\s*年(?:度)?|每年)"
_DAY = (
    r"(?:\d{1,2}\s*月\s*(?:\d{1,2}\s*日|底|末)?\s*(?:之|以)?前|\d{1,2}\s*月(?:底|末)"
    r"|(?:年底|年末|年内)(?:之?前)?|[上下]半年|第?[一二三四]季度(?:末|前)?)"
)
_DATED = re.compile(rf"(?<!20\d\d)(?P<year>{_YEAR})?\s*{_DAY}|20\d\d\s*(?:年底|年末)(?:之?前)?")
_GOAL = re.compile(
    r"到\s*20\d{2}\s*年(?:底|末)?|20\d{2}\s*年(?:底|末)?前|每(?:年|季度|月|半年)(?:年?底前)?|长期坚持|持续推进"
)
_SENTENCE = re.compile(r"[^。；;！？]*[。；;！？]?")
_REFERS = re.compile(r"\s*(?:该项|此项|上述|这项|以上)")
_PREFACE = re.compile(r"总体要求|指导思想|基本原则|工作原则|重大意义|重要意义|总体目标|适用范围|试点范围")


@dataclass(frozen=True, slots=True)
class Stand:
    """Under which chapter and section a text stands."""

    section: str = ""
    subsection: str = ""


def deadline_in(text: str) -> str:
    """The first day or rhythm that a requirement sets itself, as written."""
    told = plain(text)
    dated, goal = _DATED.search(told), _GOAL.search(told)
    if dated is None and goal is None:
        return ""
    found = min((each for each in (dated, goal) if each), key=lambda each: (each is goal, each.start()))
    return re.sub(r"\s", "", text[found.start() : found.end()]).removeprefix("到")


def is_preface(stand: Stand) -> bool:
    """Whether this is the part that sets the tone and no tasks (总体要求)."""
    return bool(_PREFACE.search(stand.section) or _PREFACE.search(stand.subsection))


def dated_rows(text: str, *, place: str, stand: Stand) -> list[RawRow]:
    """One row for each dated sentence; the only dated sentence of an item speaks for the whole item."""
    pieces = _dated_pieces(text)
    if len(pieces) == 1:
        pieces = [(text.strip(), pieces[0][1])]
    return [
        RawRow("", stand.section, stand.subsection, piece.strip(), deadline=day, place=place)
        for piece, day in pieces
    ]


def rows_without_units(passages: Sequence[Passage]) -> Found:
    """The rows of a plan that names no units: dated sentences, or else the lowest numbered items."""
    bodies = _bodies(passages)
    rows = [row for text, place, stand in bodies for row in dated_rows(text, place=place, stand=stand)]
    if rows:
        return Found(_numbered(rows), _left_out([body for body in bodies if not _dated_pieces(body[0])]))
    numbered = {passage.place for passage in passages if passage.mark is not None}
    items = [body for body in bodies if (body[2].section or body[1] in numbered) and not is_preface(body[2])]
    return Found(_numbered([_plain_row(*item) for item in items]))


def _numbered(rows: Sequence[RawRow]) -> tuple[RawRow, ...]:
    return tuple(replace(row, no=str(count)) for count, row in enumerate(rows, start=1))


def _plain_row(text: str, place: str, stand: Stand) -> RawRow:
    return RawRow("", stand.section, stand.subsection, text, deadline=deadline_in(text), place=place)


def _left_out(bodies: Sequence[tuple[str, str, Stand]]) -> tuple[Problem, ...]:
    places = [place for _, place, stand in bodies if stand.section and not is_preface(stand)]
    if not places:
        return ()
    shown = "、".join(places[:8]) + ("等处" if len(places) > 8 else "")
    sentence = (
        f"全文没有写明责任单位，按写有期限的句子列为任务；{shown}共 {len(places)} 段没有期限，没有列入，"
        "如果其中有任务，请在预览里补上。"
    )
    return (Problem("left_out", sentence, places[0], Level.INFORMATION),)


def _bodies(passages: Sequence[Passage]) -> list[tuple[str, str, Stand]]:
    """Each text with the headings above it; a heading with nothing under it is a text itself."""
    stand, item = Stand(), ""
    found = []
    for place, passage in enumerate(passages):
        text, mark = passage.text, passage.mark
        start = mark.end if mark else 0
        head, body = _parted(text, start)
        if (
            mark is not None
            and mark.depth in {Depth.CHAPTER, Depth.SECTION}
            and not _is_last(passages, place)
        ):
            item = ""
            stand = Stand(head, "") if mark.depth is Depth.CHAPTER else replace(stand, subsection=head)
        else:
            item = head if mark and body and mark.depth is Depth.ITEM else ""
            body = text[start:]
        if body.strip():
            found.append((body.strip(), passage.place, replace(stand, subsection=stand.subsection or item)))
    return found


def _is_last(passages: Sequence[Passage], place: int) -> bool:
    """Whether nothing stands under this heading: its own text is all, and the next is no deeper."""
    mark = passages[place].mark
    if mark is None or _parted(passages[place].text, mark.end)[1].strip():
        return False
    below = passages[place + 1].mark if place + 1 < len(passages) else mark
    return below is not None and below.depth <= mark.depth


def _parted(text: str, start: int) -> tuple[str, str]:
    """A heading and the text that follows it in the same paragraph."""
    end = next((place for place in range(start, min(len(text), start + 80)) if text[place] in "。："), None)
    if end is None:
        short = len(text) <= start + 80
        return (text, "") if short and not text.endswith(("；", "，")) else ("", text)
    return text[:end], text[end + 1 :]


def _dated_pieces(text: str) -> list[tuple[str, str]]:
    """The dated sentences of a text with their days; a sentence with two days is two pieces."""
    pieces: list[tuple[str, str]] = []
    before = ""
    for sentence in _SENTENCE.findall(text):
        days = _days(sentence)
        starts = [0] + [_comma_before(sentence, start) for start, _ in days[1:]]
        ends = [*starts[1:], len(sentence)]
        for (_, day), start, end in zip(days, starts, ends, strict=False):
            piece = sentence[start:end].lstrip("，, ")
            pieces.append((before + piece if _REFERS.match(piece) else piece, day))
        before = sentence
    return pieces


def _days(sentence: str) -> list[tuple[int, str]]:
    """Where each day stands and what it is; a year or 每年 said once holds for the days after it."""
    told, open_at = plain(sentence), depths(sentence)
    said = ""
    found = []
    for match in _DATED.finditer(told):
        if open_at[match.start()]:
            continue
        said = match["year"] or said
        written = re.sub(r"\s", "", sentence[match.start() : match.end()])
        found.append((match.start(), written if match["year"] or not said else f"{said}{written}"))
    return found


def _comma_before(sentence: str, place: int) -> int:
    return max(sentence.rfind("，", 0, place) + 1, sentence.rfind(",", 0, place) + 1, 0) or place

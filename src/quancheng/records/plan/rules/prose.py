"""Numbered prose: each sentence that closes with its units in brackets is a row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from quancheng.records.plan.rules.brackets import outermost
from quancheng.records.plan.rules.columns import Heading, heading_of, is_header
from quancheng.records.plan.rules.marks import Depth
from quancheng.records.plan.rules.milestones import (
    Stand,
    dated_rows,
    deadline_in,
    is_preface,
    rows_without_units,
)
from quancheng.records.plan.rules.paper import Passage
from quancheng.records.plan.rules.raw import Found, RawRow, UnitText
from quancheng.records.plan.rules.reading import Level, Problem
from quancheng.records.plan.rules.units import day_among_units, has_role_words, note_of, shared_units_of
from quancheng.records.plan.rules.wording import joined, plain

LONG_TASK = 60  # a first sentence longer than this is a task of its own, no heading
LONG_HEADING = 80
LONGEST = 2000  # letters that one bracket of units may hold
_STOPS = frozenset("。；;")
_ENDS = frozenset("。；;！？!?：:")
_SHOUTS = frozenset("！？!?")
_LABELLED = re.compile(r"（\s*(?:责任|牵头|主责|配合|主办|落实|实施|承办)(?:责任)?(?:单位|部门|主体)\s*：")
_LABEL_LINE = re.compile(
    r"(?:责任|牵头|主责|配合|主办|落实|实施|承办|协办|参与)(?:责任)?(?:单位|部门|主体)\s*："
)
_TIME_LINE = re.compile(r"(?:完成|办理|办结)?(?:时限|期限|时间|时间节点)(?:要求)?\s*：\s*")
_UNIT_END = re.compile(
    r"(?:局|委|厅|办|部|府|院|会|署|处|办公室|中心|公司|集团|部门|单位|机构|银行)(?:等|（.*）)*\Z"
)
_SIGNATURE = re.compile(r"[^，。；：]{0,24}|（此件.*|附件?\s*\d*\s*：?.*")
_HEADING_END = re.compile(r"[。.：:]")


@dataclass(slots=True)
class _Walk:
    """Where the reader stands: chapter, section, and what is not yet closed by its units."""

    section: str = ""
    subsection: str = ""
    open_text: str = ""
    open_place: str = ""
    heading: str = ""  # the last heading, while nothing stands under it
    heading_place: str = ""
    heading_depth: Depth = Depth.POINT
    rows: list[RawRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def rows_of_prose(passages: Sequence[Passage]) -> Found:
    """The rows of a plan in prose; without units in brackets, its dated sentences, else its items."""
    told, lost = _before_lost_table(passages)
    named = any(True for passage in told for _ in closings(passage.text)) or _has_label_lines(told)
    found = _bracketed(told) if named else rows_without_units(told)
    return replace(found, problems=(*found.problems, *lost))


def _before_lost_table(passages: Sequence[Passage]) -> tuple[Sequence[Passage], list[Problem]]:
    """A table whose cells a text file no longer keeps apart, behind all tasks in prose: said, not guessed."""
    start = next((place for place, each in enumerate(passages) if _is_lost_header(each.text)), None)
    if start is None or any(True for each in passages[start:] for _ in closings(each.text)):
        return passages, []
    place = passages[start].place
    sentence = (
        f"{place}起是一张表格（{passages[start].text[:30]}），在这份文本里已看不出行列，没有读入；"
        "如果其中有任务，请改用 Word、Excel 或 PDF 原件导入。"
    )
    return passages[:start], [Problem("table_lost", sentence, place)]


def _is_lost_header(text: str) -> bool:
    words = text[:200].split()
    counted = len(words) >= 5 and heading_of(words[0]) is Heading.NO and max(map(len, words)) <= 14
    return counted or is_header(words)


def closings(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each bracket that closes a task by naming its units."""
    spans = list(outermost(text))
    tail = len(text.rstrip(" 。；;."))
    for start, end in spans:
        if _is_closing(text, start, end, last=end >= tail):
            yield start, end
    unclosed = _LABELLED.search(plain(text)) if "责任" in text or "：" in text or ":" in text else None
    if unclosed and not any(start <= unclosed.start() < end for start, end in spans):
        yield unclosed.start(), len(text)


def _is_closing(text: str, start: int, end: int, *, last: bool) -> bool:
    inside = text[start + 1 : end - 1]
    if _LABELLED.match(plain(text[start : start + 24])):
        return True
    before = next((text[place] for place in range(start - 1, -1, -1) if not text[place].isspace()), "")
    closed = before in _STOPS or before in _SHOUTS
    if len(inside) > LONGEST or not (closed or last or text[end : end + 1] in _STOPS):
        return False
    if has_role_words(inside):
        return closed or _are_units(inside)
    return last and closed and _are_units(inside)


def _are_units(text: str) -> bool:
    names = [unit.name for unit in shared_units_of(text)]
    return bool(names) and 2 * sum(bool(_UNIT_END.search(plain(name))) for name in names) >= len(names)


def _has_label_lines(passages: Sequence[Passage]) -> bool:
    return any(_LABEL_LINE.match(plain(passage.text[:24])) for passage in passages)


def _bracketed(passages: Sequence[Passage]) -> Found:
    walk = _Walk()
    for passage in passages:
        told = plain(passage.text[:24])
        if _LABEL_LINE.match(told):
            _close_by_label(walk, passage)
        elif _TIME_LINE.match(told) and walk.rows:
            _add_deadline(walk, passage)
        else:
            _passage(walk, passage)
    _leave_open(walk)
    _leave_heading(walk)
    _say_left(walk)
    return Found(tuple(walk.rows), tuple(walk.problems))


def _passage(walk: _Walk, passage: Passage) -> None:
    text, mark = passage.text, passage.mark
    spans = list(closings(text))
    start = 0
    if mark is not None:
        _leave_open(walk)
        start = _headed(walk, passage, spans)
    elif not spans and _SIGNATURE.fullmatch(plain(text)) and not _unfinished(walk.open_text):
        return
    elif not walk.open_text:
        walk.open_place = passage.place
    for opening, closing in spans:
        _close(walk, f"{walk.open_text}{text[start:opening]}", text[opening:closing], passage.place)
        start = closing
    rest = text[start:].strip()
    if rest.strip(" 。；;"):
        before = (
            [walk.open_text]
            if _unfinished(walk.open_text)
            else [f"{walk.open_text}\n" if walk.open_text else ""]
        )
        walk.open_text = joined([*before, rest])
        walk.open_place = walk.open_place or passage.place


def _leave_heading(walk: _Walk) -> None:
    """A heading with nothing under it: a task without units where its like are tasks, else left out."""
    if not walk.heading:
        return
    above = walk.rows[-1] if walk.rows else None
    if above is not None and not above.section and walk.heading_depth is Depth.CHAPTER:
        number = str(len(walk.rows) + 1)
        walk.rows.append(RawRow(number, "", "", walk.heading, place=walk.heading_place))
    else:
        walk.left.append(walk.heading_place)
    walk.heading = ""


def _unfinished(text: str) -> bool:
    """Whether a text breaks off in the middle of a sentence."""
    return bool(text) and text.rstrip()[-1:] not in _ENDS


def _headed(walk: _Walk, passage: Passage, spans: Sequence[tuple[int, int]]) -> int:
    """Take a numbered heading in; return where the text of the task begins."""
    mark, text = passage.mark, passage.text
    assert mark is not None
    walk.open_place = passage.place
    if mark.depth <= walk.heading_depth:
        _leave_heading(walk)
    walk.heading = ""
    if mark.depth not in {Depth.CHAPTER, Depth.SECTION}:
        return mark.end
    opening = spans[0][0] if spans else len(text)
    found = _HEADING_END.search(text, mark.end, opening)
    end = found.start() if found else opening
    is_task = bool(spans) and (not text[end + 1 : opening].strip(" 。；") or end - mark.end > LONG_TASK)
    heading = "" if is_task or end - mark.end > LONG_HEADING else text[:end].rstrip("。.：: ")
    if mark.depth is Depth.CHAPTER:
        walk.section, walk.subsection = heading, ""
    else:
        walk.subsection = heading
    walk.heading, walk.heading_place, walk.heading_depth = heading[mark.end :], passage.place, mark.depth
    return min(end + 1, len(text)) if heading else mark.end


def _close(walk: _Walk, text: str, bracket: str, place: str) -> None:
    inside = bracket[1:].removesuffix("）").removesuffix(")")
    place = walk.open_place or place
    note = note_of(inside)
    if note:
        sentence = f"{place}的括号里注明“{note}”，只对这一行列出了单位；请在分派以下各项时一并考虑。"
        walk.problems.append(Problem("standing_note", sentence, place, Level.INFORMATION))
    requirement = text.strip().lstrip("。；;，、 ")
    walk.rows.append(
        RawRow(
            no=str(len(walk.rows) + 1),
            section=walk.section,
            subsection=walk.subsection,
            requirement=requirement,
            units=(UnitText(inside, told=True),),
            deadline=day_among_units(inside) or deadline_in(requirement),
            place=place,
        )
    )
    walk.open_text, walk.open_place, walk.heading = "", "", ""


def _close_by_label(walk: _Walk, passage: Passage) -> None:
    """A line of its own that names the units of the text or the heading above it."""
    text = walk.open_text or walk.heading
    if text:
        _close(walk, text, f"（{passage.text}）", passage.place)
    elif walk.rows:
        walk.rows[-1] = _with_units(walk.rows[-1], passage.text)


def _with_units(row: RawRow, text: str) -> RawRow:
    return replace(row, units=(*row.units, UnitText(text, told=True)))


def _add_deadline(walk: _Walk, passage: Passage) -> None:
    found = _TIME_LINE.match(plain(passage.text))
    assert found is not None
    walk.rows[-1] = replace(walk.rows[-1], deadline=passage.text[found.end() :].strip(" 。；;"))


def _leave_open(walk: _Walk) -> None:
    """Text that no bracket closed: its dated sentences are rows, the rest is said to be left out."""
    text, place = walk.open_text, walk.open_place
    walk.open_text, walk.open_place = "", ""
    if not text:
        return
    walk.heading = ""
    stand = Stand(walk.section, walk.subsection)
    dated = [] if is_preface(stand) else dated_rows(text, place=place, stand=stand)
    if dated and walk.section:
        walk.rows += [
            replace(row, no=str(len(walk.rows) + count)) for count, row in enumerate(dated, start=1)
        ]
    elif dated:
        days = "、".join(row.deadline for row in dated)
        sentence = (
            f"{place}写有期限（{days}），但不在任何一项任务里，没有列为任务；如果是任务，请在预览里补上。"
        )
        walk.problems.append(Problem("dated_outside", sentence, place, Level.INFORMATION))
    elif walk.section and not is_preface(stand):
        walk.left.append(place)


def _say_left(walk: _Walk) -> None:
    if not walk.left:
        return
    places = "、".join(walk.left[:8]) + ("等处" if len(walk.left) > 8 else "")
    count = len(walk.left)
    sentence = f"{places}共 {count} 段没有写明责任单位和期限，没有列为任务；如果其中有任务，请在预览里补上。"
    walk.problems.append(Problem("left_out", sentence, walk.left[0], Level.INFORMATION))

"""Lines of prose made whole: broken lines joined, page numbers and other traces of paper left out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quancheng.kernel.files.content import Paragraph
from quancheng.records.plan.rules.brackets import outermost
from quancheng.records.plan.rules.columns import is_header
from quancheng.records.plan.rules.marks import Mark, is_bare_number, is_page_number, mark_of
from quancheng.records.plan.rules.reading import Level, Problem
from quancheng.records.plan.rules.wording import joined, mended, plain

_ENDED = re.compile(r"[。！？!?：:；;）)”」]\s*\Z")
_SENTENCE_ENDED = re.compile(r"[。！？!?]\s*\Z")
_REVISION = re.compile(r"(?:删除|插入|设置格式|带格式的?|批注)\s*\[[^\]]{1,12}\]\s*[:：]")
_LABELLED = re.compile(
    r"(?:责任|牵头|主责|配合|主办|协办|参与|落实|实施|承办)(?:单位|部门|主体)\s*：|(?:完成|办理|办结)?(?:时限|期限|时间)(?:要求)?\s*："
)
_MENU_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,8}\Z")
_NAVIGATION = 4
NEAR = 30  # lines over which one bracket may reach


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph made whole, with the numbering it begins with."""

    text: str
    place: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    place: str


def passages_of(paragraphs: Iterable[Paragraph]) -> tuple[list[Passage], list[Problem]]:
    """The paragraphs that a reader sees, in order."""
    lines = [_Line(mended(each.text).strip(), each.place) for each in paragraphs]
    lines, problems = _without_revisions(_without_page_numbers(lines))
    lines = _without_menus(lines)
    broken = _is_broken(lines)
    found: list[Passage] = []
    open_lines: list[_Line] = []
    for line in lines:
        if open_lines and _starts_new(open_lines, line, broken=broken):
            found.append(_passage(open_lines))
            open_lines = []
        if line.text:
            open_lines.append(line)
    if open_lines:
        found.append(_passage(open_lines))
    return found, problems


def _passage(lines: Sequence[_Line]) -> Passage:
    text = joined([line.text for line in lines])
    return Passage(text, lines[0].place, mark_of(text))


def _without_page_numbers(lines: list[_Line]) -> list[_Line]:
    kept = [line for line in lines if not is_page_number(line.text)]
    bare = [int(plain(line.text)) for line in kept if is_bare_number(line.text)]
    if not _are_pages(bare):
        return kept
    wanted = 1
    numbered = []
    for line in kept:
        if is_bare_number(line.text) and int(plain(line.text)) == wanted:
            numbered.append(_Line("\x00", line.place))
            wanted += 1
        else:
            numbered.append(line)
    return numbered


def _are_pages(numbers: Sequence[int]) -> bool:
    """Whether bare numbers run 1, 2, 3 … through the text, as those of pages do."""
    return len(numbers) >= 2 and all(count in numbers for count in range(1, min(len(numbers), 3) + 1))


def _without_revisions(lines: list[_Line]) -> tuple[list[_Line], list[Problem]]:
    """The balloons of tracked changes, which a PDF mixes into its text up to the end of the page."""
    kept: list[_Line] = []
    first = ""
    inside = False
    for line in lines:
        if line.text == "\x00":
            inside = False
        elif _REVISION.search(line.text):
            first, inside = first or line.place, True
        elif not inside:
            kept.append(line)
    if not first:
        return kept, []
    sentence = f"{first}起混有修订痕迹（删除、设置格式等批注），已略去；建议接受全部修订后另存，再重新导入。"
    return kept, [Problem("revision_marks", sentence, first, Level.INFORMATION)]


def _without_menus(lines: list[_Line]) -> list[_Line]:
    """The bar of links of a printed web page."""
    menus = {place for place, line in enumerate(lines) if _is_menu(line.text)}
    menus |= {place - 1 for place in menus if place and len(lines[place - 1].text) == 1}
    return [line for place, line in enumerate(lines) if place not in menus]


def _is_menu(text: str) -> bool:
    words = text.split() if len(text) < 120 else []
    return len(words) >= _NAVIGATION and all(map(_MENU_WORD.match, words)) and not is_header(words)


def _is_broken(lines: Sequence[_Line]) -> bool:
    """Whether lines end where the paper ended, not where the sentence did."""
    written = [line.text for line in lines if len(line.text) > 12]
    unfinished = sum(not _ENDED.search(text) for text in written)
    return len(written) >= 6 and unfinished * 3 > len(written)


def _starts_new(before: Sequence[_Line], line: _Line, *, broken: bool) -> bool:
    last = before[-1].text
    if _breaks_a_bracket(before) and mark_of(line.text) is None:
        return False
    if not line.text:
        return bool(_ENDED.search(last)) or not broken or mark_of(last) is not None
    mark = mark_of(line.text)
    if not broken:
        return True
    if mark is not None:
        return bool(_ENDED.search(last)) or not _is_odd(mark, before[0].text)
    if is_header(line.text.split()) or (
        _LABELLED.match(plain(line.text[:16])) and not last.endswith(("（", "("))
    ):
        return True
    if len(before) == 1 and mark_of(last) is not None and _is_heading(last):
        return True
    return bool(_SENTENCE_ENDED.search(last)) or _closed_by_bracket(before)


def _breaks_a_bracket(lines: Sequence[_Line]) -> bool:
    """Whether a bracket is still open: what comes next belongs into it."""
    text = "".join(line.text for line in lines[-NEAR:])
    return len(lines) <= NEAR and text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _closed_by_bracket(lines: Sequence[_Line]) -> bool:
    """A sentence, then a bracket to the end of the line: the units that close a task."""
    if not lines[-1].text.endswith(("）", ")")):
        return False
    text = joined([line.text for line in lines])
    start = next((start for start, end in outermost(text) if end == len(text)), 0)
    return text[:start].rstrip().endswith(("。", "；", ";"))


def _is_odd(mark: Mark, above: str) -> bool:
    """A number that is not the next of its kind: the end of a broken line (…到2.4亿), no item."""
    before = mark_of(above)
    return before is not None and before.depth is mark.depth and mark.number not in {before.number + 1, 1}


def _is_heading(text: str) -> bool:
    return len(text) <= 28 and not re.search(r"[，。；：、,]", text[4:])

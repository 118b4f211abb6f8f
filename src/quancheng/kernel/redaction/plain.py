"""The open part of a text: the withheld stretches give way to a sentence, and a new file is written.

A docx is never edited in place, where old versions, notes and properties would stay: its words are read out,
and a new one is set with the tools of letters.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from docx import Document
from docx.shared import Mm

from quancheng.kernel.files.content import Content, Table
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.letterhead import ink
from quancheng.kernel.files.reading import read_content
from quancheng.kernel.redaction.binding import TITLE
from quancheng.kernel.redaction.made import Check, Repeat
from quancheng.kernel.redaction.making import Bound
from quancheng.kernel.redaction.needles import needles_of, spellings_of
from quancheng.kernel.redaction.places import compact
from quancheng.kernel.redaction.refusals import StillThere, TooLargeToMake

ENDINGS = {Kind.TEXT: "txt", Kind.DOCX: "docx"}
LONGEST = 500_000  # [D] signs of a text
SAME_FOR_ALL = datetime(2000, 1, 1, tzinfo=UTC)  # the day of making is no business of the reader
NEW_LINE = "\n"
WORDS = "word/document.xml"
TAG = re.compile(rb"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One withheld part of a text and the article that speaks for it."""

    start: int
    end: int
    article: str


def text_of(data: bytes, *, name: str) -> str:
    """The words of a text or docx, a line for each paragraph or row. Raises FileRefused, TooLargeToMake."""
    text = _joined(read_content(data, name=name))
    if len(text) > LONGEST:
        raise TooLargeToMake(f"“{name}”有{len(text)}字，超过{LONGEST}字，请拆成几个文件后分别处理。")
    return text


def sentence_for(article: str) -> str:
    """What stands in the place of a withheld part."""
    return f"【此处依据{article}不予公开】"


def opened_up(text: str, stretches: Sequence[Stretch]) -> str:
    """The open part; stretches that touch or overlap and have one ground make one sentence."""
    return "".join(shown for shown, _ in pieces(text, stretches))


def pieces(text: str, stretches: Sequence[Stretch]) -> Iterator[tuple[str, bool]]:
    """The open part in order, and whether a piece stands in the place of something withheld."""
    at, last = 0, ""
    for one in sorted(stretches, key=lambda each: (each.start, each.end)):
        if one.end <= at:
            continue
        goes_on = last == one.article and one.start <= at
        if one.start > at:
            yield text[at : one.start], False
        if not goes_on:
            yield sentence_for(one.article), True
        at, last = one.end, one.article
    if at < len(text):
        yield text[at:], False


def pieces_with_places(text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, bool]]:
    """The whole text in order for who covers it: each piece, where it begins, whether it is covered."""
    at = 0
    for start, end in sorted(places):
        if end <= at:
            continue
        if start > at:
            yield text[at:start], at, False
        begins = max(start, at)
        yield text[begins:end], begins, True
        at = end
    if at < len(text):
        yield text[at:], at, False


def found_in(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Every place of the words in a text, across blanks and ends of lines."""
    letters = [(letter, place) for place, sign in enumerate(text) for letter in compact(sign)]
    whole, sought = "".join(letter for letter, _ in letters), compact(words)
    start = whole.find(sought) if sought else -1
    while start >= 0:
        end = start + len(sought)
        yield letters[start][1], letters[end - 1][1] + 1
        start = whole.find(sought, end)


def make_text(data: bytes, *, kind: Kind, name: str, stretches: Sequence[Stretch]) -> Bound:
    """Write the open part, and prove what was withheld to be gone. Raises StillThere, FileRefused."""
    text = text_of(data, name=name)
    needles = needles_under(text, stretches)
    own = f"{TITLE}.{ENDINGS[kind]}"
    shown = opened_up(text, stretches)
    product = _as_docx(shown) if kind is Kind.DOCX else shown.encode()
    checks = _proved(product, kind, own, text=text, stretches=stretches, needles=needles)
    return Bound(product, own, needles, checks)


def needles_under(text: str, stretches: Sequence[Stretch]) -> tuple[str, ...]:
    """What is looked for: the words of the stretches, line by line."""
    return needles_of(run for one in stretches for run in text[one.start : one.end].split(NEW_LINE))


def repeats_in(text: str, stretches: Sequence[Stretch]) -> tuple[Repeat, ...]:
    """Withheld words that stand openly elsewhere, with the lines."""
    needles = needles_under(text, stretches)
    covered = [range(one.start, one.end) for one in stretches]
    found: list[Repeat] = []
    for needle in needles:
        starts = [at for at, _ in found_in(text, needle) if not any(at in each for each in covered)]
        lines = tuple(dict.fromkeys(text.count(NEW_LINE, 0, at) + 1 for at in starts))
        if lines and not any(needle in other.words and set(lines) <= set(other.pages) for other in found):
            found.append(Repeat(needle, lines, "行"))
    return tuple(found)


def _joined(content: Content) -> str:
    lines: list[str] = []
    for block in content.blocks:
        if isinstance(block, Table):
            lines += ["\t".join(cell.text.replace(NEW_LINE, " ") for cell in row) for row in block.rows]
        else:
            lines.append(block.text)
    return NEW_LINE.join(lines)


def _as_docx(text: str) -> bytes:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    for line in text.split(NEW_LINE):
        ink.write(ink.space(document.add_paragraph()), line)
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = TITLE, "", "", ""
    about.created = about.modified = SAME_FOR_ALL
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[key]
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _proved(
    product: bytes, kind: Kind, name: str, *, text: str, stretches: Sequence[Stretch], needles: Sequence[str]
) -> tuple[Check, ...]:
    """Read the product again: its words are those that may be seen, and its other parts those of any."""
    told = list(pieces(text, stretches))
    if compact(text_of(product, name=name)) != compact("".join(piece for piece, _ in told)):
        raise _still("正文")
    sought = _must_be_gone(told, needles, repeats_in(text, stretches))
    parts = _words_in(product, kind)
    for needle in sought:
        if needle in compact(name):
            raise _still("文件名")
        for coded in spellings_of(needle):
            if place := next((part for part, inside in parts if coded in inside), ""):
                raise _still(place)
    is_docx = kind is Kind.DOCX
    return (
        Check("构造", "按文字重新排成新文件，不在原件上修改；无修订、批注、宏和历史版本"),
        Check("正文", "读回的文字与应公开的文字逐字一致"),
        Check(
            "字节和数据流",
            "正文各种编码均未发现，其余组成部分与空白文件逐字节一致" if is_docx else "各种编码均未发现",
        ),
        Check("元数据", f"只有统一标题“{TITLE}”，无作者、单位和时间" if is_docx else "纯文本没有元数据"),
        Check("文件名", f"“{name}”，不含所遮文字"),
        Check("缩略图和索引", "不带缩略图，不进入检索索引"),
    )


def _must_be_gone(
    told: Sequence[tuple[str, bool]], needles: Sequence[str], repeats: Sequence[Repeat]
) -> Sequence[str]:
    """The needles that may stand nowhere. One that stands openly must be known to. Raises StillThere."""
    shown = [compact(piece) for piece, is_withheld in told if not is_withheld]
    sentences = [compact(piece) for piece, is_withheld in told if is_withheld]
    for needle in needles:
        known = any(needle in repeat.words for repeat in repeats)
        if not known and any(needle in piece for piece in shown):
            raise _still("正文")
    return [needle for needle in needles if not any(needle in piece for piece in (*shown, *sentences))]


def _words_in(product: bytes, kind: Kind) -> list[tuple[str, bytes]]:
    """Where words may stand. Every other part of a docx is that of an empty one. Raises StillThere."""
    if kind is not Kind.DOCX:
        return [("字节", product)]
    parts, empty = _parts(product), _parts(_as_docx(""))
    for name in parts.keys() | empty.keys():
        if name != WORDS and parts.get(name) != empty.get(name):
            raise _still(name)
    return [("正文", TAG.sub(b"", parts[WORDS]))]


def _parts(product: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(product)) as package:
        if package.comment:
            raise _still("压缩包注释")
        return {part: package.read(part) for part in package.namelist()}


def _still(place: str) -> StillThere:
    return StillThere(
        f"所遮文字在新文件的{place}里仍能找到，没有保存任何文件；请扩大遮盖范围后重试，仍不行请告知系统管理员",
        place=place,
    )

"""The gate of uploads: what is dangerous, broken or secret is turned away before anything is stored."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from quancheng.kernel.files.content import Content
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.margins import margin_lines
from quancheng.kernel.files.names import safe_name
from quancheng.kernel.files.package import (
    ZIP_FAULTS,
    Package,
    UnpacksTooLarge,
    check_sizes,
    refuse_declarations,
)
from quancheng.kernel.files.readers.pdf import Scanned
from quancheng.kernel.files.readers.xlsx.reach import is_like_xml, refuse_far_reach
from quancheng.kernel.files.reading import DOCUMENTS, labelled_kind, read_content
from quancheng.kernel.files.refused import Damaged, FileRefused
from quancheng.kernel.files.secrecy import FIRST_LINES, Mark, first_mark, mark_of_cell, mark_of_name

EVIDENCE = DOCUMENTS | {Kind.PICTURE}  # what may prove work done
MACROS = re.compile(r"(?i)(?:.*/)?(?:vbaProject[^/]*\.bin|vbaData\.xml)|xl/macrosheets/.*|.*/activeX/.*")
MACRO_TYPES = (b"macroEnabled", b"vnd.ms-office.vbaProject", b"vnd.ms-excel.intlmacrosheet")
XML_PARTS = (".xml", ".rels", ".vml")
DEEPEST_PACKAGE = 1  # a workbook inside a document is usual, a package inside that one is not
PICTURE_ENDS = {b"\x89PNG": b"IEND", b"\xff\xd8\xff": b"\xff\xd9", b"GIF8": b"\x3b"}
PAGE_EDGE = 2  # lines at both ends of a page that may be its header or footer


class HoldsMacros(FileRefused):
    """The document brings programs of its own."""

    code = "files.holds_macros"


class BearsSecrecyMark(FileRefused):
    """The document says of itself that it is secret or internal; nothing of it may be stored here."""

    code = "files.bears_secrecy_mark"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be stored: under which name, as what, and what it says when that can be read."""

    name: str
    kind: Kind
    size: int
    content: Content | None


def check_upload(data: bytes, *, name: str, accepted: frozenset[Kind] = DOCUMENTS) -> Upload:
    """Let a file in, or say why not. Nothing is stored here; the caller stores what comes back.

    A picture, a scan and an OFD have no `content`: what they show has to be read by a person.
    Raises only FileRefused: TooLarge, Mislabelled, Locked, HoldsMacros, UnpacksTooLarge, HoldsDeclarations,
    BearsSecrecyMark, TooMuch, Damaged and what the readers raise.
    """
    shown = safe_name(name)
    _refuse_marked(_mark_of_name(shown), name=shown)
    kind = labelled_kind(data, name=shown, accepted=accepted)
    if kind in {Kind.DOCX, Kind.XLSX, Kind.OFD}:
        _check_package(data, kind, name=shown)
    if kind is Kind.PICTURE:
        _check_picture(data, name=shown)
        return Upload(shown, kind, len(data), None)
    _refuse_marked(first_mark(margin_lines(data, kind=kind, name=shown)), name=shown)
    if kind is Kind.OFD:
        return Upload(shown, kind, len(data), None)
    content = _content(data, name=shown, scans=Kind.PICTURE in accepted)
    if content is not None:
        _refuse_marked(mark_of_content(content, paged=kind is Kind.PDF), name=shown)
    return Upload(shown, kind, len(data), content)


def _content(data: bytes, *, name: str, scans: bool) -> Content | None:
    try:
        return read_content(data, name=name)
    except Scanned:
        if scans:
            return None
        raise


def mark_of_content(content: Content, *, paged: bool) -> Mark | None:
    """The mark at the head of the paper, or at the ends of a page where headers and footers stand."""
    lines = [(block.place or "文首", block.text) for block in content.paragraphs if block.text.strip()]
    heads = lines[:FIRST_LINES]
    edges = list(_page_ends(lines)) if paged else []
    cells = (
        Mark(level, table.place)
        for table in content.tables[:1]
        for row in table.rows[:FIRST_LINES]
        for cell in row
        if (level := mark_of_cell(cell.text))
    )
    return first_mark([*heads, *edges]) or next(cells, None)


def _page_ends(lines: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    pages: dict[str, list[str]] = {}
    for place, text in lines:
        pages.setdefault(place, []).append(text)
    for place, texts in pages.items():
        for text in dict.fromkeys(texts[:PAGE_EDGE] + texts[-PAGE_EDGE:]):
            yield place, text


def _mark_of_name(name: str) -> Mark | None:
    level = mark_of_name(name)
    return Mark(level, "文件名") if level else None


def _refuse_marked(mark: Mark | None, *, name: str) -> None:
    if mark is None:
        return
    raise BearsSecrecyMark(
        f"“{name}”的{mark.where}标有“{mark.level}”，涉密文件和内部资料不得上传到本系统，文件没有保存。"
        "请立即停止在联网计算机上处理，并按本单位保密规定办理；如确属误标，请更正标志后再上传。",
        level=mark.level,
        where=mark.where,
    )


def _check_package(data: bytes, kind: Kind, *, name: str) -> None:
    """Every part, those too that no reader asks for: macros, declarations, packages in packages."""
    package = Package(data, name=name)
    types = package.read("[Content_Types].xml") if "[Content_Types].xml" in package.parts else b""
    if any(MACROS.fullmatch(part) for part in package.parts) or any(each in types for each in MACRO_TYPES):
        raise HoldsMacros(f"“{name}”含有宏或控件，没有保存。请另存为不含宏的 docx 或 xlsx 后再上传。")
    for part in package.parts:
        inside = package.read(part)
        if part.lower().endswith(XML_PARTS):
            refuse_declarations(inside, name=name)
        elif inside.startswith(b"PK\x03\x04"):
            _check_nested(inside, name=name, depth=1)
        if kind is Kind.XLSX and is_like_xml(inside):
            refuse_far_reach(package, part, inside)


def _check_nested(data: bytes, *, name: str, depth: int) -> None:
    if depth > DEEPEST_PACKAGE:
        raise UnpacksTooLarge(f"“{name}”里层层嵌套压缩包，没有打开。请删去嵌入的文件后再上传。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_sizes(archive.infolist(), size=len(data), name=name)
            for each in archive.infolist():
                with archive.open(each) as part:
                    packed = part.read(4) == b"PK\x03\x04"
                if packed:
                    _check_nested(archive.read(each), name=name, depth=depth + 1)
    except ZIP_FAULTS as error:
        raise Damaged(f"“{name}”里嵌入的文件已损坏。请删去嵌入的文件，另存后再上传。") from error


def _check_picture(data: bytes, *, name: str) -> None:
    for opening, end in PICTURE_ENDS.items():
        if data.startswith(opening) and end not in data[-4096:]:
            raise Damaged(f"图片“{name}”不完整，可能没有传完。请重新取得图片后再上传。")

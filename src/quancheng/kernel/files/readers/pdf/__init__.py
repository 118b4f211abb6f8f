"""PDF files with text: ruled tables as tables, all else line by line."""

import io
import logging
import re
import time
import zlib

from pdfminer.pdfdocument import PDFXRefFallback
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from quancheng.kernel.files.content import Content, Paragraph, Table
from quancheng.kernel.files.readers.pdf.glyphs import Line
from quancheng.kernel.files.readers.pdf.page import Page, asked
from quancheng.kernel.files.refused import Damaged, FileRefused, Locked, TooMuch

MOST_PAGES = 300
MOST_SECONDS = 60.0  # a plan of 8 pages takes about one second
MOST_UNPACKED = 300 * 1024 * 1024
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each oddity of each font
PIECE = 4 * 1024 * 1024
ZLIB = b"\x78"
STREAM = re.compile(rb"stream\r?\n")
MOST_UNREADABLE = 0.1  # share of signs without a meaning above which the text is not worth having
UNREADABLE = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")


class Scanned(FileRefused):
    """The pages are pictures of paper; there is no text in the file."""

    code = "files.scanned"


class FontsWithoutMeaning(FileRefused):
    """The file draws its signs but does not say which characters they are."""

    code = "files.fonts_without_meaning"


def read(data: bytes, *, name: str) -> Content:
    """Blocks page by page; page numbers are left out, and the place of each block is its page.

    Raises Damaged, Locked, Scanned, FontsWithoutMeaning, TooMuch.
    """
    if b"%%EOF" not in data[-2048:]:
        raise Damaged(f"“{name}”不完整，可能没有传完或下载完。请重新取得文件后再上传。")
    check_streams(data, name=name)
    pages = _pages(_opened(data, name=name), name=name)
    _check_text(pages, name=name)
    left = min((line.left for page in pages for line in page.lines), default=0.0)
    blocks: list[Paragraph | Table] = []
    for page in pages:
        blocks.extend(_block(each, page.place, left) for each in page.in_order())
    return Content(tuple(blocks), tuple(_doubts(pages)))


def _block(each: Line | Table, place: str, left: float) -> Paragraph | Table:
    return each if isinstance(each, Table) else Paragraph(each.indented_from(left), place=place)


def _opened(data: bytes, *, name: str) -> PDF:
    try:
        document = PDF.open(io.BytesIO(data), password="")
    except PdfminerException as error:
        if "Password" in repr(error):
            raise Locked(f"“{name}”设了打开密码。请打开后取消密码，另存后再上传。") from error
        raise _damaged(name) from error
    except Exception as error:  # pdfminer raises whatever its parser stumbles over
        raise _damaged(name) from error
    if any(isinstance(each, PDFXRefFallback) for each in document.doc.xrefs):
        raise _damaged(name)
    return document


def _damaged(name: str) -> Damaged:
    return Damaged(f"“{name}”已损坏，其中的目录读不出来。请用原来的软件重新导出 PDF 后再上传。")


def _pages(document: PDF, *, name: str) -> list[Page]:
    sheets = asked(lambda: document.pages, otherwise=_damaged(name))
    if not sheets:
        raise _damaged(name)
    if len(sheets) > MOST_PAGES:
        raise TooMuch(f"“{name}”有{len(sheets)}页，超过{MOST_PAGES}页。请拆成几个文件后再上传。")
    stop = time.monotonic() + MOST_SECONDS
    pages = []
    for number, sheet in enumerate(sheets, start=1):
        broken = Damaged(f"“{name}”第{number}页已损坏。请用原来的软件重新导出 PDF 后再上传。")
        pages.append(Page(sheet, number=number, name=name, broken=broken))
        if time.monotonic() > stop:
            raise TooMuch(f"“{name}”读到第{number}页已超过一分钟。请拆成几个文件，或换成 docx 后再上传。")
    return pages


def check_streams(data: bytes, *, name: str) -> None:
    """Raises TooMuch when the packed streams would unpack to more than a machine should hold."""
    room = MOST_UNPACKED
    for found in STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        packed = data[found.end() : end if end > 0 else len(data)]
        for _ in range(4):  # a stream may be packed several times over
            packed, used = _unpacked(packed, room)
            room -= used
        if room <= 0:
            raise TooMuch(f"“{name}”解压后过大，没有打开。请用原来的软件重新导出 PDF 后再上传。")


def _unpacked(packed: bytes, room: int) -> tuple[bytes, int]:
    """The start of what a stream unpacks to, for a look inside it, and how long the whole is."""
    if packed[:1] != ZLIB:
        return b"", 0
    unpacking = zlib.decompressobj()
    start, used = b"", 0
    try:
        while packed and not unpacking.eof and used < room:
            piece = unpacking.decompress(packed, PIECE)
            start, used, packed = start or piece, used + len(piece), unpacking.unconsumed_tail
    except zlib.error:
        return b"", used
    return start, used


def _check_text(pages: list[Page], *, name: str) -> None:
    signs = sum(page.signs for page in pages)
    if signs == 0:
        where = f"第1—{len(pages)}页" if len(pages) > 1 else "第1页"
        raise Scanned(
            f"“{name}”是扫描件或图片，{where}没有可读的文字。"
            "请上传文字版（Word 文档或由 Word 导出的 PDF），或先做文字识别（OCR）并核对后再上传。"
        )
    text = "".join(line.text for page in pages for line in page.lines) + "".join(
        cell.text for page in pages for table in page.tables for row in table.rows for cell in row
    )
    if len(UNREADABLE.findall(text)) > MOST_UNREADABLE * signs:
        raise FontsWithoutMeaning(
            f"“{name}”的字体没有文字编码，读出来是乱码。请上传 Word 文档，或由 Word 重新导出 PDF。"
        )


def _doubts(pages: list[Page]) -> list[str]:
    empty = [str(page.number) for page in pages if page.signs == 0]
    doubts = (
        [f"第{'、'.join(empty)}页没有可读的文字（空白页、图片或扫描页），没有读取，请核对。"] if empty else []
    )
    crowded = [str(page.number) for page in pages if page.crowded]
    if crowded:
        doubts.append(f"第{'、'.join(crowded)}页的线条太多，没有按表格读取，请核对。")
    return doubts

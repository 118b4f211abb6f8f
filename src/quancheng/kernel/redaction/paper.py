"""The original, page by page: how it looks, and which characters stand where.

One engine tells both (pdfium), after annotations and forms were melted into the page: what is seen is what
is found.
"""

import ctypes
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.pdfium import ONE_AT_A_TIME
from quancheng.kernel.files.readers.pdf import check_streams
from quancheng.kernel.files.refused import Damaged, Locked
from quancheng.kernel.redaction.places import Rect, Sheet, Sign
from quancheng.kernel.redaction.refusals import TooLargeToMake

POINTS = 72  # to an inch
DPI = 200  # [D] of the product: legible print, small enough to send
SCREEN_DPI = 110  # [D] of the pages as the desk shows them
MOST_PAGES = 100  # [D]
MOST_DOTS = 36_000_000  # [D] of one page of the product: A1 at 200 dpi
SMALLEST = 3  # points
FINE = 1_000_000  # steps along each side of a page
AT_HAND = 4  # files: an official goes from page to page of one
_at_hand: dict[str, tuple[Sheet, ...]] = {}


class Paper(Protocol):
    """An original that is open."""

    name: str
    count: int

    def sheet(self, number: int) -> Sheet:
        """The characters of a page. Raises Damaged."""
        ...

    def picture(self, number: int, dpi: int) -> Image.Image:
        """How a page looks, white where nothing stands. Raises Damaged."""
        ...


class PdfPaper:
    """Pages of a pdf."""

    def __init__(self, data: bytes, name: str) -> None:
        check_streams(data, name=name)
        self.name = name
        try:
            with ONE_AT_A_TIME:
                self._document: Any = pypdfium2.PdfDocument(data)
                self._document.init_forms()
                self.count = len(self._document)
        except pypdfium2.PdfiumError as error:
            if "assword" in str(error):
                raise Locked(f"“{name}”设了打开密码，不能区分处理。请取消密码，另存后重新上传。") from error
            raise Damaged(f"“{name}”已损坏，不能区分处理。请用原来的软件重新导出 PDF 后再上传。") from error

    def close(self) -> None:
        with ONE_AT_A_TIME:
            self._document.close()

    def sheet(self, number: int) -> Sheet:
        with ONE_AT_A_TIME:
            return self._sheet(number)

    def picture(self, number: int, dpi: int) -> Image.Image:
        with ONE_AT_A_TIME:
            return self._picture(number, dpi)

    def _page(self, number: int) -> Any:
        """The page with its annotations and fields as part of it."""
        try:
            raw = pypdfium2.raw
            if raw.FPDFPage_Flatten(self._document[number - 1], raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
                raise _damaged_page(self.name, number)
            page = self._document[number - 1]  # as it is now
            width, height = page.get_size()
        except pypdfium2.PdfiumError as error:
            raise _damaged_page(self.name, number) from error
        _must_fit(self.name, number, width, height)
        return page

    def _sheet(self, number: int) -> Sheet:
        page = self._page(number)
        width, height = page.get_size()
        text = page.get_textpage()
        return Sheet(number, width, height, tuple(_signs(page, text)))

    def _picture(self, number: int, dpi: int) -> Image.Image:
        page = self._page(number)
        try:
            dots: Any = page.render(scale=dpi / POINTS, fill_color=(255, 255, 255, 255))
        except (pypdfium2.PdfiumError, MemoryError) as error:
            raise _damaged_page(self.name, number) from error
        found: Image.Image = dots.to_pil().convert("RGB")
        return found


class PicturePaper:
    """A picture, or a scan of several: each is a page without characters."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._opened = Image.open(io.BytesIO(data))
            self.count = getattr(self._opened, "n_frames", 1)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise Damaged(f"图片“{name}”打不开，不能区分处理。请重新取得图片后再上传。") from error

    def close(self) -> None:
        self._opened.close()

    def _size(self) -> tuple[float, float]:
        wide, high = self._opened.size
        return wide * POINTS / DPI, high * POINTS / DPI

    def sheet(self, number: int) -> Sheet:
        whole = self._frame(number)
        return Sheet(number, whole.width * POINTS / DPI, whole.height * POINTS / DPI, ())

    def picture(self, number: int, dpi: int) -> Image.Image:
        whole = self._frame(number)
        if dpi == DPI:
            return whole
        share = dpi / DPI
        return whole.resize((max(round(whole.width * share), 1), max(round(whole.height * share), 1)))

    def _frame(self, number: int) -> Image.Image:
        _must_fit(self.name, number, *self._size())
        try:
            frame = ImageSequence.Iterator(self._opened)[number - 1]
            seen = ImageOps.exif_transpose(frame).convert("RGBA")
        except (OSError, ValueError, SyntaxError, IndexError, EOFError) as error:
            raise _damaged_page(self.name, number) from error
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")


@contextmanager
def opened(data: bytes, *, kind: Kind, name: str) -> Iterator[Paper]:
    """Open an original. Raises Damaged, Locked, TooMuch, TooLargeToMake."""
    paper = PicturePaper(data, name) if kind is Kind.PICTURE else PdfPaper(data, name)
    try:
        if not 1 <= paper.count <= MOST_PAGES:
            raise TooLargeToMake(
                f"“{name}”有{paper.count}页，一次最多处理{MOST_PAGES}页。请拆成几个文件后分别上传、分别处理。"
            )
        yield paper
    finally:
        paper.close()


def sheets_of(data: bytes, *, digest: str, kind: Kind, name: str) -> tuple[Sheet, ...]:
    """The characters of every page; those of the last few files are at hand. Raises what `opened` raises."""
    found = _at_hand.get(digest)
    if found is None:
        with opened(data, kind=kind, name=name) as paper:
            found = tuple(paper.sheet(number) for number in range(1, paper.count + 1))
        with ONE_AT_A_TIME:
            while len(_at_hand) >= AT_HAND:
                _at_hand.pop(next(iter(_at_hand)))
            _at_hand[digest] = found
    return found


def _signs(page: Any, text: Any) -> Iterator[Sign]:
    """Every character that the page holds: unseen ones, too."""
    raw = pypdfium2.raw
    high = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if not code or (raw.FPDFText_IsGenerated(text, index) == 1 and not chr(code).isspace()):
            continue  # blanks and ends of lines are added by the engine, and are welcome
        if 0xD800 <= code < 0xDC00:  # a rare character comes in two halves
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        yield Sign(_character(code), _rect(page, text.get_charbox(index)))


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _rect(page: Any, box: tuple[float, float, float, float]) -> Rect:
    """Where a box of the page's own points is seen: the page may be cut and turned."""
    left, bottom, right, top = box
    corners = [_seen_at(page, left, top), _seen_at(page, right, bottom)]
    across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return Rect(across[0], down[0], across[1], down[1])


def _seen_at(page: Any, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pypdfium2.raw.FPDF_PageToDevice(page, 0, 0, FINE, FINE, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value / FINE, down.value / FINE


def _must_fit(name: str, number: int, width: float, height: float) -> None:
    dots = (width * DPI / POINTS) * (height * DPI / POINTS)
    if min(width, height) < SMALLEST or dots > MOST_DOTS:
        raise TooLargeToMake(
            f"“{name}”第{number}页的纸张为{width / POINTS * 25.4:.0f}×{height / POINTS * 25.4:.0f}毫米，"
            "超出能处理的大小（最大约A1）。请改用A4或A3纸张重新导出后再上传。"
        )


def _damaged_page(name: str, number: int) -> Damaged:
    return Damaged(f"“{name}”第{number}页已损坏，画不出来。请用原来的软件重新导出 PDF 后再上传。")

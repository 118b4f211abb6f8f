"""A letter as pdf, in the layout of GB/T 9704: the same words as the docx, ready to be printed or sealed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead.letter import (
    Block,
    Grid,
    Heading,
    Letter,
    Subheading,
    in_chinese,
)

try:
    from weasyprint import CSS, HTML
except OSError:  # pango is a library of the system, no package of Python
    HAS_PRINTER = False
else:
    HAS_PRINTER = True

PDF_TYPE = "application/pdf"
SHEET = Path(__file__).with_name("letter.css")
NO_DAY = "　　年　月　日"


class NoPrinter(Refusal):
    """The machine lacks the library that sets pages (pango)."""

    code = "files.no_printer"
    status = 501


class NothingFetched(Exception):  # never shown: the printer leaves the thing out
    """A letter asked for something outside of itself."""


def as_pdf(letter: Letter, *, seal: str = "") -> bytes:
    """The letter as a pdf; `seal`: the word in the ring that marks where the wet seal goes, if there is one.

    Raises NoPrinter.
    """
    context = {
        "letter": letter,
        "body": list(_sorted(letter.body)),
        "day": in_chinese(letter.on) if letter.on else NO_DAY,
        "seal": seal,
    }
    return printed(render_to_string("files/letter.html", context), SHEET.read_text(encoding="utf-8"))


def printed(page: str, sheet: str) -> bytes:
    """A page of html in the styles of a sheet, as pdf. Raises NoPrinter."""
    if not HAS_PRINTER:
        raise NoPrinter("服务器缺少排版组件libpangoft2-1.0-0，不能生成pdf；请下载docx，或请系统管理员安装")
    written: bytes = HTML(string=page, url_fetcher=_nothing).write_pdf(stylesheets=[CSS(string=sheet)])
    return written


def _nothing(url: str, *_: Any, **__: Any) -> Any:
    """Nothing is loaded from anywhere, whatever stands in a letter."""
    raise NothingFetched(url)


def _sorted(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Block]]:
    for block in blocks:
        match block:
            case Heading():
                yield "heading", block
            case Subheading():
                yield "subheading", block
            case Grid():
                yield "grid", block
            case _:
                yield "text", block

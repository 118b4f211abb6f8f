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
    Ruled,
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
ON_SCREEN = "@media screen { body { max-inline-size: 52rem; margin: 2rem auto; padding: 0 1rem; } }"
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
    return printed(_page_of(letter, seal), SHEET.read_text(encoding="utf-8"))


def as_html(letter: Letter) -> bytes:
    """A letter as one page of html that stands alone, with its styles in it."""
    sheet = SHEET.read_text(encoding="utf-8") + ON_SCREEN
    return _page_of(letter, "").replace("</head>", f"<style>{sheet}</style></head>", 1).encode()


def _page_of(letter: Letter, seal: str) -> str:
    context = {
        "letter": letter,
        "body": list(_sorted(letter.body)),
        "day": in_chinese(letter.on) if letter.on else NO_DAY,
        "seal": seal,
    }
    return render_to_string("files/letter.html", context)


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
            case Ruled():
                yield "ruled", block
            case _:
                yield "text", block

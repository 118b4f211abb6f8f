"""Making the open part of a document whose pages are seen: each is painted, packed and bound anew."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.reading import LARGEST, MEGABYTE
from quancheng.kernel.redaction.binding import TITLE, Leaf, bound, leaf_of
from quancheng.kernel.redaction.made import Check, Repeat
from quancheng.kernel.redaction.needles import needles_of
from quancheng.kernel.redaction.painting import Cover, Patch, paint
from quancheng.kernel.redaction.paper import DPI, Paper, opened
from quancheng.kernel.redaction.places import (
    Rect,
    Sheet,
    Sign,
    grown,
    is_under,
    runs_of,
    signs_under,
    spelled,
)
from quancheng.kernel.redaction.proving import prove_pdf
from quancheng.kernel.redaction.refusals import TooLargeToMake

NAME = f"{TITLE}.pdf"
MOST_SECONDS = 60.0  # [D] for painting; a dense page takes half of one


@dataclass(frozen=True, slots=True)
class Part:
    """One box to be painted: its page, its place, the word in it, what a scan shows under it."""

    page: int
    rect: Rect
    label: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A product, with its proof."""

    data: bytes
    name: str
    needles: tuple[str, ...]
    checks: tuple[Check, ...]


def make_pdf(data: bytes, *, kind: Kind, name: str, sheets: Sequence[Sheet], parts: Sequence[Part]) -> Bound:
    """Rebuild every page from its picture, and prove what was covered to be gone.

    Raises StillThere, TooLargeToMake, Damaged, Locked.
    """
    began = time.monotonic()
    leaves: list[Leaf] = []
    patches: dict[int, tuple[Patch, ...]] = {}
    with opened(data, kind=kind, name=name) as paper:
        for sheet in sheets:
            leaf, drawn = _leaf(paper, sheet, covers_of(sheet, parts))
            leaves.append(leaf)
            if drawn:
                patches[sheet.number] = drawn
            _must_not_grow(sum(len(one.data) for one in leaves), name)
            _must_be_quick(began, sheet.number, name)
    needles = needles_by_page(sheets, parts)
    product = bound(leaves)
    checks = prove_pdf(product, name=NAME, leaves=leaves, patches=patches, needles=needles)
    every = tuple(sorted({needle for sought in needles.values() for needle in sought}))
    return Bound(product, NAME, every, checks)


def covers_of(sheet: Sheet, parts: Sequence[Part]) -> tuple[Cover, ...]:
    """What is painted on a page: no sign that is taken away looks out of its box."""
    return tuple(Cover(grown(sheet, part.rect), part.label) for part in parts if part.page == sheet.number)


def needles_by_page(sheets: Sequence[Sheet], parts: Sequence[Part]) -> Mapping[int, tuple[str, ...]]:
    """What is looked for, by the page on which it was covered."""
    found = {}
    for sheet in sheets:
        runs = [
            run
            for part in parts
            if part.page == sheet.number
            for run in (*runs_of(signs_under(sheet, part.rect)), *part.words.split())
        ]
        if runs:
            found[sheet.number] = needles_of(runs)
    return found


def repeats_in(sheets: Sequence[Sheet], parts: Sequence[Part]) -> tuple[Repeat, ...]:
    """Covered words that stand openly elsewhere, with the pages; of words within words the longest."""
    rects = {sheet.number: [part.rect for part in parts if part.page == sheet.number] for sheet in sheets}
    open_texts = {
        sheet.number: spelled([sign for sign in sheet.signs if not _is_covered(sign, rects[sheet.number])])[0]
        for sheet in sheets
    }
    needles = {needle for sought in needles_by_page(sheets, parts).values() for needle in sought}
    found: list[Repeat] = []
    for needle in sorted(needles, key=lambda one: (-len(one), one)):
        pages = tuple(page for page, text in open_texts.items() if needle in text)
        if pages and not any(needle in longer.words and set(pages) <= set(longer.pages) for longer in found):
            found.append(Repeat(needle, pages))
    return tuple(found)


def _is_covered(sign: Sign, rects: Sequence[Rect]) -> bool:
    return any(is_under(sign, rect) for rect in rects)


def _leaf(paper: Paper, sheet: Sheet, covers: Sequence[Cover]) -> tuple[Leaf, tuple[Patch, ...]]:
    picture = paper.picture(sheet.number, DPI)
    drawn = paint(picture, covers, dpi=DPI)
    return leaf_of(picture, width=sheet.width, height=sheet.height), drawn


def _must_not_grow(size: int, name: str) -> None:
    if size > LARGEST:
        raise TooLargeToMake(
            f"“{name}”重做为图像后超过{LARGEST // MEGABYTE}MB，没有保存。请拆成几个文件后分别上传、分别处理。"
        )


def _must_be_quick(began: float, page: int, name: str) -> None:
    if time.monotonic() - began > MOST_SECONDS:
        raise TooLargeToMake(
            f"“{name}”做到第{page}页已超过一分钟，没有保存。请拆成几个文件后分别上传、分别处理。"
        )

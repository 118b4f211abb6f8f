"""What a document holds that one may want to cover: words asked for, numbers of people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quancheng.kernel.redaction.making import Part
from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.places import Hit, Rect, Sheet, hit_of, hits_in, is_under
from quancheng.kernel.redaction.plain import Stretch, found_in
from quancheng.kernel.redaction.queries import parts_of, sheets_in, stretches_of, text_in
from quancheng.kernel.text.privacy import private_in

MOST = 500  # [D] places that one search covers or lists
AROUND = 12


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a document that may be covered, as a page or as a text has it."""

    key: str  # by which a form names it
    says: str  # 身份证号, 手机号, or what was asked for
    text: str
    around: tuple[str, str]
    page: int = 0
    rects: tuple[Rect, ...] = ()
    start: int = 0
    end: int = 0
    is_covered: bool = False


def places_of(redaction: Redaction, words: str) -> list[Place]:
    """Every place of the words, in order; at most so many."""
    if redaction.is_paged:
        parts = parts_of(redaction)
        found = (
            _on_page(sheet, hit, words, parts)
            for sheet in sheets_in(redaction.original)
            for hit in hits_in(sheet, words)
        )
        return _first(found)
    text, stretches = text_in(redaction.original), stretches_of(redaction)
    return _first(_in_text(text, at, end, words, stretches) for at, end in found_in(text, words))


def suggested(redaction: Redaction) -> list[Place]:
    """Numbers of identity cards, telephones, bank cards and addresses of mail, in order."""
    if redaction.is_paged:
        parts = parts_of(redaction)
        return _first(place for sheet in sheets_in(redaction.original) for place in _private_on(sheet, parts))
    text, stretches = text_in(redaction.original), stretches_of(redaction)
    return _first(_in_text(text, one.start, one.end, one.kind.value, stretches) for one in private_in(text))


def _private_on(sheet: Sheet, parts: Sequence[Part]) -> Iterator[Place]:
    signs = "".join(sign.text[:1] if not sign.is_blank else " " for sign in sheet.signs)
    for one in private_in(signs):
        hit = hit_of(sheet, range(one.start, one.end))
        if hit.rects:
            yield _on_page(sheet, hit, one.kind.value, parts)


def _on_page(sheet: Sheet, hit: Hit, says: str, parts: Sequence[Part]) -> Place:
    here = [part.rect for part in parts if part.page == sheet.number]
    covered = all(any(is_under(sign, rect) for rect in here) for sign in hit.signs)
    key = f"{sheet.number}-{hit.first}-{hit.last}"
    return Place(key, says, hit.text, hit.around, page=sheet.number, rects=hit.rects, is_covered=covered)


def _in_text(text: str, start: int, end: int, says: str, stretches: Sequence[Stretch]) -> Place:
    covered = any(one.start <= start and end <= one.end for one in stretches)
    around = text[max(start - AROUND, 0) : start].split("\n")[-1], text[end : end + AROUND].split("\n")[0]
    return Place(f"{start}-{end}", says, text[start:end], around, start=start, end=end, is_covered=covered)


def _first(places: Iterator[Place]) -> list[Place]:
    found: list[Place] = []
    for place in places:
        if len(found) == MOST:
            break
        found.append(place)
    return found

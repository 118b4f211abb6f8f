"""The lines of the page as it shows them: words, colours, what is filtered, what is counted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from quancheng.kernel.norms.book import Holding
from quancheng.kernel.norms.definition import Mark, Norm, Sort
from quancheng.kernel.norms.foreign import Foreign, ForeignLine
from quancheng.kernel.norms.queries import Line
from quancheng.ui.bands import Tone
from quancheng.ui.gate import actor_of

TONES: Mapping[Mark, Tone] = {
    Mark.V: Tone.GREEN, Mark.V2: Tone.BLUE, Mark.M: Tone.YELLOW, Mark.D: Tone.GREY,
}  # fmt: skip
OWN_SAYS = "本级设定"
_DIGITS = "零一二三四五六七八九"
_ARTICLE = re.compile(r"第([零一二三四五六七八九十百]+)条")
_PARTS = re.compile(r"(?:([一二三四五六七八九])百)?零?([一二三四五六七八九]?十)?([一二三四五六七八九])?")
_FIGURE = re.compile(r"(\d+)(\D*)")
FILTERS = (
    ("", "全部"),
    ("to-sign", "待签署"),
    ("to-enter", "待录入"),
    ("to-check", "待核对"),
    ("signed", "已签署"),
)


@dataclass(frozen=True, slots=True)
class Word:
    """A state as a word in its colour."""

    tone: Tone
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line of the table."""

    says: str
    href: str
    law: str
    value: str
    unit: str
    mark: Word | None
    state: Word | None
    who: str
    at: datetime | None
    source: str
    from_on: date | None
    next_value: str
    next_on: date | None
    waits: int = 0
    is_figure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """One row of a table norm: its columns, cells, which are numbers; who has signed it alone."""

    number: int
    digest: str
    told: tuple[tuple[str, str, bool], ...]
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class OfLaw:
    """The lines that rest on one article."""

    law: str
    lines: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class OfModule:
    """The lines of one module; `href` leads to where foreign numbers are set, for those who may open it."""

    code: str
    says: str
    laws: tuple[OfLaw, ...]
    href: str = ""
    is_foreign: bool = False

    @property
    def count(self) -> int:
        return sum(len(law.lines) for law in self.laws)


@dataclass(frozen=True, slots=True)
class Tab:
    """One filter with how many it leaves."""

    code: str
    says: str
    count: int
    is_here: bool


def mark_word(mark: Mark) -> Word:
    """How far a source is checked, in its colour."""
    return Word(TONES[mark], mark.says)


def state_word(line: Line) -> Word | None:
    """Where a norm stands with the legal reader; nothing where nobody waits for that."""
    if line.now is None:
        return Word(Tone.ORANGE, "待录入" if line.must_be_entered else "待签署")
    if line.must_be_signed:
        return Word(Tone.ORANGE, "待签署")
    return Word(Tone.GREEN, "已签署") if line.now.is_signed else None


def is_left(line: Line, show: str) -> bool:
    """Whether a filter leaves the line."""
    match show:
        case "to-sign":
            return line.must_be_signed
        case "to-enter":
            return line.must_be_entered
        case "to-check":
            return line.must_be_checked
        case "signed":
            return line.now is not None and line.now.is_signed
        case _:
            return True


def tabs(lines: Sequence[Line], show: str) -> list[Tab]:
    """The filters, each with its count."""
    return [
        Tab(code, says, sum(is_left(each, code) for each in lines), code == show) for code, says in FILTERS
    ]


def looked_for(line: Line, words: str) -> bool:
    """Whether every word that was typed stands in the line."""
    held = line.now
    text = f"{line.norm.says} {line.norm.law} {line.norm.note} {line.norm.code}"
    text += f" {held.source} {held.says}" if held else ""
    return all(word in text for word in words.split())


def modules(lines: Iterable[Line], names: Mapping[int, str]) -> list[OfModule]:
    """The lines by module and, in each, by article."""
    told = sorted(lines, key=lambda line: _module(line.norm.module))
    return [
        OfModule(code, _module(code), tuple(_laws([shown(line, names) for line in group])))
        for code, group in groupby(told, key=lambda line: line.norm.module)
    ]


def foreigners(
    request: HttpRequest, told: Iterable[tuple[Foreign, tuple[ForeignLine, ...]]], words: str, show: str
) -> Iterator[OfModule]:
    """The numbers that are set elsewhere, as far as the filter leaves them."""
    for foreign, lines in told:
        left = [
            _foreign(line) for line in lines
            if all(word in f"{foreign.says} {line.says} {line.source} {line.law}" for word in words.split())
            and (not show or (show == "to-check" and line.mark not in {None, Mark.V}))
        ]  # fmt: skip
        if left:
            yield OfModule(
                foreign.code, foreign.says, (OfLaw("", tuple(left)),), _opens(request, foreign), True
            )


def shown(line: Line, names: Mapping[int, str]) -> Shown:
    """A norm as one line."""
    norm, held, coming = line.norm, line.now, line.next
    return Shown(
        says=norm.says, href=reverse("workbench:norm", args=[norm.code]), law=norm.law,
        value=_value(norm, held), unit=norm.unit if held and norm.sort.is_number else "",
        mark=_mark(held), state=state_word(line), who=signed_by(held, names),
        at=held.signed_at if held else None, source=held.source if held else norm.note,
        from_on=held.from_on if held else None, next_value=coming.says if coming else "",
        next_on=coming.from_on if coming else None, waits=len(line.waiting),
        is_figure=norm.sort.is_number,
    )  # fmt: skip


def rows_shown(line: Line, names: Mapping[int, str]) -> list[RowShown]:
    """The rows of a table, each with who has signed it alone."""
    columns = line.norm.columns
    return [
        RowShown(
            number=row.number, digest=row.digest,
            told=tuple((one.says, cell, one.is_number) for one, cell in zip(columns, row.cells, strict=True)),
            who=names.get(row.signed.by_id, "") if row.signed else "",
            at=row.signed.at if row.signed else None,
        )
        for row in (line.now.rows if line.now else ())
    ]  # fmt: skip


def signed_by(held: Holding | None, names: Mapping[int, str]) -> str:
    """Who signed it; of a table of which only rows are signed, how many."""
    if held is None:
        return ""
    if held.signed is not None:
        return names.get(held.signed.by_id, "")
    return f"{held.rows_signed}/{len(held.rows)}行已签" if held.rows_signed else ""


def _mark(held: Holding | None) -> Word | None:
    if held is None:
        return None
    return Word(Tone.GREEN, OWN_SAYS) if held.is_own else mark_word(held.mark)


def _value(norm: Norm, held: Holding | None) -> str:
    if held is None:
        return "—"
    if norm.sort.is_number:
        return str(held.value)
    return f"表，{held.says}" if norm.sort is Sort.TABLE else held.says


def _foreign(line: ForeignLine) -> Shown:
    figure = _FIGURE.fullmatch(line.value)
    value, unit = (figure[1], figure[2]) if figure else (line.value, "")
    return Shown(
        says=line.says, href="", law=line.law, value=value, unit=unit, is_figure=figure is not None,
        mark=mark_word(line.mark) if line.mark else Word(Tone.GREEN, OWN_SAYS), state=None, who="", at=None,
        source=line.source, from_on=line.from_on, next_value=line.next_value, next_on=line.next_on,
    )  # fmt: skip


def _laws(lines: list[Shown]) -> Iterator[OfLaw]:
    """By law, in the order in which the laws come first, then by article; those that name none stand last."""
    laws = list(dict.fromkeys(_law(line.law) for line in lines))
    order = dict.fromkeys(line.law for line in lines)
    for law in sorted(order, key=lambda each: (not each, laws.index(_law(each)), _article(each))):
        yield OfLaw(law, tuple(line for line in lines if line.law == law))


def _law(text: str) -> str:
    return text.partition("》")[0]


def _article(text: str) -> int:
    """The number of the article that a law is cited by; none counts as the first."""
    found = _ARTICLE.search(text)
    if not found:
        return 0
    total = 0
    for hundreds, tens, ones in _PARTS.findall(found[1]):
        total += 100 * _DIGITS.index(hundreds or "零") + _DIGITS.index(ones or "零")
        total += 10 * (_DIGITS.index(tens[0]) if len(tens) > 1 else len(tens))
    return total


def _module(code: str) -> str:
    return str(apps.get_app_config(code).verbose_name)


def _opens(request: HttpRequest, foreign: Foreign) -> str:
    """Where the numbers are set, for those whose roles open the page."""
    if foreign.opens_to and not foreign.opens_to & actor_of(request).roles:
        return ""
    try:
        return reverse(foreign.page)
    except NoReverseMatch:
        return ""


def lines_left(lines: Sequence[Line], *, show: str, words: str) -> list[Line]:
    """What filter and search leave."""
    return [line for line in lines if is_left(line, show) and looked_for(line, words)]

"""What the page of a redaction shows, finished for the template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quancheng.kernel.basis.reference import RecordRef, row_number
from quancheng.kernel.redaction import looking, queries
from quancheng.kernel.redaction.made import Repeat
from quancheng.kernel.redaction.models import Box, Redaction, Span
from quancheng.kernel.redaction.places import Sheet
from quancheng.kernel.redaction.plain import pieces_with_places
from quancheng.kernel.redaction.queries import Seen
from quancheng.kernel.redaction.subjects import Subject
from quancheng.shells.workbench.redaction.forms import (
    BoxForm,
    FinishForm,
    NumbersForm,
    ReasonForm,
    SendBackForm,
    SpanForm,
    WordsForm,
)
from quancheng.ui.bands import Tone
from quancheng.ui.gate import actor_of

State = Redaction.State
TONES: Mapping[str, Tone] = {
    State.DRAFT: Tone.BLUE,
    State.HANDED_IN: Tone.YELLOW,
    State.FINISHED: Tone.GREEN,
    State.DROPPED: Tone.GREY,
}
ACROSS = 1000  # steps of the drawing over a page


@dataclass(frozen=True, slots=True)
class PartLine:
    """One withheld part in the list: its number, where it is, how it is drawn."""

    part: Box | Span
    number: int
    where: str
    page: int
    x: float = 0
    y: float = 0
    wide: float = 0
    high: float = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class PageTab:
    """One page in the row of pages."""

    number: int
    parts: int
    is_here: bool


@dataclass(slots=True)
class Forms:
    """The forms of the page; one that was just refused stands in its place."""

    box: BoxForm
    span: SpanForm
    words: WordsForm
    numbers: NumbersForm
    send_back: SendBackForm
    finish: FinishForm
    refused: forms.Form | None = None
    code: str = ""


@dataclass(slots=True)
class Work:
    """Everything on the page of one redaction."""

    seen: Seen
    tone: Tone
    page: int
    is_open_view: bool
    sheet: Sheet | None
    down: int  # steps of the drawing from the top of the page to its foot
    tabs: Sequence[PageTab]
    lines: Sequence[PartLine]
    repeats: Sequence[Repeat]
    found: Sequence[looking.Place]
    suggested: Sequence[looking.Place]
    sought: str
    pieces: Sequence[tuple[str, int, bool]] = field(default_factory=list)

    @property
    def here(self) -> Sequence[PartLine]:
        return [line for line in self.lines if line.page == self.page]

    @property
    def is_scan(self) -> bool:
        return self.sheet is not None and not any(not sign.is_blank for sign in self.sheet.signs)


def show(
    request: HttpRequest, redaction_id: int, refused: tuple[str, forms.Form] | None = None
) -> HttpResponse:
    """The page of one redaction, with what was just turned away in its place. Raises NoSuchRedaction."""
    seen = queries.redaction_for(actor_of(request), redaction_id)
    work = _work(request, seen)
    context = {
        "work": work,
        "seen": seen,
        "redaction": seen.redaction,
        "forms": _forms(request, work, refused),
        "proof": getattr(seen.redaction, "proof", None),
        "trail": [(seen.subject.title, seen.subject.address), ("区分处理", "")],
    }
    return render(request, "workbench/desk/redaction/one.html", context, status=422 if refused else 200)


def of_record_trail(subject: Subject) -> list[tuple[str, str]]:
    return [(subject.title, subject.address), ("区分处理", "")]


def page_asked(request: HttpRequest) -> int:
    """The page that is shown: told by the address, or by the form that was sent from it."""
    return row_number(request.POST.get("page") or request.GET.get("page") or "")


def _work(request: HttpRequest, seen: Seen) -> Work:
    redaction = seen.redaction
    is_edited = seen.may_edit
    sought = request.GET.get("words", "").strip()[:60]
    page = min(max(page_asked(request), 1), max(redaction.pages, 1))
    sheets = queries.sheets_in(redaction.original) if redaction.is_paged else ()
    sheet = sheets[page - 1] if sheets else None
    down = round(ACROSS * sheet.height / sheet.width) if sheet else 0
    lines = list(_lines(redaction, sheets))
    is_waiting = redaction.state in queries.OPEN
    return Work(
        seen=seen,
        tone=TONES[redaction.state],
        page=page,
        is_open_view=(request.POST.get("show") or request.GET.get("show")) == "open",
        sheet=sheet,
        down=down,
        tabs=[
            PageTab(number, sum(line.page == number for line in lines), number == page)
            for number in range(1, redaction.pages + 1)
        ],
        lines=lines,
        repeats=queries.repeats_of(redaction) if is_waiting and lines else (),
        found=looking.places_of(redaction, sought) if is_edited and sought else (),
        suggested=looking.suggested(redaction) if is_edited else (),
        sought=sought,
        pieces=[] if redaction.is_paged else list(pieces_with_places(*_text_and_places(redaction))),
    )


def _text_and_places(redaction: Redaction) -> tuple[str, list[tuple[int, int]]]:
    return queries.text_in(redaction.original), [(span.start, span.end) for span in redaction.spans.all()]


def _lines(redaction: Redaction, sheets: Sequence[Sheet]) -> Iterator[PartLine]:
    for number, box in enumerate(redaction.boxes.all(), start=1):
        down = ACROSS * sheets[box.page - 1].height / sheets[box.page - 1].width
        yield PartLine(
            box, number, f"第{box.page}页 左{box.left:.0%} 上{box.top:.0%}", box.page,
            x=_step(box.left * ACROSS), y=_step(box.top * down), wide=_step(box.width * ACROSS),
            high=_step(box.height * down),
        )  # fmt: skip
    if not redaction.is_paged:
        text = queries.text_in(redaction.original)
        for number, span in enumerate(redaction.spans.all(), start=1):
            line = text.count("\n", 0, span.start) + 1
            yield PartLine(span, number, f"第{line}行", 1, text=text[span.start : span.end])


def _step(place: float) -> float:
    return round(place, 1)


def _forms(request: HttpRequest, work: Work, refused: tuple[str, forms.Form] | None) -> Forms:
    kind = RecordRef.parse(work.seen.redaction.about).kind
    first = {"ground": request.GET.get("ground", ""), "page": work.page}
    found = Forms(
        box=BoxForm(auto_id="box_%s", initial=first),
        span=SpanForm(auto_id="span_%s", initial=first),
        words=WordsForm(auto_id="words_%s", initial={**first, "words": work.sought}),
        numbers=NumbersForm(auto_id="numbers_%s", initial=first),
        send_back=SendBackForm(auto_id="back_%s"),
        finish=FinishForm(auto_id="finish_%s", initial={"repeats": len(work.repeats)}),
    )
    for form in (found.box, found.span, found.words, found.numbers):
        assert isinstance(form, ReasonForm)
        form.offer(kind)
    if refused is not None:
        found.code, found.refused = refused
        if hasattr(found, found.code):
            setattr(found, found.code, found.refused)
    return found

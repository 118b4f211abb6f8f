"""The page on which one item is decided: the questions in their order or all at once, and the aids beside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.forms.deciding import PREFIX, DecideForm
from quancheng.records.disclosure.models import Item
from quancheng.records.disclosure.queries.norms import annual_rows
from quancheng.records.disclosure.queries.remedies import remedy_told
from quancheng.records.disclosure.queries.replies import agency_around, item_for
from quancheng.records.disclosure.queries.searches import parts_of, proofs_told
from quancheng.records.disclosure.rules.grounds import BY_CODE, Ground, Must, Outcome
from quancheng.records.disclosure.rules.letter import sentence_of
from quancheng.records.disclosure.rules.remedies import Service
from quancheng.records.disclosure.rules.wizard import QUESTIONS, STEPS, Question, gives_something, step_of
from quancheng.records.disclosure.web.desk import HOME
from quancheng.records.disclosure.web.sections.beside import Beside, Turned, beside, earlier_told
from quancheng.ui.gate import actor_of

REPEATED = "36-6"
ASKED = 5  # questions that lead to a ground; the other two are asked of the ground


@dataclass(frozen=True, slots=True)
class Step:
    """One of the seven, as the row above the page shows it."""

    place: int
    question: Question
    is_now: bool
    is_done: bool
    href: str


@dataclass(frozen=True, slots=True)
class Wizard:
    """Where one stands among the questions."""

    steps: tuple[Step, ...]
    asked: tuple[Question, ...]  # those that are shown: one, or for the expert all
    is_whole: bool
    step: int
    next_href: str
    mode: str  # what the links on the page carry along


def decide_page(
    request: HttpRequest, number: str, place: int, *, ground: str | None = None,
    form: DecideForm | None = None, turned: Turned | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """One item. `form`: what was turned away; `turned`: the same of a form beside."""
    actor, today = actor_of(request), timezone.localdate()
    item = item_for(actor, number, place)
    chosen = BY_CODE.get(ground if ground is not None else request.GET.get("ground", item.ground))
    aids = beside(actor, item, today=today, turned=turned)
    context = {
        "item": item,
        "version": item.request.case.version,
        "number": number,
        "wizard": _wizard(request, chosen),
        "ground": chosen,
        "sentence": sentence_of(chosen) if chosen else "",
        "gives": chosen is not None and gives_something(chosen),
        "remedy": _remedy(item, chosen, on=today) if chosen else "",
        "form": form or (first_form(item, chosen, aids, on=today) if chosen else None),
        "turned": turned,
        "beside": aids,
        "trail": [
            (HOME, reverse("disclosure_desk:requests")),
            (number, reverse("disclosure_desk:request", args=[number])),
            (f"第{place}项", ""),
        ],
    }
    is_turned = turned is not None
    return render(request, "disclosure/desk/decide.html", context, status=422 if is_turned else status)


def first_form(item: Item, ground: Ground, aids: Beside, *, on: date) -> DecideForm:
    """What the ground must say, with what was said before and what the records beside it say already."""
    told: dict[str, str] = {must.value: text for must, text in proofs_told(item).items()}
    if ground.code == REPEATED and aids.repeats:
        told[Must.EARLIER_REPLY] = earlier_told(aids.repeats[0])
    if item.ground == ground.code:
        told |= {word: text for word, text in item.said.items() if text}
    initial: dict[str, object] = {PREFIX + word: text for word, text in told.items()}
    withheld = item.withheld or list(dict.fromkeys(
        one.ground for one in parts_of(item.request) if one.wanted == item.wanted
    ))  # fmt: skip
    initial |= {"withheld": withheld, "row_reason": item.row_reason}
    row = annual_rows(item.request.tenant_id, on=on)[ground.code]
    if item.ground == ground.code and item.row != row:
        initial["row"] = item.row
    return DecideForm(initial=initial, ground=ground, row=row)


def _wizard(request: HttpRequest, chosen: Ground | None) -> Wizard:
    """At one of the first five questions, or with a ground chosen at the last two."""
    is_whole = request.GET.get("all") == "1"
    asked = request.GET.get("step", "")
    at = int(asked) if asked.isdecimal() and 1 <= int(asked) <= ASKED else 0
    step = at or (len(STEPS) if chosen else 1)
    if is_whole:
        shown: tuple[Question, ...] = QUESTIONS
    elif step > ASKED:
        shown = ()
    else:  # what is nothing else stands behind the last question
        shown = QUESTIONS[step - 1 : step if step < ASKED else None]
    return Wizard(
        steps=tuple(_steps(step, chosen, is_whole=is_whole)),
        asked=shown,
        is_whole=is_whole,
        step=step,
        next_href=f"?step={step + 1}" if not is_whole and step < ASKED else "",
        mode="&all=1" if is_whole else "",
    )


def _steps(step: int, chosen: Ground | None, *, is_whole: bool) -> Iterator[Step]:
    """The seven in a row: those that were asked, and where one stands."""
    asked = step_of(chosen) + 1 if chosen and step > ASKED else step
    now = {step} | ({ASKED + 1} if chosen and step > ASKED and gives_something(chosen) else set())
    for place, question in enumerate(STEPS, start=1):
        yield Step(
            place,
            question,
            is_now=not is_whole and place in now,
            is_done=not is_whole and place < asked,
            href=f"?step={place}" if place <= ASKED else "",
        )


def _remedy(item: Item, ground: Ground, *, on: date) -> str:
    """Which way would be open against this answer alone; of partial disclosure the rest decides."""
    if ground.outcome is Outcome.PARTLY:
        return "救济途径随不公开部分的依据确定：依据第十四条至第十六条的，须先申请行政复议。"
    try:
        told = remedy_told((ground,), agency=agency_around(item.request), on=on, service=Service.PAPER)
    except Refusal as refusal:
        return refusal.sentence
    return f"救济途径：{told.remedy.value}类，{told.remedy.says}。"

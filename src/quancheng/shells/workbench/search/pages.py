"""The page of a search: what every module holds, or all of one kind, best first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.links.finding import Shelf
from quancheng.kernel.links.searching import (
    Group,
    Hit,
    Matches,
    Question,
    count_together,
    looser_question,
    matches_of,
    question_of,
    search,
    shelves_asked,
)
from quancheng.kernel.orgs.models import UnitKind
from quancheng.kernel.orgs.queries import units_for
from quancheng.shells.workbench.search.forms import SearchForm
from quancheng.ui.gate import actor_of

FEW = 5  # [D] of each kind on the first page: with ten kinds it stays one look
A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of record, how many were found of it, and whether it is the one that is shown."""

    code: str
    says: str
    count: int
    is_more: bool
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: of every kind the best few, or of one kind a page."""

    question: Question
    tabs: tuple[Tab, ...] = ()
    named: tuple[Hit, ...] = ()
    groups: tuple[Group, ...] = ()
    hits: tuple[Hit, ...] = ()
    page: Page[int] | None = None

    @property
    def count(self) -> int:
        return sum(tab.count for tab in self.tabs)

    @property
    def is_more(self) -> bool:
        return any(tab.is_more for tab in self.tabs)


@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """Everything that bears the words and that the official may see."""
    actor, today = actor_of(request), timezone.localdate()
    units = units_for(actor).filter(closed_on__isnull=True).exclude(kind=UnitKind.INTERNAL)
    form = SearchForm(request.GET, units=list(units), today=today)
    question = _question(actor, form)
    kind, number = request.GET.get("kind", ""), request.GET.get("page", "")
    answer = _answer(actor, question, kind, number)
    if not answer.tabs and (looser := looser_question(actor, question)):
        answer = _answer(actor, looser, kind, number)
    context = {"form": form, "answer": answer, "is_narrow": form.is_valid() and form.is_narrow, "few": FEW}
    return render(request, "workbench/desk/search.html", context)


def _question(actor: Actor, form: SearchForm) -> Question:
    """What is asked for; a field that was refused narrows nothing, and says why beside itself."""
    form.is_valid()
    told = form.cleaned_data
    asked = question_of(actor, told.get("q", ""))
    first, last = form.days
    return replace(
        asked, first=first, last=last, unit_id=actor.unit_id if told.get("mine") else told.get("unit")
    )


def _answer(actor: Actor, question: Question, kind: str, number: str) -> Answer:
    chosen = next((one for one in shelves_asked(actor, question) if one.code == kind), None)
    if chosen is None:
        groups = search(actor, question, few=FEW)
        named = [hit for group in groups for hit in group.hits if hit.is_named]
        tabs = (Tab(one.shelf.code, one.shelf.says, one.count, one.is_more) for one in groups)
        return Answer(question, tuple(tabs), tuple(named), tuple(map(_without_named, groups)))
    matches = Matches(actor, chosen, question)
    page = Paginator(range(matches.count()), A_PAGE).get_page(number)
    hits = matches.between(max(page.start_index() - 1, 0), page.end_index())
    return Answer(question, _tabs(actor, question, chosen, matches), page=page, hits=tuple(hits))


def _tabs(actor: Actor, question: Question, chosen: Shelf, matches: Matches) -> tuple[Tab, ...]:
    others = [one for one in matches_of(actor, question) if one.shelf is not chosen]
    count_together(actor, others)
    found = {one.shelf.code: one for one in (*others, matches)}
    return tuple(
        Tab(shelf.code, shelf.says, found[shelf.code].count(), found[shelf.code].is_more, shelf is chosen)
        for shelf in shelves_asked(actor, question)
        if shelf is chosen or found[shelf.code].count()
    )


def _without_named(group: Group) -> Group:
    """What stands on top of the page is not shown a second time."""
    rest: Sequence[Hit] = [hit for hit in group.hits if not hit.is_named]
    return replace(group, hits=tuple(rest))

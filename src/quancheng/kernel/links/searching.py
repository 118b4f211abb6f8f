"""Searching the desk: one question to every shelf at which the actor may look.

All words must occur, each in the record, in the name of its unit, or in that of its kind (督办单). A record
that the question names by its number or its whole title stands first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.counting import counts_of
from quancheng.kernel.links.finding import NOTHING, Found, Rows, Shelf, shelves_for
from quancheng.kernel.orgs.models import Person, UnitName
from quancheng.kernel.orgs.queries import units_for
from quancheng.kernel.text.variants import spellings
from quancheng.kernel.text.words import looser, tidy, words_of

MOST = 1000  # [D] counted of a kind; who finds more asks more narrowly
SHORTEST = 2  # [D] signs: a word so long may name a kind of record, as 督办 does 督办单
EVERY = Q(pk__isnull=False)
NAMED, TITLED, MENTIONED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: its spellings, and the units whose names bear it."""

    spelt: tuple[str, ...]
    unit_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: the words, and within what; nothing told leaves everything."""

    text: str
    words: tuple[Word, ...] = ()
    unit_id: int | None = None
    first: date | None = None
    last: date | None = None
    is_looser: bool = False  # the words as they were asked found nothing

    @property
    def spelt(self) -> list[str]:
        """Every spelling of every word, for marking."""
        return [spelling for word in self.words for spelling in word.spelt]


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; it is named when the question is its number or its whole title."""

    found: Found
    shelf: Shelf
    is_named: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one kind: how many, and the best of them."""

    shelf: Shelf
    count: int
    is_more: bool  # than were counted
    hits: tuple[Hit, ...]


class Matches:
    """The records of one kind that answer a question, best first; page by page."""

    def __init__(self, actor: Actor, shelf: Shelf, question: Question) -> None:
        self._actor, self._shelf, self._question = actor, shelf, question
        self._known: int | None = None

    @property
    def shelf(self) -> Shelf:
        """Where they stand."""
        return self._shelf

    def countable(self) -> Rows:
        """What is counted of them: no more than tells that there are too many."""
        return self._rows().order_by()[: MOST + 1]

    def know(self, counted: int) -> None:
        """They were counted together with others."""
        self._known = counted

    def count(self) -> int:
        """How many there are, as far as they are counted."""
        return min(self._counted(), MOST)

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self._counted() > MOST

    def _counted(self) -> int:
        if self._known is None:
            self._known = self.countable().count()
        return self._known

    def between(self, start: int, stop: int) -> list[Hit]:
        """Those from one place to another, shown."""
        named, titled = _named(self._shelf, self._question), _titled(self._shelf, self._question)
        rank = Case(
            *(When(condition, then=Value(place)) for condition, place in ((named, NAMED), (titled, TITLED))),
            default=Value(MENTIONED),
            output_field=IntegerField(),
        )
        ranked = self._rows().annotate(rank=rank).order_by("rank", *self._shelf.order)
        ranks = dict(ranked.values_list("pk", "rank")[start:stop])
        rows = self._filled(list(ranks))
        told = self._shelf.tell(rows)
        return [
            Hit(found, self._shelf, is_named=ranks[row.pk] == NAMED)
            for found, row in zip(told, rows, strict=True)
        ]

    def _filled(self, numbers: Sequence[int]) -> list[Any]:
        """The rows of these numbers, in this order: found by numbers alone, so that few are read whole."""
        if not numbers:
            return []
        here = {row.pk: row for row in self._shelf.seen(self._actor).filter(pk__in=numbers)}
        return [here[number] for number in numbers if number in here]

    def _rows(self) -> Rows:
        shelf, question = self._shelf, self._question
        rows = shelf.seen(self._actor).filter(_bears(shelf, question) | _numbered(shelf, question))
        if question.unit_id is not None and shelf.of_units is not None:
            rows = rows.filter(shelf.of_units([question.unit_id]))
        if question.first is not None:
            rows = rows.filter(**{f"{shelf.day}__gte": question.first})
        if question.last is not None:
            rows = rows.filter(**{f"{shelf.day}__lte": question.last})
        return rows


def question_of(actor: Actor, text: str, *, unit_id: int | None = None) -> Question:
    """What somebody typed, understood. One query, for the units that its words name."""
    told = tidy(text)
    return replace(Question(told, unit_id=unit_id), words=_words(actor, words_of(told)))


def looser_question(actor: Actor, question: Question) -> Question | None:
    """The same with its long words taken apart; None when there is nothing to take apart."""
    parts = looser(tuple(word.spelt[0] for word in question.words))
    return replace(question, words=_words(actor, parts), is_looser=True) if parts else None


def shelves_asked(actor: Actor, question: Question) -> list[Shelf]:
    """The shelves that can answer: not those whose records have no unit or no day, when one is asked for."""
    if not question.words:
        return []
    has_days = question.first is not None or question.last is not None
    return [
        shelf
        for shelf in shelves_for(actor)
        if (question.unit_id is None or shelf.of_units is not None) and (not has_days or shelf.day)
    ]


def search(actor: Actor, question: Question, *, few: int) -> list[Group]:
    """What every shelf answers, the best few of each; a shelf that has nothing is left out.

    All are counted first, in one query, so that nothing more is asked of a shelf that has nothing.
    """
    asked = matches_of(actor, question)
    count_together(actor, asked)
    return [
        Group(one.shelf, one.count(), one.is_more, tuple(one.between(0, few))) for one in asked if one.count()
    ]


def matches_of(actor: Actor, question: Question) -> list[Matches]:
    """What answers on each shelf that can."""
    return [Matches(actor, shelf, question) for shelf in shelves_asked(actor, question)]


def count_together(actor: Actor, asked: Sequence[Matches]) -> None:
    """Count them all, in one query; who is no person of the register finds nothing on any shelf."""
    asking = Person.objects.filter(pk=actor.person_id or 0)
    counts = counts_of({one.shelf.code: one.countable() for one in asked}, beside=asking)
    for one in asked:
        one.know(counts[one.shelf.code])


def _words(actor: Actor, words: Sequence[str]) -> tuple[Word, ...]:
    spelt = [spellings(word) for word in words]
    names = _names_bearing(actor, spelt)
    return tuple(
        Word(each, frozenset(unit for unit, name in names if any(one.lower() in name for one in each)))
        for each in spelt
    )


def _names_bearing(actor: Actor, spelt: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    if not spelt:
        return []
    bears = reduce(or_, (Q(name__icontains=one) for each in spelt for one in each))
    found = UnitName.objects.filter(bears, unit__in=units_for(actor).order_by())
    return [(unit, name.lower()) for unit, name in found.values_list("unit", "name")]


def _bears(shelf: Shelf, question: Question) -> Q:
    return reduce(and_, (_bears_word(shelf, word) for word in question.words), Q())


def _bears_word(shelf: Shelf, word: Word) -> Q:
    if any(len(one) >= SHORTEST and one in shelf.says for one in word.spelt):
        return EVERY
    said = shelf.words(word.spelt)
    return said | shelf.of_units(word.unit_ids) if shelf.of_units and word.unit_ids else said


def _numbered(shelf: Shelf, question: Question) -> Q:
    return shelf.number(question.text) or NOTHING


def _named(shelf: Shelf, question: Question) -> Q:
    if not shelf.title:
        return _numbered(shelf, question)
    whole = (Q(**{f"{shelf.title}__iexact": one}) for one in spellings(question.text))
    return reduce(or_, whole, _numbered(shelf, question))


def _titled(shelf: Shelf, question: Question) -> Q:
    if not shelf.title:
        return NOTHING
    return reduce(and_, (_in_title(shelf.title, word) for word in question.words))


def _in_title(field: str, word: Word) -> Q:
    return reduce(or_, (Q(**{f"{field}__icontains": one}) for one in word.spelt))

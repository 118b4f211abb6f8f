"""What is another agency's, on the page of a request and on that of its applicant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.forms import Form

from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure.forms.own_records import RightAgencyForm, SuggestForm, WishForm
from quancheng.records.disclosure.models import Item, Redirection, Request, Suggestion
from quancheng.records.disclosure.queries.made_open import may_suggest, suggestion_of
from quancheng.records.disclosure.queries.transfers import (
    NOT_OURS,
    came_from,
    redirections_of,
    units_to_name,
)
from quancheng.records.disclosure.workflow import DECIDE, State
from quancheng.ui.cases import Refused


@dataclass(frozen=True, slots=True)
class NotOurs:
    """One item that is another agency's, with what may be entered about it."""

    place: int
    wanted: str
    named: Redirection | None
    choose: Form | None
    wish: Form | None


@dataclass(frozen=True, slots=True)
class Passing:
    """All of these, and where the request itself came from."""

    items: tuple[NotOurs, ...]
    came_from: Redirection | None


@dataclass(frozen=True, slots=True)
class Suggesting:
    """Whether the applicant may suggest openness, and what became of it."""

    form: Form | None
    made: Suggestion | None


def passing_section(
    actor: Actor, request: Request, items: Sequence[Item], *, refused: Refused | None
) -> Passing:
    """For the agency that answers; `items` is empty for others."""
    return Passing(tuple(_not_ours(actor, request, items, refused)), came_from(actor, request))


def suggesting(request: Request, refused: Form | None) -> Suggesting:
    """For the applicant of an answered request."""
    if may_suggest(request):
        form = refused if isinstance(refused, SuggestForm) else SuggestForm(auto_id="suggest_%s")
        return Suggesting(form, None)
    return Suggesting(None, suggestion_of(request))


def _not_ours(
    actor: Actor, request: Request, items: Sequence[Item], refused: Refused | None
) -> Iterator[NotOurs]:
    ours = [item for item in items if item.ground == NOT_OURS]
    if not ours:
        return
    known, state = redirections_of(request), request.case.state
    is_handler = bool(actor.roles & DECIDE.by)
    for item in ours:
        named = known.get(item.place)
        may_wish = state == State.ANSWERED and named is not None and named.wished_at is None
        yield NotOurs(
            place=item.place,
            wanted=item.wanted,
            named=named,
            choose=_choose(request, item, named, refused) if is_handler and state == State.IN_HAND else None,
            wish=_wish(item, refused) if is_handler and may_wish else None,
        )


def _choose(request: Request, item: Item, named: Redirection | None, refused: Refused | None) -> Form:
    if refused and refused.code == f"agency-{item.place}":
        return refused.form
    initial = {"unit_id": named.unit_id} if named else {}
    form = RightAgencyForm(initial=initial, auto_id=f"agency{item.place}_%s")
    form.offer(units_to_name(request))
    return form


def _wish(item: Item, refused: Refused | None) -> Form:
    if refused and refused.code == f"wish-{item.place}":
        return refused.form
    return WishForm(auto_id=f"wish{item.place}_%s")

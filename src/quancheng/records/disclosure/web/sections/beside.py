"""What stands beside the draft of one item: repeats, earlier replies, what is public, searches, parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.links.openly import Near
from quancheng.records.disclosure.forms.aids import PartForm, SearchForm, WithdrawForm
from quancheng.records.disclosure.models import Item, SearchRecord, WithheldPart
from quancheng.records.disclosure.queries.akin import Earlier, earlier_like, public_like, repeats_of
from quancheng.records.disclosure.queries.searches import parts_of, searches_of
from quancheng.records.disclosure.rules.grounds import Ground, ground_called

MOST_PUBLIC = 5


@dataclass(frozen=True, slots=True)
class Turned:
    """A form beside the draft that was turned away: its code, and the form with all that was entered."""

    code: str
    form: Form


@dataclass(frozen=True, slots=True)
class SearchLine:
    """One search, with the form by which it is withdrawn."""

    told: SearchRecord
    form: Form
    is_open: bool
    href: str
    file_href: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part kept back, with its ground in words."""

    told: WithheldPart
    ground: Ground
    href: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything beside the draft."""

    repeats: tuple[Earlier, ...]
    earlier: tuple[Earlier, ...]
    public: tuple[Near, ...]
    searches: tuple[SearchLine, ...]
    search: Form
    parts: tuple[PartLine, ...]
    part: Form


def beside(actor: Actor, item: Item, *, today: date, turned: Turned | None) -> Beside:
    """For whoever handles the request; the applicant of an earlier one is not told."""
    request = item.request
    repeats = repeats_of(request, item, on=today)
    earlier = earlier_like(actor, request, item.wanted, on=today)
    known = {one.number for one in repeats}
    searches = [one for one in searches_of(request) if one.wanted == item.wanted]
    parts = [one for one in parts_of(request) if one.wanted == item.wanted]
    return Beside(
        repeats=repeats,
        earlier=tuple(one for one in earlier if one.number not in known),
        public=public_like(actor, item.wanted, tenant_id=request.tenant_id, on=today, most=MOST_PUBLIC),
        searches=tuple(_searches(item, searches, turned)),
        search=_form(turned, "search") or SearchForm(initial={"searched_on": today}, auto_id="search_%s"),
        parts=tuple(_parts(item, parts)),
        part=_form(turned, "part") or PartForm(auto_id="part_%s"),
    )


def earlier_told(found: Earlier) -> str:
    """An earlier reply, as an answer names it."""
    served = found.served_on
    return f"{found.reply}（{served.year}年{served.month}月{served.day}日送达）" if served else found.reply


def _searches(item: Item, searches: Sequence[SearchRecord], turned: Turned | None) -> Iterator[SearchLine]:
    number, place = item.request.number, item.place
    for one in searches:
        refused = _form(turned, f"withdraw-{one.pk}")
        yield SearchLine(
            told=one,
            form=refused or WithdrawForm(auto_id=f"withdraw_{one.pk}_%s"),
            is_open=refused is not None,
            href=reverse("disclosure_desk:withdraw_search", args=[number, place, one.pk]),
            file_href=reverse("disclosure_desk:search_file", args=[number, one.pk]) if one.file_id else "",
        )


def _parts(item: Item, parts: Sequence[WithheldPart]) -> Iterator[PartLine]:
    for one in parts:
        href = reverse("disclosure_desk:remove_part", args=[item.request.number, item.place, one.pk])
        yield PartLine(one, ground_called(one.ground), href)


def _form(turned: Turned | None, code: str) -> Form | None:
    return turned.form if turned is not None and turned.code == code else None

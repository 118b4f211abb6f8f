"""How requests look from other modules, as far as the actor may see them."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.links.parts import Part
from quancheng.kernel.links.registry import Linked
from quancheng.records.disclosure.models import Consultation, Letter, Reply
from quancheng.records.disclosure.queries.requests import requests_for
from quancheng.records.disclosure.rules.remedies import RemedyClass


def requests_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Requests by their number: for the agency that has them in hand and the office of its government."""
    found = requests_for(actor).filter(number__in=refs)
    return {
        one.number: Linked(
            f"申请{one.number}", page_of(one.number), one.case.due_on, unit_id=one.case.unit_id
        )
        for one in found
    }


def papers_as_parts(actor: Actor, number: str) -> Sequence[Part]:
    """What may be attacked of a request: the replies that went out, and the letters after which a remedy is
    open – that it ended without a reply (24), that a third party was overruled (10). Of each: number, name,
    the day on which it came to whom it is for, the day of service, and the class of its remedy clause.
    """
    shown = requests_for(actor).filter(number=number)
    of_request = {"request__in": shown, "served_on__isnull": False}
    replies = Reply.objects.filter(**of_request).defer("proof", "text").order_by("pk")
    letters = Letter.objects.filter(**of_request, remedy=RemedyClass.B).defer("proof", "text", "addressee")
    return [
        *(_part(one, one.get_paper_display()) for one in replies),
        *(_part(one, one.title, is_to_party=one.is_to_party) for one in letters.order_by("pk")),
    ]


def _part(one: Reply | Letter, title: str, *, is_to_party: bool = False) -> Part:
    assert one.served_on is not None
    told = {"clause": one.remedy, "served": f"{one.served_on}", "way": one.get_way_display()}
    return Part(one.number, title, one.known_on, {**told, "to": "third"} if is_to_party else told)


def consultations_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Letters that ask for an opinion, each opening its request."""
    found = Consultation.objects.filter(pk__in=row_numbers(refs), request__in=requests_for(actor))
    return {
        str(one.pk): Linked(
            f"申请{one.request.number}的征求意见（第{one.place}份）",
            page_of(one.request.number),
            one.case.due_on,
        )
        for one in found.select_related("request", "case").defer("name", "reasons")
    }


def page_of(number: str) -> str:
    """Where a request opens at the desk."""
    try:
        return reverse("disclosure_desk:request", args=[number])
    except NoReverseMatch:  # the worker and the other surface do not know this page
        return ""

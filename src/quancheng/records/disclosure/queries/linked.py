"""How requests look from other modules, as far as the actor may see them."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.links.parts import Part
from quancheng.kernel.links.registry import Linked
from quancheng.records.disclosure.models import Consultation, Reply
from quancheng.records.disclosure.queries.requests import requests_for


def requests_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Requests by their number: for the agency that has them in hand and the office of its government."""
    found = requests_for(actor).filter(number__in=refs)
    return {
        one.number: Linked(
            f"申请{one.number}", page_of(one.number), one.case.due_on, unit_id=one.case.unit_id
        )
        for one in found
    }


def replies_as_parts(actor: Actor, number: str) -> Sequence[Part]:
    """The replies that reached the applicant: number, day of service, class of their remedy clause."""
    served = Reply.objects.filter(
        request__in=requests_for(actor), request__number=number, served_on__isnull=False
    )
    return [
        Part(one.number, one.number, one.served_on, {"clause": one.remedy}) for one in served.order_by("pk")
    ]


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

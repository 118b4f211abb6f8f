"""How the search of the desk finds requests."""

from collections.abc import Sequence

from django.db.models import Q

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import finding
from quancheng.kernel.links.finding import Found, Rows, Shelf, in_fields, of_unit
from quancheng.records.disclosure.events import REQUEST_KIND
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.linked import page_of
from quancheng.records.disclosure.queries.requests import requests_for
from quancheng.records.disclosure.rules.numbers import is_number, tidy_number
from quancheng.records.disclosure.workflow import DISCLOSURE


def _told(rows: Sequence[Request]) -> list[Found]:
    return [
        Found(
            RecordRef(REQUEST_KIND, one.number),
            f"申请{one.number}",
            one.wanted,
            one.case.opened_on,
            address=page_of(one.number),
            unit=str(one.case.unit),
            state=DISCLOSURE.state_in_words(one.case.state),
        )
        for one in rows
    ]


def _numbered(text: str) -> Q | None:
    number = tidy_number(text)
    return Q(number=number) if is_number(number) else None


def _seen(actor: Actor) -> Rows:
    return requests_for(actor)


SHELVES = (
    Shelf(
        REQUEST_KIND, "依申请公开", seen=_seen, words=in_fields("wanted", "features", "number"), tell=_told,
        number=_numbered, day="submitted_at__date", of_units=of_unit("case__unit"),
        order=("-submitted_at", "-pk"),
    ),
)  # fmt: skip


def tell_the_finder() -> None:
    """Once, when the house starts."""
    for shelf in SHELVES:
        finding.register(shelf)

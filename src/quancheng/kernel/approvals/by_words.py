"""Papers laid before leaders, found by their words and by the number on the paper."""

from collections.abc import Sequence

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from quancheng.kernel.approvals.events import APPROVAL_KIND
from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.queries import approvals_for
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.finding import Found, Shelf, in_fields, of_unit
from quancheng.kernel.text.numbers import printed_asked


def _approvals(rows: Sequence[Approval]) -> list[Found]:
    return [
        Found(
            RecordRef(APPROVAL_KIND, str(one.pk)),
            one.title,
            f"{one.code} {one.reason}",
            timezone.localdate(one.submitted_at),
            address=_page(one.pk),
            unit=str(one.case.unit),
            state=one.state_in_words,
        )
        for one in rows
    ]


def _numbered(text: str) -> Q | None:
    asked = printed_asked(text)
    if asked is None or asked.year is None or asked.before not in {"", "呈批"}:
        return None
    return Q(code=f"呈批〔{asked.year}〕{asked.number}号")


def _page(pk: int) -> str:
    try:
        return reverse("workbench:approval", args=[pk])
    except NoReverseMatch:  # the public surface has no such page
        return ""


APPROVALS = Shelf(
    APPROVAL_KIND,
    "呈批",
    seen=approvals_for,
    words=in_fields("title", "reason", "code"),
    tell=_approvals,
    number=_numbered,
    title="title",
    day="submitted_at__date",
    of_units=of_unit("case__unit"),
    is_aside=True,
)

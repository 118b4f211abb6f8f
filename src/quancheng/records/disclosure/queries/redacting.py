"""Files of replies whose open part is made (区分处理, 《条例》第三十七条): who sees, drafts, finishes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef, row_number, row_numbers
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.subjects import Subject
from quancheng.records.disclosure.events import FILE_KIND
from quancheng.records.disclosure.models import ReplyFile
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.linked import page_of
from quancheng.records.disclosure.queries.requests import requests_for
from quancheng.records.disclosure.rules.files import Gives
from quancheng.records.disclosure.workflow import HEADS, OF_UNIT, State

SECONDS = frozenset({Role.REVIEWER, *HEADS})


def files_as_subjects(actor: Actor, refs: Sequence[str]) -> Mapping[str, Subject]:
    """Files of requests that the actor's own agency handles. Covered and finished while it is in hand."""
    return {
        str(one.pk): Subject(
            title=one.title, file=one.original, tenant_id=one.request.tenant_id,
            unit_id=one.request.case.unit_id, address=page_of(one.request.number),
            may_draft=_is_open(one) and bool(actor.roles & OF_UNIT),
            may_finish=_is_open(one) and bool(actor.roles & SECONDS), goes_out_as=one.title,
        )
        for one in _seen(actor, refs)
    }  # fmt: skip


def files_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Files by their number, each opening at its request."""
    return {str(one.pk): Linked(one.title, page_of(one.request.number)) for one in _seen(actor, refs)}


def who_looks_through(ref: str, on: date) -> Iterable[int]:
    """Reviewers and heads of the agency."""
    found = ReplyFile.objects.select_related("request__case").filter(pk=row_number(ref)).first()
    return people_of_unit(found.request.case.unit_id, on=on, roles=SECONDS) if found else ()


def redacted_file(redaction_id: int) -> tuple[Redaction, ReplyFile] | None:
    """What was finished, and the file from which it was made; None when it is of another module, or when the
    file is gone or the reply is on its way by now.
    """
    redaction = Redaction.objects.select_related("product").filter(pk=redaction_id).first()
    ref = RecordRef.parse(redaction.about) if redaction else None
    if redaction is None or ref is None or ref.kind != FILE_KIND or redaction.product is None:
        return None
    files = ReplyFile.objects.filter(pk=row_number(ref.ref), removed_at__isnull=True)
    found = files.select_related("request__case").first()
    return (redaction, found) if found and _is_open(found) else None


def withheld_in(redaction: Redaction) -> list[list[object]]:
    """What was covered: article, how many places, code of the ground."""
    parts = redaction.boxes if redaction.is_paged else redaction.spans
    counted = Counter(parts.order_by().values_list("article", "ground"))
    return [[article, count, code] for (article, code), count in sorted(counted.items())]


def _is_open(one: ReplyFile) -> bool:
    return one.gives == Gives.OPEN_PART and one.request.case.state == State.IN_HAND


def _seen(actor: Actor, refs: Sequence[str]) -> QuerySet[ReplyFile]:
    found = ReplyFile.objects.filter(
        pk__in=row_numbers(refs), removed_at__isnull=True, request__in=requests_for(actor),
        request__case__unit_id=actor.unit_id or 0,
    )  # fmt: skip
    return found.select_related("original", "request__case")

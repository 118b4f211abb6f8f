"""What waits for the archive, what is on its way, what was received."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max, Model, QuerySet
from django.utils import timezone

from quancheng.kernel.archiving.models import HandedRecord, Handover
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.retention.kinds import Kind
from quancheng.kernel.retention.queries import Book, Keeper, book_of_terms_and_holds, due_rows, term_of

MAY_HAND_OVER: frozenset[str] = frozenset({Role.OPENNESS_HEAD})


class NotByYou(Refusal):
    """Only who answers for the records of their government hands them over."""

    code = "archiving.not_by_you"
    status = 403


class NoSuchHandover(Refusal):
    """Missing, or of another government."""

    code = "archiving.no_such_handover"
    status = 404


def may_hand_over(actor: Actor) -> bool:
    """Whether the actor hands records of their government to the archive. Administrators read no business."""
    return actor.tenant_id is not None and actor.person_id is not None and bool(actor.roles & MAY_HAND_OVER)


def must_hand_over(actor: Actor) -> Keeper:
    """For whom the actor hands over. Raises NotByYou."""
    if not may_hand_over(actor) or actor.tenant_id is None or actor.person_id is None:
        raise NotByYou("只有政务公开机构负责人可以办理归档移交，请与其联系")
    return Keeper(actor.tenant_id, actor.person_id)


def rows_to_hand_over(
    kind: Kind, *, tenant_id: int, now: datetime, book: Book | None = None
) -> QuerySet[Model]:
    """Past their term, not held, in no other package; none while the term is a mere sample."""
    book = book or book_of_terms_and_holds(on=timezone.localdate(now))
    rows = due_rows(kind, tenant_id=tenant_id, now=now, book=book)
    term = term_of(kind, tenant_id=tenant_id, on=now.date(), book=book)
    if term is None or (term.is_sample and kind.sample is not None and kind.sample.waits):
        return rows.none()
    packed = HandedRecord.objects.filter(kind=kind.code, is_out=False).values("row")
    return rows.exclude(pk__in=packed)


def handovers_for(actor: Actor, kind: Kind) -> QuerySet[Handover]:
    """Those of the actor's government, the latest first. Raises NotByYou."""
    keeper = must_hand_over(actor)
    found = Handover.objects.filter(tenant=keeper.tenant_id, kind=kind.code)
    return found.select_related("made_by", "entered_by", "withdrawn_by", "tenant", "package", "receipt")


def handover_for(actor: Actor, handover_id: int) -> Handover:
    """One of the actor's government. Raises NoSuchHandover, NotByYou."""
    keeper = must_hand_over(actor)
    found = Handover.objects.filter(tenant=keeper.tenant_id, pk=handover_id)
    known = found.select_related(
        "made_by", "entered_by", "withdrawn_by", "tenant", "package", "receipt"
    ).first()
    if known is None:
        raise NoSuchHandover("没有找到这次归档移交，请从“数据留存”进入", handover=handover_id)
    return known


def records_of(handover: Handover) -> Sequence[HandedRecord]:
    """What it carries, in the order of the package."""
    return list(handover.records.all())


def held_among(handover: Handover, kind: Kind, *, on: date) -> list[str]:
    """The titles of its records that a hold keeps by now: such a package may not be received."""
    book = book_of_terms_and_holds(on=on)
    records = records_of(handover)
    if book.holds_whole(kind, handover.tenant_id):
        return [one.title for one in records]
    held = set(book.refs_held(kind, handover.tenant_id))
    return [one.title for one in records if one.ref in held]


def archived(code: str) -> QuerySet[HandedRecord, int]:
    """The rows of a kind that the archive has received: what is kept of it is all the others."""
    received = HandedRecord.objects.filter(kind=code, is_out=False, handover__entered_at__isnull=False)
    return received.values_list("row", flat=True)


def handed_over(code: str, row: int) -> Handover | None:
    """By which handover the archive received a record, if it has."""
    found = Handover.objects.filter(records__kind=code, records__row=row, entered_at__isnull=False)
    return found.first()


def last_number(*, tenant_id: int, year: int) -> int:
    """The last number of a year; the caller holds the row of the government."""
    found = Handover.objects.filter(tenant=tenant_id, year=year).aggregate(last=Max("number"))
    return int(found["last"] or 0)

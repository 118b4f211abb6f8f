"""Adding evidence to a duty. Called by the commands of modules, inside their transaction."""

from datetime import datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.obligations.models import DueItem, Evidence


class NoEvidence(Refusal):
    """Nothing is done without evidence."""

    code = "obligations.no_evidence"


class EvidenceAlready(Refusal):
    """The record speaks for the duty already."""

    code = "obligations.evidence_already"


def add_file(
    item: DueItem, upload: Upload, data: bytes, *, says: str, actor: Actor, now: datetime
) -> Evidence:
    """A file as evidence; it stays on the desk until it is released. Raises EvidenceAlready."""
    kept = keep_file(upload, data, tenant_id=item.obligation.unit.tenant_id, actor=actor, now=now)
    _must_be_new(item, file=kept)
    return Evidence.objects.create(
        item=item,
        kind=Evidence.Kind.FILE,
        says=says or upload.name,
        file=kept,
        added_by_id=person_of(actor),
        added_at=now,
    )


def add_kept(item: DueItem, file: StoredFile, *, says: str, person_id: int, now: datetime) -> Evidence:
    """A file that the house made from evidence, in the name of the person who had it made.

    Raises EvidenceAlready.
    """
    _must_be_new(item, file=file)
    return Evidence.objects.create(
        item=item, kind=Evidence.Kind.FILE, says=says, file=file, added_by_id=person_id, added_at=now
    )


def add_address(item: DueItem, address: str, *, says: str, actor: Actor, now: datetime) -> Evidence:
    """An address as evidence. Raises EvidenceAlready."""
    _must_be_new(item, address=address)
    return Evidence.objects.create(
        item=item,
        kind=Evidence.Kind.ADDRESS,
        says=says or address[:200],
        address=address,
        added_by_id=person_of(actor),
        added_at=now,
    )


def add_record(item: DueItem, ref: RecordRef, *, says: str, actor: Actor, now: datetime) -> Evidence:
    """A record of the house as evidence, once for each duty. Raises EvidenceAlready."""
    added, is_new = _record(item, ref, says=says, person_id=person_of(actor), now=now)
    if not is_new:
        raise EvidenceAlready(f"“{added.says}”已是这项责任事项的佐证，不必再添加；请刷新页面", ref=str(ref))
    return added


def keep_record(item: DueItem, ref: RecordRef, *, says: str, person_id: int, now: datetime) -> Evidence:
    """A record that speaks for a duty by itself, in the name of who made it; one that stands is left."""
    return _record(item, ref, says=says, person_id=person_id, now=now)[0]


def drop_record(item: DueItem, ref: RecordRef, *, now: datetime) -> None:
    """A record that speaks for a duty no more."""
    item.evidence.filter(ref=str(ref), withdrawn_at__isnull=True).update(withdrawn_at=now)


def _record(
    item: DueItem, ref: RecordRef, *, says: str, person_id: int, now: datetime
) -> tuple[Evidence, bool]:
    return Evidence.objects.get_or_create(
        item=item,
        kind=Evidence.Kind.RECORD,
        ref=str(ref),
        withdrawn_at=None,
        defaults={"says": says[:200], "added_by_id": person_id, "added_at": now},
    )


def _must_be_new(item: DueItem, **what: object) -> None:
    """A form that was sent again after its answer got lost brings nothing a second time."""
    DueItem.objects.select_for_update().get(pk=item.pk)
    if added := item.evidence.filter(withdrawn_at__isnull=True, **what).first():
        raise EvidenceAlready(f"“{added.says}”已是这项责任事项的佐证，不必再添加；请刷新页面")


def person_of(actor: Actor) -> int:
    """The person who brings evidence: a person it must be. Raises NoEvidence."""
    if actor.person_id is None:
        raise NoEvidence("佐证须由工作人员提供，请先登录")
    return actor.person_id


def must_have_evidence(item: DueItem) -> None:
    """Raises NoEvidence."""
    if not item.evidence.filter(withdrawn_at__isnull=True).exists():
        raise NoEvidence("还没有佐证：请先上传文件、填写网址，或选用系统记录，再报送")

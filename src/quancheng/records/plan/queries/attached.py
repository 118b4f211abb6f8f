"""The files that speak for a duty, for packages in which the duty leaves the house."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Prefetch
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.links.attached import Attached, of_file
from quancheng.kernel.obligations.models import Evidence, Snapshot
from quancheng.records.plan.queries.duties import duties_for


def files_of_duties(actor: Actor, refs: Sequence[str]) -> Mapping[str, Sequence[Attached]]:
    """The evidence of duties that the actor may see: files, and what stood at addresses. Two queries."""
    numbers = row_numbers(refs)
    standing = Evidence.objects.filter(
        item__in=duties_for(actor).filter(pk__in=numbers), withdrawn_at__isnull=True
    )
    looks = Snapshot.objects.exclude(text="").order_by("-taken_at", "-pk")
    found: dict[str, list[Attached]] = {}
    for each in standing.select_related("file").prefetch_related(Prefetch("snapshots", looks)):
        found.setdefault(str(each.item_id), []).extend(_files_of(each))
    return found


def _files_of(evidence: Evidence) -> Iterator[Attached]:
    if evidence.file:
        yield of_file(evidence.file, says=evidence.says)
    for look in evidence.snapshots.all()[:1]:
        told = f"{evidence.address}\n{timezone.localtime(look.taken_at):%Y-%m-%d %H:%M}抓取\n\n{look.text}"
        says = f"{evidence.says}（网页快照）"
        yield Attached(says, f"{says}.txt", told.encode)

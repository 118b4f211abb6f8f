"""Which addresses have to be looked at, and who brought them. Who may see evidence is asked by the module."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from quancheng.kernel.obligations.models import Evidence, Snapshot
from quancheng.kernel.obligations.snapshots import Outcome
from quancheng.kernel.orgs.queries import people_in
from quancheng.kernel.orgs.roles import Role

WORKERS = frozenset({Role.HANDLER, Role.HEAD})
NOT_ENDED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def live_evidence(evidence_id: int) -> Evidence | None:
    """A piece of evidence that has not been withdrawn, with whose it is."""
    return _addresses().filter(pk=evidence_id).first()


def evidence_to_look_at(evidence_id: int, *, since: datetime) -> Evidence | None:
    """An address that stands and that nobody has looked at since an instant."""
    looked = Snapshot.objects.filter(evidence=OuterRef("pk"), taken_at__gte=since)
    return _addresses().filter(~Exists(looked), pk=evidence_id).first()


def is_in_the_queue(task_path: str) -> bool:
    """Whether a background task of this kind waits or is being run."""
    return bool(DBTaskResult.objects.filter(task_path=task_path, status__in=NOT_ENDED).exists())


def never_looked_at(limit: int) -> Sequence[Evidence]:
    """Addresses that nobody has kept yet, the oldest first."""
    looked = Snapshot.objects.filter(evidence=OuterRef("pk"))
    return list(_addresses().filter(~Exists(looked)).order_by("pk")[:limit])


def to_look_at_again(*, before: datetime, limit: int) -> Sequence[Evidence]:
    """Addresses whose latest look lies before an instant, the longest ago first."""
    latest = Snapshot.objects.filter(evidence=OuterRef("pk")).order_by("-taken_at").values("taken_at")[:1]
    due = _addresses().annotate(looked_at=Subquery(latest)).filter(looked_at__lt=before)
    return list(due.order_by("looked_at", "pk")[:limit])


def snapshots_of(evidence: Evidence) -> QuerySet[Snapshot]:
    """Every look at an address, the newest first."""
    return evidence.snapshots.select_related("page", "picture").order_by("-taken_at", "-pk")


def kept_text(evidence: Evidence) -> str | None:
    """The text that was kept the first time there was a page; None when there never was."""
    with_text = [each.value for each in Outcome if each.is_kept]
    first = evidence.snapshots.filter(outcome__in=with_text).order_by("taken_at", "pk").first()
    return first.text if first else None


def bringers_of(evidence: Evidence, *, on: date) -> set[int]:
    """Those who work in the unit that owes the duty."""
    return {held.person_id for held in people_in([evidence.item.case.unit_id], roles=WORKERS, on=on)}


def _addresses() -> QuerySet[Evidence]:
    """Addresses that stand. One whose page was erased at the end of its term is looked at no more: the next
    look would keep it again.
    """
    kept = [each.value for each in Outcome if each.is_kept]
    looks = Snapshot.objects.filter(evidence=OuterRef("pk"), outcome__in=kept)
    erased = looks.filter(text="", page__isnull=True, picture__isnull=True)
    live = Evidence.objects.filter(~Exists(erased), kind=Evidence.Kind.ADDRESS, withdrawn_at__isnull=True)
    return live.select_related("item__case", "item__obligation__unit")

"""Which duties a government has to warn of today, and which it has warned of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.levels import Level, Thresholds, reaches
from quancheng.kernel.casework.models import Case
from quancheng.kernel.obligations.models import DueItem
from quancheng.records.plan.models import Task, WarnedDuty
from quancheng.records.plan.queries.duties import duties_for
from quancheng.records.plan.queries.plans import KEEPERS, TASK_KIND
from quancheng.records.plan.queries.warning import thresholds_of
from quancheng.records.plan.workflow.commitment import COMMITMENT
from quancheng.records.plan.workflow.duty import DUTY, UNDER_WAY
from quancheng.records.plan.workflow.order import ORDER

WARNING_KIND = "plan.warning"
LEVEL_OF = {level.name.lower(): level for level in Level}
THE_OFFICE = 0  # in the place of a unit: the warning that the openness office is given of all units together


class NoSuchWarning(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "plan.no_such_warning"
    status = 404


@dataclass(frozen=True, slots=True)
class Given:
    """One warning as people were given it: a unit, a level and a day, with all duties that it told of."""

    tenant_id: int
    unit_id: int
    level: Level
    on: date

    @classmethod
    def parse(cls, ref: str) -> "Given | None":
        """The warning that a reference names; None for one that names none."""
        parts = ref.split("-")
        if len(parts) != 4 or not (parts[0].isdecimal() and parts[1].isdecimal() and parts[2] in LEVEL_OF):
            return None
        try:
            on = date.fromisoformat(parts[3])
        except ValueError:
            return None
        return cls(int(parts[0]), int(parts[1]), LEVEL_OF[parts[2]], on)

    def __str__(self) -> str:
        return f"{self.tenant_id}-{self.unit_id}-{self.level.name.lower()}-{self.on:%Y%m%d}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef(WARNING_KIND, str(self))


@dataclass(frozen=True, slots=True)
class Near:
    """A duty that comes under a warning today."""

    item_id: int
    unit_id: int
    due_on: date
    task_ref: str


def governments_that_wait() -> Sequence[int]:
    """The governments that demand something which is not done yet."""
    warned_of = (DUTY.code, ORDER.code, COMMITMENT.code)
    open_ones = Case.objects.filter(workflow__in=warned_of, ended_on__isnull=True)
    return sorted(open_ones.order_by().values_list("tenant_id", flat=True).distinct())


def duties_to_warn_of(tenant_id: int, *, today: date) -> Mapping[Level, Sequence[Near]]:
    """What comes under each warning today and was not told before; the nearest first.

    One query a level. Each asks for a stretch of last days, so what is far away is not read.
    """
    thresholds = thresholds_of([tenant_id], on=today)[tenant_id]
    return {
        level: [
            Near(item, unit, due, about.removeprefix(f"{TASK_KIND}:"))
            for item, unit, due, about in found.values_list(
                "pk", "case__unit_id", "case__due_on", "obligation__about"
            )
            if due is not None
        ]
        for level, found in _by_level(tenant_id, thresholds, today)
    }


def _by_level(
    tenant_id: int, thresholds: Thresholds, today: date
) -> Iterator[tuple[Level, QuerySet[DueItem]]]:
    owed = DueItem.objects.filter(
        case__tenant_id=tenant_id, case__workflow=DUTY.code, case__ended_on__isnull=True
    ).order_by("case__due_on", "pk")
    for level, since, until in reaches(today=today, calendar=work_calendar(), thresholds=thresholds):
        told = WarnedDuty.objects.filter(
            item=OuterRef("pk"),
            unit=OuterRef("case__unit"),
            due_on=OuterRef("case__due_on"),
            level=level.name.lower(),
        )
        stretch = Q(case__due_on__lt=until) & (Q(case__due_on__gte=since) if since else Q())
        yield level, owed.filter(stretch, ~Exists(told))


def tasks_by_ref(refs: Iterable[str]) -> Mapping[str, Task]:
    """These tasks with their rows. One query."""
    return {task.ref: task for task in Task.objects.filter(ref__in=set(refs)).select_related("row")}


def still_warned_of(about: RecordRef) -> bool:
    """Whether anything of a warning is still to be done by the day of which it warned."""
    given = Given.parse(about.ref)
    standing = Q(item__case__state__in=UNDER_WAY, item__case__due_on=F("due_on"))
    return given is not None and _of(given).filter(standing).exists()


def may_see(actor: Actor, given: Given) -> bool:
    """A warning is read by the unit that was warned, and by the openness office that warns."""
    is_office = bool(actor.roles & KEEPERS) and actor.tenant_id == given.tenant_id
    return is_office or (given.unit_id != THE_OFFICE and actor.unit_id == given.unit_id)


def warning_for(actor: Actor, ref: str) -> Given:
    """One warning. Raises NoSuchWarning."""
    given = Given.parse(ref)
    if given is None or not may_see(actor, given) or not _of(given).exists():
        raise NoSuchWarning("没有找到这次预警，请从通知里重新打开", ref=ref)
    return given


def duties_warned_of(actor: Actor, given: Given) -> QuerySet[DueItem]:
    """The duties of a warning as they stand now, as far as the actor may see them; the open ones first."""
    found = duties_for(actor).filter(pk__in=_of(given).values("item"))
    return found.order_by(F("case__ended_on").asc(nulls_first=True), "case__due_on", "pk")


def _of(given: Given) -> QuerySet[WarnedDuty]:
    found = WarnedDuty.objects.filter(
        tenant=given.tenant_id, on=given.on, level=given.level.name.lower()
    ).order_by()
    return found if given.unit_id == THE_OFFICE else found.filter(unit=given.unit_id)

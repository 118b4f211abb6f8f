"""Reading what was gathered: the sheet with its lights, one indicator, what the house proposes for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.links.finding import Asked, Found, found_by_words
from quancheng.kernel.links.registry import Linked, kind_of, resolve
from quancheng.records.inspections.models import Indicator, Inspection, Material, SetAside
from quancheng.records.inspections.queries.sheets import inspections_for
from quancheng.records.inspections.queries.tasks import tasks_for
from quancheng.records.inspections.rules.likeness import LEAST, Likeness, likeness, terms_of, words_to_find
from quancheng.records.inspections.rules.standing import Light, light_of
from quancheng.records.inspections.workflow import UNDER_WAY, State

MOST_PROPOSED = 12


class NoSuchIndicator(Refusal):
    """Missing or out of sight."""

    code = "inspections.no_such_indicator"
    status = 404


class NoSuchMaterial(Refusal):
    """Missing, taken back, or out of sight."""

    code = "inspections.no_such_material"
    status = 404


@dataclass(frozen=True, slots=True)
class Proposed:
    """A record that may speak for an indicator, how like it is, and by which words."""

    ref: RecordRef
    kind: str
    linked: Linked
    found: Found
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Gathered:
    """A piece of evidence as the actor may see it; a record out of sight has no `linked`."""

    material: Material
    linked: Linked | None

    @property
    def is_seen(self) -> bool:
        return self.material.kind != Material.Kind.RECORD or self.linked is not None


def indicators_for(actor: Actor) -> QuerySet[Indicator]:
    """The indicators of the inspections that the actor may see."""
    seen = Indicator.objects.filter(inspection__in=inspections_for(actor))
    return seen.select_related("inspection", "rated_by")


def indicator_for(actor: Actor, indicator_id: int) -> Indicator:
    """One indicator. Raises NoSuchIndicator."""
    found = indicators_for(actor).filter(pk=indicator_id).first()
    if found is None:
        raise NoSuchIndicator("没有找到这项指标，请从指标表中重新选择", indicator=indicator_id)
    return found


def indicators_of(actor: Actor, inspection: Inspection) -> QuerySet[Indicator]:
    """The indicators in the order of the sheet, each with what was gathered and is under way. One query."""
    return (
        indicators_for(actor)
        .filter(inspection=inspection)
        .annotate(
            gathered=Count("materials", filter=Q(materials__withdrawn_at=None) & _counted(), distinct=True),
            under_way=Count("tasks", filter=Q(tasks__case__state__in=UNDER_WAY), distinct=True),
        )
    )


def lights_of(inspections: Iterable[Inspection]) -> dict[int, dict[Light, int]]:
    """How many indicators of each inspection are ready, in hand, lacking. One query."""
    counted = Indicator.objects.filter(inspection__in=list(inspections), dropped_at=None).annotate(
        gathered=Count("materials", filter=Q(materials__withdrawn_at=None) & _counted(), distinct=True),
        under_way=Count("tasks", filter=Q(tasks__case__state__in=UNDER_WAY), distinct=True),
    )
    found: dict[int, dict[Light, int]] = {}
    for inspection_id, gathered, under_way in counted.values_list("inspection_id", "gathered", "under_way"):
        of_one = found.setdefault(inspection_id, dict.fromkeys(Light, 0))
        of_one[light_of(materials=gathered, open_tasks=under_way)] += 1
    return found


def materials_of(actor: Actor, indicators: Iterable[Indicator]) -> dict[int, list[Gathered]]:
    """What was gathered for these indicators and counts. One query, and one for each kind of record."""
    live = Material.objects.filter(_is_counted(), indicator__in=list(indicators), withdrawn_at=None)
    return _gathered(actor, live.select_related("file", "unit", "added_by"))


def materials_of_task(actor: Actor, task_id: int) -> list[Gathered]:
    """What a unit has put together for its task, handed in or not."""
    seen = tasks_for(actor).filter(pk=task_id)
    live = Material.objects.filter(task__in=seen, withdrawn_at=None).select_related(
        "file", "unit", "added_by"
    )
    return [one for several in _gathered(actor, live).values() for one in several]


def material_for(actor: Actor, material_id: int) -> Material:
    """One piece: for the office, and for the unit of its task. Raises NoSuchMaterial."""
    seen = Q(indicator__in=indicators_for(actor)) | Q(task__in=tasks_for(actor))
    live = Material.objects.filter(seen, pk=material_id, withdrawn_at=None)
    found = live.select_related("file", "indicator__inspection", "task__case").first()
    if found is None:
        raise NoSuchMaterial("没有找到这件佐证材料，可能已被撤回；请刷新页面", material=material_id)
    return found


def file_for(actor: Actor, material_id: int) -> StoredFile:
    """The file of one piece. Raises NoSuchMaterial."""
    file = material_for(actor, material_id).file
    if file is None:
        raise NoSuchMaterial("这件佐证材料不是文件", material=material_id)
    return file


def has_record(indicator: Indicator, ref: RecordRef) -> bool:
    """Whether a record speaks for the indicator already."""
    return Material.objects.filter(indicator=indicator, ref=str(ref), withdrawn_at=None).exists()


def proposed_for(actor: Actor, indicator: Indicator) -> Sequence[Proposed]:
    """What the house holds that may speak for an indicator, the likest first, without what was refused."""
    terms = terms_of(indicator.name, indicator.asks, indicator.materials_asked)
    inspection = indicator.inspection
    asked = Asked(words_to_find(terms), inspection.from_on, inspection.until_on)
    known = {*SetAside.objects.filter(indicator=indicator).values_list("ref", flat=True)}
    known |= {*Material.objects.filter(indicator=indicator, withdrawn_at=None).values_list("ref", flat=True)}
    near = [
        (found, likeness(terms, f"{found.title} {found.text}"))
        for found in found_by_words(actor, asked)
        if str(found.ref) not in known
    ]
    likest = sorted((one for one in near if one[1].share >= LEAST), key=lambda one: -one[1].share)
    seen = resolve(actor, [found.ref for found, _ in likest[:MOST_PROPOSED]])
    return [
        Proposed(found.ref, _says(found.ref), seen[found.ref], found, like)
        for found, like in likest[:MOST_PROPOSED]
        if found.ref in seen
    ]


def _says(ref: RecordRef) -> str:
    kind = kind_of(ref)
    return kind.says if kind else ""


def _gathered(actor: Actor, materials: Iterable[Material]) -> dict[int, list[Gathered]]:
    listed = list(materials)
    refs = {one.pk: RecordRef.parse(one.ref) for one in listed if one.ref}
    seen = resolve(actor, refs.values())
    found: dict[int, list[Gathered]] = {}
    for one in listed:
        linked = seen.get(refs[one.pk]) if one.pk in refs else None
        found.setdefault(one.indicator_id, []).append(Gathered(one, linked))
    return found


def _counted() -> Q:
    """What a unit brings counts once the office has accepted it."""
    return Q(materials__task=None) | Q(materials__task__case__state=State.ACCEPTED)


def _is_counted() -> Q:
    return Q(task=None) | Q(task__case__state=State.ACCEPTED)

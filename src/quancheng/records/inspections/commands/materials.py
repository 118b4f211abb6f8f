"""Evidence is gathered: records taken or refused, files and addresses added, taken back; the office rates."""

from datetime import datetime
from decimal import Decimal

from django.db.models import F

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.links.ties import AlreadyTied, NoSuchRecord, tie, untie
from quancheng.records.inspections import events
from quancheng.records.inspections.commands.sheets import keeper_of
from quancheng.records.inspections.models import Indicator, Material, SetAside, Task
from quancheng.records.inspections.queries.gathering import has_record, indicator_for, material_for
from quancheng.records.inspections.queries.tasks import task_for
from quancheng.records.inspections.rules.points import in_figures
from quancheng.records.inspections.workflow import BRINGING, OF_UNIT

PROVES = "inspections.proves"


class NotOpenForMaterials(Refusal):
    """The task is not in the hands of the unit, or the piece is not the unit's own."""

    code = "inspections.not_open_for_materials"


class TooManyPoints(Refusal):
    """More than the indicator gives."""

    code = "inspections.too_many_points"
    status = 422


class RatedMeanwhile(Meanwhile):
    """Somebody else rated first."""

    code = "inspections.rated_meanwhile"


@command
def take_record(*, indicator_id: int, ref: RecordRef, actor: Actor, now: datetime) -> Material:
    """A record of the house speaks for an indicator: bound by its reference, and linked from both ends.

    Raises NotYourInspection, NoSuchIndicator, NoSuchRecord, AlreadyTied.
    """
    keeper = keeper_of(actor)
    indicator = indicator_for(actor, indicator_id)
    linked = resolve(actor, [ref]).get(ref)
    if linked is None:
        raise NoSuchRecord("没有找到要采用的记录，可能已被移走或您无权查看", ref=str(ref))
    if has_record(indicator, ref):
        raise AlreadyTied("这条记录已经采用，不必再采用一次", ref=str(ref))
    tie(_ref(indicator), to=ref, relation=PROVES, tenant_id=keeper.tenant_id, actor=actor, now=now)
    material = Material.objects.create(
        indicator=indicator, kind=Material.Kind.RECORD, says=linked.title[:200], ref=str(ref),
        unit_id=keeper.unit_id, added_by_id=keeper.person_id, added_at=now,
    )  # fmt: skip
    record(events.RecordTaken(indicator=indicator.pk, record=ref), actor=actor, at=now)
    return material


@command
def set_aside(*, indicator_id: int, ref: RecordRef, actor: Actor, now: datetime) -> None:
    """A proposed record does not speak for the indicator; it is not proposed again.

    Raises NotYourInspection, NoSuchIndicator.
    """
    keeper = keeper_of(actor)
    indicator = indicator_for(actor, indicator_id)
    SetAside.objects.get_or_create(
        indicator=indicator, ref=str(ref), defaults={"set_by_id": keeper.person_id, "set_at": now}
    )
    record(events.RecordSetAside(indicator=indicator.pk, record=ref), actor=actor, at=now)


@command
def upload_material(
    *, indicator_id: int, upload: Upload, data: bytes, says: str, actor: Actor, now: datetime
) -> Material:
    """The office adds a file. Raises NotYourInspection, NoSuchIndicator, QuotaReached."""
    keeper = keeper_of(actor)
    indicator = indicator_for(actor, indicator_id)
    file = keep_file(upload, data, tenant_id=keeper.tenant_id, actor=actor, now=now)
    material = Material.objects.create(
        indicator=indicator, kind=Material.Kind.FILE, says=says or upload.name, file=file,
        unit_id=keeper.unit_id, added_by_id=keeper.person_id, added_at=now,
    )  # fmt: skip
    record(_added(material), actor=actor, at=now)
    return material


@command
def add_address(*, indicator_id: int, address: str, says: str, actor: Actor, now: datetime) -> Material:
    """The office adds an address. Raises NotYourInspection, NoSuchIndicator."""
    keeper = keeper_of(actor)
    indicator = indicator_for(actor, indicator_id)
    material = Material.objects.create(
        indicator=indicator, kind=Material.Kind.ADDRESS, says=says, address=address,
        unit_id=keeper.unit_id, added_by_id=keeper.person_id, added_at=now,
    )  # fmt: skip
    record(_added(material), actor=actor, at=now)
    return material


@command
def bring_file(
    *, task_id: int, upload: Upload, data: bytes, says: str, actor: Actor, now: datetime
) -> Material:
    """The unit puts a file to its task. Raises NoSuchTask, NotOpenForMaterials, QuotaReached."""
    task, person_id = _task_in_hand(actor, task_id)
    file = keep_file(upload, data, tenant_id=task.case.tenant_id, actor=actor, now=now)
    material = Material.objects.create(
        indicator_id=task.indicator_id, task=task, kind=Material.Kind.FILE, says=says or upload.name,
        file=file, unit_id=task.case.unit_id, added_by_id=person_id, added_at=now,
    )  # fmt: skip
    record(_added(material), actor=actor, at=now)
    return material


@command
def bring_address(*, task_id: int, address: str, says: str, actor: Actor, now: datetime) -> Material:
    """The unit puts an address to its task. Raises NoSuchTask, NotOpenForMaterials."""
    task, person_id = _task_in_hand(actor, task_id)
    material = Material.objects.create(
        indicator_id=task.indicator_id, task=task, kind=Material.Kind.ADDRESS, says=says, address=address,
        unit_id=task.case.unit_id, added_by_id=person_id, added_at=now,
    )  # fmt: skip
    record(_added(material), actor=actor, at=now)
    return material


@command
def bring_record(*, task_id: int, ref: RecordRef, actor: Actor, now: datetime) -> Material:
    """The unit puts a record that it can see to its task; the office sees of it what it may.

    Raises NoSuchTask, NotOpenForMaterials, NoSuchRecord, AlreadyTied.
    """
    task, person_id = _task_in_hand(actor, task_id)
    linked = resolve(actor, [ref]).get(ref)
    if linked is None:
        raise NoSuchRecord("没有找到这条记录，可能已被移走或您无权查看；请核对编号或网址", ref=str(ref))
    if has_record(task.indicator, ref):
        raise AlreadyTied("这条记录已经添加，不必再添加一次", ref=str(ref))
    material = Material.objects.create(
        indicator_id=task.indicator_id, task=task, kind=Material.Kind.RECORD, says=linked.title[:200],
        ref=str(ref), unit_id=task.case.unit_id, added_by_id=person_id, added_at=now,
    )  # fmt: skip
    record(_added(material), actor=actor, at=now)
    return material


@command
def withdraw_material(*, material_id: int, actor: Actor, now: datetime) -> Material:
    """A piece is taken back: by the office, or by the unit while its task is in its hands. It stays as a row.

    Raises NoSuchMaterial, NotYourInspection, NoSuchTask, NotOpenForMaterials, NotTied.
    """
    material = material_for(actor, material_id)
    if material.task and material.task.case.unit_id == actor.unit_id:
        _task_in_hand(actor, material.task.pk)
    else:
        keeper_of(actor)
    if material.ref and material.task_id is None:
        untie(_ref(material.indicator), to=RecordRef.parse(material.ref), relation=PROVES, actor=actor)
    material.withdrawn_at = now
    material.save(update_fields=["withdrawn_at"])
    told = events.MaterialWithdrawn(indicator=material.indicator_id, material=material.pk)
    record(told, actor=actor, at=now)
    return material


@command
def rate_indicator(
    *, indicator_id: int, version: int, points: Decimal, why: str, actor: Actor, now: datetime
) -> Indicator:
    """Tell how many points are expected, and why.

    Raises NotYourInspection, NoSuchIndicator, TooManyPoints, RatedMeanwhile.
    """
    keeper = keeper_of(actor)
    indicator = indicator_for(actor, indicator_id)
    if indicator.points is not None and points > indicator.points:
        raise TooManyPoints(f"本项满分{in_figures(indicator.points)}分，预计得分不能超过满分")
    here = Indicator.objects.filter(pk=indicator.pk, version=version)
    if not here.update(
        expected=points, expected_why=why, rated_by=keeper.person_id, rated_at=now, version=F("version") + 1
    ):
        raise RatedMeanwhile("这项指标刚有人自评过，请看最新的分数，需要时再改")
    told = events.IndicatorRated(indicator=indicator.pk, points=in_figures(points) or "0", why=why)
    record(told, actor=actor, at=now)
    return indicator


def _ref(indicator: Indicator) -> RecordRef:
    return RecordRef(events.INDICATOR_KIND, str(indicator.pk))


def _task_in_hand(actor: Actor, task_id: int) -> tuple[Task, int]:
    task = task_for(actor, task_id)
    if task.case.unit_id != actor.unit_id or actor.person_id is None or not actor.roles & OF_UNIT:
        raise NotOpenForMaterials("材料由承办单位在任务页添加；政务公开机构请在指标页添加")
    if task.case.state not in BRINGING:
        raise NotOpenForMaterials("任务签收后、报送前才能增减材料；已报送的请联系政务公开机构退回")
    return task, actor.person_id


def _added(material: Material) -> events.MaterialAdded:
    kind = Material.Kind(material.kind).label
    return events.MaterialAdded(indicator=material.indicator_id, kind=kind, says=material.says)

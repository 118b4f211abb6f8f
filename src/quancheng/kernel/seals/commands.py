"""Keeping the register of seals, putting seals on papers, registering what was sealed in ink."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.casework.refusals import MovedMeanwhile
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.kernel.orgs.models import Post, Unit
from quancheng.kernel.seals import events, kinds
from quancheng.kernel.seals.models import LARGEST, SMALLEST, Seal, SealedScan, Use
from quancheng.kernel.seals.papers import Issued
from quancheng.kernel.seals.queries import (
    approval_of,
    contents_digest,
    is_in_use,
    is_keeper,
    keeper_posts,
    may_register,
    paper_to_seal,
    scan_of,
    seal_for,
    seal_held,
    use_for,
    was_approved,
)
from quancheng.kernel.seals.refusals import (
    BadSeal,
    DrafterDoesNotSeal,
    NotKeeper,
    NotYours,
    ScanStands,
    SealedAlready,
    SealNotInUse,
    WordsChanged,
)
from quancheng.kernel.seals.sealing import Sealed, sealed

SERIES = "seals.use"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealTold:
    """What is entered about a new seal."""

    name: str
    organ: str
    below: str
    sort: Seal.Sort
    diameter: int
    key: str
    keeper_id: int
    from_on: date
    until_on: date | None


@command
def register_seal(*, told: SealTold, actor: Actor, now: datetime) -> Seal:
    """Enter a seal of the actor's unit into the register.

    Raises NotYours, BadSeal.
    """
    unit = _own_unit(actor)
    keeper = _keeper(actor, told.keeper_id, today=timezone.localdate(now))
    if told.until_on is not None and told.until_on < told.from_on:
        raise BadSeal(f"有效期至{told.until_on}早于启用日期{told.from_on}，请核对")
    if not SMALLEST <= told.diameter <= LARGEST:
        raise BadSeal(f"印章直径须在{SMALLEST}至{LARGEST}毫米之间，请核对")
    if Seal.objects.filter(tenant=unit.tenant, name=told.name).exists():
        raise BadSeal(f"已有名为“{told.name}”的印章，请另起名称或先停用原印章并区分名称")
    seal = Seal.objects.create(
        tenant=unit.tenant, unit=unit, name=told.name, organ=told.organ, below=told.below, sort=told.sort,
        diameter=told.diameter, key=told.key, keeper=keeper, from_on=told.from_on, until_on=told.until_on,
        registered_by_id=actor.person_id or 0, registered_at=now,
    )  # fmt: skip
    event = events.SealRegistered(seal=seal.pk, name=seal.name, keeper=str(keeper), from_on=seal.from_on)
    record(event, actor=actor, at=now)
    return seal


@command
def hand_over_seal(
    *, seal_id: int, version: int, keeper_id: int, reason: str, actor: Actor, now: datetime
) -> Seal:
    """Another post keeps the seal from now on.

    Raises NoSuchSeal, NotYours, SealNotInUse, BadSeal, MovedMeanwhile.
    """
    seal = _own_seal(actor, seal_id)
    keeper = _keeper(actor, keeper_id, today=timezone.localdate(now))
    if keeper.pk == seal.keeper_id:
        raise BadSeal(f"印章现在就由{keeper}保管，请选择其他岗位")
    _move(seal, version, keeper=keeper)
    seal.keeper = keeper
    event = events.SealHandedOver(seal=seal.pk, name=seal.name, keeper=str(keeper), reason=reason)
    record(event, actor=actor, at=now)
    return seal


@command
def stop_seal(*, seal_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Seal:
    """The seal seals nothing more: lost, worn out, or its unit is gone. What it sealed stands.

    Raises NoSuchSeal, NotYours, SealNotInUse, BadSeal, MovedMeanwhile.
    """
    seal = _own_seal(actor, seal_id)
    if not reason.strip():
        raise BadSeal("请写明停用理由，例如遗失、磨损、机构撤销")
    _move(seal, version, stopped_at=now, stopped_by_id=actor.person_id, stopped_for=reason)
    record(events.SealStopped(seal=seal.pk, name=seal.name, reason=reason), actor=actor, at=now)
    return seal


@command
def use_seal(*, seal_id: int, ref: RecordRef, copies: int, reason: str, actor: Actor, now: datetime) -> Use:
    """The keeper puts the seal on an issued paper: electronically, or by giving it out for the wet seal.

    Seal and sender are one organ (《党政机关公文处理工作条例》第九条).

    Raises NoSuchSeal, NotKeeper, SealNotInUse, NoSuchPaper, DrafterDoesNotSeal, WordsChanged, SealedAlready,
    NoKey, NotSealable, NoPrinter, QuotaReached.
    """
    seal = seal_held(actor, seal_id)
    paper = _paper(actor, seal, ref, now=now)
    done = sealed(seal, paper, reason=reason, at=now)
    use = _write_down(seal, paper, done, copies=copies, reason=reason, actor=actor, now=now)
    _tell(use, kinds.PRINT if use.is_wet else kinds.USED, {paper.drafted_by_id}, now=now)
    event = events.SealUsed(
        seal=seal.pk, name=seal.name, number=use.code, paper=ref, channel=use.get_channel_display(),
        copies=copies, contents=use.contents_digest, before=use.before_digest, after=use.after_digest or "–",
    )  # fmt: skip
    record(event, actor=actor, at=now)
    return use


@command
def bring_sealed_scan(*, use_id: int, upload: Upload, data: bytes, actor: Actor, now: datetime) -> SealedScan:
    """The scan of a paper that was sealed in ink; from now on it is handed out.

    Raises NoSuchUse, NotYours, ScanStands, QuotaReached.
    """
    use = use_for(actor, use_id)
    if actor.unit_id != use.seal.unit_id and not is_keeper(actor, use.seal):
        raise NotYours("盖章件由用印单位登记，请联系该单位")
    if not use.is_wet or scan_of(use) is not None:
        raise ScanStands("这份文件的盖章件已经登记，不能更换；确有错误的，请重新用印")
    kept = keep_file(upload, data, tenant_id=use.tenant_id, actor=actor, now=now)
    scan = SealedScan.objects.create(use=use, file=kept, brought_by_id=actor.person_id or 0, brought_at=now)
    _tell(use, kinds.USED, {use.drafted_by_id}, now=now)
    event = events.SealedScanBrought(
        seal=use.seal_id, name=use.seal.name, number=use.code, paper=RecordRef.parse(use.about),
        digest=kept.digest,
    )  # fmt: skip
    record(event, actor=actor, at=now)
    return scan


def must_register(actor: Actor) -> None:
    """Raises NotYours."""
    if not may_register(actor) or actor.unit_id is None:
        raise NotYours("印章由本单位负责人登记和管理，请联系本单位负责人")


def _own_unit(actor: Actor) -> Unit:
    must_register(actor)
    return Unit.objects.select_related("tenant").get(pk=actor.unit_id or 0)


def _own_seal(actor: Actor, seal_id: int) -> Seal:
    seal = seal_for(actor, seal_id)
    if not may_register(actor) or seal.unit_id != actor.unit_id:
        raise NotYours("印章由所属单位负责人管理，请联系该单位负责人")
    if seal.stopped_at is not None:
        raise SealNotInUse(f"“{seal.name}”已于{timezone.localdate(seal.stopped_at)}停用，不能再改动")
    return seal


def _keeper(actor: Actor, post_id: int, *, today: date) -> Post:
    found = next((post for post in keeper_posts(actor, on=today) if post.pk == post_id), None)
    if found is None:
        raise BadSeal("所选的保管岗位目前无人任职或不属于本单位，请另选岗位")
    return found


def _move(seal: Seal, version: int, **told: object) -> None:
    here = Seal.objects.filter(pk=seal.pk, version=version, stopped_at__isnull=True)
    if not here.update(version=F("version") + 1, **told):
        raise MovedMeanwhile("这枚印章的登记刚刚有变动，本次没有提交，请看最新状态")


def _paper(actor: Actor, seal: Seal, ref: RecordRef, *, now: datetime) -> Issued:
    """The paper, once everything that must be so before a seal is put on it is so."""
    if not is_keeper(actor, seal):
        raise NotKeeper(f"“{seal.name}”由{seal.keeper}保管，请由保管岗位的人员用印")
    if not is_in_use(seal, on=timezone.localdate(now)):
        raise SealNotInUse(f"“{seal.name}”已停用或不在有效期内，不能用印；请改用在用的印章")
    paper = paper_to_seal(actor, seal, ref)
    if paper.drafted_by_id == actor.person_id:
        raise DrafterDoesNotSeal("这份文件由您拟稿，须由另一人用印；请由保管岗位的其他人员或代行人员办理")
    if approval_of(paper) is None and was_approved(paper):
        raise WordsChanged("文件现在的文字与批准时的不一致，不能用印；请核对改动，按改动后的文字重新呈批印发")
    if Use.objects.filter(seal=seal, about=str(ref), contents_digest=contents_digest(paper)).exists():
        raise SealedAlready("这份文件已经加盖这枚印章，不需要再次用印；需要更多份数的，请打印或复制盖章件")
    return paper


def _write_down(
    seal: Seal, paper: Issued, done: Sealed, *, copies: int, reason: str, actor: Actor, now: datetime
) -> Use:
    year = timezone.localdate(now).year
    number = next_number(SERIES, tenant=seal.tenant, year=year)
    kept = keep_file(done.upload, done.data, tenant_id=seal.tenant_id, actor=actor, now=now)
    return Use.objects.create(
        seal=seal, tenant=seal.tenant, code=f"用印〔{year}〕{number}号", about=str(paper.ref),
        title=paper.title[:200], label=paper.letter.number, approval=approval_of(paper),
        issued_by_id=paper.issued_by_id, drafted_by_id=paper.drafted_by_id,
        contents_digest=contents_digest(paper), before_digest=done.before, after_digest=done.after,
        file=kept, channel=done.channel, copies=copies, reason=reason, used_by_id=actor.person_id or 0,
        post_id=seal.keeper_id, used_at=now,
    )  # fmt: skip


def _tell(use: Use, kind: NoticeKind, people: Iterable[int], *, now: datetime) -> None:
    facts = {"title": use.title, "seal": use.seal.name, "number": use.code}
    about = RecordRef(events.USE_KIND, str(use.pk))
    tell(
        person_ids=people, kind=kind, facts=facts, about=about, at=now, tenant_id=use.tenant_id,
        once=f"{kind.code}:{use.pk}",
    )  # fmt: skip

"""What comes back on paper: a signed 呈批单 as a scan, brought by one person and read by a second."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.approvals import events, kinds
from quancheng.kernel.approvals.asking import (
    must_read_the_same,
    tell_about,
    tell_submitter,
    tell_those_asked,
)
from quancheng.kernel.approvals.models import Approval, PaperWriter, Scan, Stage
from quancheng.kernel.approvals.queries import (
    approval_for,
    colleagues_of,
    signers_of,
    stages_of,
    writers_of_paper,
)
from quancheng.kernel.approvals.refusals import (
    BadSignature,
    NotYours,
    OtherVersion,
    OwnPaper,
    ScanWaits,
    SecondPersonNeeded,
)
from quancheng.kernel.approvals.workflow import AGREE, BRING_SCAN, GRANT, REFUSE_SCAN, SEND_BACK
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.orgs.models import Holding

ACCEPTED = frozenset({Kind.PDF, Kind.PICTURE})


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands on the paper for one stage: who signed, on which day, what they wrote, yes or no."""

    stage_id: int
    person_id: int
    on: date
    word: Stage.Word
    opinion: str


@command
def bring_scan(
    *, approval_id: int, version: int, mark: str, upload: Upload, data: bytes, actor: Actor, now: datetime
) -> Scan:
    """Bring the signed paper back as a scan; `mark` is the version printed on it.

    Raises NoSuchApproval, NotYours, OtherVersion, ScanWaits, PaperChanged, StepNotOpen, MovedMeanwhile,
    QuotaReached.
    """
    approval = _of_unit(actor, approval_id)
    must_read_the_same(approval)
    _must_be_this_version(approval, mark)
    if approval.scans.filter(state=Scan.State.BROUGHT).exists():
        raise ScanWaits("已有一份扫描件等待核对，请先核对或退回那一份")
    take_step(case=approval.case, step=BRING_SCAN, actor=actor, now=now, seen_version=version)
    kept = keep_file(upload, data, tenant_id=approval.tenant_id, actor=actor, now=now)
    scan = Scan.objects.create(
        approval=approval, file=kept, brought_by_id=actor.person_id or 0, brought_at=now
    )
    others = colleagues_of(approval, on=timezone.localdate(now)) - {scan.brought_by_id}
    tell_about(approval, kinds.SCAN_WAITS, others, {"title": approval.title}, now=now, once=f"scan:{scan.pk}")
    told = events.ScanBrought(
        approval=approval.pk, paper=RecordRef.parse(approval.about), mark=approval.mark, digest=kept.digest
    )
    record(told, actor=actor, at=now)
    return scan


@command
def confirm_scan(
    *, approval_id: int, version: int, signatures: Sequence[Signature], actor: Actor, now: datetime
) -> Approval:
    """A second person has read the scan and writes down who signed what; that counts as on the desk.

    Raises NoSuchApproval, NotYours, ScanWaits, SecondPersonNeeded, BadSignature, PaperChanged, OwnPaper,
    StepNotOpen, MovedMeanwhile.
    """
    approval = _of_unit(actor, approval_id)
    must_read_the_same(approval)
    scan = _waiting(approval, actor)
    stages = stages_of([approval])[approval.pk]
    signed = _signed(approval, stages, signatures, today=timezone.localdate(now))
    refused = next((each for _, each in signed if each.word == Stage.Word.SENT_BACK), None)
    is_whole = len(signed) == sum(not stage.word for stage in stages)
    step = SEND_BACK if refused else GRANT if is_whole else AGREE
    said = "；".join(f"{stage.says}：{each.opinion or each.word.label}" for stage, each in signed)
    take_step(
        case=approval.case, step=step, actor=actor, now=now, note=f"纸质签批。{said}", seen_version=version
    )
    for stage, each in signed:
        stage.word, stage.opinion, stage.channel = each.word, each.opinion, Stage.Channel.PAPER
        stage.decided_by_id, stage.decided_on = each.person_id, each.on
        PaperWriter.objects.filter(approval=approval).update(decided_by=each.person_id)
    Stage.objects.bulk_update(
        [stage for stage, _ in signed], ["word", "opinion", "channel", "decided_by", "decided_on"]
    )
    _read(scan, Scan.State.CONFIRMED, actor=actor, now=now)
    _tell_outcome(approval, stages, refused, is_whole, now=now)
    told = events.ScanConfirmed(
        approval=approval.pk, paper=RecordRef.parse(approval.about), mark=approval.mark,
        outcome=f"{len(signed)}个环节，{step.says}",
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return approval


@command
def refuse_scan(*, approval_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Approval:
    """The scan is unreadable, unsigned or of another paper: a better one is wanted.

    Raises NoSuchApproval, NotYours, ScanWaits, SecondPersonNeeded, ReasonMissing, StepNotOpen,
    MovedMeanwhile.
    """
    approval = _of_unit(actor, approval_id)
    scan = _waiting(approval, actor)
    take_step(case=approval.case, step=REFUSE_SCAN, actor=actor, now=now, note=reason, seen_version=version)
    scan.refused_for = reason
    _read(scan, Scan.State.REFUSED, actor=actor, now=now)
    told = events.ScanRefused(
        approval=approval.pk, paper=RecordRef.parse(approval.about), mark=approval.mark, reason=reason
    )
    record(told, actor=actor, at=now)
    return approval


def _of_unit(actor: Actor, approval_id: int) -> Approval:
    approval = approval_for(actor, approval_id)
    if approval.case.unit_id != actor.unit_id:
        raise NotYours("这份文稿由其他单位呈送，签批扫描件请由呈送单位交回和核对")
    return approval


def _must_be_this_version(approval: Approval, mark: str) -> None:
    """The version is read without regard to capitals, spaces and the dash."""
    plain = "".join(mark.split()).replace("-", "").replace("－", "").upper()
    if plain == approval.mark.replace("-", ""):
        return
    others = Approval.objects.filter(about=approval.about).exclude(pk=approval.pk)
    same = next((one for one in others if one.mark.replace("-", "") == plain), None)
    if same is not None:
        raise OtherVersion(
            f"扫描件上的版本{same.mark}属于{same.code}，不是现在的{approval.code}（版本{approval.mark}）；"
            "文稿在那之后已重新呈送，请打印现在的呈批单重新签批"
        )
    raise OtherVersion(
        f"扫描件上的版本“{mark}”与{approval.code}的版本{approval.mark}不一致，"
        "请核对呈批单左下角的版本号；内容改动过的，须重新打印签批"
    )


def _waiting(approval: Approval, actor: Actor) -> Scan:
    scan = approval.scans.filter(state=Scan.State.BROUGHT).first()
    if scan is None:
        raise ScanWaits("没有等待核对的扫描件，请先交回签批扫描件")
    if actor.person_id in {scan.brought_by_id, approval.submitted_by_id}:
        raise SecondPersonNeeded("这份文稿由您呈送，或者扫描件由您交回，须由另一人核对")
    return scan


def _signed(
    approval: Approval, stages: Sequence[Stage], signatures: Sequence[Signature], *, today: date
) -> list[tuple[Stage, Signature]]:
    """Each signature with its stage, in order; a later stage is not signed while an earlier one is open."""
    given = {each.stage_id: each for each in signatures}
    still = [stage for stage in stages if not stage.word]
    if not given or not given.keys() <= {stage.pk for stage in still}:
        raise BadSignature("请至少填写一个待批环节的批示；已经批示的环节不能再填")
    signed = [(stage, given[stage.pk]) for stage in still if stage.pk in given]
    last = max(stage.place for stage, _ in signed)
    skipped = next((stage for stage in still if stage.place < last and stage.pk not in given), None)
    if skipped is not None:
        raise BadSignature(f"“{skipped.says}”（{skipped.post}）在前，扫描件上没有它的批示，请先补签")
    held = list(signers_of(stage.post_id for stage, _ in signed))
    for stage, each in signed:
        _must_fit(approval, stage, each, held, today)
    return signed


def _must_fit(
    approval: Approval, stage: Stage, each: Signature, held: Sequence[Holding], today: date
) -> None:
    if each.person_id == approval.submitted_by_id:
        raise OwnPaper(f"“{stage.says}”的批示人就是呈送人，须由他人批示")
    if each.person_id in {one.pk for one in writers_of_paper(approval)}:
        raise OwnPaper(f"“{stage.says}”的批示人写过这份文稿里的文字，须由他人批示")
    if not timezone.localdate(approval.submitted_at) <= each.on <= today:
        raise BadSignature(f"“{stage.says}”的批示日期{each.on}须在呈送之日至今天之间，请核对扫描件上的日期")
    if not any(_is_signer(one, stage, each) for one in held):
        raise BadSignature(
            f"“{stage.says}”的批示人在{each.on}不在“{stage.post}”岗位上任职或代行职务，请核对签名和日期"
        )


def _is_signer(held: Holding, stage: Stage, each: Signature) -> bool:
    """Whether this is the signer, at work in the post on the day of signing, deputies among them."""
    if (held.person_id, held.post_id) != (each.person_id, stage.post_id):
        return False
    return held.from_on <= each.on and (held.until_on is None or each.on <= held.until_on)


def _read(scan: Scan, state: Scan.State, *, actor: Actor, now: datetime) -> None:
    scan.state, scan.read_by_id, scan.read_at = state, actor.person_id, now
    scan.save(update_fields=["state", "read_by", "read_at", "refused_for"])


def _tell_outcome(
    approval: Approval, stages: Sequence[Stage], refused: Signature | None, is_whole: bool, *, now: datetime
) -> None:
    if refused:
        tell_submitter(approval, kinds.SENT_BACK, now=now, reason=refused.opinion)
    elif is_whole:
        tell_submitter(approval, kinds.GRANTED, now=now)
    else:
        tell_those_asked(approval, stages, now=now)

"""Handing in, sending back, dropping, and finishing by a second person."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.files.keeping import digest_of, keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.redaction import events, kinds
from quancheng.kernel.redaction.made import Made
from quancheng.kernel.redaction.models import Proof, Redaction
from quancheng.kernel.redaction.moving import move, tell_of
from quancheng.kernel.redaction.queries import (
    count_of_parts,
    redaction_for,
    redaction_to_edit,
    redaction_to_judge,
)
from quancheng.kernel.redaction.refusals import (
    ChangedMeanwhile,
    NothingCovered,
    NotYoursToRedact,
    ReasonWanted,
    StandsElsewhere,
)
from quancheng.kernel.redaction.subjects import kind_of

State = Redaction.State
NEEDLES = "redaction/needles"


@command
def hand_in(*, redaction_id: int, version: int, actor: Actor, now: datetime) -> Redaction:
    """The draft goes to the second person; nothing is changed meanwhile.

    Raises NoSuchRedaction, NotYoursToRedact, NotOpen, NothingCovered, ChangedMeanwhile.
    """
    seen = redaction_to_edit(actor, redaction_id)
    parts = count_of_parts(seen.redaction)
    if not parts:
        raise NothingCovered("还没有遮盖任何内容，不需要区分处理；可以全部公开的文件请直接公开")
    told = {"state": State.HANDED_IN, "handed_in_at": now, "sent_back_for": ""}
    move(seen.redaction, version, told, out_of={State.DRAFT})
    kind = kind_of(RecordRef.parse(seen.redaction.about).kind)
    assert kind is not None
    seconds = set(kind.seconds(RecordRef.parse(seen.redaction.about).ref, timezone.localdate(now))) - {
        actor.person_id or 0
    }
    facts = {"title": seen.subject.title, "parts": str(parts)}
    tell_of(seen.redaction, kinds.TO_LOOK_AT, seconds, facts, now=now)
    record(events.RedactionHandedIn(redaction=redaction_id, parts=parts), actor=actor, at=now)
    return seen.redaction


@command
def send_back(*, redaction_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Redaction:
    """The second person wants something changed.

    Raises NoSuchRedaction, SecondPersonNeeded, NotYoursToRedact, NotOpen, ChangedMeanwhile, ReasonWanted.
    """
    seen = redaction_to_judge(actor, redaction_id)
    if not reason.strip():
        raise ReasonWanted("请写明退回的理由，拟定人会看到")
    told = {"state": State.DRAFT, "sent_back_for": reason.strip()}
    move(seen.redaction, version, told, out_of={State.HANDED_IN})
    facts = {"title": seen.subject.title, "reason": reason.strip()}
    tell_of(seen.redaction, kinds.SENT_BACK, {seen.redaction.drafted_by_id}, facts, now=now)
    record(events.RedactionSentBack(redaction=redaction_id, reason=reason.strip()), actor=actor, at=now)
    return seen.redaction


@command
def drop_redaction(*, redaction_id: int, version: int, actor: Actor, now: datetime) -> Redaction:
    """Nothing comes of the draft; another may be begun.

    Raises NoSuchRedaction, NotYoursToRedact, NotOpen, ChangedMeanwhile.
    """
    seen = redaction_for(actor, redaction_id)
    if not seen.subject.may_draft:
        raise NotYoursToRedact("您的岗位不能放弃这份区分处理，请由该文件的承办人办理")
    move(seen.redaction, version, {"state": State.DROPPED}, out_of={State.DRAFT, State.HANDED_IN})
    record(events.RedactionDropped(redaction=redaction_id), actor=actor, at=now)
    return seen.redaction


@command
def finish_redaction(*, made: Made, told_repeats: int, actor: Actor, now: datetime) -> Redaction:
    """Keep the open part that was made and proved, with its proof; by a second person (四眼原则).

    `told_repeats`: of how many words the person was told that they stand openly elsewhere, and meant it.

    Raises NoSuchRedaction, SecondPersonNeeded, NotYoursToRedact, NotOpen, ChangedMeanwhile, StandsElsewhere,
    QuotaReached.
    """
    seen = redaction_to_judge(actor, made.redaction_id)
    redaction = seen.redaction
    if len(made.repeats) > told_repeats:
        raise StandsElsewhere(_of_repeats(made))
    if made.original_digest != redaction.original.digest:
        raise ChangedMeanwhile("原件与登记时不一致，没有保存公开件；请告知系统管理员核对存储")
    if made.goes_out_as != seen.subject.goes_out_as:
        raise ChangedMeanwhile("这份文件刚刚改了名称，没有保存公开件；请刷新页面后再完成")
    upload = Upload(made.name, made.kind, len(made.data), None)
    product = keep_file(upload, made.data, tenant_id=redaction.tenant_id, actor=actor, now=now)
    told = {
        "state": State.FINISHED,
        "finished_by_id": actor.person_id,
        "finished_at": now,
        "product_id": product.pk,
    }
    move(redaction, made.version, told, out_of={State.HANDED_IN})
    _write_proof(redaction, made, now)
    event = events.RedactionFinished(
        redaction=redaction.pk, record=RecordRef.parse(redaction.about), parts=made.parts,
        words=len(made.needles), open_words=len(made.repeats), original=made.original_digest,
        product=product.digest,
    )  # fmt: skip
    record(event, actor=actor, at=now)
    return redaction


def _write_proof(redaction: Redaction, made: Made, now: datetime) -> None:
    Proof.objects.create(
        redaction=redaction, original_digest=made.original_digest, product_digest=digest_of(made.data),
        parts=made.parts, words=len(made.needles), open_words=len(made.repeats), made_at=now,
        words_digest=machine().keyed_digest("\n".join(sorted(made.needles)), purpose=NEEDLES),
        checks=[[check.place, check.says] for check in made.checks],
    )  # fmt: skip


def _of_repeats(made: Made) -> str:
    first = made.repeats[0]
    more = f"等{len(made.repeats)}个词语" if len(made.repeats) > 1 else ""
    return f"同样的内容还出现在{first.where}{more}，那里没有遮盖；请退回补遮，或确认那里应当公开后再完成"

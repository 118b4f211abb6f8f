"""Laying a paper before its leaders, and deciding about it on the desk."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.approvals import events, kinds
from quancheng.kernel.approvals.asking import must_read_the_same, tell_submitter, tell_those_asked
from quancheng.kernel.approvals.models import LONGEST_TITLE, Approval, PaperWriter, Stage
from quancheng.kernel.approvals.papers import kind_of
from quancheng.kernel.approvals.queries import (
    Asked,
    approval_for,
    asked_now,
    digest_of,
    last_day_of,
    open_approval_of,
    paper_to_submit,
    paper_writers,
    posts_to_ask,
    stages_of,
    writers_of_paper,
)
from quancheng.kernel.approvals.refusals import (
    AskedAlready,
    NobodyAsked,
    NotYours,
    NotYourTurn,
    OwnPaper,
)
from quancheng.kernel.approvals.workflow import AGREE, APPROVAL, GRANT, PASS_ON, SEND_BACK, SUBMIT, WITHDRAW
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.casework.refusals import BadDay, MovedMeanwhile
from quancheng.kernel.casework.steps import open_case, take_step
from quancheng.kernel.orgs.models import Post, Unit

MOST_STAGES = 8


@command
def submit_paper(
    *, ref: RecordRef, chain: Sequence[Asked], until: date, reason: str, actor: Actor, now: datetime
) -> Approval:
    """Lay a paper before its leaders, in these words and in this order.

    Raises NoSuchPaper, AskedAlready, NobodyAsked, BadDay, NotYourStep, and what the paper's module raises.
    """
    contents = paper_to_submit(actor, ref)
    assert actor.unit_id is not None  # who drafts is of a unit
    unit = Unit.objects.select_related("tenant").get(pk=actor.unit_id)
    today = timezone.localdate(now)
    # The row of the number is held until the commit: of two who submit at once, the second sees the first.
    number = next_number(APPROVAL.code, tenant=unit.tenant, year=today.year)
    if open_approval_of(ref) is not None:
        raise AskedAlready("这份文稿正在呈批，请等待批示；需要修改的，请先撤回")
    if until < today:
        raise BadDay(f"希望批复的日期{until}早于今天{today}，请另填日期", on=until)
    _must_leave_time(ref, until, today)
    posts = _posts(chain, actor, today)
    _must_be_signed_by(ref, [posts[one.post_id] for one in chain if one.place == max(x.place for x in chain)])
    case = open_case(workflow=APPROVAL, step=SUBMIT, unit=unit, actor=actor, now=now, until=until)
    approval = Approval.objects.create(
        case=case, tenant=unit.tenant, about=str(ref), title=contents.title[:LONGEST_TITLE],
        contents=contents.kept, digest=digest_of(contents), code=f"呈批〔{today.year}〕{number}号",
        reason=reason, submitted_by_id=actor.person_id or 0, submitted_at=now,
    )  # fmt: skip
    PaperWriter.objects.bulk_create(
        PaperWriter(approval=approval, person_id=person_id) for person_id in sorted(paper_writers(ref))
    )
    stages = Stage.objects.bulk_create(
        Stage(approval=approval, place=one.place, says=one.says, post=posts[one.post_id],
              submitted_by_id=approval.submitted_by_id)
        for one in sorted(chain, key=lambda each: each.place)
    )  # fmt: skip
    tell_those_asked(approval, stages, now=now)
    told = "，".join(f"{stage.says}：{stage.post}" for stage in stages)
    event = events.PaperSubmitted(approval=approval.pk, paper=ref, mark=approval.mark, chain=told)
    record(event, actor=actor, at=now)
    return approval


@command
def agree(*, approval_id: int, version: int, opinion: str, actor: Actor, now: datetime) -> Approval:
    """The post that is asked agrees; when nobody else is to be heard, the paper is granted.

    Raises NoSuchApproval, NotYourTurn, OwnPaper, PaperChanged, StepNotOpen, MovedMeanwhile.
    """
    approval = approval_for(actor, approval_id)
    stages = stages_of([approval])[approval.pk]
    stage = _turn_of(actor, approval, stages)
    must_read_the_same(approval)
    is_last = sum(not each.word for each in stages) == 1
    take_step(
        case=approval.case, step=GRANT if is_last else AGREE, actor=actor, now=now,
        note=_said(stage, opinion), seen_version=version,
    )  # fmt: skip
    _decide(stage, Stage.Word.AGREED, opinion, actor=actor, now=now)
    if is_last:
        tell_submitter(approval, kinds.GRANTED, now=now)
    else:
        tell_those_asked(approval, stages, now=now)
    happened = events.PaperGranted if is_last else events.PaperAgreed
    told = happened(
        approval=approval.pk, paper=RecordRef.parse(approval.about), mark=approval.mark, stage=stage.says,
        opinion=opinion,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return approval


@command
def send_back(*, approval_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Approval:
    """The post that is asked sends the paper back; it is laid before anew once it is mended.

    Raises NoSuchApproval, NotYourTurn, OwnPaper, StepNotOpen, ReasonMissing, MovedMeanwhile.
    """
    approval = approval_for(actor, approval_id)
    stage = _turn_of(actor, approval, stages_of([approval])[approval.pk])
    take_step(case=approval.case, step=SEND_BACK, actor=actor, now=now, note=reason, seen_version=version)
    _decide(stage, Stage.Word.SENT_BACK, reason, actor=actor, now=now)
    tell_submitter(approval, kinds.SENT_BACK, now=now, reason=reason)
    told = events.PaperSentBack(
        approval=approval.pk, paper=RecordRef.parse(approval.about), mark=approval.mark, stage=stage.says,
        reason=reason,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return approval


@command
def withdraw_paper(*, approval_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Approval:
    """The unit takes its paper back; what was said so far stays in the history.

    Raises NoSuchApproval, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    approval = approval_for(actor, approval_id)
    take_step(case=approval.case, step=WITHDRAW, actor=actor, now=now, note=reason, seen_version=version)
    told = events.PaperWithdrawn(
        approval=approval.pk, paper=RecordRef.parse(approval.about), mark=approval.mark, reason=reason
    )
    record(told, actor=actor, at=now)
    return approval


@command
def pass_on(
    *, approval_id: int, stage_id: int, version: int, post_id: int, reason: str, actor: Actor, now: datetime
) -> Approval:
    """Ask another post in the place of one that has not decided: its holder is away.

    Raises NoSuchApproval, NotYours, NobodyAsked, StepNotOpen, ReasonMissing, MovedMeanwhile.
    """
    approval = approval_for(actor, approval_id)
    if approval.case.unit_id != actor.unit_id:
        raise NotYours("这份文稿由其他单位呈送，请由呈送单位改送")
    stages = stages_of([approval])[approval.pk]
    stage = next((each for each in stages if each.pk == stage_id and not each.word), None)
    if stage is None:
        raise NobodyAsked("这个环节已经批示，不能改送，请刷新页面查看")
    post = _posts([Asked(stage.place, stage.says, post_id)], actor, timezone.localdate(now))[post_id]
    if stage.place == stages[-1].place:
        _must_be_signed_by(RecordRef.parse(approval.about), [post])
    if any(each.post_id == post_id and each.place == stage.place for each in stages):
        raise NobodyAsked(f"{post}已在这一环节，请选择其他岗位")
    note = f"{stage.says}改送{post}。{reason}" if reason.strip() else ""
    take_step(case=approval.case, step=PASS_ON, actor=actor, now=now, note=note, seen_version=version)
    stage.post = post
    stage.save(update_fields=["post"])
    tell_those_asked(approval, stages, now=now)
    told = events.PaperPassedOn(
        approval=approval.pk, paper=RecordRef.parse(approval.about), mark=approval.mark, post=str(post),
        reason=reason,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return approval


def _posts(chain: Sequence[Asked], actor: Actor, today: date) -> dict[int, Post]:
    if not 0 < len(chain) <= MOST_STAGES:
        raise NobodyAsked(f"请选择1至{MOST_STAGES}个批示岗位，现在选了{len(chain)}个")
    known = {post.pk: post for post in posts_to_ask(actor, on=today)}
    for one in chain:
        if one.post_id not in known:
            raise NobodyAsked(f"“{one.says}”所选的岗位目前无人任职或不属于本级政府，请另选岗位")
        if not one.says.strip():
            raise NobodyAsked("请填写每个环节的名称，例如审核、会签、签发")
    if len({(one.place, one.post_id) for one in chain}) < len(chain):
        raise NobodyAsked("同一次序里同一个岗位选了两次，请去掉一个")
    return known


def _must_leave_time(ref: RecordRef, until: date, today: date) -> None:
    """The record's own clock goes on: a leader is not asked for a day after it. Raises BadDay."""
    last = last_day_of(ref)
    if last is not None and today <= last < until:
        raise BadDay(f"这件事须在{last}前办完，希望批复的日期{until}不能晚于这一天，请改早", on=until)


def _must_be_signed_by(ref: RecordRef, last: Sequence[Post]) -> None:
    """Who speaks last signs (签发): a post that may sign papers of the kind. Raises NobodyAsked."""
    kind = kind_of(ref)
    for post in last:
        if kind is not None and not kind.signed_by & {one.role for one in post.roles.all()}:
            raise NobodyAsked(f"最后一个环节须由负责人签发，{post}不是负责人岗位，请另选岗位")


def _turn_of(actor: Actor, approval: Approval, stages: Sequence[Stage]) -> Stage:
    """The stage on which the actor is asked now."""
    stage = next((each for each in asked_now(stages) if each.post_id == actor.post_id), None)
    if stage is None or not approval.is_open:
        raise NotYourTurn("现在不该由您所在的岗位批示：前面的环节还没有完成，或者这份呈批件已经办结")
    if approval.submitted_by_id == actor.person_id:
        raise OwnPaper("这份文稿由您呈送，须由他人批示；请改送其他岗位")
    if actor.person_id in {one.pk for one in writers_of_paper(approval)}:
        raise OwnPaper("这份文稿里有您写的文字，须由他人批示；请呈送人改送其他岗位")
    return stage


def _said(stage: Stage, opinion: str) -> str:
    return f"{stage.says}：{opinion}" if opinion.strip() else stage.says


def _decide(stage: Stage, word: Stage.Word, opinion: str, *, actor: Actor, now: datetime) -> None:
    PaperWriter.objects.filter(approval_id=stage.approval_id).update(decided_by=actor.person_id)
    here = Stage.objects.filter(pk=stage.pk, word=Stage.Word.OPEN)
    changed = here.update(
        word=word, opinion=opinion, decided_by_id=actor.person_id, decided_on=timezone.localdate(now),
        channel=Stage.Channel.DESK,
    )  # fmt: skip
    if not changed:
        raise MovedMeanwhile("这个环节刚刚已有人批示，本次没有提交，请看最新状态")
    stage.word, stage.opinion = word, opinion

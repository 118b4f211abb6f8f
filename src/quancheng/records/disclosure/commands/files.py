"""Files of a reply: brought for an item, given whole or in their open part, taken away again."""

from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.safety import Upload
from quancheng.records.disclosure import events
from quancheng.records.disclosure.models import ReplyFile
from quancheng.records.disclosure.queries.annexes import files_of
from quancheng.records.disclosure.queries.files import (
    NoSuchFile,
    file_for,
    must_not_be_secret,
    newest_finished,
    to_give,
)
from quancheng.records.disclosure.queries.naming import place_told_if_called
from quancheng.records.disclosure.queries.redacting import redacted_file, withheld_in
from quancheng.records.disclosure.queries.replies import item_for
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules.files import FILES_MOST, Gives
from quancheng.records.disclosure.workflow import ATTACH


class TooManyFiles(Refusal):
    """The reply has as many files as it may."""

    code = "disclosure.too_many_files"
    status = 422


class TitleTells(Refusal):
    """The title tells what is covered in the file."""

    code = "disclosure.title_tells"
    status = 422


@command
def attach_file(
    *,
    number: str,
    version: int,
    place: int,
    title: str,
    gives: Gives,
    upload: Upload,
    data: bytes,
    actor: Actor,
    now: datetime,
) -> ReplyFile:
    """Bring a file for an item. What is a state secret is cited, never brought.

    Raises NoSuchRequest, NoSuchItem, SecretIsCited, TooManyFiles, QuotaReached, StepNotOpen, NotYourStep,
    MovedMeanwhile.
    """
    request = request_for(actor, number)
    item = item_for(actor, number, place)
    must_not_be_secret(item, [item.ground, *item.withheld])
    if files_of(request).count() >= FILES_MOST:
        raise TooManyFiles(f"一份答复最多附{FILES_MOST}个文件；更多的请合并后添加，或者改用光盘提供")
    take_step(
        case=request.case, step=ATTACH, actor=actor, now=now, note=f"第{place}项添加附件",
        seen_version=version,
    )  # fmt: skip
    assert actor.person_id is not None  # whom the step let pass is an official
    kept = keep_file(upload, data, tenant_id=request.tenant_id, actor=actor, now=now)
    made = ReplyFile.objects.create(
        request=request, place=place, title=title, original=kept, gives=gives, added_by_id=actor.person_id,
        added_at=now,
    )  # fmt: skip
    told = events.FileAttached(request=number, place=place, file=made.pk, how=gives.says, digest=kept.digest)
    record(told, actor=actor, at=now)
    return made


@command
def give_otherwise(
    *, number: str, version: int, file_id: int, gives: Gives, actor: Actor, now: datetime
) -> ReplyFile:
    """Say what of a file the applicant gets; an open part that was made before is taken up again.

    Raises NoSuchRequest, NoSuchFile, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    one = file_for(actor, number, file_id)
    take_step(
        case=one.request.case, step=ATTACH, actor=actor, now=now, note=f"第{one.place}项附件{gives.says}",
        seen_version=version,
    )  # fmt: skip
    done = newest_finished([one]).get(one.pk) if gives is Gives.OPEN_PART else None
    one.gives, one.redaction, one.withheld = gives, done, withheld_in(done) if done else []
    one.save(update_fields=["gives", "redaction", "withheld"])
    record(events.FileChanged(request=number, file=one.pk, how=gives.says), actor=actor, at=now)
    return one


@command
def rename_file(
    *, number: str, version: int, file_id: int, title: str, actor: Actor, now: datetime
) -> ReplyFile:
    """The applicant reads another title: in the letter, and as the name of the file.

    Raises NoSuchRequest, NoSuchFile, TitleTells, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    one = file_for(actor, number, file_id)
    if place := place_told_if_called(one, title):
        raise TitleTells(
            f"没有改名：新名称{place}含有第{one.place}项这个附件区分处理时所遮的文字，申请人会看到；"
            "请换一个不含这些文字的名称",
            place=place,
        )
    take_step(
        case=one.request.case, step=ATTACH, actor=actor, now=now, note=f"第{one.place}项附件改名",
        seen_version=version,
    )  # fmt: skip
    one.title = title
    one.save(update_fields=["title"])
    record(events.FileRenamed(request=number, file=one.pk), actor=actor, at=now)
    return one


@command
def remove_file(*, number: str, version: int, file_id: int, actor: Actor, now: datetime) -> ReplyFile:
    """Take a file away from the reply; that it was there stays in the history.

    Raises NoSuchRequest, NoSuchFile, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    one = file_for(actor, number, file_id)
    take_step(
        case=one.request.case, step=ATTACH, actor=actor, now=now, note=f"第{one.place}项移除附件",
        seen_version=version,
    )  # fmt: skip
    one.removed_at = now
    one.save(update_fields=["removed_at"])
    record(events.FileRemoved(request=number, file=one.pk), actor=actor, at=now)
    return one


@command
def take_redacted(*, redaction_id: int, actor: Actor, now: datetime) -> ReplyFile:
    """The open part takes the place of the file; what was covered stands beside the item with its grounds.

    Raises NoSuchFile.
    """
    found = redacted_file(redaction_id)
    if found is None:
        raise NoSuchFile("没有找到这个附件的区分处理结果，请从申请页面进入", redaction=redaction_id)
    redaction, one = found
    one.redaction, one.withheld = redaction, withheld_in(redaction)
    one.save(update_fields=["redaction", "withheld"])
    parts = sum(int(str(count)) for _, count, _ in one.withheld)
    told = events.FileRedacted(request=one.request.number, file=one.pk, redaction=redaction.pk, parts=parts)
    record(told, actor=actor, at=now)
    return one


@command
def read_original(*, number: str, file_id: int, actor: Actor, now: datetime) -> StoredFile:
    """An official of the agency takes the file as it came. Raises NoSuchRequest, NoSuchFile."""
    one = file_for(actor, number, file_id)
    record(events.FileRead(request=number, file=one.pk, what="原件"), actor=actor, at=now)
    return one.original


@command
def read_given(*, number: str, file_id: int, actor: Actor, now: datetime) -> StoredFile:
    """An official of the agency takes what the applicant gets. Raises NoSuchRequest, NoSuchFile."""
    one = file_for(actor, number, file_id)
    file = one.given or to_give(one)
    if file is None:
        raise NoSuchFile("还没有可以提供的文件：请先完成区分处理", file=file_id)
    record(events.FileRead(request=number, file=one.pk, what="提供件"), actor=actor, at=now)
    return file

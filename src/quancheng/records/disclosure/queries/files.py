"""Files that go with a reply: whose they are, and what stands against giving them out."""

from collections.abc import Iterable, Mapping

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.redaction.models import Redaction
from quancheng.records.disclosure.events import FILE_KIND
from quancheng.records.disclosure.models import Item, ReplyFile, Request
from quancheng.records.disclosure.queries.annexes import files_of, given_with
from quancheng.records.disclosure.queries.requests import may_read_applicant, request_for
from quancheng.records.disclosure.rules.files import OF_STATE, Gives, ground_behind
from quancheng.records.disclosure.rules.grounds import Outcome, ground_called


class NoSuchFile(Refusal):
    """No such file of this request, or not for the actor."""

    code = "disclosure.no_such_file"
    status = 404


class SecretIsCited(Refusal):
    """What is a state secret never comes into this house: it is cited."""

    code = "disclosure.secret_is_cited"
    status = 422


class FilesNotReady(Refusal):
    """A file of the reply cannot go out as it stands."""

    code = "disclosure.files_not_ready"


class FilesAttached(Refusal):
    """The items cannot be divided anew while files belong to them."""

    code = "disclosure.files_attached"


def file_for(actor: Actor, number: str, file_id: int) -> ReplyFile:
    """One file, for the agency that handles the request. Raises NoSuchRequest, NoSuchFile."""
    request = request_for(actor, number)
    seen = files_of(request) if may_read_applicant(actor, request) else files_of(request).none()
    found = seen.filter(pk=file_id).first()
    if found is None:
        raise NoSuchFile("没有找到这个附件，可能已经移除；请刷新页面", file=file_id)
    return found


def to_give(one: ReplyFile) -> StoredFile | None:
    """What would go out today: the original where it is given whole, else the open part, if it is made."""
    match Gives(one.gives):
        case Gives.WHOLE:
            return one.original
        case Gives.OPEN_PART:
            return one.redaction.product if one.redaction else None
        case Gives.NOTHING:
            return None


def with_what_is_given(request: Request) -> list[ReplyFile]:
    """The files that go along, each with what of it goes out: to be written when the reply is served."""
    files = given_with(request)
    for one in files:
        one.given = to_give(one)
    return files


def must_have_no_files(request: Request) -> None:
    """Raises FilesAttached."""
    if files_of(request).exists():
        raise FilesAttached("附件是按事项添加的；请先移除附件，再重新分项")


def must_not_be_secret(item: Item, grounds: Iterable[str]) -> None:
    """A file on an item that is withheld as a state secret is refused. Raises SecretIsCited."""
    if OF_STATE in grounds:
        raise SecretIsCited(
            f"第{item.place}项涉及国家秘密：只在答复中引用定密事实，不得上传文件。可以公开的内容请写入答复；"
            "已经添加的附件请先移除"
        )


def must_fit(item: Item, grounds: Iterable[str]) -> None:
    """Before an item is decided so: the files that it has already. Raises SecretIsCited."""
    if files_of(item.request).filter(place=item.place).exists():
        must_not_be_secret(item, grounds)


def must_be_ready(request: Request, items: Iterable[Item]) -> None:
    """Before the reply is laid before the reviewer. Raises SecretIsCited, FilesNotReady."""
    by_place, files = {item.place: item for item in items}, list(files_of(request))
    finished = newest_finished(files)
    for one in files:
        if one.place not in by_place:
            raise FilesNotReady(f"附件“{one.title}”不属于任何事项，请移除后重新添加")
        _must_go_with(one, by_place[one.place], finished.get(one.pk))


def _must_go_with(one: ReplyFile, item: Item, newest: Redaction | None) -> None:
    must_not_be_secret(item, [item.ground, *item.withheld])
    if one.gives == Gives.NOTHING:
        return
    outcome, named = ground_called(item.ground).outcome, f"第{item.place}项的附件“{one.title}”"
    if outcome not in {Outcome.OPEN, Outcome.PARTLY}:
        raise FilesNotReady(f"{named}不能随答复提供：这一项的处理意见不是公开。请移除附件或者修改处理意见")
    if outcome is Outcome.PARTLY and one.gives == Gives.WHOLE:
        raise FilesNotReady(
            f"{named}会全文提供，而这一项是部分公开。请改为“{Gives.OPEN_PART.says}”并完成区分处理；"
            f"可以公开的内容已写入答复的，改为“{Gives.NOTHING.says}”"
        )
    if one.gives == Gives.OPEN_PART:
        _must_be_redacted(one, item, newest, named)


def _must_be_redacted(one: ReplyFile, item: Item, newest: Redaction | None, named: str) -> None:
    if newest is None or one.redaction_id is None:
        raise FilesNotReady(
            f"{named}还没有完成区分处理。请点“区分处理”遮盖不公开的内容，由另一人复核完成；"
            f"可以公开的内容已写入答复的，改为“{Gives.NOTHING.says}”"
        )
    if newest.pk != one.redaction_id:
        raise FilesNotReady(f"{named}刚刚完成了新的区分处理，公开件正在更换；请稍候一分钟，刷新页面后再提交")
    resting = {ground_behind(str(code)) for _, _, code in one.withheld}
    if other := resting - {item.ground, *item.withheld}:
        laws = "、".join(sorted({ground_called(code).law for code in other}))
        raise FilesNotReady(
            f"{named}遮盖内容的依据有{laws}，处理意见的“不公开部分的依据”里没有。请修改处理意见或者遮盖的依据"
        )


def newest_finished(files: Iterable[ReplyFile]) -> Mapping[int, Redaction]:
    """Of each file the newest redaction that a second person finished. One query."""
    by_about = {str(RecordRef(FILE_KIND, str(one.pk))): one for one in files}
    done = Redaction.objects.filter(about__in=by_about, state=Redaction.State.FINISHED)
    done = done.select_related("proof", "original")
    return {
        by_about[each.about].pk: each
        for each in done.order_by("finished_at", "pk")
        if each.original_id == by_about[each.about].original_id
    }

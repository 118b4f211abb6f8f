"""Writing down what was searched, and which parts are kept back of information that lies in no file here."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.records.disclosure import events
from quancheng.records.disclosure.models import SearchRecord, WithheldPart
from quancheng.records.disclosure.models.searches import Result
from quancheng.records.disclosure.queries.replies import item_for
from quancheng.records.disclosure.queries.searches import part_of, search_of
from quancheng.records.disclosure.queries.working import request_in_hand
from quancheng.records.disclosure.rules.grounds import ground_called


class BadSearch(Refusal):
    """A search cannot have been made so: a word lacks, or the day does not fit."""

    code = "disclosure.bad_search"
    status = 422


class BadPart(Refusal):
    """A part cannot be kept back so."""

    code = "disclosure.bad_part"
    status = 422


@command
def record_search(
    *,
    number: str,
    place: int,
    searched_in: str,
    keywords: str,
    searched_by: str,
    searched_on: date,
    result: Result,
    note: str,
    files: Sequence[tuple[Upload, bytes]],
    actor: Actor,
    now: datetime,
) -> SearchRecord:
    """Write down one search for an item: where, by which words, who, when, what came of it (Art. 36(4)).

    `files`: none, or one as a proof. Raises NoSuchRequest, NoSuchItem, NotYourWork, NotInWork, BadSearch.
    """
    request = request_in_hand(actor, number)
    item = item_for(actor, number, place)
    told = [text.strip() for text in (searched_in, keywords, searched_by)]
    if not all(told):
        raise BadSearch("检索记录要写全：检索范围、关键词、检索人，缺一项就不完整")
    if searched_on > timezone.localdate(now):
        raise BadSearch("检索日期还没有到，请核对")
    if request.received_on and searched_on < request.received_on:
        raise BadSearch(f"检索日期早于收到申请之日{request.received_on}，不是为这件申请作的检索，请核对")
    assert actor.person_id is not None  # whoever handles a request is an official
    kept = [
        keep_file(upload, data, tenant_id=request.tenant_id, actor=actor, now=now)
        for upload, data in files[:1]
    ]
    made = SearchRecord.objects.create(
        request=request, wanted=item.wanted, searched_in=told[0], keywords=told[1], searched_by=told[2],
        searched_on=searched_on, result=result, note=note.strip(), file=kept[0] if kept else None,
        recorded_by_id=actor.person_id, recorded_at=now,
    )  # fmt: skip
    happened = events.SearchRecorded(request=number, place=place, result=Result(result).label)
    record(happened, actor=actor, at=now)
    return made


@command
def withdraw_search(*, number: str, search_id: int, reason: str, actor: Actor, now: datetime) -> SearchRecord:
    """Take back a search that was entered by mistake; it stays on file with the reason.

    Raises NoSuchRequest, NotYourWork, NotInWork, NoSuchRecord, BadSearch.
    """
    found = search_of(request_in_hand(actor, number), search_id)
    if not reason.strip():
        raise BadSearch("请写明为什么撤回这份检索记录")
    found.withdrawn_at, found.withdrawn_for = now, reason.strip()
    found.save(update_fields=["withdrawn_at", "withdrawn_for"])
    record(events.SearchWithdrawn(request=number, reason=reason.strip()), actor=actor, at=now)
    return found


@command
def record_part(
    *, number: str, place: int, part: str, ground: str, reason: str, actor: Actor, now: datetime
) -> WithheldPart:
    """Write down one part that is kept back, with its own ground and reason (Art. 37).

    Raises NoSuchRequest, NoSuchItem, NotYourWork, NotInWork, UnknownGround, BadPart.
    """
    request = request_in_hand(actor, number)
    item = item_for(actor, number, place)
    rule = ground_called(ground)
    if not rule.withholds:
        raise BadPart("不公开部分的依据限于第十四条、第十五条、第十六条，请重新选择")
    if not (part.strip() and reason.strip()):
        raise BadPart("请写明是哪一部分，并说明不公开的理由")
    assert actor.person_id is not None  # whoever handles a request is an official
    made = WithheldPart.objects.create(
        request=request, wanted=item.wanted, part=part.strip(), ground=rule.code, reason=reason.strip(),
        recorded_by_id=actor.person_id, recorded_at=now,
    )  # fmt: skip
    record(events.PartRecorded(request=number, place=place, ground=rule.law), actor=actor, at=now)
    return made


@command
def remove_part(*, number: str, part_id: int, actor: Actor, now: datetime) -> str:
    """Strike out a part again, as long as the decision is open; the ground it had.

    Raises NoSuchRequest, NotYourWork, NotInWork, NoSuchRecord.
    """
    found = part_of(request_in_hand(actor, number), part_id)
    law = ground_called(found.ground).law
    WithheldPart.objects.filter(pk=found.pk).delete()
    record(events.PartRemoved(request=number, ground=law), actor=actor, at=now)
    return law

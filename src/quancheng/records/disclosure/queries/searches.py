"""Searches and parts kept back, as they belong to items."""

from collections.abc import Sequence

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.models import StoredFile
from quancheng.records.disclosure.models import Item, Request, SearchRecord, WithheldPart
from quancheng.records.disclosure.models.searches import Result
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.queries.working import works_on
from quancheng.records.disclosure.rules.grounds import Must
from quancheng.records.disclosure.rules.searching import Kept, Searched, parts_told, statement_of


class NoSuchRecord(Refusal):
    """No such search or part of this request, or it has been withdrawn."""

    code = "disclosure.no_such_record"
    status = 404


def searches_of(request: Request) -> list[SearchRecord]:
    """Every search of a request that stands, the earliest first."""
    found = SearchRecord.objects.filter(request=request, withdrawn_at__isnull=True)
    return list(found.select_related("recorded_by", "file"))


def parts_of(request: Request) -> list[WithheldPart]:
    """Every part kept back that was recorded by hand."""
    return list(WithheldPart.objects.filter(request=request).select_related("recorded_by"))


def search_of(request: Request, search_id: int) -> SearchRecord:
    """One of them. Raises NoSuchRecord."""
    found = SearchRecord.objects.filter(request=request, pk=search_id, withdrawn_at__isnull=True).first()
    if found is None:
        raise NoSuchRecord("没有这份检索记录，或者已经撤回；请刷新页面", search=search_id)
    return found


def file_of_search(actor: Actor, number: str, search_id: int) -> StoredFile:
    """What was brought as the proof of a search, withdrawn ones too, for those who work on the request.

    Raises NoSuchRequest, NoSuchRecord.
    """
    request = request_for(actor, number)
    found = SearchRecord.objects.filter(request=request, pk=search_id).select_related("file").first()
    if found is None or found.file is None or not works_on(actor, request):
        raise NoSuchRecord("没有这份检索凭证，请刷新页面", search=search_id)
    return found.file


def part_of(request: Request, part_id: int) -> WithheldPart:
    """One of them. Raises NoSuchRecord."""
    found = WithheldPart.objects.filter(request=request, pk=part_id).first()
    if found is None:
        raise NoSuchRecord("没有这处不公开部分的记录，请刷新页面", part=part_id)
    return found


def proofs_told(item: Item) -> dict[Must, str]:
    """What the records of an item say for the answer, by the word of the rule; empty ones are left out."""
    searches = [one for one in searches_of(item.request) if one.wanted == item.wanted]
    parts = [one for one in parts_of(item.request) if one.wanted == item.wanted]
    told = {Must.SEARCH_RECORD: statement_of(_searched(searches)), Must.REDACTION: parts_told(_kept(parts))}
    return {must: text for must, text in told.items() if text}


def _searched(searches: Sequence[SearchRecord]) -> list[Searched]:
    return [
        Searched(
            searched_in=one.searched_in, keywords=one.keywords, searched_by=one.searched_by,
            searched_on=one.searched_on, result=Result(one.result).label, note=one.note,
        )
        for one in searches
    ]  # fmt: skip


def _kept(parts: Sequence[WithheldPart]) -> list[Kept]:
    return [Kept(part=one.part, ground=one.ground, reason=one.reason) for one in parts]

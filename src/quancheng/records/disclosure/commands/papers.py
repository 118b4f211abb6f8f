"""Proofs of identity and powers of attorney: sealed when they come, for the agency, each reading told."""

from datetime import datetime
from uuid import UUID

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure import events
from quancheng.records.disclosure.forms.papers import Brought
from quancheng.records.disclosure.models import IdentityPaper, Request
from quancheng.records.disclosure.queries.papers import (
    Paper,
    must_be_handled,
    paper_for,
    papers_of,
    sealed_papers,
)
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules.files import PAPERS_MOST, PaperSort


class TooManyPapers(Refusal):
    """The request has as many papers as it may."""

    code = "disclosure.too_many_papers"
    status = 422


@command
def add_paper(
    *, number: str, brought: Brought, sort: PaperSort = PaperSort.IDENTITY, actor: Actor, now: datetime
) -> Request:
    """The agency adds a paper that came by post or over the counter, as when a correction brought it.

    Raises NoSuchRequest, NoSuchPaper, TooManyPapers.
    """
    request = request_for(actor, number)
    must_be_handled(actor, request)
    if papers_of(actor, request).count() >= PAPERS_MOST:
        raise TooManyPapers(f"一件申请最多保存{PAPERS_MOST}份身份证明文件和授权委托书")
    shown, acts = (None, brought) if sort is PaperSort.AUTHORITY else (brought, None)
    IdentityPaper.objects.bulk_create(sealed_papers(request, shown, authority=acts, now=now))
    record(events.PaperAdded(request=number), actor=actor, at=now)
    return request


@command
def read_paper(*, number: str, paper_id: UUID, actor: Actor, now: datetime) -> Paper:
    """Read the paper of who asks; that it was read is written down.

    Raises NoSuchRequest, NoSuchPaper.
    """
    paper = paper_for(actor, number, paper_id)
    record(events.PaperRead(request=number), actor=actor, at=now)
    return paper

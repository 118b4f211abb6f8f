"""Which papers came with a request: told to the agency that handles it, to nobody else."""

import base64
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.forms.papers import Brought
from quancheng.records.disclosure.models import IdentityPaper, Request
from quancheng.records.disclosure.queries.requests import may_read_applicant, request_for
from quancheng.records.disclosure.rules.files import PaperSort


class NoSuchPaper(Refusal):
    """Missing, erased, or not for the actor: which of them is not told."""

    code = "disclosure.no_such_paper"
    status = 404


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper in clear."""

    name: str
    data: bytes


def papers_of(actor: Actor, request: Request) -> QuerySet[IdentityPaper]:
    """The papers of a request, without their bytes, for the agency that handles it."""
    found = IdentityPaper.objects.filter(request=request, request__applicant__erased_at__isnull=True)
    return found.defer("data") if may_read_applicant(actor, request) else found.none()


def must_be_handled(actor: Actor, request: Request) -> None:
    """Only the agency that handles the request has anything to do with papers. Raises NoSuchPaper."""
    if not may_read_applicant(actor, request):
        raise NoSuchPaper("身份证明文件只对承办机关显示")


def sealed_papers(
    request: Request, brought: Brought | None, *, authority: Brought | None = None, now: datetime
) -> list[IdentityPaper]:
    """What was brought, ready to be written beside the request; nothing where nothing was."""
    came = ((PaperSort.IDENTITY, brought), (PaperSort.AUTHORITY, authority))
    return [
        IdentityPaper(
            request=request, sort=sort, name=one.upload.name, kind=one.upload.kind.name.lower(),
            size=len(one.data), data=base64.b64encode(one.data).decode(), came_at=now,
        )
        for sort, one in came
        if one is not None
    ]  # fmt: skip


def paper_for(actor: Actor, number: str, paper_id: UUID) -> Paper:
    """One paper. Raises NoSuchRequest, NoSuchPaper."""
    found = papers_of(actor, request_for(actor, number)).filter(pk=paper_id).first()
    if found is None:
        raise NoSuchPaper("没有找到这份身份证明文件，请回到申请页面")
    return Paper(found.name, base64.b64decode(found.data))

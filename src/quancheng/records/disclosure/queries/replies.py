"""Items, replies and their letters."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import Block, Letter, Text
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.models import Applicant, Item, Reply, ReplyFile, Request
from quancheng.records.disclosure.models.requests import Route
from quancheng.records.disclosure.queries.annexes import annexes_of
from quancheng.records.disclosure.queries.letters import head_of, seal_lines
from quancheng.records.disclosure.queries.norms import annual_rows, must_be_by_two, must_be_cleared_apart
from quancheng.records.disclosure.queries.redos import ordered_words, receipt_of
from quancheng.records.disclosure.queries.remedies import Around, remedy_told, unsigned_for
from quancheng.records.disclosure.queries.requests import may_read_applicant, request_for
from quancheng.records.disclosure.rules.applicants import addressed
from quancheng.records.disclosure.rules.grounds import Ground, Must, ground_called, rows_proposed
from quancheng.records.disclosure.rules.letter import Decided, LetterNotReady, as_text, body_of
from quancheng.records.disclosure.rules.letters import number_of
from quancheng.records.disclosure.rules.papers import Paper, paper_of
from quancheng.records.disclosure.rules.remedies import Service, Told
from quancheng.records.disclosure.workflow import CLEAR, CORRECT, ISSUE, REVIEW


class NoSuchItem(Refusal):
    """No such item of this request."""

    code = "disclosure.no_such_item"
    status = 404


class NoSuchReply(Refusal):
    """No such reply of this request reached the applicant, or it is out of sight."""

    code = "disclosure.no_such_reply"
    status = 404


@dataclass(frozen=True, slots=True)
class Composed:
    """A reply as it would go out today."""

    body: tuple[Block, ...]
    remedy: str
    paper: Paper

    @property
    def text(self) -> str:
        return as_text(self.body)


def items_of(request: Request) -> QuerySet[Item]:
    """The items of a request, in their order."""
    return request.items.all()


def item_for(actor: Actor, number: str, place: int) -> Item:
    """One item of a request that the actor handles. Raises NoSuchRequest, NoSuchItem."""
    request = request_for(actor, number)
    item = items_of(request).filter(place=place).first() if may_read_applicant(actor, request) else None
    if item is None:
        raise NoSuchItem(f"这件申请没有第{place}项，请回到申请页面", place=place)
    return item


def item_grounds(item: Item) -> tuple[Ground, ...]:
    """The ground of a decided item; of a partial disclosure with those of what is withheld."""
    return tuple(ground_called(code) for code in (item.ground, *item.withheld))


def open_reply(request: Request) -> Reply | None:
    """The reply that is on its way, or has been served."""
    waiting = Reply.objects.filter(request=request, returned_at__isnull=True, superseded_at__isnull=True)
    return waiting.select_related("drafted_by", "reviewed_by", "cleared_by", "issued_by").first()


def replies_of(request: Request) -> QuerySet[Reply]:
    """Every reply that was drafted, the newest first."""
    found = Reply.objects.filter(request=request).order_by("-pk")
    return found.select_related("drafted_by", "reviewed_by", "cleared_by", "issued_by")


def served_reply_for(actor: Actor, number: str, reply_id: int) -> Reply:
    """One reply that went out, for the agency that handles the request. Raises NoSuchRequest, NoSuchReply."""
    request = request_for(actor, number)
    found = replies_of(request).filter(pk=reply_id, served_on__isnull=False).first()
    if found is None or not may_read_applicant(actor, request):
        raise NoSuchReply("这件申请没有这份已送达的答复书，请回到申请页面", reply=reply_id)
    return found


def remedy_for(request: Request, *, on: date) -> Told:
    """Which way is open against a reply to these items. Raises LetterNotReady, NoRemedyTable, NoOrgan."""
    grounds = tuple(dict.fromkeys(ground for item in _decided(request) for ground in item_grounds(item)))
    service = Service.NETWORK if request.route in {Route.NETWORK, Route.EMAIL} else Service.PAPER
    return remedy_told(grounds, agency=agency_around(request), on=on, service=service)


def rows_to_choose(request: Request, *, on: date) -> tuple[int, ...]:
    """The rows of the annual table that fit the request: one, or some for a person to choose.

    Where a handler put an item into another row than the table of the day proposes, that row is offered.
    Raises LetterNotReady.
    """
    items = _decided(request)
    row_of = annual_rows(request.tenant_id, on=on)
    proposed = rows_proposed([ground_called(item.ground) for item in items], row_of)
    moved = {item.row for item in items if item.row and item.row != row_of[item.ground]}
    return tuple(sorted({*(() if moved and len(items) == 1 else proposed), *moved}))


def letter_of(request: Request, *, on: date) -> Composed:
    """The reply as it would go out on a day. Raises LetterNotReady, NoRemedyTable, NoOrgan."""
    items = _decided(request)
    told = remedy_for(request, on=on)
    if told.missing:
        raise LetterNotReady(f"救济途径还缺少：{'、'.join(told.missing)}；请在“依据与规则”中录入以后再提交")
    unsigned = unsigned_for(told.grounds, tenant_id=request.tenant_id, on=on)
    if unsigned:
        names = "、".join(f"“{norm.says}”" for norm in unsigned)
        raise LetterNotReady(
            f"答复依据《条例》第十四条至第十六条，须由合法性审核人先签署{names}，才能提交和签发"
        )
    came = receipt_of(request)
    _, contact = head_of(request.case.unit, on=on)
    body = body_of(
        number=request.number, received_on=came.on, corrected=came.step == CORRECT.code,
        items=[_as_decided(item) for item in items], clause=told.text, contact=contact,
    )  # fmt: skip
    return Composed(
        (*ordered_words(request), *body, *annexes_of(request)), told.remedy.value, paper_of(told.grounds)
    )


def letter_number(request: Request, reply: Reply) -> str:
    """Under which number a reply went out; one series for each agency, year and name of the paper."""
    if not reply.serial or not reply.year or not reply.issued_at:
        return ""
    word, _ = head_of(request.case.unit, on=timezone.localdate(reply.issued_at))
    return number_of(word, Paper(reply.paper).sign, year=reply.year, serial=reply.serial)


def writers_of(request: Request, reply: Reply) -> frozenset[int]:
    """Whose work a reply is: who drafted it, who decided its items, who chose the files that go along."""
    decided = items_of(request).exclude(decided_by=None).values_list("decided_by", flat=True)
    chosen = ReplyFile.objects.filter(request=request, removed_at__isnull=True)
    added = chosen.values_list("added_by", flat=True)
    return frozenset({reply.drafted_by_id, *(one for one in (*decided, *added) if one)})


def closed_to(actor: Actor, request: Request, *, on: date) -> frozenset[str]:
    """The steps that a reply under way may not take by this hand, because of what it did to it before."""
    reply, me = open_reply(request), actor.person_id
    if reply is None or me is None:
        return frozenset()
    if me in writers_of(request, reply):
        return frozenset({REVIEW.code, CLEAR.code, ISSUE.code})
    did_review, did_clear = me == reply.reviewed_by_id, me == reply.cleared_by_id
    apart = must_be_cleared_apart(request.tenant_id, on=on)
    two = must_be_by_two(request.tenant_id, on=on)
    issues_not = (did_review and two) or (did_clear and apart)
    return frozenset(
        step.code for step, is_closed in ((CLEAR, did_review and apart), (ISSUE, issues_not)) if is_closed
    )


def as_letter(request: Request, reply: Reply, applicant: Applicant) -> Letter:
    """A reply as it is printed, to its applicant: just the words that were reviewed."""
    unit = reply.issuer or str(request.case.unit)
    return Letter(
        issuer=unit,
        number=reply.number or "（草稿，尚未签发）",
        title=Paper(reply.paper).says,
        recipient=addressed(applicant.name, applicant.agent_name),
        body=(*(Text(line) for line in reply.text.splitlines()), *seal_lines(reply.code)),
        sender=unit,
        on=timezone.localdate(reply.issued_at) if reply.issued_at else None,
    )


def _decided(request: Request) -> list[Item]:
    items = list(items_of(request))
    if not items:
        raise LetterNotReady("请先写明这件申请包含哪几项，并逐项拟定处理意见")
    if still := [str(item.place) for item in items if not item.ground]:
        raise LetterNotReady(f"第{'、'.join(still)}项还没有处理意见；一件申请的各项在同一份答复书中答复")
    return items


def _as_decided(item: Item) -> Decided:
    first, *withheld = item_grounds(item)
    return Decided(
        wanted=item.wanted, ground=first, withheld=tuple(withheld),
        said={Must(word): text for word, text in item.said.items()},
    )  # fmt: skip


def agency_around(request: Request) -> Around:
    """The agency that answers, with its government and the one above."""
    unit = Unit.objects.select_related("tenant__parent").get(pk=request.case.unit_id)
    return Around(unit, unit.tenant)

"""What a citizen who is signed in reads of their own requests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from quancheng.kernel.access.named import named
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.models import CaseLine
from quancheng.records.disclosure.models import Applicant, Request
from quancheng.records.disclosure.queries.accounts import locked_of
from quancheng.records.disclosure.queries.doors import Status, code_of, locks_of, status_told
from quancheng.records.disclosure.queries.requests import request_for, requests_for
from quancheng.records.disclosure.rules.applicants import Applicant as Sort
from quancheng.records.disclosure.rules.applicants import Proof, masked_number
from quancheng.records.disclosure.workflow import CONFIRM_FIRST, DISCLOSURE, OVER, State

NOT_SHOWN = "凭编号和查询码添加的申请，填过证件号码的后4位才导出申请人信息"


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """One line of the list."""

    number: str
    wanted: str
    submitted_on: date
    state_says: str
    is_over: bool
    is_answered: bool
    is_late: bool
    waits_for_you: bool
    due_on: date | None
    unit: str


def own_requests(actor: Actor, *, today: date) -> tuple[OwnRequest, ...]:
    """The requests of the account, those under way first, the newest first. One query."""
    lines = [_line(one, today) for one in _newest_first(actor)]
    return tuple(sorted(lines, key=lambda line: line.is_over))


def own_status(actor: Actor, number: str) -> Status:
    """How one of them stands. Raises NoSuchRequest."""
    return status_told(request_for(actor, number))


def own_requests_as_data(actor: Actor) -> Iterator[dict[str, object]]:
    """Each with all that its applicant told, for the file that they take with them.

    The query code stands beside it: by it they read on when the account is closed. Of the number of the paper
    enough to tell which it was: the file may lie about for years. Of one that was taken in by number and code
    nothing is told of who asked before the signs of the paper were given.
    """
    requests = list(_newest_first(actor).select_related("correction"))
    locked = locked_of(actor, requests)
    applicants = _applicants_of([one for one in requests if one.number not in locked])
    for request in requests:
        asked = getattr(request, "correction", None)
        yield {
            "编号": request.number,
            "查询码": code_of(request.number),
            "受理机关": str(request.case.unit),
            "提交时间": request.submitted_at,
            "所需政府信息": request.wanted,
            "名称、文号或其他特征": request.features,
            "提供形式": request.get_medium_display(),
            "获取途径": request.get_route_display(),
            "申请人": _told_of(applicants[request.pk]) if request.pk in applicants else NOT_SHOWN,
            "状态": DISCLOSURE.state_in_words(request.case.state),
            "补正要求": asked.points if asked else "",
            "补正内容": asked.answer if asked else "",
            "答复书或者不再处理告知书网上送达日期": request.online_on,
            "网上送达的过程文书": [f"{says}（{on}）" for _, says, on in request.online_letters],
        }


def _waits_for(request: Request) -> bool:
    """Whether the applicant is to correct, to pay, or to confirm after the agency."""
    if request.case.state == State.UNCONFIRMED:
        return bool(getattr(request, "is_confirmed_first", False))
    return request.case.state in {State.CORRECTING, State.AWAITING_FEE}


def _newest_first(actor: Actor) -> QuerySet[Request]:
    first = CaseLine.objects.filter(case=OuterRef("case"), step=CONFIRM_FIRST.code)
    found = requests_for(actor).annotate(is_confirmed_first=Exists(first))
    return found.order_by("-submitted_at", "-pk")


def _applicants_of(requests: list[Request]) -> Mapping[int, Applicant]:
    """Who asked, named by the locks: so the role of the public process reads those of the account alone."""
    with named(lock for one in requests for lock in locks_of(one.number)):
        found = Applicant.objects.filter(request__in=requests)
        return {one.request_id: one for one in found}


def _told_of(applicant: Applicant) -> dict[str, str]:
    return {
        "类型": Sort(applicant.sort).says,
        "姓名或名称": applicant.name,
        "身份证明": Proof(applicant.proof).says,
        "证件号码（部分）": masked_number(applicant.proof_number),
        "法定代表人或负责人": applicant.representative,
        "联系人": applicant.contact_person,
        "联系电话": applicant.phone,
        "电子邮箱": applicant.email,
        "通信地址": applicant.address,
        "委托代理人": applicant.agent_name,
        "代理人证件号码（部分）": masked_number(applicant.agent_proof_number),
        "代理人联系电话": applicant.agent_phone,
    }


def _line(request: Request, today: date) -> OwnRequest:
    case, is_over = request.case, request.case.state in OVER
    return OwnRequest(
        number=request.number,
        wanted=request.wanted,
        submitted_on=case.opened_on,
        state_says=DISCLOSURE.state_in_words(case.state),
        is_over=is_over,
        is_answered=case.state == State.ANSWERED,
        is_late=not is_over and case.due_on is not None and case.due_on < today,
        waits_for_you=_waits_for(request),
        due_on=None if is_over else case.due_on,
        unit=str(case.unit),
    )

"""Forms of one request as they are printed: application, entry, slip of service, sheet of approval."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework.queries import past_of
from quancheng.kernel.files.letterhead import Block, in_chinese
from quancheng.kernel.files.letterhead import Letter as Sheet
from quancheng.kernel.orgs.models import Person
from quancheng.records.disclosure.models import Applicant, Letter, Reply, Request
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.queries.replies import items_of, open_reply
from quancheng.records.disclosure.queries.requests import has_authority
from quancheng.records.disclosure.rules.applicants import APPLICANTS, PROOFS, Proof, addressed
from quancheng.records.disclosure.rules.applicants import Applicant as Sort
from quancheng.records.disclosure.rules.grounds import ground_called
from quancheng.records.disclosure.rules.letters import TO_PARTIES
from quancheng.records.disclosure.rules.papers import Paper
from quancheng.records.disclosure.rules.printed import (
    NO_PURPOSE,
    Delivered,
    Hand,
    Printed,
    approval,
    blank_rows,
    service_slip,
    two_columns,
)
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.workflow import ANSWER_CLOCK, DISCLOSURE


class NothingToPrint(Refusal):
    """The request has not come so far that there is anything to stand on the paper."""

    code = "disclosure.nothing_to_print"
    status = 422


def blank_application() -> Sheet:
    """The form to be filled at the counter."""
    rows = blank_rows(
        sorts=[says for _, says in APPLICANTS], proofs=[says for _, says in PROOFS], media=Medium.labels,
        routes=Route.labels,
    )  # fmt: skip
    return _sheet(Printed.APPLICATION, two_columns(rows, note=NO_PURPOSE))


def application(request: Request, applicant: Applicant) -> Sheet:
    """What the applicant filed, as it came."""
    rows = (
        ("申请编号", request.number), ("受理机关", str(request.case.unit)), *_who(request, applicant),
        ("所需政府信息的内容描述", request.wanted), ("名称、文号或者其他特征", request.features),
        ("提供形式", request.get_medium_display()), ("获取途径", request.get_route_display()),
        ("阅读或者视听有困难", "需要协助" if request.needs_help else "否"),
        ("提交时间和途径", f"{_moment(request.submitted_at)}，{Channel(request.channel).says}"),
    )  # fmt: skip
    return _sheet(Printed.APPLICATION, two_columns(rows))


def registration(request: Request, applicant: Applicant) -> Sheet:
    """The entry of the register: how and when it came, from whom, until when it is answered, who took it."""
    due_on = past_of(request.case).due_day(ANSWER_CLOCK, work_calendar())
    rows = (
        ("申请编号", request.number), ("受理机关", str(request.case.unit)),
        ("收到途径", Channel(request.channel).says), ("到达时间", _moment(request.submitted_at)),
        ("收到申请之日", _day(request.received_on) or "尚未确认"), ("答复期限届满", _day(due_on)),
        ("申请人类别（年报列）", Sort(applicant.sort).says), ("姓名或者名称", applicant.name),
        ("联系方式", "；".join(filter(None, (applicant.phone, applicant.email, applicant.address)))),
        *_agent(request, applicant),
        ("申请内容", request.wanted),
        ("提供形式和获取途径", f"{request.get_medium_display()}，{request.get_route_display()}"),
        ("登记人", request.registered_by.name if request.registered_by else "申请人在网上提交"),
        ("办理状态", DISCLOSURE.state_in_words(request.case.state)),
    )  # fmt: skip
    return _sheet(Printed.REGISTRATION, two_columns(rows))


def slip_of_service(request: Request, applicant: Applicant) -> Sheet:
    """What waits to be delivered, or where nothing waits what was; to be signed. Raises NothingToPrint."""
    every = list(_letters_to_applicant(request))
    told = [one for one, is_served in every if not is_served] or [one for one, _ in every]
    if not told:
        raise NothingToPrint("还没有给申请人的文书，不需要送达回证；请先办理到制作文书的步骤")
    facts = two_columns(
        (
            ("申请编号", request.number),
            ("受送达人", addressed(applicant.name, applicant.agent_name)),
            ("送达地址", applicant.address),
        )
    )
    return _sheet(Printed.SERVICE, facts, *service_slip(told), sender=str(request.case.unit))


def sheet_of_approval(request: Request) -> Sheet:
    """Who drafted, reviewed, looked through for secrets and signed the reply, when. Raises NothingToPrint."""
    reply = open_reply(request)
    if reply is None:
        raise NothingToPrint("还没有提交审核的答复书，没有呈批单可以打印；请先拟定并提交")
    facts = two_columns(
        (
            ("申请编号", request.number), ("申请内容", request.wanted),
            ("收到申请之日", _day(request.received_on)), ("文书", Paper(reply.paper).says),
            ("文号", reply.number or "尚未签发"), ("拟办意见", _decided(request)),
        )
    )  # fmt: skip
    return _sheet(Printed.APPROVAL, facts, approval(tuple(_hands(reply))), sender=str(request.case.unit))


def _sheet(what: Printed, *grids: Block, sender: str = "") -> Sheet:
    return Sheet(issuer="", title=what.says, body=grids, sender=sender)


def _who(request: Request, applicant: Applicant) -> Iterator[tuple[str, str]]:
    sort = Sort(applicant.sort)
    yield "申请人类型", sort.says
    yield "姓名或者名称", applicant.name
    yield "证件名称和号码", f"{Proof(applicant.proof).says}　{applicant.proof_number}"
    if not sort.is_person:
        yield "法定代表人或者负责人", applicant.representative
    yield "联系人", applicant.contact_person
    yield "联系电话", applicant.phone
    yield "电子邮箱", applicant.email
    yield "通信地址", applicant.address
    yield from _agent(request, applicant)


def _agent(request: Request, applicant: Applicant) -> Iterator[tuple[str, str]]:
    """Who acts for the applicant, and whether a power of attorney is there; nothing where nobody does."""
    if not applicant.agent_name:
        return
    told = (applicant.agent_name, applicant.agent_proof_number, applicant.agent_phone)
    name, number, phone = told
    yield "委托代理人", name
    yield "代理人证件名称和号码", f"{Proof(applicant.agent_proof).says}　{number}" if number else "没有写明"
    yield "代理人联系电话", phone
    yield "授权委托书", "已附" if has_authority(request) else "没有附"


def _letters_to_applicant(request: Request) -> Iterator[tuple[Delivered, bool]]:
    """With each whether it was delivered."""
    letters = Letter.objects.filter(request=request, superseded_on__isnull=True).exclude(sort__in=TO_PARTIES)
    for letter in letters:
        way = letter.get_way_display() if letter.way else ""
        yield Delivered(letter.title, letter.number, way, _day(letter.served_on)), bool(letter.served_on)
    reply = open_reply(request)
    if reply is not None and reply.number:
        way = reply.get_way_display() if reply.way else ""
        told = Delivered(Paper(reply.paper).says, reply.number, way, _day(reply.served_on))
        yield told, bool(reply.served_on)


def _hands(reply: Reply) -> Iterator[Hand]:
    yield _hand("拟稿", reply.drafted_by, reply.drafted_at)
    yield _hand("审核", reply.reviewed_by, reply.reviewed_at)
    yield _hand("保密审查", reply.cleared_by, reply.cleared_at)
    yield Hand("合法性审核（需要的）")
    yield _hand("签发", reply.issued_by, reply.issued_at)


def _hand(does: str, who: Person | None, at: datetime | None) -> Hand:
    return Hand(does, who.name if who else "", _moment(at) if at else "")


def _decided(request: Request) -> str:
    told = [
        f"第{item.place}项：{ground_called(item.ground).says}" for item in items_of(request) if item.ground
    ]
    return "\n".join(told)


def _day(day: date | None) -> str:
    return in_chinese(day) if day else ""


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{in_chinese(local.date())} {local:%H:%M}"

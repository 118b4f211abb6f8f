"""The letters on the way to a reply: what stands in them, how they are printed, and who may check one."""

from collections.abc import Collection, Sequence
from datetime import date

from django.conf import settings
from django.db.models import Max, QuerySet
from django.utils import timezone

from quancheng.kernel.access.doors import Door
from quancheng.kernel.access.named import named
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.files.letterhead import Letter as Printed
from quancheng.kernel.files.letterhead import Text
from quancheng.kernel.norms.queries import holding_on
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.text.codes import in_groups, tidy
from quancheng.records.disclosure.models import Letter, Request, Verifiable
from quancheng.records.disclosure.models.requests import Route
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.queries.remedies import Around, periods_of, slots_of
from quancheng.records.disclosure.queries.requests import may_read_applicant, request_for
from quancheng.records.disclosure.rules import remedies
from quancheng.records.disclosure.rules.letter import LetterNotReady
from quancheng.records.disclosure.rules.letters import (
    TO_RETURN,
    About,
    row_of,
    tidy_letter_number,
)
from quancheng.records.disclosure.rules.remedies import RemedyClass, Service
from quancheng.records.disclosure.rules.remedies import Step as Sort

DOOR = Door("disclosure.letter")
WITH_SLIP = frozenset({Sort.CONSULTATION, Sort.CO_MAKER})
VERIFY = "/disclosure/verify/"


class NoSuchLetter(Refusal):
    """No such letter of this request, or out of sight."""

    code = "disclosure.no_such_letter"
    status = 404


class NotGenuine(Refusal):
    """Number and code belong to no letter; which of the two is wrong is not told."""

    code = "disclosure.not_genuine"
    status = 404


class LetterChanged(Refusal):
    """What stands in the database is not what went out."""

    code = "disclosure.letter_changed"


def letters_of(actor: Actor, request: Request) -> QuerySet[Letter]:
    """The letters of a request, the newest first: for the agency that handles it."""
    found = (
        Letter.objects.filter(request=request).select_related("made_by", "consultation").order_by("-place")
    )
    return found if may_read_applicant(actor, request) else found.none()


def letter_for(actor: Actor, number: str, place: int) -> Letter:
    """One of them. Raises NoSuchRequest, NoSuchLetter."""
    found = letters_of(actor, request_for(actor, number)).filter(place=place).first()
    if found is None:
        raise NoSuchLetter("没有这份文书，请回到申请页面", place=place)
    return found


def next_place(request: Request) -> int:
    return (Letter.objects.filter(request=request).aggregate(last=Max("place"))["last"] or 0) + 1


def about_of(request: Request) -> About:
    """The request as a letter names it. Raises LetterNotReady before it has been received."""
    if request.received_on is None:
        raise LetterNotReady("申请还没有收到日期，不能制作文书；请先与申请人确认收到")
    return About(number=request.number, received_on=request.received_on, wanted=request.wanted)


def head_of(unit: Unit, *, on: date) -> tuple[str, str]:
    """The sign of an agency in its numbers (机关代字), and how it is reached, as its government told."""
    held = holding_on("disclosure.letter_heads", tenant_id=unit.tenant_id, on=on)
    word, contact = row_of(unit.code, held.table if held else ()) or ("", "")
    return word or unit.short_name or unit.name, contact


def payment_of(unit: Unit, *, on: date) -> str:
    """How a fee is paid to an agency; empty while its government has entered nothing."""
    held = holding_on("disclosure.payment", tenant_id=unit.tenant_id, on=on)
    return next(iter(row_of(unit.code, held.table if held else ())), "")


def clause_of(sort: Sort, request: Request, *, on: date) -> str:
    """The remedy clause of a letter by its sort; empty where it tells none. Raises LetterNotReady."""
    if sort.remedy is RemedyClass.C:
        return ""
    unit = Unit.objects.select_related("tenant__parent").get(pk=request.case.unit_id)
    agency = Around(unit, unit.tenant)
    found = slots_of(agency, on=on)
    slots = remedies.Slots(
        organs=found.organs, court=found.court, channel=found.channel, expected=found.expected, paper="告知书"
    )
    service = Service.PAPER
    if sort is Sort.ENDED and request.route in {Route.NETWORK, Route.EMAIL}:
        service = Service.NETWORK  # it may be served so, and then names the channel
    if missing := remedies.slots_missing(slots, service=service):
        raise LetterNotReady(f"救济途径还缺少：{'、'.join(missing)}；请在“依据与规则”中录入")
    return remedies.clause(sort.remedy, slots, periods_of(agency, on=on), service=service)


def years_unknown(days: Collection[date | None], *, since: date) -> list[int]:
    """The years without a notice of holidays that lie between a day and the latest of others."""
    latest = max((one for one in days if one), default=None)
    if latest is None:
        return []
    known = work_calendar().years
    return [year for year in range(since.year, latest.year + 1) if year not in known]


def digest_of(number: str, text: str) -> str:
    """What a letter said, as a digest."""
    return machine().digest(f"{number}\n{text}".encode())


def door_of(number: str, code: str) -> str:
    """By what a printed letter is found: number and code together."""
    return DOOR.door_of(_pair(number, code))


def verifiable_of(number: str, code: str) -> Verifiable:
    """The letter with this number and this code. Raises NotGenuine."""
    doors = DOOR.doors_of(_pair(tidy_letter_number(number), tidy(code)))
    with named(doors):
        found = Verifiable.objects.filter(door__in=doors).first()
    if found is None:
        raise NotGenuine(
            "没有文号和核验码都相符的文书，请对照文书逐字核对；仍不相符的，请向文书上写明的机关核实"
        )
    return found


def verifiables_named(number: str, code: str) -> QuerySet[Verifiable]:
    """The same for the house itself, under every key that it has."""
    return Verifiable.objects.filter(door__in=DOOR.doors_of(_pair(number, code)))


def seal_lines(code: str) -> Sequence[Text]:
    """What stands below a letter: where anybody may check it."""
    if not code:
        return ()
    where = f"{settings.PUBLIC_ADDRESS}{VERIFY}"
    return (Text(f"（本文书可以凭文号和核验码 {in_groups(code)} 在 {where} 核验真伪。）"),)


def as_printed(letter: Letter) -> Printed:
    """A letter as it is printed. Raises LetterChanged."""
    if letter.digest != digest_of(letter.number, letter.text):
        raise LetterChanged(
            "这份文书的内容与制作时不一致，不能下载；请联系系统管理员核查", letter=letter.number
        )
    lines = [Text(line) for line in letter.text.splitlines()]
    if letter.sort == Sort.RECEIPT:  # the query code is put in when it is printed, as the name is
        number = letter.request.number
        lines.append(Text(f"您可以凭申请编号和查询码 {in_groups(code_of(number))} 在网上查询办理情况。"))
    return Printed(
        issuer=letter.issuer,
        number=letter.number,
        title=letter.title,
        recipient=letter.addressee,
        body=(*lines, *seal_lines(letter.code)),
        sender=letter.issuer,
        on=timezone.localdate(letter.made_at),
        annexes=(TO_RETURN,) if letter.sort in WITH_SLIP else (),
    )


def _pair(number: str, code: str) -> str:
    return f"{number}/{code}"

"""A letter that waits for its applicant on the internet: by what it opens, what they get.

It is the reply, or letter 24 in its stead, or one of those on the way there, named by its place.

The status of a request opens by number and code; its reply also needs the last signs of the number of the
paper, or the account that filed the request. An account that took it in gives these signs once. Under the
role of the public process neither letter nor file is seen before one of these is named.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.access.doors import Lock
from quancheng.kernel.access.named import named
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import Letter, Text
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.names import ending_of
from quancheng.records.disclosure.models import (
    Applicant,
    OnlineLetter,
    OnlineReceipt,
    Reply,
    ReplyFile,
    Request,
)
from quancheng.records.disclosure.models import Letter as EndLetter
from quancheng.records.disclosure.queries.accounts import digest_for, digests_for, key_of, reference
from quancheng.records.disclosure.queries.doors import doors_of, status_of
from quancheng.records.disclosure.queries.files import NoSuchFile
from quancheng.records.disclosure.queries.remedies import Around, periods_of, slots_of
from quancheng.records.disclosure.queries.requests import applicant_of, request_for
from quancheng.records.disclosure.rules.applicants import addressed
from quancheng.records.disclosure.rules.files import tail_of
from quancheng.records.disclosure.rules.remedies import RemedyClass
from quancheng.records.disclosure.rules.remedies import Step as Sort

LOCK = Lock("disclosure.receipt.lock")
TITLE = "政府信息公开申请答复书"
_REPLY = ("id", "request_id", "text", "remedy", "issuer", "number", "issued_at", "served_on", "way")
_LETTER = ("id", "request_id", "text", "remedy", "issuer", "number", "made_at", "served_on", "sort")
_FILE = ("id", "request_id", "place", "title", "withheld", "given_id")
_STORED = ("given__id", "given__name", "given__kind", "given__size", "given__data")


class WrongTail(Refusal):
    """The signs are not the last ones of the paper's number."""

    code = "disclosure.wrong_tail"
    status = 404


class SignsWanted(Refusal):
    """The account took the request in by number and code, and has not given the signs of the paper yet."""

    code = "disclosure.signs_wanted"
    status = 403


class NoPaperNumber(Refusal):
    """Without the number of a paper nobody could show that the reply is theirs."""

    code = "disclosure.no_paper_number"
    status = 422


class NothingToRead(Refusal):
    """No reply waits on the internet for this request."""

    code = "disclosure.nothing_to_read"
    status = 404


@dataclass(frozen=True, slots=True)
class Pair:
    """What somebody without an account brings beside the number: query code, and last signs of the paper."""

    code: str
    tail: str


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file for the applicant: under its public title, never under the name by which it came."""

    key: int
    place: int
    name: str
    size: int
    withheld: Sequence[Sequence[object]]
    file: StoredFile


@dataclass(frozen=True, slots=True)
class Remedy:
    """What stands open against the letter, by the rules of the day on which it was served."""

    sort: str
    organs: tuple[str, ...] = ()
    court: str = ""
    channel: str = ""
    review_days: int = 0
    suit_after_days: int = 0
    suit_months: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter as its applicant reads it. `says`: what it is called; `place`: of one on the way, else 0."""

    request: Request
    receipt: OnlineReceipt | OnlineLetter
    says: str
    number: str
    served_on: date
    letter: Letter
    files: tuple[GivenFile, ...]
    remedy: Remedy
    place: int = 0

    def file(self, key: int) -> GivenFile:
        """Raises NoSuchFile."""
        found = next((one for one in self.files if one.key == key), None)
        if found is None:
            raise NoSuchFile("这份答复没有这个附件，请回到答复页面重新选择", file=key)
        return found


@contextmanager
def opened(number: str, by: Pair | None, actor: Actor, *, place: int = 0) -> Iterator[Opened]:
    """The reply, or the letter at a place, seen as long as the block runs. Without a pair it is one of the
    actor's own account.

    Raises NoMatch, NoSuchRequest, NothingToRead, WrongTail, SignsWanted.
    """
    with ExitStack() as seen:
        if by is None:
            request = request_for(actor, number)
            must_be_online(request, place)
            receipt = _of_account(actor, request, seen, place)
        else:
            request = status_of(number, by.code).request
            must_be_online(request, place)
            locks = digests_for(LOCK, request.number, by.tail)
            seen.enter_context(named([*doors_of(request.number), *locks]))
            receipt = receipt_with(request, locks, place)
        yield _opened(request, receipt)


def must_be_online(request: Request, place: int = 0) -> None:
    """Raises NothingToRead."""
    if place and place not in {told[0] for told in request.online_letters}:
        raise NothingToRead("这件申请没有这份可以在网上查看的文书，请回到申请页面重新选择")
    if not place and request.online_on is None:
        raise NothingToRead("这件申请没有可以在网上查看的答复书或者告知书")


def receipt_with(request: Request, locks: Sequence[str], place: int = 0) -> OnlineReceipt | OnlineLetter:
    """What waits under one of these digests, which are named already. Raises WrongTail."""
    found = _waiting(request, place, lock__in=locks)
    if found is None:
        raise WrongTail(
            "与提交申请时所填的证件不相符，请对照证件核对；单位填统一社会信用代码的后4位。"
            "超过保存期限的不再在网上提供，请向办理机关索取"
        )
    return found


def _waiting(request: Request, place: int, **of: object) -> OnlineReceipt | OnlineLetter | None:
    if place:
        return OnlineLetter.objects.filter(request=request, place=place, **of).first()
    return OnlineReceipt.objects.filter(request=request, **of).first()


def _of_account(actor: Actor, request: Request, seen: ExitStack, place: int) -> OnlineReceipt | OnlineLetter:
    """What waits for the account: as it is, or by the key that it was given.

    Raises SignsWanted, NothingToRead.
    """
    key, of = "", {}
    if request.claimed_at is not None:
        key = key_of(actor, reference(request))
        seen.enter_context(named([key]))
        of = {"lock": key}
    receipt = _waiting(request, place, **of)
    if receipt is None and request.claimed_at is not None and not key:
        raise SignsWanted("这件申请是凭编号和查询码添加的，查看文书前请先填一次证件号码的后4位")
    if receipt is None:
        raise NothingToRead("文书已超过网上保存期限，请向办理机关索取")
    return receipt


def receipt_of(request: Request) -> OnlineReceipt | None:
    """For the desk: whether the reply waits on the internet, and when it was opened."""
    return OnlineReceipt.objects.filter(request=request).defer("recipient").first()


def letters_opened(request: Request) -> dict[int, datetime | None]:
    """For the desk: the letters on the way that wait online, by place; when each was first opened."""
    return dict(OnlineLetter.objects.filter(request=request).values_list("place", "opened_at"))


def online_letters_of(request_id: int) -> list[list[object]]:
    """Which letters of a request wait on the internet, as they stand now: place, what each is called, day."""
    kept = Request.objects.values_list("online_letters", flat=True)
    told: list[list[object]] = kept.get(pk=request_id)
    return told


def online_letter_for(letter: EndLetter, *, now: datetime) -> OnlineLetter:
    """What is to be written so that a letter on the way opens to its applicant. Raises NoPaperNumber."""
    request = letter.request
    applicant = applicant_of(request)
    _must_have_a_number(applicant)
    return OnlineLetter(
        letter=letter, request=request, place=letter.place, made_at=now,
        recipient=addressed(applicant.name, applicant.agent_name),
        lock=digest_for(LOCK, request.number, applicant.proof_number),
    )  # fmt: skip


def _must_have_a_number(applicant: Applicant) -> None:
    """Raises NoPaperNumber."""
    if not tail_of(applicant.proof_number):
        raise NoPaperNumber("申请人没有证件号码，不能在网上核对身份；请改用邮寄或者直接送达")


def receipt_for(request: Request, paper: Reply | EndLetter, *, now: datetime) -> OnlineReceipt:
    """What is to be written so that a reply, or letter 24, opens to its applicant.

    Raises NoPaperNumber, NoRemedyTable, NoOrgan.
    """
    applicant = applicant_of(request)
    _must_have_a_number(applicant)
    issued_at = paper.issued_at if isinstance(paper, Reply) else paper.made_at
    on = timezone.localdate(issued_at or now)
    return OnlineReceipt(
        request=request, reply=paper if isinstance(paper, Reply) else None,
        letter=paper if isinstance(paper, EndLetter) else None,
        lock=digest_for(LOCK, request.number, applicant.proof_number),
        recipient=addressed(applicant.name, applicant.agent_name),
        remedy=remedy_of(request, paper.remedy, on=on), made_at=now,
    )  # fmt: skip


def remedy_of(request: Request, sort: str, *, on: date) -> dict[str, object]:
    """What the clause of the letter rests on, to be kept beside it. Raises NoRemedyTable, NoOrgan."""
    agency = Around(request.case.unit, request.tenant)
    slots, periods = slots_of(agency, on=on), periods_of(agency, on=on)
    return {
        "sort": sort, "organs": list(slots.organs), "court": slots.court, "channel": slots.channel,
        "review_days": periods.review_days, "suit_after_days": periods.suit_after_days,
        "suit_months": periods.suit_months,
    }  # fmt: skip


def _opened(request: Request, receipt: OnlineReceipt | OnlineLetter) -> Opened:
    if isinstance(receipt, OnlineLetter):
        return _opened_letter(request, receipt, receipt.letter_id)
    if receipt.letter_id is not None:
        return _opened_letter(request, receipt, receipt.letter_id)
    assert receipt.reply_id is not None  # a constraint: one of the two
    reply = Reply.objects.only(*_REPLY).get(pk=receipt.reply_id)
    assert reply.served_on is not None  # a receipt is of a served reply
    assert reply.issued_at is not None
    told = ReplyFile.objects.filter(request=request, given__isnull=False).select_related("given")
    files = told.only(*_FILE, *_STORED).order_by("place", "pk")
    letter = _as_letter(reply, receipt, title=TITLE, on=timezone.localdate(reply.issued_at))
    return Opened(
        request=request, receipt=receipt, says="答复书", number=reply.number, served_on=reply.served_on,
        letter=letter, files=tuple(_given(one) for one in files), remedy=_remedy(receipt),
    )  # fmt: skip


def _opened_letter(request: Request, receipt: OnlineReceipt | OnlineLetter, letter_id: int) -> Opened:
    """Letter 24, or one on the way: it has no files."""
    told = EndLetter.objects.only(*_LETTER).get(pk=letter_id)
    assert told.served_on is not None  # a receipt is of a served letter
    letter = _as_letter(told, receipt, title=told.title, on=timezone.localdate(told.made_at))
    return Opened(
        request=request, receipt=receipt, says=Sort(told.sort).says, number=told.number,
        served_on=told.served_on, letter=letter, files=(), remedy=_remedy(receipt),
        place=receipt.place if isinstance(receipt, OnlineLetter) else 0,
    )  # fmt: skip


def _as_letter(
    paper: Reply | EndLetter, receipt: OnlineReceipt | OnlineLetter, *, title: str, on: date
) -> Letter:
    return Letter(
        issuer=paper.issuer, number=paper.number, title=title, recipient=receipt.recipient,
        body=tuple(Text(line) for line in paper.text.splitlines()), sender=paper.issuer, on=on,
    )  # fmt: skip


def _remedy(receipt: OnlineReceipt | OnlineLetter) -> Remedy:
    """Letters on the way tell none (class C)."""
    if isinstance(receipt, OnlineLetter):
        return Remedy(RemedyClass.C)
    return Remedy(**receipt.remedy | {"organs": tuple(receipt.remedy["organs"])})


def _given(one: ReplyFile) -> GivenFile:
    assert one.given is not None  # the query asks for nothing else
    name = f"{one.title}.{ending_of(one.given.name) or one.given.kind}"
    return GivenFile(one.pk, one.place, name, one.given.size, one.withheld, one.given)

"""Writing letters inside the transaction of the command to whose step they belong; that command tells it."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.text.codes import ALPHABET, LENGTH
from quancheng.records.disclosure.models import (
    Consultation,
    Letter,
    OnlineLetter,
    OnlineReceipt,
    Reply,
    Request,
    Verifiable,
)
from quancheng.records.disclosure.models.requests import Route
from quancheng.records.disclosure.queries.letters import (
    clause_of,
    digest_of,
    door_of,
    head_of,
    next_place,
    verifiables_named,
    years_unknown,
)
from quancheng.records.disclosure.queries.receipts import online_letter_for, online_letters_of, receipt_for
from quancheng.records.disclosure.queries.requests import addressee_of
from quancheng.records.disclosure.rules.letter import provisional
from quancheng.records.disclosure.rules.letters import (
    ON_THE_WAY,
    SIGNS,
    TITLES,
    number_of,
    series_of,
)
from quancheng.records.disclosure.rules.letters import tidy_letter_number as tidy
from quancheng.records.disclosure.rules.papers import Paper
from quancheng.records.disclosure.rules.remedies import Step as Sort


class BadLetterService(Refusal):
    """A letter cannot have been served so."""

    code = "disclosure.bad_letter_service"
    status = 422


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a letter has when it is issued: its number in the series of its agency, and its code."""

    number: str
    serial: int
    code: str
    contact: str  # how the agency is reached


@dataclass(frozen=True, slots=True)
class Secretary:
    """Who writes letters for one actor at one moment, as part of what a command does."""

    actor: Actor
    now: datetime
    for_person: int | None = None  # whose act a letter follows that the house writes by itself

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def writes(
        self, request: Request, sort: Sort, lines: tuple[str, ...], *,
        consultation: Consultation | None = None, to: str = "", serve_by: date | None = None,
        counted: Collection[date | None] = (),
    ) -> Letter:  # fmt: skip
        """A letter with its number and its code; to the applicant, unless it says to whom.

        Its remedy follows from its sort. `counted`: the days to come that it names; of one in a year whose
        holidays nobody knows yet it says so. Raises LetterNotReady.
        """
        unit = request.case.unit
        told_as = self.numbers(sort, unit, tenant=request.tenant)
        number, contact = told_as.number, told_as.contact
        told = [*lines, provisional(years_unknown(counted, since=self.today))]
        told += [clause_of(sort, request, on=self.today), f"联系方式：{contact}" if contact else ""]
        text = "\n".join(line for line in told if line)
        made_by = self.actor.person_id or self.for_person
        assert made_by is not None  # letters are an official's, though the house writes one
        return Letter.objects.create(
            request=request, place=next_place(request), sort=sort, consultation=consultation,
            issuer=str(unit), number=number, year=self.today.year, serial=told_as.serial, text=text,
            remedy=sort.remedy, digest=digest_of(number, text), code=told_as.code,
            addressee=to or addressee_of(request), made_by_id=made_by, made_at=self.now, serve_by=serve_by,
        )  # fmt: skip

    def numbers(self, sort: Sort, unit: Unit, *, tenant: Tenant) -> Numbered:
        """A number in the series of its sort, with a code: from here on anybody may check the letter.

        Of letters that another record keeps (26, 27) this is all that is written here.
        """
        word, contact = head_of(unit, on=self.today)
        year = self.today.year
        serial = next_number(series_of(sort, unit.pk), tenant=tenant, year=year)
        number, code = number_of(word, SIGNS[sort], year=year, serial=serial), new_code()
        self._answers_for(unit, tenant, number, code, title=TITLES[sort])
        return Numbered(number, serial, code, contact)

    def answers_for(self, reply: Reply) -> None:
        """From here on anybody who holds number and code of a reply learns that it is genuine."""
        request = reply.request
        title = Paper(reply.paper).says
        self._answers_for(request.case.unit, request.tenant, reply.number, reply.code, title=title)

    def supersedes(self, letter: Letter, *, reason: str) -> None:
        """The letter holds no longer; whoever checks it learns so."""
        letter.superseded_on, letter.superseded_reason = self.today, reason
        letter.save(update_fields=["superseded_on", "superseded_reason"])
        verifiables_named(tidy(letter.number), letter.code).update(superseded_on=self.today)
        if OnlineLetter.objects.filter(letter=letter).delete()[0]:
            self._tells_online(
                letter.request,
                [one for one in online_letters_of(letter.request_id) if one[0] != letter.place],
            )

    def restores(self, letter: Letter) -> None:
        """What it was superseded for was a mistake: the letter holds again."""
        letter.superseded_on, letter.superseded_reason = None, ""
        letter.save(update_fields=["superseded_on", "superseded_reason"])
        verifiables_named(tidy(letter.number), letter.code).update(superseded_on=None)
        if letter.way == Reply.Way.BY_NETWORK and letter.sort in ON_THE_WAY:
            self._lays_letter_ready(letter)

    def notes_service(self, letter: Letter | None, *, on: date, way: str = "", proof: str = "") -> None:
        """How a letter reached whom it is for; of a request from before there were letters none.

        Without a way only the day is known. One on the way to a reply that is served on the internet opens
        there. Raises BadLetterService, NoPaperNumber.
        """
        if letter is None:
            return
        if way:
            _must_be_service(letter, way, proof, on, today=self.today)
        letter.way, letter.proof, letter.served_on = way, proof.strip(), on
        letter.save(update_fields=["way", "proof", "served_on"])
        if way == Reply.Way.BY_NETWORK and letter.sort in ON_THE_WAY:
            self._lays_letter_ready(letter)

    def lays_ready(self, request: Request, paper: Reply | Letter) -> None:
        """Served on the internet it opens to its applicant. Raises NoPaperNumber, NoRemedyTable, NoOrgan."""
        receipt_for(request, paper, now=self.now).save(force_insert=True)
        request.online_on = self.today
        request.save(update_fields=["online_on"])

    def closes_again(self, request: Request) -> None:
        """What was laid ready holds no longer and opens to nobody."""
        OnlineReceipt.objects.filter(request=request).delete()
        request.online_on = None
        request.save(update_fields=["online_on"])

    def _lays_letter_ready(self, letter: Letter) -> None:
        """Raises NoPaperNumber."""
        online_letter_for(letter, now=self.now).save(force_insert=True)
        told = [letter.place, Sort(letter.sort).says, str(letter.served_on)]
        self._tells_online(letter.request, [*online_letters_of(letter.request_id), told])

    def _tells_online(self, request: Request, told: list[list[object]]) -> None:
        request.online_letters = told
        request.save(update_fields=["online_letters"])

    def _answers_for(self, unit: Unit, tenant: Tenant, number: str, code: str, *, title: str) -> None:
        Verifiable.objects.create(
            tenant=tenant, door=door_of(tidy(number), code), title=title, issuer=str(unit),
            issued_on=self.today,
        )  # fmt: skip


def new_code() -> str:
    """The code on a printed letter: drawn, so that no number leads to it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def latest_letter(
    request: Request, sorts: frozenset[Sort], consultation: Consultation | None = None
) -> Letter | None:
    """The newest letter of these sorts that holds."""
    found = Letter.objects.filter(request=request, sort__in=sorts, superseded_on__isnull=True)
    if consultation is not None:
        found = found.filter(consultation=consultation)
    return found.order_by("-place").first()


def _must_be_service(letter: Letter, way: str, proof: str, on: date, *, today: date) -> None:
    """Raises BadLetterService."""
    made_on = timezone.localdate(letter.made_at)
    if on < made_on:
        raise BadLetterService(f"送达日期不能早于制作日期{made_on}")
    if on > today:
        raise BadLetterService(f"送达日期{on}晚于今天{today}，请填写已经发生的日期")
    if way == Reply.Way.BY_NETWORK:
        if letter.is_to_party:
            raise BadLetterService("给第三方的文书不能网上送达：对方没有选择这种方式")
        if letter.request.route not in {Route.NETWORK, Route.EMAIL}:
            raise BadLetterService("申请人没有选择网上获取；网上送达须经申请人同意")
        if letter.request.route == Route.NETWORK and on != today:
            raise BadLetterService("申请人从登记起才能在网上看到文书，网上送达的日期只能是今天")
    elif not proof.strip():
        raise BadLetterService("请填写送达凭证：签收人、送达回证编号或者邮政企业的邮件号")

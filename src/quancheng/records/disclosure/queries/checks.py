"""What the checks before issue look at, gathered for one request on one day, and how they came out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework.queries import Past, past_of
from quancheng.kernel.norms.queries import norm_on
from quancheng.kernel.text.privacy import private_in
from quancheng.records.disclosure.models import Acknowledgement, Applicant, Item, Reply, Request
from quancheng.records.disclosure.models.checked import LONGEST_FINDING
from quancheng.records.disclosure.models.consultations import Opinion
from quancheng.records.disclosure.models.requests import Route
from quancheng.records.disclosure.models.searches import Result
from quancheng.records.disclosure.queries.annexes import given_with
from quancheng.records.disclosure.queries.consultations import ThirdParty, third_parties_of
from quancheng.records.disclosure.queries.naming import telling_titles
from quancheng.records.disclosure.queries.remedies import slots_of, unsigned_for
from quancheng.records.disclosure.queries.replies import agency_around, items_of, remedy_for
from quancheng.records.disclosure.queries.requests import applicant_of, has_corrected
from quancheng.records.disclosure.queries.searches import parts_of, searches_of
from quancheng.records.disclosure.queries.transfers import contact_kept
from quancheng.records.disclosure.rules.checks import Checked, Facts, ItemFacts, checked
from quancheng.records.disclosure.rules.checks.of_form import longest_sentence
from quancheng.records.disclosure.rules.grounds import BY_CODE, Must
from quancheng.records.disclosure.workflow import ANSWER_CLOCK, EXTEND

BY_NETWORK = {Route.NETWORK, Route.EMAIL}
ELSEWHERE = {Must.RIGHT_AGENCY, Must.CHANNEL, Must.SPECIAL_RULES}  # how to reach an office is no secret


@dataclass(frozen=True, slots=True)
class Stands:
    """One check as it stands now, with who has read its warning and why it goes on."""

    checked: Checked
    acknowledged: Acknowledgement | None

    @property
    def holds_up(self) -> bool:
        """Whether the reply may not go a step further."""
        return self.checked.stops or (self.checked.warns and self.acknowledged is None)

    @property
    def shown(self) -> str:
        """What was found, as an acknowledgement keeps it."""
        return self.checked.finding[:LONGEST_FINDING]


def checks_of(request: Request, *, on: date) -> tuple[Stands, ...]:
    """Every check of a request on a day, what stops first."""
    read = {(one.check_code, one.finding): one for one in acknowledged_of(request)}
    found = checked(facts_of(request, on=on))
    return tuple(Stands(one, read.get((one.check.code, one.finding[:LONGEST_FINDING]))) for one in found)


def acknowledged_of(request: Request) -> Sequence[Acknowledgement]:
    """Every warning that somebody has read, the earliest first."""
    return list(Acknowledgement.objects.filter(request=request).select_related("by"))


def facts_of(request: Request, *, on: date) -> Facts:
    """Everything the checks look at."""
    items, applicant, past = list(items_of(request)), applicant_of(request), past_of(request.case)
    told = [text for item in items for text in item.said.values()]
    by_network = request.route in BY_NETWORK
    remedy, lacks, fault = _remedy(request, items, on=on)
    parties = third_parties_of(request)
    return Facts(
        on=on,
        items=tuple(_item_facts(request, items, on=on)),
        third_parties=tuple(one.opinion for one in parties),
        overridden=_untold(parties, Opinion.REFUSES_WITH_REASONS),
        bare_refusals=_untold(parties, Opinion.REFUSES),
        remedy=remedy,
        remedy_lacks=lacks,
        remedy_fault=fault,
        unsigned=_unsigned(request, items, on=on),
        was_corrected=has_corrected(request),
        due_on=past.due_day(ANSWER_CLOCK, work_calendar()),
        extended_late=_extended_late(past),
        is_by_network=by_network,
        channel=_channel(request, on=on) if by_network else "",
        has_name=bool(applicant.name.strip()) and applicant.erased_at is None,
        has_address=bool(applicant.address),
        has_email=bool(applicant.email),
        route=request.route,
        own_replies=own_reply_numbers(request, applicant),
        private=_private(items, applicant),
        telling_titles=telling_titles(request),
        longest_sentence=longest_sentence("\n".join(told)),
        sentence_most=norm_on("disclosure.sentence_most", tenant_id=request.tenant_id, on=on).number,
    )


def own_reply_numbers(request: Request, applicant: Applicant) -> frozenset[str]:
    """Replies that this agency has sent to this very applicant before."""
    if not applicant.proof_digest:
        return frozenset()
    found = Reply.objects.filter(
        request__applicant__proof_digest=applicant.proof_digest,
        request__case__unit_id=request.case.unit_id,
        issued_at__isnull=False,
    ).exclude(request=request)
    return frozenset(found.values_list("number", flat=True))


def _untold(parties: Sequence[ThirdParty], opinion: Opinion) -> tuple[int, ...]:
    return tuple(one.place for one in parties if one.opinion == opinion and not one.is_told)


def _item_facts(request: Request, items: Sequence[Item], *, on: date) -> Iterator[ItemFacts]:
    searches, parts = searches_of(request), parts_of(request)
    by_network = request.route in BY_NETWORK  # elsewhere nobody asks what lies beside
    given = Counter(one.place for one in given_with(request)) if by_network else Counter[int]()
    for item in items:
        of_item = [one.result for one in searches if one.wanted == item.wanted]
        empty = sum(1 for result in of_item if result == Result.NONE)
        yield ItemFacts(
            place=item.place,
            ground=BY_CODE.get(item.ground),
            withheld=tuple(item.withheld),
            said={Must(word): text for word, text in item.said.items()},
            empty_searches=empty,
            full_searches=sum(1 for result in of_item if result != Result.NONE),
            parts=tuple(one.ground for one in parts if one.wanted == item.wanted),
            files_given=given[item.place],
            contact_kept=contact_kept(request, item.said.get(Must.RIGHT_AGENCY.value, ""), on=on),
        )


def _remedy(request: Request, items: Sequence[Item], *, on: date) -> tuple[str, tuple[str, ...], str]:
    """Its class, what it lacks, or why it cannot be told."""
    if not items or any(not item.ground for item in items):
        return "", (), ""
    try:
        told = remedy_for(request, on=on)
    except Refusal as refusal:
        return "", (), refusal.sentence
    return told.remedy.value, told.missing, ""


def _unsigned(request: Request, items: Sequence[Item], *, on: date) -> tuple[str, ...]:
    codes = dict.fromkeys(code for item in items if item.ground for code in (item.ground, *item.withheld))
    grounds = tuple(BY_CODE[code] for code in codes if code in BY_CODE)
    return tuple(norm.says for norm in unsigned_for(grounds, tenant_id=request.tenant_id, on=on))


def _channel(request: Request, *, on: date) -> str:
    try:
        return slots_of(agency_around(request), on=on).channel
    except Refusal:
        return ""


def _extended_late(past: Past) -> bool:
    """Whether the period was made longer only when it was over."""
    for place, line in enumerate(past.lines):
        if line.step != EXTEND.code:
            continue
        before = Past(past.lines[:place], past.subcases, past.conventions).due_day(
            ANSWER_CLOCK, work_calendar()
        )
        if before is not None and line.on > before:
            return True
    return False


def _private(items: Sequence[Item], applicant: Applicant) -> tuple[str, ...]:
    """What of other people was typed; the applicant's own numbers are theirs to read."""
    own = {_bare(text) for text in (applicant.proof_number, applicant.phone, applicant.email) if text}
    kinds = dict.fromkeys(
        found.kind.value
        for item in items
        for word, text in item.said.items()
        if Must(word) not in ELSEWHERE
        for found in private_in(text)
        if _bare(text[found.start : found.end]) not in own
    )
    return tuple(kinds)


def _bare(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum() or sign == "@")

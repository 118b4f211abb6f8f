"""Reading applications for correction of own records: their agency, the openness office, the applicant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet, Value
from django.utils import timezone

from quancheng.kernel.access.audiences import Audience, Whose, visible_to
from quancheng.kernel.access.doors import Door, Lock
from quancheng.kernel.access.named import named
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.actor import Kind as ActorKind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.levels import Level, level_of
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.timeline import Entry, timeline
from quancheng.kernel.casework.worksheet import ClockSheet, worksheets
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.files.letterhead import Letter, Text
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.retention.kinds import Fate, Kind, Measure, Sample
from quancheng.kernel.text.codes import tidy
from quancheng.records.disclosure.events.own_records import OWN_RECORD_KIND
from quancheng.records.disclosure.models import OwnRecord, OwnRecordClaim, OwnRecordEvidence
from quancheng.records.disclosure.queries.accounts import digests_for
from quancheng.records.disclosure.queries.letters import head_of, seal_lines
from quancheng.records.disclosure.queries.norms import thresholds_for
from quancheng.records.disclosure.queries.remedies import Around, periods_of, slots_of
from quancheng.records.disclosure.rules.applicants import addressed
from quancheng.records.disclosure.rules.letters import TITLES
from quancheng.records.disclosure.rules.own_record import (
    TARGET_CLOCK,
    End,
    State,
    Told,
    paragraphs,
    tidy_number,
)
from quancheng.records.disclosure.rules.remedies import Service, Step, clause

DOOR = Door("disclosure.own_record")
LOCK = Lock("disclosure.own_record.lock")
FORM = "disclosure.own_record.form"
_WHOSE = Whose(tenant="case__tenant", unit="case__unit", citizen="citizen")


class NoSuchOwnRecord(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "disclosure.no_such_own_record"
    status = 404


class NoSuchEvidence(Refusal):
    """No such file of this case, or its term is over."""

    code = "disclosure.no_such_evidence"
    status = 404


class NoOwnMatch(Refusal):
    """Number and code do not belong together; whether the number exists is not told."""

    code = "disclosure.no_own_match"
    status = 404


@dataclass(frozen=True, slots=True)
class OwnStatus:
    """How a case stands, for whoever holds its number and code: not a word of what is kept about them."""

    own_record: OwnRecord
    state: State
    unit: str
    due_on: date | None
    history: tuple[Entry, ...]
    sheets: tuple[ClockSheet, ...]


@dataclass(frozen=True, slots=True)
class OwnCounts:
    """How many cases wait for what."""

    open: int
    to_issue: int
    late: int


@dataclass(frozen=True, slots=True)
class Lit:
    """One case in a list, with the warning that stands today."""

    own_record: OwnRecord
    level: Level


def own_records_for(actor: Actor) -> QuerySet[OwnRecord]:
    """The cases that the actor may see, for a citizen those of their account; what they say is told by
    `claim_of`, to the agency, and to an account by `queries/own_citizens`.
    """
    circle = Audience.PERSON if actor.kind is ActorKind.CITIZEN else Audience.OFFICE
    seen = OwnRecord.objects.annotate(audience=Value(circle)).filter(visible_to(actor, whose=_WHOSE))
    return seen.select_related("case__unit", "case__tenant", "tenant")


def own_record_for(actor: Actor, number: str) -> OwnRecord:
    """One case. Raises NoSuchOwnRecord."""
    found = own_records_for(actor).filter(number=number).first()
    if found is None:
        raise NoSuchOwnRecord("没有找到这件更正申请；请从列表中重新选择", number=number)
    return found


def may_read_claim(actor: Actor, own_record: OwnRecord) -> bool:
    """Whoever handles the case may read it; who supervises it has no need to."""
    return actor.unit_id is not None and actor.unit_id == own_record.case.unit_id


def claim_of(own_record: OwnRecord) -> OwnRecordClaim:
    """Who says what."""
    return OwnRecordClaim.objects.get(own_record=own_record)


def evidence_names(own_record: OwnRecord) -> QuerySet[OwnRecordEvidence]:
    """The files that speak for it, without their content."""
    return OwnRecordEvidence.objects.filter(own_record=own_record).defer("content")


def evidence_of(own_record: OwnRecord, place: int) -> OwnRecordEvidence:
    """One of them. Raises NoSuchEvidence."""
    found = OwnRecordEvidence.objects.filter(own_record=own_record, place=place).first()
    if found is None:
        raise NoSuchEvidence("没有这份证据，可能已满保存期限清除；请刷新页面", place=place)
    return found


def own_records_listed(actor: Actor, *, only_open: bool) -> QuerySet[OwnRecord]:
    """The cases of the actor's agency, for the office of all its agencies; the most urgent first."""
    found = own_records_for(actor)
    if only_open:
        found = found.filter(case__ended_on__isnull=True)
    return found.order_by(
        F("case__ended_on").desc(nulls_first=True), F("case__due_on").asc(nulls_first=True), "pk"
    )


def lit(own_records: Iterable[OwnRecord], *, today: date) -> tuple[Lit, ...]:
    """The cases with their warnings, in one query for the calendar."""
    calendar, found = work_calendar(), list(own_records)
    lights = {one: thresholds_for(one, on=today) for one in {each.tenant_id for each in found}}
    return tuple(
        Lit(
            one,
            level_of(one.case.due_on, today=today, calendar=calendar, thresholds=lights[one.tenant_id]),
        )
        for one in found
    )


def own_records_at_a_glance(actor: Actor, *, today: date) -> OwnCounts:
    """What waits where the actor may see it. One query."""
    waiting = own_records_for(actor).filter(case__ended_on__isnull=True).order_by()
    return OwnCounts(
        **waiting.aggregate(
            open=Count("pk"),
            to_issue=Count("pk", filter=Q(case__state=State.TO_ISSUE)),
            late=Count("pk", filter=Q(case__due_on__lt=today)),
        )
    )


def sheets_of(own_record: OwnRecord, *, today: date) -> tuple[ClockSheet, ...]:
    """Its clock with the working, by the lights of its government."""
    lights = thresholds_for(own_record.tenant_id, on=today)
    return tuple(worksheets(own_record.case, today=today, thresholds={TARGET_CLOCK.code: lights}))


def own_status_of(number: str, code: str, *, today: date) -> OwnStatus:
    """How the case stands. The same refusal for a wrong number and a wrong code. Raises NoOwnMatch."""
    number, code = tidy_number(number), tidy(code)
    opens = DOOR.opens(number, code)
    with named(DOOR.doors_of(number) if opens else []):
        found = _with_number(number) if opens else None
        if found is None:
            raise NoOwnMatch("编号与查询码不相符，请对照回执逐位核对；查询码不含数字0、1和字母I、O")
        return own_status_told(found, today=today)


def own_status_told(found: OwnRecord, *, today: date) -> OwnStatus:
    """How a case stands, for its applicant."""
    return OwnStatus(
        own_record=found,
        state=State(found.case.state),
        unit=str(found.case.unit),
        due_on=found.case.due_on,
        history=timeline(found.case, reader=Circle.APPLICANT),
        sheets=tuple(worksheets(found.case, today=today)),
    )


def of_form(once: str) -> OwnRecord | None:
    """The case that came from this very form before."""
    digests = forms_of(once)
    with named(digests):
        return OwnRecord.objects.select_related("case").filter(once__in=digests).first()


def form_of(once: str) -> str:
    """What is kept of the number of a form: nobody gets the form from it."""
    return machine().keyed_digest(once, purpose=FORM)


def forms_of(once: str) -> list[str]:
    """The same under every key that the house still has."""
    return list(machine().keyed_digests(once, purpose=FORM))


def claim_brought(known: OwnRecord, once: str, proof_number: str) -> OwnRecordClaim | None:
    """Who says what, to the form that brings it once more with the same paper; none to another."""
    locks = digests_for(LOCK, known.number, proof_number)
    with named([*forms_of(once), *locks]):
        return OwnRecordClaim.objects.filter(own_record=known, lock__in=locks).first()


def number_is_taken(number: str) -> bool:
    with named(DOOR.doors_of(number)):
        return OwnRecord.objects.filter(number=number).exists()


def sent_from(digest: str) -> int:
    """How many came from one source on its day."""
    with named([digest]):
        return OwnRecord.objects.filter(source=digest).count()


def with_source_before(today: date) -> QuerySet[OwnRecord]:
    """Cases of earlier days that still tell where they came from."""
    return OwnRecord.objects.exclude(source="").filter(submitted_at__date__lt=today)


def own_records_due(*, today: date) -> QuerySet[OwnRecord]:
    """Cases whose last day is today or before."""
    due = OwnRecord.objects.filter(case__ended_on__isnull=True, case__due_on__lte=today)
    return due.select_related("case__unit", "tenant").order_by("case__due_on", "pk")


def letter_text(own_record: OwnRecord, end: End, *, found: str, agency: str, on: date) -> tuple[str, str]:
    """The letter 26 as it would go out on a day, and its remedy class. Raises ClauseIncomplete, NoOrgan."""
    unit = Unit.objects.select_related("tenant__parent").get(pk=own_record.case.unit_id)
    around, remedy = Around(unit, unit.tenant), Step.OWN_RECORD.remedy
    slots = replace(slots_of(around, on=on), paper="告知书")
    told = Told(
        number=own_record.number, received_on=own_record.case.opened_on, end=end, found=found, agency=agency,
        clause=clause(remedy, slots, periods_of(around, on=on), service=Service.PAPER),
        contact=head_of(unit, on=on)[1],
    )  # fmt: skip
    return "\n".join(one.text for one in paragraphs(told)), remedy.value


def as_letter(own_record: OwnRecord, claim: OwnRecordClaim) -> Letter:
    """The letter as it is printed: just the words that were issued."""
    unit = own_record.issuer or str(own_record.case.unit)
    is_of_before = bool(own_record.letter) and not own_record.letter_code
    return Letter(
        issuer=unit,
        number=own_record.letter or "（草稿，尚未签发）",
        title=Step.OWN_RECORD.says if is_of_before else TITLES[Step.OWN_RECORD],
        recipient=addressed(claim.name, claim.agent_name),
        body=(*(Text(line) for line in claim.text.splitlines()), *seal_lines(own_record.letter_code)),
        sender=unit,
        on=timezone.localdate(own_record.issued_at) if own_record.issued_at else None,
    )


def numbers_as_linked(actor: Actor, refs: Sequence[str]) -> QuerySet[OwnRecord]:
    """Those of these numbers that the actor may see."""
    return own_records_for(actor).filter(number__in=refs)


def _with_number(number: str) -> OwnRecord | None:
    return OwnRecord.objects.select_related("case__unit", "tenant").filter(number=number).first()


def _claims(_now: datetime) -> QuerySet[OwnRecordClaim]:
    return OwnRecordClaim.objects.filter(erased_at__isnull=True)


def _files(_now: datetime) -> QuerySet[OwnRecordEvidence]:
    return OwnRecordEvidence.objects.all()


_SAMPLE = Sample(36, "与依申请公开申请人信息相同；暂定，待本级政府确定", waits=True)
_LAW = "《个人信息保护法》第十九条"
CLAIMS = Kind(
    code="disclosure.own_record_claim",
    says="更正申请的申请人和内容",
    keeps="姓名、证件号码、联系方式、所述内容、核实情况和告知书正文（加密）；结果和办理过程留下",
    fate=Fate.ERASE,
    law=_LAW,
    rows=_claims,
    since="own_record__case__ended_on",
    from_when="更正申请办结",
    measure=Measure.MONTHS,
    sample=_SAMPLE,
    whose="own_record__tenant",
    record=OWN_RECORD_KIND,
    ref="own_record__number",
    empties={
        "name": "", "proof_number": "", "representative": "", "contact_person": "", "phone": "", "email": "",
        "address": "", "agent_name": "", "agent_proof_number": "", "agent_phone": "",
        "which": "", "wrong": "", "right": "", "found": "", "text": "", "lock": "",
    },
    marks="erased_at",
)  # fmt: skip
EVIDENCE = Kind(
    code="disclosure.own_record_evidence",
    says="更正申请的证据",
    keeps="申请人提交的证据文件（加密）",
    fate=Fate.ERASE,
    law=_LAW,
    rows=_files,
    since="own_record__case__ended_on",
    from_when="更正申请办结",
    measure=Measure.MONTHS,
    sample=_SAMPLE,
    whose="own_record__tenant",
    record=OWN_RECORD_KIND,
    ref="own_record__number",
)
KEPT = (CLAIMS, EVIDENCE)

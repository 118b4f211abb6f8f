"""What the house is told of own records, assessments and what is passed along."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework import agenda
from quancheng.kernel.links import finding, parts
from quancheng.kernel.links import registry as links
from quancheng.kernel.links.finding import Found, Shelf, in_fields, of_unit
from quancheng.kernel.links.parts import Part
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.retention import kinds as retention
from quancheng.records.disclosure.events.own_records import MADE_OPEN_KIND, OWN_RECORD_KIND
from quancheng.records.disclosure.models import MadeOpen, OwnRecord
from quancheng.records.disclosure.models.replies import known_on
from quancheng.records.disclosure.queries.made_open import made_opens_with
from quancheng.records.disclosure.queries.merging import GIVEN_AT
from quancheng.records.disclosure.queries.own_records import KEPT, numbers_as_linked, own_records_for
from quancheng.records.disclosure.rules.letters import TITLES
from quancheng.records.disclosure.rules.made_open import MADE_OPEN
from quancheng.records.disclosure.rules.own_record import OWN_RECORD, is_number, tidy_number
from quancheng.records.disclosure.rules.remedies import Step


def own_records_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Own records by their number."""
    return {
        one.number: Linked(
            f"更正申请{one.number}", page_of("own_record", one.number), one.case.due_on,
            unit_id=one.case.unit_id,
        )
        for one in numbers_as_linked(actor, refs)
    }  # fmt: skip


def letters_as_parts(actor: Actor, number: str) -> Sequence[Part]:
    """The letter 26 (更正告知书) that was served: what may be attacked (《条例》第四十一条、第五十一条)."""
    return [
        Part(
            one.letter, TITLES[Step.OWN_RECORD], known_on(one.way, one.served_on, None),
            {"clause": one.remedy, "served": f"{one.served_on}", "way": one.get_way_display()},
        )
        for one in own_records_for(actor).filter(number=number, served_on__isnull=False)
    ]  # fmt: skip


def made_opens_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Assessments, each opening its page."""
    return {
        str(one.pk): Linked(f"转为主动公开评估第{one.pk}号", page_of("made_open", one.pk), one.case.due_on)
        for one in made_opens_with(actor, refs)
    }


def page_of(name: str, ref: object) -> str:
    """Where a record opens at the desk."""
    try:
        return reverse(f"disclosure_desk:{name}", args=[ref])
    except NoReverseMatch:  # the worker and the other surface do not know this page
        return ""


def tell_the_house_of_own() -> None:
    """Once, when the house starts."""
    agenda.register(
        OWN_RECORD, OWN_RECORD_KIND, OwnRecord, ref="number", left="未办结的更正申请",
        page="disclosure_desk:own_records", given_at=GIVEN_AT,
    )  # fmt: skip
    agenda.register(
        MADE_OPEN, MADE_OPEN_KIND, MadeOpen, ref="pk", left="未办结的转为主动公开评估",
        page="disclosure_desk:made_opens", given_at=GIVEN_AT,
    )  # fmt: skip
    links.register(OWN_RECORD_KIND, says="更正申请", find_many=own_records_as_linked, is_inner=True)
    parts.register(OWN_RECORD_KIND, letters_as_parts)
    links.register(MADE_OPEN_KIND, says="转为主动公开评估", find_many=made_opens_as_linked, is_inner=True)
    links.register_relation("disclosure.passed_along", says="应申请人要求转向", back="由其转来")
    finding.register(_SHELF)
    for kept in KEPT:
        retention.register(kept)


def _seen(actor: Actor) -> QuerySet[OwnRecord]:
    return own_records_for(actor)


def _numbered(text: str) -> Q | None:
    number = tidy_number(text)
    return Q(number=number) if is_number(number) else None


def _told(rows: Sequence[OwnRecord]) -> list[Found]:
    return [
        Found(
            RecordRef(OWN_RECORD_KIND, one.number), f"更正申请{one.number}", "", one.case.opened_on,
            address=page_of("own_record", one.number), unit=str(one.case.unit),
            state=OWN_RECORD.state_in_words(one.case.state),
        )
        for one in rows
    ]  # fmt: skip


_SHELF = Shelf(
    OWN_RECORD_KIND, "更正申请", seen=_seen, words=in_fields("number"), tell=_told, number=_numbered,
    day="submitted_at__date", of_units=of_unit("case__unit"), order=("-submitted_at", "-pk"),
)  # fmt: skip

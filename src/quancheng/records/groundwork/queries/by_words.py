"""Notices, meetings, trainings, joint mechanisms and what was decided, found by their words."""

from collections.abc import Sequence

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import finding
from quancheng.kernel.links.finding import Asked, Found, Rows, Shelf, in_fields, of_unit
from quancheng.kernel.text.numbers import printed_asked
from quancheng.records.groundwork.events.councils import COUNCIL_KIND
from quancheng.records.groundwork.events.gatherings import GATHERING_KIND
from quancheng.records.groundwork.events.notices import NOTICE_KIND
from quancheng.records.groundwork.models import Council, Gathering, Notice, Resolution
from quancheng.records.groundwork.queries.councils import councils_for, decisions_for
from quancheng.records.groundwork.queries.gatherings import day_of, gatherings_for
from quancheng.records.groundwork.queries.notices import notices_for
from quancheng.records.groundwork.rules.drafts import number_says
from quancheng.records.groundwork.rules.gatherings import Kind
from quancheng.records.groundwork.workflow.gatherings import GATHERING, State

DECISION = "groundwork.decision"  # no kind of its own among the links: it stands in the list of its meeting


def decisions_seen(actor: Actor) -> Rows:
    """What was decided, as far as the meeting itself opens for the actor."""
    return decisions_for(actor).filter(gathering__in=gatherings_for(actor).order_by().values("pk"))


def _notices(rows: Sequence[Notice]) -> list[Found]:
    return [
        Found(
            RecordRef(NOTICE_KIND, str(one.pk)),
            f"{number_says(one.year, one.number)} {one.title}".strip(),
            one.text,
            timezone.localdate(one.issued_at or one.drafted_at),
            address=_page("notice", one.pk),
            unit=str(one.unit),
            state=_standing(one),
        )
        for one in rows
    ]


def _standing(notice: Notice) -> str:
    if notice.withdrawn_at:
        return "已撤回"
    return "已签发" if notice.issued_at else "待签发"


def _gatherings(rows: Sequence[Gathering]) -> list[Found]:
    """Minutes are for fewer eyes than the record, and no word of them is looked for here."""
    return [
        Found(
            RecordRef(GATHERING_KIND, str(one.pk)), f"{one.get_kind_display()}《{one.title}》", one.place,
            day_of(one.starts_at), address=_page("gathering", one.pk), unit=str(one.case.unit),
            state=GATHERING.state_in_words(one.case.state),
        )
        for one in rows
    ]  # fmt: skip


def _of_gatherings(spelt: Sequence[str]) -> Q:
    """The words stand in it, or name its kind: who looks for 培训 finds the trainings."""
    kinds = [kind for kind in Kind if any(word in kind.says or kind.says in word for word in spelt)]
    return in_fields("title", "place", "trainer", "course")(spelt) | Q(kind__in=kinds)


def _held_in(actor: Actor, asked: Asked) -> Rows:
    """What proves something: what was held in these days, and a head has confirmed."""
    days = (asked.first, asked.last)
    return gatherings_for(actor).filter(case__state=State.CONFIRMED, starts_at__date__range=days)


def _councils(rows: Sequence[Council]) -> list[Found]:
    return [
        Found(
            RecordRef(COUNCIL_KIND, str(one.pk)), one.name, one.basis, one.from_on,
            address=_page("council", one.pk), unit=str(one.unit),
            state="已终止" if one.until_on else "在运行",
        )
        for one in rows
    ]  # fmt: skip


def _decisions(rows: Sequence[Resolution]) -> list[Found]:
    return [
        Found(
            RecordRef(DECISION, str(one.pk)), one.what, one.gathering.title, one.due_on,
            address=_page("gathering", one.gathering_id), unit=str(one.unit),
            state="已办结" if one.settled_on else "未办结",
        )
        for one in rows
    ]  # fmt: skip


def _numbered(text: str) -> Q | None:
    asked = printed_asked(text)
    if asked is None or asked.before not in {"", "通知"}:
        return None
    return Q(number=asked.number) & (Q(year=asked.year) if asked.year else Q())


def _page(name: str, pk: int) -> str:
    try:
        return reverse(f"groundwork_desk:{name}", args=[pk])
    except NoReverseMatch:  # the worker and the other surface do not know this page
        return ""


SHELVES = (
    Shelf(
        NOTICE_KIND, "通知与收表", seen=notices_for, words=in_fields("title", "text"), tell=_notices,
        number=_numbered, title="title", day="drafted_at__date", of_units=of_unit("unit"),
    ),
    Shelf(
        GATHERING_KIND, "会议与培训", seen=gatherings_for, tell=_gatherings, title="title",
        words=_of_gatherings, day="starts_at__date", of_units=of_unit("case__unit"),
        order=("-starts_at", "-pk"), proves=_held_in,
    ),
    Shelf(
        DECISION, "议定事项", seen=decisions_seen, words=in_fields("what", "gathering__title"),
        tell=_decisions, day="due_on", of_units=of_unit("unit"), order=("-due_on", "pk"),
    ),
    Shelf(
        COUNCIL_KIND, "议事协调机制", seen=councils_for, words=in_fields("name", "basis"), tell=_councils,
        title="name", day="from_on", of_units=of_unit("unit"),
    ),
)  # fmt: skip


def tell_the_finder() -> None:
    """Once, when the house starts."""
    for shelf in SHELVES:
        finding.register(shelf)

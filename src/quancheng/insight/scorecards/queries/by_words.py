"""Indicator sets, letters and appeals, found by their words and numbers."""

from collections.abc import Collection, Sequence

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from quancheng.insight.scorecards.events import APPEAL_KIND, LETTER_KIND, SET_KIND
from quancheng.insight.scorecards.models import Addressee, Appeal, Letter, ScoreSet
from quancheng.insight.scorecards.queries.appeals import appeals_for
from quancheng.insight.scorecards.queries.letters import letters_for
from quancheng.insight.scorecards.queries.sets import sets_for
from quancheng.insight.scorecards.rules.letters import Kind, label_of
from quancheng.insight.scorecards.workflow import APPEAL
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import finding
from quancheng.kernel.links.finding import Found, Rows, Shelf, in_fields, of_unit
from quancheng.kernel.text.numbers import printed_asked


def letters_seen(actor: Actor) -> Rows:
    """The letters that the actor may see; drafts that were given up are left out."""
    return letters_for(actor).filter(discarded_at__isnull=True)


def _sets(rows: Sequence[ScoreSet]) -> list[Found]:
    return [
        Found(
            RecordRef(SET_KIND, str(one.pk)), str(one), "", one.from_on, address=_page("set", one.pk),
            unit=str(one.tenant), state=one.get_state_display(),
        )
        for one in rows
    ]  # fmt: skip


def _letters(rows: Sequence[Letter]) -> list[Found]:
    return [
        Found(
            RecordRef(LETTER_KIND, str(one.pk)),
            str(one),
            one.text,
            timezone.localdate(one.issued_at or one.drafted_at),
            address=_page("letter", one.pk),
            unit="、".join(str(each.unit) for each in one.addressees.all()[:3]),
            state="已签发" if one.issued_at else "待签发",
        )
        for one in rows
    ]


def _appeals(rows: Sequence[Appeal]) -> list[Found]:
    return [
        Found(
            RecordRef(APPEAL_KIND, str(one.pk)), str(one), one.text, timezone.localdate(one.filed_at),
            address=_page("appeal", one.pk), unit=str(one.case.unit),
            state=APPEAL.state_in_words(one.case.state),
        )
        for one in rows
    ]  # fmt: skip


def _numbered(text: str) -> Q | None:
    asked = printed_asked(text)
    if asked is None or (asked.before and not _kinds_called(asked.before)):
        return None
    kinds = Q(kind__in=_kinds_called(asked.before)) if asked.before else Q()
    return Q(number=asked.number) & (Q(year=asked.year) if asked.year else Q()) & kinds


def _kinds_called(before: str) -> list[str]:
    """The kinds of letters whose numbers begin with these words."""
    return [kind.value for kind in Kind if label_of(kind, 2026, 1).startswith(before)]


def _to_units(unit_ids: Collection[int]) -> Q:
    return Q(pk__in=Addressee.objects.filter(unit_id__in=unit_ids).values("letter"))


def _page(name: str, pk: int) -> str:
    try:
        return reverse(f"scorecards_desk:{name}", args=[pk])
    except NoReverseMatch:  # the portal does not know the pages of the desk
        return ""


SHELVES = (
    Shelf(
        SET_KIND, "考核指标", seen=sets_for, words=in_fields("title"), tell=_sets, title="title",
        day="from_on", order=("-year", "tenant_id", "-number"),
    ),
    Shelf(
        LETTER_KIND, "考核函件", seen=letters_seen, words=in_fields("subject", "text", "organ"),
        tell=_letters, number=_numbered, title="subject", day="drafted_at__date", of_units=_to_units,
    ),
    Shelf(
        APPEAL_KIND, "考核申诉", seen=appeals_for, words=in_fields("text", "indicator__name"), tell=_appeals,
        day="filed_at__date", of_units=of_unit("case__unit"),
    ),
)  # fmt: skip


def tell_the_finder() -> None:
    """Once, when the house starts."""
    for shelf in SHELVES:
        finding.register(shelf)

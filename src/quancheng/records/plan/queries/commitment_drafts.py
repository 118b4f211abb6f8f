"""Reading drafts and editions of public commitments: for the openness office alone."""

from collections.abc import Mapping, Sequence, Set
from datetime import date

from django.db.models import QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.matching import Register
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.naming import register_on
from quancheng.records.plan.models import (
    Commitment,
    CommitmentDraft,
    CommitmentEdition,
    CommitmentList,
)
from quancheng.records.plan.queries.commitments import INSIDE_DRAFT, commitments_in, promise_of
from quancheng.records.plan.queries.plans import KEEPERS
from quancheng.records.plan.rules.commitment_cells import CommitmentRow
from quancheng.records.plan.rules.commitment_drafts import Facts, facts_of, rows_from_json

WAITING = (CommitmentDraft.State.OPEN, CommitmentDraft.State.CONFIRMED)


class NoSuchCommitmentDraft(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "plan.no_such_commitment_draft"
    status = 404


class NoSuchCommitmentRow(Refusal):
    """The draft has no row of this key (any more)."""

    code = "plan.no_such_commitment_row"
    status = 404


def commitment_drafts_for(actor: Actor) -> QuerySet[CommitmentDraft]:
    """The drafts of the actor's own government: for its openness office (政务公开机构) alone."""
    if actor.kind is not Kind.OFFICIAL or actor.tenant_id is None or not actor.roles & KEEPERS:
        return CommitmentDraft.objects.none()
    mine = CommitmentDraft.objects.filter(tenant_id=actor.tenant_id)
    return mine.select_related("source", "brought_by", "confirmed_by", "tenant").order_by(
        "-brought_at", "-pk"
    )


def commitment_draft_for(actor: Actor, draft_id: int) -> CommitmentDraft:
    """One draft. Raises NoSuchCommitmentDraft."""
    found = commitment_drafts_for(actor).filter(pk=draft_id).first()
    if found is None:
        raise NoSuchCommitmentDraft("没有找到该公开承诺草稿，可能已不在您的权限范围内", draft=draft_id)
    return found


def commitment_row_for(actor: Actor, draft_id: int, key: int) -> tuple[CommitmentDraft, CommitmentRow]:
    """One row of a draft, with the draft. Raises NoSuchCommitmentDraft, NoSuchCommitmentRow."""
    draft = commitment_draft_for(actor, draft_id)
    found = next((row for row in rows_from_json(draft.rows) if row.key == key), None)
    if found is None:
        raise NoSuchCommitmentRow("草稿里没有这一项，可能刚被去掉，请回到草稿页面", key=key)
    return draft, found


def waiting_drafts(actor: Actor) -> QuerySet[CommitmentDraft]:
    """The drafts that wait for correction, or for the second person."""
    return commitment_drafts_for(actor).filter(state__in=WAITING)


def waiting_draft_of_file(actor: Actor, digest: str) -> CommitmentDraft | None:
    """The draft of the same file that still waits, if there is one."""
    return waiting_drafts(actor).filter(source__digest=digest).first()


def waiting_draft_of_year(draft: CommitmentDraft) -> CommitmentDraft | None:
    """Another draft of the same government and year that waits for the second person already."""
    same = CommitmentDraft.objects.filter(
        tenant_id=draft.tenant_id, year=draft.year, state=CommitmentDraft.State.CONFIRMED
    )
    return same.exclude(pk=draft.pk).first()


def edition_of_file(actor: Actor, digest: str) -> CommitmentEdition | None:
    """The edition in force of a list of the actor's government, if it came from this very file."""
    mine = CommitmentEdition.objects.filter(
        list__tenant_id=actor.tenant_id or 0, draft__source__digest=digest
    )
    found = mine.select_related("list").order_by("-number").first()
    newest = found and latest_commitment_edition(found.list)
    return found if newest and found and newest.pk == found.pk else None


def latest_commitment_edition(found: CommitmentList) -> CommitmentEdition | None:
    """The edition that is in force."""
    return found.editions.select_related("draft").order_by("-number").first()


def editions_of_commitments(found: CommitmentList) -> QuerySet[CommitmentEdition]:
    """Every edition of a list, the first one first, with who stood by it."""
    return found.editions.select_related("confirmed_by", "published_by", "draft").order_by("number")


def editions_shown(found: CommitmentList) -> QuerySet[CommitmentEdition]:
    """The same for the public: when, and why it was amended."""
    inside = (f"draft__{name}" for name in INSIDE_DRAFT)
    return found.editions.select_related("draft").defer(*inside).order_by("number")


def list_of_year(draft: CommitmentDraft) -> CommitmentList | None:
    """The list that the draft amends: that of its government and year."""
    return CommitmentList.objects.filter(tenant_id=draft.tenant_id, year=draft.year or 0).first()


def rows_in_force(found: CommitmentList | None) -> tuple[CommitmentRow, ...]:
    """The rows of the edition in force, with what was decided about them."""
    edition = latest_commitment_edition(found) if found else None
    return rows_from_json(edition.draft.rows) if edition else ()


def register_of_commitments(draft: CommitmentDraft, *, today: date) -> Register:
    """The names of units that count for a draft: on the last day of its year, or today until then."""
    on = min(today, date(draft.year, 12, 31)) if draft.year else today
    return register_on(draft.tenant, on=on)


def facts_in_force(found: CommitmentList | None) -> Sequence[tuple[Facts, Commitment]]:
    """What the list says as it stands, each with its record; nothing for a list that is not there yet."""
    if found is None:
        return ()
    standing = commitments_in(found).prefetch_related("case__lines")
    return [(_facts(each), each) for each in standing]


def facts_drafted(draft: CommitmentDraft, register: Register) -> tuple[Facts, ...]:
    """What the draft says, of the rows that are whole."""
    rows = rows_from_json(draft.rows)
    return tuple(facts for row in rows if (facts := facts_of(row, register)))


def commitment_refs_taken(found: CommitmentList) -> set[str]:
    """The references of all commitments that the list has or had."""
    return set(found.commitments.values_list("ref", flat=True))


def list_refs_taken(prefix: str) -> set[str]:
    """The references of lists that begin like this, to choose one that is free."""
    return set(CommitmentList.objects.filter(ref__startswith=prefix).values_list("ref", flat=True))


def _facts(commitment: Commitment) -> Facts:
    return Facts(
        no=commitment.no,
        section=commitment.section,
        task=commitment.task,
        content=commitment.content,
        day=promise_of(commitment).day,
        unit_id=commitment.case.unit_id,
        unit=str(commitment.case.unit),
        others=commitment.others,
        person=commitment.person,
        office=commitment.office,
    )


def units_by_id(unit_ids: Set[int]) -> Mapping[int, Unit]:
    """The units that a draft lays commitments upon."""
    return Unit.objects.in_bulk(unit_ids)

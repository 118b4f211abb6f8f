"""Reading public commitments. What the actor may not see is not there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.obligations.measures import Found
from quancheng.kernel.orgs.queries import people_in
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import Commitment, CommitmentDraft, CommitmentList, CommitmentNote
from quancheng.records.plan.queries.plans import KEEPERS
from quancheng.records.plan.rules.promises import KEPT, Day, Outcome, Promise, counts_of
from quancheng.records.plan.workflow.commitment import COMMITMENT, MOVE, OF_UNIT, PROMISE, REDATE, State

COMMITMENT_KIND, LIST_KIND = "plan.commitment", "plan.commitments"
INSIDE_DRAFT = (
    "tenant", "source", "title", "year", "rows", "problems", "state", "brought_by", "brought_at",
    "confirmed_by", "confirmed_at", "returned_for", "version",
)  # fmt: skip
NAMES_A_DAY = frozenset({PROMISE.code, REDATE.code, MOVE.code})


class NoSuchCommitments(Refusal):
    """No such list, or out of sight: which of the two is not told."""

    code = "plan.no_such_commitments"
    status = 404


class NoSuchCommitment(Refusal):
    """No such commitment, or out of sight: which of the two is not told."""

    code = "plan.no_such_commitment"
    status = 404


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """One commitment with what became of it. `notes`: what its unit's head stands by, the latest first."""

    commitment: Commitment
    promise: Promise
    notes: tuple[CommitmentNote, ...]

    @property
    def outcome(self) -> Outcome:
        return self.promise.outcome


@dataclass(frozen=True, slots=True)
class CommitmentWaits:
    """What waits for somebody: progress to confirm, days gone by, moves to decide, drafts to publish."""

    to_confirm: int
    past: int
    wishes: int
    to_publish: int

    @property
    def some(self) -> bool:
        return any((self.to_confirm, self.past, self.wishes, self.to_publish))


def lists_for(actor: Actor) -> QuerySet[CommitmentList]:
    """The lists of the actor's own government and every published one, the newest first."""
    found = CommitmentList.objects.select_related("tenant").order_by("-year", "tenant_id")
    return found.filter(_list_seen_by(actor, ""))


def lists_listed(actor: Actor) -> QuerySet[CommitmentList]:
    """The lists with the number of their commitments and editions, for a list."""
    standing = Count("commitments", filter=Q(commitments__dropped_in__isnull=True), distinct=True)
    done = Count("commitments", filter=Q(commitments__case__state=State.DONE), distinct=True)
    return lists_for(actor).annotate(
        commitment_count=standing, done_count=done, edition_count=Count("editions", distinct=True)
    )


def list_for(actor: Actor, ref: str) -> CommitmentList:
    """One list. Raises NoSuchCommitments."""
    found = lists_for(actor).filter(ref=ref).first()
    if found is None:
        raise NoSuchCommitments("没有找到这份公开承诺，请从列表中选择", ref=ref)
    return found


def own_list(actor: Actor, ref: str) -> CommitmentList:
    """A list of the actor's own government. Raises NoSuchCommitments."""
    found = list_for(actor, ref)
    if found.tenant_id != actor.tenant_id:
        raise NoSuchCommitments("只能办理本级政府的公开承诺", ref=ref)
    return found


def commitments_for(actor: Actor) -> QuerySet[Commitment]:
    """The commitments of the lists that the actor may see, and those that the actor's own unit made."""
    seen = _list_seen_by(actor, "list__")
    if actor.kind is Kind.OFFICIAL and actor.unit_id is not None:
        seen |= Q(case__unit_id=actor.unit_id)
    found = Commitment.objects.filter(seen)
    found = found.select_related("list__tenant", "case__unit", "case__tenant", "edition", "dropped_in")
    return found if actor.kind is Kind.OFFICIAL else found.defer("wanted_until")


def commitment_for(actor: Actor, ref: str) -> Commitment:
    """One commitment. Raises NoSuchCommitment."""
    found = commitments_for(actor).filter(ref=ref).first()
    if found is None:
        raise NoSuchCommitment("没有找到这项公开承诺，请从列表中选择", ref=ref)
    return found


def own_commitment(actor: Actor, ref: str) -> Commitment:
    """A commitment of the actor's own unit: only it tells how far it is. Raises NoSuchCommitment."""
    found = commitment_for(actor, ref)
    if found.case.unit_id != actor.unit_id:
        raise NoSuchCommitment("这项承诺不由您所在的单位负责", ref=ref)
    return found


def works_on(actor: Actor, commitment: Commitment) -> bool:
    """Whether the actor reads what only those inside may: the unit that promised, and its openness office."""
    if actor.kind is not Kind.OFFICIAL:
        return False
    is_keeper = actor.tenant_id == commitment.list.tenant_id and bool(actor.roles & KEEPERS)
    return is_keeper or actor.unit_id == commitment.case.unit_id


def own_commitments(actor: Actor) -> QuerySet[Commitment]:
    """What the actor's unit has promised, the nearest day first; what is over stands last."""
    mine = commitments_for(actor).filter(case__unit_id=actor.unit_id or 0)
    first = F("case__ended_on").asc(nulls_first=True)
    return mine.order_by(first, "case__due_on", "list__year", "place")


def commitments_in(found: CommitmentList) -> QuerySet[Commitment]:
    """The commitments of a list as it stands, in order; those that an edition dropped are left out."""
    standing = Commitment.objects.filter(list=found, dropped_in__isnull=True)
    return standing.select_related("list__tenant", "case__unit", "edition").order_by("place")


def dropped_from(found: CommitmentList) -> QuerySet[Commitment]:
    """The commitments that an edition took back."""
    gone = Commitment.objects.filter(list=found, dropped_in__isnull=False)
    return gone.select_related("list__tenant", "case__unit", "edition", "dropped_in").order_by("place", "pk")


def lines_of(commitments: QuerySet[Commitment]) -> list[CommitmentLine]:
    """The commitments with what became of each. Three queries, however many."""
    told = CommitmentNote.objects.filter(confirmed_at__isnull=False, withdrawn_at__isnull=True)
    notes = Prefetch("notes", queryset=told.order_by("-on", "-pk"), to_attr="told")
    found = commitments.prefetch_related("case__lines", notes)
    return [CommitmentLine(each, promise_of(each), tuple(each.told)) for each in found]


def line_of(commitment: Commitment) -> CommitmentLine:
    """One commitment with what became of it."""
    [line] = lines_of(
        Commitment.objects.filter(pk=commitment.pk).select_related(
            "list__tenant", "case__unit", "edition__draft", "dropped_in"
        )
    )
    return line


def shown_lines(commitments: QuerySet[Commitment]) -> list[CommitmentLine]:
    """The same for the public: that a unit asks for a later day is not read."""
    return lines_of(commitments.defer("wanted_until"))


def shown_line(ref: str) -> CommitmentLine:
    """One commitment of a published list, for the public. Raises NoSuchCommitment."""
    found = commitments_for(Actor.anonymous()).filter(ref=ref).select_related("dropped_in__draft")
    lines = shown_lines(found.defer(*(f"dropped_in__draft__{name}" for name in INSIDE_DRAFT)))
    if not lines:
        raise NoSuchCommitment("没有找到这项公开承诺，请从列表中选择", ref=ref)
    return lines[0]


def promise_of(commitment: Commitment) -> Promise:
    """What the history of its case says about the promise."""
    case, lines = commitment.case, commitment.case.lines.all()
    days = tuple(
        Day(each.until, each.on, each.note) for each in lines if each.until and each.step in NAMES_A_DAY
    )
    done_on = case.ended_on if case.state == State.DONE else None
    return Promise(days, done_on, is_cancelled=case.state == State.CANCELLED)


def waiting_note(commitment: Commitment) -> CommitmentNote | None:
    """What the handler has written and the head has not yet looked at."""
    waiting = commitment.notes.filter(confirmed_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.select_related("written_by").first()


def last_note(commitment: Commitment) -> CommitmentNote | None:
    """What was reported last, whatever became of it."""
    return commitment.notes.order_by("-pk").first()


def note_draft(commitment: Commitment) -> str:
    """Under what name the versions of a progress are kept: anew after each that was confirmed."""
    confirmed = commitment.notes.filter(confirmed_at__isnull=False).count()
    return f"{COMMITMENT_KIND}/{commitment.ref}/{confirmed}"


def done_notes(commitment: Commitment) -> QuerySet[CommitmentNote]:
    """What says in public that the commitment is done."""
    return commitment.notes.filter(is_done=True, confirmed_at__isnull=False, withdrawn_at__isnull=True)


def commitments_that_wait(actor: Actor, *, today: date) -> CommitmentWaits:
    """How many commitments wait for the actor: as head of a unit, in the unit, in the openness office."""
    office_of = (actor.tenant_id or 0) if actor.roles & KEEPERS else 0
    mine = Q(case__unit_id=actor.unit_id or 0)
    wished = Q(list__tenant_id=office_of, wanted_until__isnull=False, case__ended_on__isnull=True)
    counted = Commitment.objects.filter(mine | wished).aggregate(
        to_confirm=Count("pk", filter=mine & Q(case__state=State.REPORTED)),
        past=Count("pk", filter=mine & Q(case__due_on__lt=today)),
        wishes=Count("pk", filter=wished),
    )
    waiting = CommitmentDraft.objects.filter(tenant_id=office_of, state=CommitmentDraft.State.CONFIRMED)
    is_head = Role.OPENNESS_HEAD in actor.roles
    to_publish = waiting.exclude(confirmed_by=actor.person_id).count() if is_head else 0
    if Role.HEAD not in actor.roles:
        counted["to_confirm"] = 0
    return CommitmentWaits(to_publish=to_publish, **counted)


def moves_asked_of(actor: Actor) -> QuerySet[Commitment]:
    """The commitments for which a unit waits for the office's word on a later day."""
    office_of = (actor.tenant_id or 0) if actor.roles & KEEPERS else 0
    asked = commitments_for(actor).filter(list__tenant_id=office_of, wanted_until__isnull=False)
    return asked.filter(case__ended_on__isnull=True).order_by("case__due_on", "pk")


def people_of(unit_ids: Iterable[int], *, on: date) -> set[int]:
    """Those who work on commitments in these units on the day, deputies among them."""
    return {held.person_id for held in people_in(unit_ids, roles=OF_UNIT, on=on)}


def kept_in_time(unit_id: int, first: date, last: date) -> Sequence[Found]:
    """The measure `plan.commitments`: what a unit promised in public and finished in time in the period."""
    return kept_in_time_by_each([unit_id], first, last).get(unit_id, ())


def kept_in_time_by_each(unit_ids: Collection[int], first: date, last: date) -> Mapping[int, Sequence[Found]]:
    """The same for many units at once."""
    ended = Commitment.objects.filter(
        case__workflow=COMMITMENT.code,
        case__unit_id__in=unit_ids,
        case__state=State.DONE,
        case__ended_on__range=(first, last),
        list__published_on__isnull=False,
    )
    found: dict[int, list[Found]] = {}
    for line in lines_of(ended.select_related("case").order_by("case__ended_on", "place")):
        ref, on = RecordRef(COMMITMENT_KIND, line.commitment.ref), line.promise.done_on
        if line.outcome in KEPT and on:
            found.setdefault(line.commitment.case.unit_id, []).append(Found(ref, line.commitment.task, on))
    return found


def figures_of(lines: Iterable[CommitmentLine]) -> dict[Outcome, int]:
    """How many commitments came to what."""
    return counts_of(line.outcome for line in lines)


def has_public_commitments() -> bool:
    """Whether the public has a list to read."""
    return lists_for(Actor.anonymous()).exists()


def _list_seen_by(actor: Actor, prefix: str) -> Q:
    published = Q(**{f"{prefix}published_on__isnull": False})
    if actor.kind is Kind.CLOCKWORK:
        return Q() if actor.tenant_id is None else Q(**{f"{prefix}tenant_id": actor.tenant_id})
    if actor.kind is Kind.OFFICIAL and actor.tenant_id is not None and actor.roles & KEEPERS:
        return published | Q(**{f"{prefix}tenant_id": actor.tenant_id})
    return published

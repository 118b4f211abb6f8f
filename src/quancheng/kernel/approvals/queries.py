"""Reading approvals: a unit's own, and those in which the actor's post is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.approvals.models import Approval, Scan, Stage
from quancheng.kernel.approvals.papers import kind_of
from quancheng.kernel.approvals.refusals import NoSuchApproval, NoSuchPaper, NoSuchScan, NotApproved
from quancheng.kernel.approvals.workflow import State
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef, row_numbers
from quancheng.kernel.casework.models import Case
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.orgs.deputies import for_whom, signed
from quancheng.kernel.orgs.models import Holding, Person, Post
from quancheng.kernel.orgs.queries import people_in, posts_for
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.orgs.spans import in_force, standing


@dataclass(frozen=True, slots=True)
class Asked:
    """One stage of a chain: its place, its word (审核, 会签, 签发), and the post that is asked."""

    place: int
    says: str
    post_id: int


@dataclass(frozen=True, slots=True)
class ApprovalsWaiting:
    """What waits for the actor: papers to decide, scans to read, own papers that came back."""

    to_decide: int
    to_read: int
    sent_back: int

    @property
    def some(self) -> bool:
        return bool(self.to_decide or self.to_read)


def approvals_for(actor: Actor) -> QuerySet[Approval]:
    """What the actor may see: what the actor's unit laid before, and what the actor's post is asked about."""
    found = Approval.objects.select_related("case__unit", "tenant", "submitted_by").order_by("-pk")
    if actor.kind is Kind.CLOCKWORK:
        return found
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return found.none()
    asked = Stage.objects.filter(approval=OuterRef("pk"), post_id=actor.post_id or 0)
    return found.filter(Q(case__unit_id=actor.unit_id) | Exists(asked))


def approval_for(actor: Actor, approval_id: int) -> Approval:
    """One approval. Raises NoSuchApproval."""
    found = approvals_for(actor).filter(pk=approval_id).first()
    if found is None:
        raise NoSuchApproval("没有找到这份呈批件，请从呈批列表中选择", approval=approval_id)
    return found


def open_to_decide(actor: Actor) -> QuerySet[Approval]:
    """What waits for the word of the actor's post, now that all before it have spoken."""
    return approvals_for(actor).filter(_waits_for(actor))


def _waits_for(actor: Actor) -> Q:
    before = Stage.objects.filter(
        approval=OuterRef("approval"), place__lt=OuterRef("place"), decided_on__isnull=True
    )
    mine = Stage.objects.filter(
        ~Exists(before), approval=OuterRef("pk"), post_id=actor.post_id or 0, decided_on__isnull=True
    )
    return Q(Exists(mine), case__state=State.ASKED)


def cases_to_decide(actor: Actor) -> QuerySet[Case]:
    """The cases of these, for the list of all that waits for the actor: they lie with other units."""
    return Case.objects.filter(pk__in=open_to_decide(actor).order_by().values("case_id"))


def scans_to_read(actor: Actor) -> QuerySet[Scan]:
    """The scans that a second person of the unit has yet to read."""
    found = Scan.objects.filter(
        state=Scan.State.BROUGHT,
        approval__case__unit_id=actor.unit_id or 0,
        approval__case__state=State.ASKED,
    )
    own = Q(brought_by_id=actor.person_id or 0) | Q(approval__submitted_by_id=actor.person_id or 0)
    return found.exclude(own)


def approvals_waiting(actor: Actor) -> ApprovalsWaiting:
    """How much waits for the actor. Two queries."""
    own = Q(case__unit_id=actor.unit_id or 0, submitted_by_id=actor.person_id or 0)
    counted = (
        approvals_for(actor)
        .order_by()
        .aggregate(
            to_decide=Count("pk", filter=_waits_for(actor)),
            sent_back=Count("pk", filter=own & Q(case__state=State.SENT_BACK)),
        )
    )
    return ApprovalsWaiting(to_read=scans_to_read(actor).count(), **counted)


def stages_of(approvals: Iterable[Approval]) -> Mapping[int, Sequence[Stage]]:
    """The stages of each approval, in order. One query."""
    found: dict[int, list[Stage]] = {}
    related = Stage.objects.filter(approval__in=[one.pk for one in approvals])
    absent = for_whom(person="decided_by", post="post", on="decided_on")
    for stage in related.select_related("post__unit", "decided_by").annotate(for_whom=absent):
        found.setdefault(stage.approval_id, []).append(stage)
    return found


def decider_of(stage: Stage) -> str:
    """Who decided, and for whom, when a deputy did; `stages_of` has read it."""
    name = stage.decided_by.name if stage.decided_by else ""
    return signed(name, getattr(stage, "for_whom", None))


def asked_now(stages: Sequence[Stage]) -> Sequence[Stage]:
    """The stages whose turn it is: the open ones of the first place that has any."""
    still = [stage for stage in stages if not stage.word]
    return [stage for stage in still if stage.place == still[0].place]


def posts_to_ask(actor: Actor, *, on: date) -> Sequence[Post]:
    """The posts that may be asked: of the actor's government, standing, with somebody at work in them."""
    held = Holding.objects.filter(in_force(on), post=OuterRef("pk"), person__is_active=True)
    found = posts_for(actor).filter(
        standing(on), standing(on, prefix="unit__"), Exists(held), roles__role__in=list(Role)
    )
    return list(found.distinct())


def people_in_posts(post_ids: Iterable[int], *, on: date) -> set[int]:
    """Who is at work in these posts on the day, deputies among them."""
    held = Holding.objects.filter(in_force(on), post__in=list(post_ids), person__is_active=True)
    return set(held.values_list("person_id", flat=True))


def signers_of(post_ids: Iterable[int]) -> QuerySet[Holding]:
    """Everybody who ever held one of these posts: who signed on paper was one of them on that day."""
    return Holding.objects.filter(post__in=list(post_ids)).select_related("person", "post__unit")


def colleagues_of(approval: Approval, *, on: date) -> set[int]:
    """The people of the unit that laid the paper before."""
    return {held.person_id for held in people_in([approval.case.unit_id], roles=list(Role), on=on)}


def paper_to_submit(actor: Actor, ref: RecordRef) -> Contents:
    """How a draft reads, for who may lay it before a leader. Raises NoSuchPaper, what its module raises."""
    kind = kind_of(ref)
    if kind is None:
        raise NoSuchPaper("这类文稿不需要呈批，请从文稿页面进入")
    return kind.drafted(actor, ref.ref)


def last_chain(actor: Actor, kind: str) -> Sequence[Asked]:
    """Whom the actor's unit asked last time about a paper of the kind: most papers go the same way again."""
    last = Approval.objects.filter(case__unit_id=actor.unit_id or 0, about__startswith=f"{kind}:")
    found = last.order_by("-pk").first()
    if found is None:
        return ()
    return [Asked(one.place, one.says, one.post_id) for one in found.stages.all()]


def scan_for(actor: Actor, approval_id: int, scan_id: int) -> Scan:
    """One scan of an approval that the actor may see. Raises NoSuchApproval, NoSuchScan."""
    found = approval_for(actor, approval_id).scans.select_related("file").filter(pk=scan_id).first()
    if found is None:
        raise NoSuchScan("没有找到这份扫描件，请从呈批件页面打开")
    return found


def present_contents(ref: RecordRef) -> Contents | None:
    """How a record reads now; None when it is no draft any more, or of a kind that nobody approves."""
    kind = kind_of(ref)
    return kind.present(ref.ref) if kind else None


def digest_of(contents: Contents) -> str:
    """By what the words of a paper are known: SM3."""
    return machine().digest(contents.canonical)


def standing_approval(ref: RecordRef, contents: Contents) -> Approval | None:
    """The approval that was granted to just these words of a record, if there is one.

    For the command of a module that sends the paper out: other words, and it is not there.
    """
    found = Approval.objects.filter(about=str(ref), case__state=State.GRANTED, digest=digest_of(contents))
    return found.order_by("-pk").first()


def signer_of(approval: Approval | None, *, what: str) -> Person:
    """Who spoke last, and so signed (签发). Raises NotApproved when no approval stands."""
    if approval is None:
        raise NotApproved(f"这份{what}现在的文字没有获得批准：还没有批完，或者批准以后又改动过，请重新呈送")
    last = approval.stages.select_related("decided_by").order_by("place", "decided_on", "pk").last()
    assert last is not None
    assert last.decided_by is not None  # a granted approval has no open stage
    return last.decided_by


def last_day_of(ref: RecordRef) -> date | None:
    """By when the record itself has to be done, whatever its leaders do; None when it has no such day."""
    kind = kind_of(ref)
    return kind.due_on(ref.ref) if kind else None


def paper_writers(ref: RecordRef) -> frozenset[int]:
    """Whose words stand in a record as it reads now."""
    kind = kind_of(ref)
    return kind.writers(ref.ref) if kind else frozenset()


def writers_of_paper(approval: Approval) -> Sequence[Person]:
    """Who wrote what was laid before, in the order of their accounts."""
    return [one.person for one in approval.writers.select_related("person")]


def approvals_of(actor: Actor, ref: RecordRef) -> QuerySet[Approval]:
    """What was laid before about one record, the newest first."""
    return approvals_for(actor).filter(about=str(ref))


def open_approval_of(ref: RecordRef) -> Approval | None:
    """The approval of a record that is still under way."""
    return Approval.objects.filter(about=str(ref), case__state=State.ASKED).first()


def approvals_as_linked_rows(actor: Actor, keys: Sequence[str]) -> QuerySet[Approval]:
    """Those of the numbers that the actor may see."""
    return approvals_for(actor).filter(pk__in=row_numbers(keys))

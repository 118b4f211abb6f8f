"""Reading seals and the register of their use: a unit's own, what one's post keeps, the office's all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.queries import digest_of, standing_approval
from quancheng.kernel.approvals.workflow import State
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Post
from quancheng.kernel.orgs.queries import people_in
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.orgs.spans import in_force
from quancheng.kernel.seals.models import Seal, SealedScan, Use
from quancheng.kernel.seals.papers import Issued, issued_paper, kinds
from quancheng.kernel.seals.refusals import NoSuchPaper, NoSuchSeal, NoSuchUse

OFFICE = frozenset({Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD})
MOST_WAITING = 50  # papers that a list of what waits shows
NO_PAPER = "没有找到以您所保管印章的单位名义印发的这份文件；未签发、已撤销的文件不能用印"
REGISTRARS = frozenset({Role.HEAD, Role.OPENNESS_HEAD})


@dataclass(frozen=True, slots=True)
class Marks:
    """The seals on one record, as its own page shows them, and whether the actor may put one."""

    ref: RecordRef
    uses: Sequence[Use]
    may_seal: bool
    file: StoredFile | None

    @property
    def some(self) -> bool:
        return bool(self.uses or self.may_seal)


@dataclass(frozen=True, slots=True)
class SealsWaiting:
    """What waits for who keeps a seal: papers to be sealed, scans of what was sealed in ink."""

    to_seal: int
    to_scan: int

    @property
    def some(self) -> bool:
        return bool(self.to_seal or self.to_scan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines of the register are looked for."""

    seal_id: int | None = None
    channel: str = ""
    word: str = ""
    from_on: date | None = None
    until_on: date | None = None
    without_scan: str = ""  # "scan": those of the wet seal whose scan is still missing


def seals_for(actor: Actor) -> QuerySet[Seal]:
    """The seals that the actor may see, with how often each was used and when last."""
    found = Seal.objects.select_related("unit", "keeper__unit", "stopped_by", "tenant")
    counted = found.annotate(times=Count("uses"), last_at=Max("uses__used_at"))
    return counted.filter(_seen_by(actor)).order_by("unit__code", "pk")


def seal_for(actor: Actor, seal_id: int) -> Seal:
    """One seal. Raises NoSuchSeal."""
    found = seals_for(actor).filter(pk=seal_id).first()
    if found is None:
        raise NoSuchSeal("没有找到这枚印章，请从印章列表中选择", seal=seal_id)
    return found


def seal_held(actor: Actor, seal_id: int) -> Seal:
    """One seal, held until the commit: it is stopped or handed over before or after. Raises NoSuchSeal."""
    list(Seal.objects.select_for_update().filter(_seen_by(actor), pk=seal_id))
    return seal_for(actor, seal_id)


def is_keeper(actor: Actor, seal: Seal) -> bool:
    """Whether the actor is at work in the post that keeps the seal."""
    return actor.post_id is not None and actor.post_id == seal.keeper_id


def may_register(actor: Actor) -> bool:
    """Whether the actor keeps the register of the seals of their unit."""
    return actor.kind is Kind.OFFICIAL and bool(actor.roles & REGISTRARS)


def is_in_use(seal: Seal, *, on: date) -> bool:
    """Whether the seal seals on this day."""
    begun = seal.from_on <= on
    return seal.stopped_at is None and begun and (seal.until_on is None or on <= seal.until_on)


def keeper_posts(actor: Actor, *, on: date) -> Sequence[Post]:
    """The posts that may keep a seal of the actor's unit: its own and its offices', with somebody at work."""
    held = people_in([actor.unit_id or 0], roles=list(Role), on=on)
    posts = {one.post_id: one.post for one in held}
    return sorted(posts.values(), key=lambda post: post.pk)


def uses_for(actor: Actor) -> QuerySet[Use]:
    """The lines of the register that the actor may see, the newest first."""
    related = (
        "seal__unit",
        "seal__keeper__unit",
        "used_by",
        "issued_by",
        "post__unit",
        "approval",
        "scan__file",
        "file",
    )
    seen = Use.objects.filter(seal__in=Seal.objects.filter(_seen_by(actor)))
    return seen.select_related(*related).order_by("-pk")


def uses_listed(actor: Actor, wanted: Wanted) -> QuerySet[Use]:
    """The lines that are looked for."""
    found = uses_for(actor)
    if wanted.seal_id:
        found = found.filter(seal_id=wanted.seal_id)
    if wanted.channel:
        found = found.filter(channel=wanted.channel)
    if wanted.word:
        said = Q(title__icontains=wanted.word) | Q(label__icontains=wanted.word)
        found = found.filter(said | Q(code__icontains=wanted.word) | Q(reason__icontains=wanted.word))
    if wanted.from_on:
        found = found.filter(used_at__date__gte=wanted.from_on)
    if wanted.until_on:
        found = found.filter(used_at__date__lte=wanted.until_on)
    if wanted.without_scan:
        found = found.filter(channel=Use.Channel.WET, scan__isnull=True)
    return found


def use_for(actor: Actor, use_id: int) -> Use:
    """One line of the register. Raises NoSuchUse."""
    found = uses_for(actor).filter(pk=use_id).first()
    if found is None:
        raise NoSuchUse("没有找到这条用印登记，请从用印登记中选择", use=use_id)
    return found


def uses_of(ref: RecordRef) -> Sequence[Use]:
    """The seals on one record, the newest first: for its module, which knows who may see the record."""
    found = Use.objects.filter(about=str(ref)).select_related("seal", "used_by", "file", "scan__file")
    return list(found.order_by("-pk"))


def sealed_file(ref: RecordRef, *, digest: str) -> StoredFile | None:
    """What is handed out of a record in its present words: signed, or scanned once the ink was on it."""
    use = next((one for one in uses_of(ref) if one.contents_digest == digest), None)
    return file_of(use) if use else None


def file_of(use: Use) -> StoredFile | None:
    """The sealed document of a line; None while the scan of a wet seal is missing."""
    if not use.is_wet:
        return use.file
    scan = scan_of(use)
    return scan.file if scan else None


def scan_of(use: Use) -> SealedScan | None:
    """The scan of a paper that was sealed in ink, if it was registered."""
    return getattr(use, "scan", None)


def marks_on(actor: Actor, ref: RecordRef, *, unit_id: int, digest: str, on: date) -> Marks:
    """The seals on a record that stands issued, for whoever may see it: that, its module knows."""
    uses = uses_of(ref)
    now = [one for one in uses if one.contents_digest == digest]
    kept = [one for one in seals_kept_by(actor, on=on) if one.unit_id == unit_id]
    done = {one.seal_id for one in now}
    file = next((file for file in map(file_of, now) if file is not None), None)
    return Marks(ref, uses, any(one.pk not in done for one in kept), file)


def papers_to_seal(actor: Actor, seal: Seal, *, most: int = MOST_WAITING) -> Sequence[Issued]:
    """The papers of the seal's unit that stand issued and do not bear it yet; for its keeper alone."""
    if not is_keeper(actor, seal):
        return ()
    found = (issued_paper(ref) for ref in _refs_to_seal(seal, most))
    return [paper for paper in found if paper is not None]


def seals_waiting(actor: Actor, *, on: date) -> SealsWaiting:
    """What waits for the keeper of seals. One query for everybody else."""
    kept = seals_kept_by(actor, on=on)
    if not kept:
        return SealsWaiting(0, 0)
    to_scan = Use.objects.filter(seal__in=kept, channel=Use.Channel.WET, scan__isnull=True).count()
    return SealsWaiting(sum(len(_refs_to_seal(seal, MOST_WAITING)) for seal in kept), to_scan)


def paper_to_seal(actor: Actor, seal: Seal, ref: RecordRef) -> Issued:
    """A paper that stands issued in the name of the seal's unit. Raises NoSuchPaper."""
    paper = issued_paper(ref) if is_keeper(actor, seal) else None
    if paper is None or paper.unit_id != seal.unit_id:
        raise NoSuchPaper(NO_PAPER)
    return paper


def paper_for_keeper(actor: Actor, ref: RecordRef, *, on: date) -> tuple[Issued, Sequence[Seal]]:
    """An issued paper, and the seals in use of its unit that the actor's post keeps. Raises NoSuchPaper."""
    paper = issued_paper(ref)
    kept = [one for one in seals_kept_by(actor, on=on) if paper is not None and one.unit_id == paper.unit_id]
    if paper is None or not kept:
        raise NoSuchPaper(NO_PAPER)
    return paper, kept


def people_of(paper: Issued) -> Mapping[str, Person]:
    """Who drafted and who issued it."""
    found = Person.objects.in_bulk([paper.drafted_by_id, paper.issued_by_id])
    return {"drafted": found[paper.drafted_by_id], "issued": found[paper.issued_by_id]}


def may_bring_scan(actor: Actor, use: Use) -> bool:
    """Whether the actor may register the scan of what was sealed in ink."""
    is_ours = actor.unit_id == use.seal.unit_id or is_keeper(actor, use.seal)
    return is_ours and use.is_wet and scan_of(use) is None


def approval_of(paper: Issued) -> Approval | None:
    """The approval of the words in which the paper stands."""
    return standing_approval(paper.ref, paper.contents)


def was_approved(paper: Issued) -> bool:
    """Whether any approval of the paper was granted, in whatever words."""
    return Approval.objects.filter(about=str(paper.ref), case__state=State.GRANTED).exists()


def contents_digest(paper: Issued) -> str:
    """By what the words of a paper are known."""
    return digest_of(paper.contents)


def seals_kept_by(actor: Actor, *, on: date) -> Sequence[Seal]:
    """The seals in use that the actor's post keeps."""
    found = Seal.objects.filter(keeper_id=actor.post_id or 0, stopped_at__isnull=True)
    return list(found.filter(in_force(on)).select_related("unit"))


def _seen_by(actor: Actor) -> Q:
    if actor.kind is Kind.CLOCKWORK:
        return Q()
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return Q(pk__in=[])
    own = Q(unit_id=actor.unit_id) | Q(keeper_id=actor.post_id or 0)
    return own | Q(tenant_id=actor.tenant_id) if actor.roles & OFFICE else own


def _refs_to_seal(seal: Seal, most: int) -> Sequence[RecordRef]:
    """What stands issued in the name of the seal's unit and does not bear it."""
    refs = [RecordRef(kind.code, ref) for kind in kinds() for ref in _first(kind.of_unit(seal.unit_id), most)]
    about = [str(ref) for ref in refs]
    done = set(Use.objects.filter(seal=seal, about__in=about).values_list("about", flat=True))
    return [ref for ref in refs if str(ref) not in done][:most]


def _first(refs: Iterable[str], most: int) -> Iterable[str]:
    return [ref for _, ref in zip(range(most), refs, strict=False)]

"""Reading plans and drafts. What the actor may not see is not there."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.matching import Finding, Register
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.naming import register_on
from quancheng.kernel.orgs.roles import Role as PostRole
from quancheng.records.plan.models import Draft, Edition, Plan, Row, RowVersion, Task
from quancheng.records.plan.rules.drafting import DraftRow, findings_of, rows_from_json
from quancheng.records.plan.rules.reading import DeadlineKind, DeadlineReading, Role, RowReading, UnitReading
from quancheng.records.plan.rules.targets import targets_of

PLAN_KIND, ROW_KIND, TASK_KIND, DUTY_KIND = "plan.plan", "plan.row", "plan.task", "plan.duty"
DRAFT_KIND = "plan.draft"
RELEASE_KIND, MOVE_KIND = "plan.release", "plan.move"
ORDER_KIND, BULLETIN_KIND = "plan.order", "plan.bulletin"
KEEPERS = frozenset({PostRole.OPENNESS_OFFICE, PostRole.OPENNESS_HEAD})


class NoSuchPlan(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "plan.no_such_plan"
    status = 404


class NoSuchDraft(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "plan.no_such_draft"
    status = 404


class NoSuchRow(Refusal):
    """No such row in a plan that the actor may see."""

    code = "plan.no_such_row"
    status = 404


def plans_for(actor: Actor) -> QuerySet[Plan]:
    """The plans of the actor's own government and of those above it, whose tasks bind it; the newest first.

    A sibling's plan is not there. Anybody else sees those that have been published.
    """
    return (
        Plan.objects.filter(_seen_by(actor))
        .select_related("tenant", "takes_up", "follows")
        .order_by("-year", "tenant_id", "ref")
    )


def plan_for(actor: Actor, ref: str) -> Plan:
    """One plan. Raises NoSuchPlan."""
    found = plans_for(actor).filter(ref=ref).first()
    if found is None:
        raise NoSuchPlan("没有找到该工作要点，请从列表中选择", ref=ref)
    return found


def newest_plan(actor: Actor) -> Plan:
    """The newest plan that the actor may see. Raises NoSuchPlan."""
    found = plans_for(actor).first()
    if found is None:
        raise NoSuchPlan("还没有工作要点；请先在工作台上传任务分工并确认")
    return found


def plans_listed(actor: Actor) -> QuerySet[Plan]:
    """The plans with the number of their rows and editions, for a list."""
    standing = Count("rows", filter=Q(rows__dropped_in__isnull=True), distinct=True)
    return plans_for(actor).annotate(row_count=standing, edition_count=Count("editions", distinct=True))


def rows_standing(plan: Plan) -> QuerySet[Row]:
    """The rows of a plan as they stand, in order; those that an edition dropped are left out."""
    return plan.rows.filter(dropped_in__isnull=True)


def rows_of(plan: Plan) -> QuerySet[Row]:
    """The same, with the units that each names and those that the names stand for."""
    return rows_standing(plan).prefetch_related("units__members")


def members_by_row(plan: Plan) -> Mapping[int, frozenset[int]]:
    """For each row the units that its names stand for, as numbers: of a large plan there are thousands."""
    pairs = rows_standing(plan).filter(units__members__isnull=False).order_by()
    found: dict[int, set[int]] = {}
    for row, unit in pairs.values_list("pk", "units__members"):
        found.setdefault(row, set()).add(unit)
    return {row: frozenset(units) for row, units in found.items()}


def versions_of(plan: Plan) -> QuerySet[RowVersion]:
    """What has changed, the newest first."""
    found = RowVersion.objects.filter(row__plan=plan).select_related("row", "edition")
    return found.order_by("-edition__number", "row__place")


def own_row(actor: Actor, ref: str) -> Row:
    """A row of a plan of the actor's own government, as it stands. Raises NoSuchRow."""
    row = row_for(actor, ref)
    if row.plan.tenant_id != actor.tenant_id or row.dropped_in_id is not None:
        raise NoSuchRow("只能分解本级现行工作要点的行", ref=ref)
    return row


def tasks_standing(plan: Plan) -> QuerySet[Task]:
    """The tasks of the rows that stand, in order."""
    return Task.objects.filter(row__plan=plan, row__dropped_in__isnull=True).order_by("row__place", "place")


def tasks_of(plan: Plan) -> QuerySet[Task]:
    """The same, with their rows and units."""
    return tasks_standing(plan).select_related("row").prefetch_related("units__unit__tenant")


def tasks_to_issue(plan: Plan) -> QuerySet[Task]:
    """The tasks that nobody has been told of yet."""
    return tasks_of(plan).filter(issued_at__isnull=True)


def row_for(actor: Actor, ref: str) -> Row:
    """One row of a plan that the actor may see, dropped or not. Raises NoSuchRow."""
    seen = Row.objects.filter(plan__in=plans_for(actor)).select_related(
        "plan__tenant", "plan__follows", "dropped_in"
    )
    found = seen.prefetch_related("units__members", "versions__edition").filter(ref=ref).first()
    if found is None:
        raise NoSuchRow("没有找到该任务分工行，请从工作要点中选择", ref=ref)
    return found


def drafts_for(actor: Actor) -> QuerySet[Draft]:
    """The drafts of the actor's own government: for its openness office (政务公开机构) alone."""
    if actor.kind is not Kind.OFFICIAL or actor.tenant_id is None or not actor.roles & KEEPERS:
        return Draft.objects.none()
    mine = Draft.objects.filter(tenant_id=actor.tenant_id)
    return mine.select_related("source", "starts_from", "brought_by", "sent_by", "amends", "tenant").order_by(
        "-brought_at", "-pk"
    )


def draft_for(actor: Actor, draft_id: int) -> Draft:
    """One draft. Raises NoSuchDraft."""
    found = drafts_for(actor).filter(pk=draft_id).first()
    if found is None:
        raise NoSuchDraft("没有找到该草稿，可能已不在您的权限范围内", draft=draft_id)
    return found


def draft_row_for(actor: Actor, draft_id: int, key: int) -> tuple[Draft, DraftRow]:
    """One row of a draft, with the draft. Raises NoSuchDraft, NoSuchRow."""
    draft = draft_for(actor, draft_id)
    found = next((row for row in rows_from_json(draft.rows) if row.key == key), None)
    if found is None:
        raise NoSuchRow("草稿里没有这一行，可能刚被去掉，请回到草稿页面", key=key)
    return draft, found


def keys_of(draft: Draft) -> frozenset[int]:
    """By what the rows of a draft are called while they are corrected."""
    return frozenset(row.key for row in rows_from_json(draft.rows))


def draft_unit_for(
    actor: Actor, draft_id: int, key: int, place: int, *, today: date
) -> tuple[Draft, DraftRow, Finding]:
    """One name of a unit in a row of a draft, and what it means. Raises NoSuchDraft, NoSuchRow."""
    draft, row = draft_row_for(actor, draft_id, key)
    findings = findings_of(row, register_of(draft, today=today))
    if place >= len(findings):
        raise NoSuchRow("这一行里没有这个单位，可能刚被更正，请回到草稿页面", place=place)
    return draft, row, findings[place]


def open_draft_of(actor: Actor, digest: str) -> Draft | None:
    """The draft of the same file that still waits for confirmation, if there is one."""
    return drafts_for(actor).filter(source__digest=digest, state=Draft.State.OPEN).first()


def edition_of(actor: Actor, digest: str) -> Edition | None:
    """The newest edition of a plan of the actor's government, if it came from this very file."""
    mine = Edition.objects.filter(plan__tenant_id=actor.tenant_id or 0, draft__source__digest=digest)
    found = mine.select_related("plan").order_by("-number").first()
    newest = found and latest_edition(found.plan)
    return found if newest and found and newest.pk == found.pk else None


def open_drafts(actor: Actor) -> QuerySet[Draft]:
    """The drafts that wait for correction and confirmation."""
    return drafts_for(actor).filter(state=Draft.State.OPEN)


def editions_of(plan: Plan) -> QuerySet[Edition]:
    """Every edition of a plan, the first one first, with who confirmed it."""
    return plan.editions.select_related("confirmed_by").order_by("number")


def row_refs_taken(plan: Plan) -> set[str]:
    """The references of all rows that the plan has or had."""
    return set(plan.rows.values_list("ref", flat=True))


def latest_edition(plan: Plan) -> Edition | None:
    """The edition that is in force."""
    return plan.editions.order_by("-number").first()


def prepared_by(edition: Edition) -> int:
    """The first of the two persons behind an edition: who sent it for review, or else who confirmed it."""
    return edition.sent_by_id or edition.confirmed_by_id


def amendments_to_review(actor: Actor) -> QuerySet[Draft]:
    """What others have sent for review and the actor may decide on, as head of the openness office."""
    if PostRole.OPENNESS_HEAD not in actor.roles:
        return Draft.objects.none()
    return open_drafts(actor).filter(sent_by__isnull=False).exclude(sent_by=actor.person_id)


def still_to_review(about: RecordRef) -> bool:
    """Whether an amendment still waits for the second person, asked before a letter says so."""
    sent = Draft.objects.filter(pk=int(about.ref), sent_by__isnull=False)
    return sent.filter(state=Draft.State.OPEN).exists()


def rows_confirmed(plan: Plan) -> tuple[DraftRow, ...]:
    """The rows of the edition in force, with what was decided about them."""
    edition = plan.editions.select_related("draft").order_by("-number").first()
    return rows_from_json(edition.draft.rows) if edition else ()


def plans_that_may_be_amended(actor: Actor) -> QuerySet[Plan]:
    """The plans of the actor's own government, the newest first."""
    return plans_for(actor).filter(tenant_id=actor.tenant_id or 0)


def plan_to_amend(tenant_id: int, *, title: str, year: int | None) -> Plan | None:
    """The plan of the same government, year and title, if there is one: a new file amends it."""
    return Plan.objects.filter(tenant_id=tenant_id, year=year or 0, title=title).first()


def own_plan(actor: Actor, ref: str) -> Plan:
    """A plan of the actor's own government. Raises NoSuchPlan."""
    plan = plan_for(actor, ref)
    if plan.tenant_id != actor.tenant_id:
        raise NoSuchPlan("只能办理本级的工作要点", ref=ref)
    return plan


def register_of(draft: Draft, *, today: date) -> Register:
    """The names of units that count for a draft: on the last day of its year, or today until then."""
    on = min(today, date(draft.year, 12, 31)) if draft.year else today
    return register_on(draft.tenant, on=on)


def reading_of(row: Row) -> RowReading:
    """One row in the shape in which a file is understood."""
    return RowReading(
        no=row.no,
        section=row.section,
        subsection=row.subsection,
        requirement=row.requirement,
        units=tuple(UnitReading(unit.name, Role(unit.role)) for unit in row.units.all()),
        deadline=DeadlineReading(row.deadline_text, DeadlineKind(row.deadline_kind), row.deadline_on),
        targets=targets_of(row.requirement),
    )


def refs_taken(prefix: str) -> Sequence[str]:
    """The references of plans that begin like this, to choose one that is free."""
    return list(Plan.objects.filter(ref__startswith=prefix).values_list("ref", flat=True))


def _seen_by(actor: Actor) -> Q:
    published = Q(published_on__isnull=False)
    if actor.kind is Kind.CLOCKWORK:
        return Q() if actor.tenant_id is None else Q(tenant_id=actor.tenant_id)
    if actor.kind is not Kind.OFFICIAL or actor.tenant_id is None:
        return published
    return (
        published | Q(tenant_id=actor.tenant_id) | Q(tenant__in=Tenant.objects.filter(below=actor.tenant_id))
    )

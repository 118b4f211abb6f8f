"""Records of the plan, found by their words and numbers, as far as the actor may see them."""

from collections.abc import Collection, Sequence

from django.db.models import F, Q, prefetch_related_objects
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import finding
from quancheng.kernel.links.finding import Asked, Found, Rows, Shelf, in_fields, of_unit
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.text.numbers import NumberAsked, printed_asked
from quancheng.kernel.text.variants import spellings
from quancheng.records.plan.models import Bulletin, Commitment, Order, Plan, Row, RowUnit, Task
from quancheng.records.plan.queries.bulletins import bulletins_for
from quancheng.records.plan.queries.commitments import COMMITMENT_KIND, commitments_for
from quancheng.records.plan.queries.duties import (
    DutyLine,
    about_tasks,
    duties_for,
    lines_of,
    live_evidence_for,
)
from quancheng.records.plan.queries.lines import STATE_TONES
from quancheng.records.plan.queries.order_lines import STATE_TONES as ORDER_TONES
from quancheng.records.plan.queries.orders import orders_for
from quancheng.records.plan.queries.plans import (
    BULLETIN_KIND,
    DUTY_KIND,
    ORDER_KIND,
    PLAN_KIND,
    ROW_KIND,
    plans_for,
)
from quancheng.records.plan.rules.asked import row_asked
from quancheng.records.plan.workflow.commitment import COMMITMENT
from quancheng.records.plan.workflow.duty import STATE_SAYS, State
from quancheng.records.plan.workflow.order import ORDER
from quancheng.records.plan.workflow.order import State as OrderState

EVIDENCE = "plan.evidence"  # no kind of its own among the links: it opens at its duty


def rows_seen(actor: Actor) -> Rows:
    """The rows of the plans that the actor may see, as they stand."""
    return Row.objects.filter(plan__in=plans_for(actor).order_by(), dropped_in=None).select_related("plan")


def commitments_seen(actor: Actor) -> Rows:
    """The commitments that the actor may see, as they stand."""
    return commitments_for(actor).filter(dropped_in=None)


def bulletins_seen(actor: Actor) -> Rows:
    """The bulletins that the actor may see; drafts that were thrown away are left out."""
    return bulletins_for(actor).filter(discarded_at__isnull=True)


def _plans(rows: Sequence[Plan]) -> list[Found]:
    return [
        Found(
            RecordRef(PLAN_KIND, plan.ref), plan.title, "", plan.published_on,
            address=_page("plan", plan.ref), unit=str(plan.tenant),
            state="已公开" if plan.published_on else "未公开",
        )
        for plan in rows
    ]  # fmt: skip


def _rows(rows: Sequence[Row]) -> list[Found]:
    return [
        Found(
            RecordRef(ROW_KIND, row.ref), f"{row.plan.title}第{row.no}项", row.requirement, row.deadline_on,
            address=_page("row", row.ref),
        )
        for row in rows
    ]  # fmt: skip


def _duties(rows: Sequence[DueItem]) -> list[Found]:
    prefetch_related_objects(list(rows), "evidence")
    return [_duty(line) for line in lines_of(rows)]


def _duty(line: DutyLine) -> Found:
    duty, state = line.duty, State(line.duty.case.state)
    proofs = "；".join(one.says for one in duty.evidence.all() if one.withdrawn_at is None)
    return Found(
        RecordRef(DUTY_KIND, str(duty.pk)),
        f"{line.task.title}（{duty.case.unit}，{duty.period}）",
        proofs,
        duty.until_on,
        address=_page("duty", duty.pk),
        unit=str(duty.case.unit),
        state=STATE_SAYS[state],
        tone=STATE_TONES[state],
    )


def _evidence(rows: Sequence[Evidence]) -> list[Found]:
    return [
        Found(
            RecordRef(EVIDENCE, str(one.pk)), one.says, one.file.name if one.file else one.address,
            timezone.localdate(one.added_at), address=_page("duty", one.item_id),
            unit=str(one.item.case.unit), state=one.get_kind_display(),
        )
        for one in rows
    ]  # fmt: skip


def _commitments(rows: Sequence[Commitment]) -> list[Found]:
    return [
        Found(
            RecordRef(COMMITMENT_KIND, one.ref), one.task, one.content, one.case.last_on,
            address=_page("commitment", one.ref), unit=str(one.case.unit),
            state=COMMITMENT.state_in_words(one.case.state),
        )
        for one in rows
    ]  # fmt: skip


def _orders(rows: Sequence[Order]) -> list[Found]:
    return [
        Found(
            RecordRef(ORDER_KIND, str(one.pk)),
            f"{one.label} {one.subject}".strip(),
            one.demand,
            timezone.localdate(one.issued_at or one.drafted_at),
            address=_page("order", one.pk),
            unit=str(one.case.unit),
            state=ORDER.state_in_words(one.case.state),
            tone=ORDER_TONES[OrderState(one.case.state)],
        )
        for one in rows
    ]


def _bulletins(rows: Sequence[Bulletin]) -> list[Found]:
    return [
        Found(
            RecordRef(BULLETIN_KIND, str(one.pk)), one.title, one.label, one.as_of,
            address=_page("bulletin", one.pk), unit=str(one.office), state=_standing(one),
        )
        for one in rows
    ]  # fmt: skip


def _standing(bulletin: Bulletin) -> str:
    if bulletin.withdrawn_at:
        return "已撤销"
    return "已印发" if bulletin.issued_at else "待签发"


def _row_numbered(text: str) -> Q | None:
    asked = row_asked(text)
    if asked is None:
        return None
    said = in_fields("plan__title")(spellings(asked.before)) if asked.before else Q()
    return Q(no=str(asked.number)) & said


def _promise_numbered(text: str) -> Q | None:
    asked = row_asked(text)
    return Q(no=str(asked.number)) if asked and not asked.before else None


def _order_numbered(text: str) -> Q | None:
    asked = printed_asked(text)
    if asked is None:
        return None
    return _of_year(asked) & (Q(prefix__icontains=asked.before) if asked.before else Q())


def _bulletin_numbered(text: str) -> Q | None:
    asked = printed_asked(text)
    return _of_year(asked) if asked and not asked.before else None


def _of_year(asked: NumberAsked) -> Q:
    return Q(number=asked.number) & (Q(year=asked.year) if asked.year else Q())


def _duty_words(spelt: Sequence[str]) -> Q:
    """A duty bears the words of its task and of its row."""
    tasks = Task.objects.filter(in_fields("title", "row__requirement")(spelt))
    return Q(case__about__in=about_tasks(tasks))


def _evidence_words(spelt: Sequence[str]) -> Q:
    """Read for itself first: what bears a word is little, and whose it is is asked of that alone."""
    return Q(pk__in=Evidence.objects.filter(in_fields("says", "address")(spelt)).values("pk"))


def _units_of_row(unit_ids: Collection[int]) -> Q:
    return Q(pk__in=RowUnit.objects.filter(members__in=unit_ids).values("row"))


def _units_of_bulletin(unit_ids: Collection[int]) -> Q:
    to_them = Bulletin.addressees.through.objects.filter(unit_id__in=unit_ids)
    return Q(office__in=unit_ids) | Q(pk__in=to_them.values("bulletin_id"))


def _rows_of_years(actor: Actor, asked: Asked) -> Rows:
    """Rows of the plans of the years that are asked about, of the actor's own government."""
    return rows_seen(actor).filter(
        plan__tenant_id=actor.tenant_id or 0, plan__year__range=(asked.first.year, asked.last.year)
    )


def _duties_done(actor: Actor, asked: Asked) -> Rows:
    """Duties of the own government's plans that were done in these days."""
    ours = Task.objects.filter(row__plan__tenant_id=actor.tenant_id or 0)
    return duties_for(actor).filter(
        obligation__about__in=about_tasks(ours),
        case__state=State.CONFIRMED,
        until_on__gte=asked.first,
        from_on__lte=asked.last,
    )


def _commitments_under_way(actor: Actor, asked: Asked) -> Rows:
    return commitments_seen(actor).filter(
        list__tenant_id=actor.tenant_id or 0,
        case__opened_on__lte=asked.last,
        case__last_on__gte=asked.first,
    )


def _orders_issued(actor: Actor, asked: Asked) -> Rows:
    return orders_for(actor).filter(issued_at__date__range=(asked.first, asked.last))


def _bulletins_issued(actor: Actor, asked: Asked) -> Rows:
    return bulletins_seen(actor).filter(issued_at__isnull=False, as_of__range=(asked.first, asked.last))


def _page(name: str, ref: str | int) -> str:
    try:
        return reverse(f"plan_desk:{name}", args=[ref])
    except NoReverseMatch:  # the worker and the portal do not know the pages of the desk
        return ""


SHELVES = (
    Shelf(
        PLAN_KIND, "工作要点", seen=plans_for, words=in_fields("title"), tell=_plans, title="title",
        order=("-year", "tenant_id", "ref"),
    ),
    Shelf(
        ROW_KIND, "任务分工行", seen=rows_seen, words=in_fields("requirement", "section", "subsection"),
        tell=_rows, number=_row_numbered, day="deadline_on", of_units=_units_of_row,
        order=("-plan__year", "plan__tenant_id", "place"), proves=_rows_of_years,
    ),
    Shelf(
        DUTY_KIND, "责任事项", seen=duties_for, words=_duty_words, tell=_duties, day="until_on",
        of_units=of_unit("case__unit"), proves=_duties_done,
        order=(F("case__ended_on").desc(nulls_first=True), "case__due_on", "pk"),
    ),
    Shelf(
        EVIDENCE, "佐证材料", seen=live_evidence_for, words=_evidence_words,
        tell=_evidence, title="says", day="added_at__date", of_units=of_unit("item__case__unit"),
    ),
    Shelf(
        ORDER_KIND, "督办单", seen=orders_for, words=in_fields("subject", "demand"), tell=_orders,
        number=_order_numbered, title="subject", day="issued_at__date", of_units=of_unit("case__unit"),
        proves=_orders_issued,
    ),
    Shelf(
        BULLETIN_KIND, "通报", seen=bulletins_seen, words=in_fields("title"), tell=_bulletins,
        number=_bulletin_numbered, title="title", day="as_of", of_units=_units_of_bulletin,
        order=("-drafted_at", "-pk"), proves=_bulletins_issued,
    ),
    Shelf(
        COMMITMENT_KIND, "公开承诺", seen=commitments_seen, words=in_fields("task", "content", "person"),
        tell=_commitments, number=_promise_numbered, title="task", day="case__last_on",
        of_units=of_unit("case__unit"), order=("-list__year", "place"), proves=_commitments_under_way,
    ),
)  # fmt: skip


def tell_the_finder() -> None:
    """Once, when the house starts: by which words the records of the plan are found."""
    for shelf in SHELVES:
        finding.register(shelf)

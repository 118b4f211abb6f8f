"""Asking the register anew whom the names of a plan mean, without a new file."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.records.plan import events
from quancheng.records.plan.commands.drafts import AlreadyBrought, NothingNew, keeper_of
from quancheng.records.plan.models import Draft
from quancheng.records.plan.queries.editions import draft_again, regrouped_count
from quancheng.records.plan.queries.plans import latest_edition, open_drafts, own_plan


@command
def recognise_units(*, plan_ref: str, actor: Actor, now: datetime) -> Draft:
    """Draft the edition in force once more word by word: its names mean other units now (重新识别单位).

    The draft is compared and confirmed like any other; until then nothing changes.
    Raises NotYourOffice, NoSuchPlan, AlreadyBrought, NothingNew.
    """
    keeper = keeper_of(actor)
    plan, today = own_plan(actor, plan_ref), timezone.localdate(now)
    edition = latest_edition(plan)
    assert edition is not None, "a plan begins with an edition"
    waiting = open_drafts(actor).filter(amends=plan, source=edition.draft.source).first()
    if waiting is not None:
        raise AlreadyBrought("这份要点已有一份草稿等待核对，请先确认或放弃它", draft=waiting.pk)
    count = regrouped_count(edition, today=today)
    if not count:
        raise NothingNew(f"按现在的机构名册，《{plan.title}》各项所指的单位没有变化", plan=plan.ref)
    draft = draft_again(edition)
    draft.brought_by_id, draft.brought_at = keeper.person_id, now
    draft.save(force_insert=True)
    told = events.UnitsSought(
        draft=draft.pk, plan=plan.ref, title=plan.title, edition=edition.number, rows=count
    )
    record(told, actor=actor, at=now)
    return draft

"""Showing a plan to the public, and taking it back."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan import events
from quancheng.records.plan.commands.drafts import ChangedMeanwhile
from quancheng.records.plan.commands.following import tell_of_edition
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries.plans import latest_edition, own_plan, prepared_by


class NotYoursToPublish(Refusal):
    """Only the head of the openness office decides what the public sees."""

    code = "plan.not_yours_to_publish"
    status = 403


class SecondPersonNeeded(Refusal):
    """Who confirmed the edition does not publish it: four eyes."""

    code = "plan.second_person_needed"
    status = 403


class PublishedAlready(Refusal):
    """The plan is as the caller wants it."""

    code = "plan.published_already"


@command
def publish_plan(*, ref: str, actor: Actor, now: datetime, seen: int | None = None) -> Plan:
    """Show the plan to the public (《条例》第二十条), once a second person has looked it through.

    `seen`: the version of the plan that was looked at; none on the console, where nothing was shown.
    Raises NoSuchPlan, NotYoursToPublish, ChangedMeanwhile, SecondPersonNeeded, PublishedAlready.
    """
    plan = _plan_of_head(actor, ref)
    if seen is not None and seen != plan.version and plan.published_on is None:
        raise ChangedMeanwhile("您打开之后这份要点又有改动，没有公开；请核对下面的最新情况，再点公开")
    edition = latest_edition(plan)
    if edition and prepared_by(edition) == actor.person_id:
        raise SecondPersonNeeded("这一版由您确认，须由另一位负责人保密审查后公开")
    today = timezone.localdate(now)
    here = Plan.objects.filter(pk=plan.pk, published_on__isnull=True)
    if not here.update(published_on=today, version=F("version") + 1):
        raise PublishedAlready(f"《{plan.title}》已经公开，不需要重复操作")
    plan.published_on = today
    tell_of_edition(plan, edition, now=now)
    record(events.PlanPublished(plan=plan.ref, title=plan.title), actor=actor, at=now)
    return plan


@command
def withdraw_plan(*, ref: str, reason: str, actor: Actor, now: datetime) -> Plan:
    """Take the plan back from the public at once; coming down never waits.

    Raises NoSuchPlan, NotYoursToPublish, PublishedAlready.
    """
    plan = _plan_of_head(actor, ref)
    here = Plan.objects.filter(pk=plan.pk, published_on__isnull=False)
    if not here.update(published_on=None, version=F("version") + 1):
        raise PublishedAlready(f"《{plan.title}》没有公开，不需要撤下")
    plan.published_on = None
    record(events.PlanWithdrawn(plan=plan.ref, title=plan.title, reason=reason), actor=actor, at=now)
    return plan


def _plan_of_head(actor: Actor, ref: str) -> Plan:
    plan = own_plan(actor, ref)
    if Role.OPENNESS_HEAD not in actor.roles:
        raise NotYoursToPublish("公开和撤下工作要点须由政务公开机构负责人操作")
    return plan

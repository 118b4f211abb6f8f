"""A page goes up in two hands and comes down at once: nobody but `release_page` publishes."""

from datetime import datetime

from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import Role
from quancheng.shells.workbench import events
from quancheng.shells.workbench.models import SiteRelease
from quancheng.shells.workbench.site import kinds
from quancheng.shells.workbench.site.queries import (
    NotYourSite,
    has_public_below,
    latest_of,
    must_release,
    page_of,
    people_who_release,
    release_for,
    writers_of_page,
)


class NothingNew(Refusal):
    """The page is public as it reads: nothing to lay before."""

    code = "workbench.nothing_new"


class NotByTheClock(Refusal):
    """A page is released by a person, not by a day that was set in the editor."""

    code = "workbench.not_by_the_clock"
    status = 422


class DecidedAlready(Refusal):
    """Somebody released it, sent it back, or laid it before anew."""

    code = "workbench.release_decided"


class PageChanged(Refusal):
    """The page reads otherwise than what was laid before."""

    code = "workbench.page_changed"


class OwnPage(Refusal):
    """Who laid it before, or wrote words in it, does not release it: four eyes."""

    code = "workbench.own_page"
    status = 403


class ReasonNeeded(Refusal):
    """Who sends back or takes down says why."""

    code = "workbench.reason_needed"
    status = 422


class NotPublic(Refusal):
    """Only what is public comes down, and nothing public may hang under it."""

    code = "workbench.not_public"


@command
def submit_page(*, page_id: int, note: str, actor: Actor, now: datetime) -> SiteRelease:
    """The editor lays the newest wording of a page before a second person; an earlier one gives way to it.

    Raises NotYourSite, NoSuchPage, NothingNew, NotByTheClock.
    """
    page = page_of(actor, page_id)
    if Role.SITE_EDITOR not in actor.roles:
        raise NotYourSite("页面由网站编辑提交审核，您的岗位可以审核和撤下")
    latest = latest_of(page)
    if latest is None or (page.live and not page.has_unpublished_changes):
        raise NothingNew("这个页面没有尚未公开的改动，不需要审核")
    _must_not_go_by_the_clock(latest)
    waiting = SiteRelease.objects.filter(page=page, state=SiteRelease.State.WAITING)
    waiting.update(state=SiteRelease.State.REPLACED)
    release = SiteRelease.objects.create(
        tenant_id=actor.tenant_id or 0, page=page, title=str(latest.content["title"])[:255],
        revision_id=latest.pk, note=note.strip(), submitted_by_id=actor.person_id or 0, submitted_at=now,
    )  # fmt: skip
    others = people_who_release(release.tenant_id, on=timezone.localdate(now)) - {actor.person_id or 0}
    _tell(release, kinds.SUBMITTED, others, now=now)
    told = events.SitePageSubmitted(release=release.pk, page=release.title, note=note)
    record(told, actor=actor, at=now)
    return release


@command
def release_page(*, release_id: int, actor: Actor, now: datetime) -> SiteRelease:
    """A second person, who wrote nothing of it, puts the page up in just the wording that was laid before.

    Raises NotYourSite, NoSuchRelease, DecidedAlready, PageChanged, OwnPage.
    """
    release, page = _waiting(actor, release_id)
    if page.latest_revision_id != release.revision_id:
        raise PageChanged("提交以后页面又有改动，这次没有公开；请编辑重新提交，再审核新的文字")
    writers = writers_of_page(page, release.revision_id)
    if actor.person_id in writers | {release.submitted_by_id}:
        raise OwnPage("这次改动由您提交，或者里面有您写的文字，须由另一人审核公开")
    _decide(release, SiteRelease.State.RELEASED, actor=actor, now=now)
    revision = Revision.objects.get(pk=release.revision_id)
    person = Person.objects.get(pk=actor.person_id or 0)
    revision.publish(user=person, log_action=True, skip_permission_checks=True)
    _tell(release, kinds.RELEASED, {release.submitted_by_id}, now=now)
    record(events.SitePageReleased(release=release.pk, page=release.title), actor=actor, at=now)
    return release


@command
def return_page(*, release_id: int, reason: str, actor: Actor, now: datetime) -> SiteRelease:
    """It is sent back to its editor, with the reason.

    Raises NotYourSite, NoSuchRelease, DecidedAlready, ReasonNeeded.
    """
    release, _ = _waiting(actor, release_id)
    _must_say_why(reason)
    _decide(release, SiteRelease.State.RETURNED, reason=reason, actor=actor, now=now)
    _tell(release, kinds.RETURNED, {release.submitted_by_id} - {actor.person_id or 0}, now=now, reason=reason)
    told = events.SitePageReturned(release=release.pk, page=release.title, reason=reason)
    record(told, actor=actor, at=now)
    return release


@command
def withdraw_page(*, page_id: int, reason: str, actor: Actor, now: datetime) -> SiteRelease:
    """A page comes down at once: by an editor or by who may release, without a second person.

    Raises NotYourSite, NoSuchPage, NotPublic, ReasonNeeded.
    """
    page = page_of(actor, page_id)
    if not page.live:
        raise NotPublic("这个页面现在没有公开，不需要撤下")
    if has_public_below(page):
        raise NotPublic("这个栏目下还有公开的页面，请先撤下它们")
    _must_say_why(reason)
    release = SiteRelease.objects.create(
        tenant_id=actor.tenant_id or 0, page=page, title=page.title[:255],
        revision_id=page.live_revision_id or 0, state=SiteRelease.State.WITHDRAWN, reason=reason.strip(),
        submitted_by_id=actor.person_id or 0, submitted_at=now, decided_by_id=actor.person_id,
        decided_at=now,
    )  # fmt: skip
    person = Person.objects.get(pk=actor.person_id or 0)
    UnpublishPageAction(page.specific, user=person).execute(skip_permission_checks=True)
    told = events.SitePageWithdrawn(release=release.pk, page=release.title, reason=reason)
    record(told, actor=actor, at=now)
    return release


def _waiting(actor: Actor, release_id: int) -> tuple[SiteRelease, Page]:
    must_release(actor)
    release = release_for(actor, release_id)
    if release.state != SiteRelease.State.WAITING or release.page is None:
        raise DecidedAlready(f"这次提交{release.get_state_display()}，请刷新页面看最新状态")
    return release, release.page


def _decide(
    release: SiteRelease, state: SiteRelease.State, *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    here = SiteRelease.objects.filter(pk=release.pk, state=SiteRelease.State.WAITING)
    said = {"state": state, "decided_by": actor.person_id, "decided_at": now, "reason": reason.strip()}
    if not here.update(**said):
        raise DecidedAlready("这次提交刚刚已有人处理，请刷新页面看最新状态")
    release.refresh_from_db()


def _must_not_go_by_the_clock(latest: Revision) -> None:
    if latest.content.get("go_live_at") or latest.content.get("expire_at"):
        raise NotByTheClock("页面设了定时公开或定时撤下；本网站由人审核后公开、由人撤下，请清除时间再提交")


def _must_say_why(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded("请写明理由")


def _tell(release: SiteRelease, kind: NoticeKind, people: set[int], *, now: datetime, **facts: str) -> None:
    tell(
        person_ids=people, kind=kind, facts={"title": release.title, **facts},
        about=RecordRef(events.SITE_KIND, str(release.pk)), at=now, tenant_id=release.tenant_id,
        once=f"{kind.code}:{release.pk}",
    )  # fmt: skip

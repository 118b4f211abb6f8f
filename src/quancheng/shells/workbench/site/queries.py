"""Pages of the site as the desk sees them: what was laid before, what was changed, what is public."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import strip_tags
from wagtail.models import Page, Revision

from quancheng.kernel.approvals.standing import Version, Words, standing_words
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.queries import people_in
from quancheng.kernel.orgs.roles import Role
from quancheng.shells.portal.models import HomePage
from quancheng.shells.workbench.models import SiteRelease

RELEASERS = frozenset({Role.SITE_EDITOR, Role.REVIEWER, Role.OPENNESS_HEAD})
SAID: Mapping[str, str] = {  # what of a page the public reads, and how the desk calls it
    "title": "标题",
    "slug": "网址中的名称",
    "issuer": "发布机构",
    "issued_on": "发布日期",
    "body": "正文",
    "government": "政府名称",
    "host": "主办单位",
    "welcome": "导语",
    "seo_title": "搜索结果中的标题",
    "search_description": "搜索结果中的说明",
}
RICH = frozenset({"body"})
NOBODY = 0  # who wrote what is public already: it was released before


class NoSuchPage(Refusal):
    """No page of the actor's site."""

    code = "workbench.no_such_page"
    status = 404


class NoSuchRelease(Refusal):
    """Nothing of the actor's government was laid before under this number."""

    code = "workbench.no_such_release"
    status = 404


class NotYourSite(Refusal):
    """The actor's post neither edits nor releases pages."""

    code = "workbench.not_your_site"
    status = 403


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a page: as the public reads it, and as it was laid before."""

    says: str
    before: str
    after: str
    is_rich: bool

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def may_release(actor: Actor) -> bool:
    """Whether the actor's post puts pages up and takes them down."""
    return bool(actor.roles & RELEASERS)


def must_release(actor: Actor) -> None:
    """Raises NotYourSite."""
    if not may_release(actor) or actor.person_id is None or actor.tenant_id is None:
        raise NotYourSite("网站内容由网站编辑、审核人和政务公开机构负责人发布和撤下，您的岗位不能办理")


def roots_of(actor: Actor) -> Sequence[Page]:
    """The front pages of the actor's government: those that bear its name.

    One that bears no government's name belongs to the highest.
    """
    tenant = Tenant.objects.filter(pk=actor.tenant_id or 0).first()
    if tenant is None:
        return []
    homes = {home.pk: home.government for home in HomePage.objects.all()}
    own = [pk for pk, name in homes.items() if name in {tenant.full_name, tenant.name}]
    if not own and tenant.parent_id is None:
        known = set(Tenant.objects.values_list("full_name", flat=True))
        own = [pk for pk, name in homes.items() if name not in known]
    return list(Page.objects.filter(pk__in=own))


def pages_of(actor: Actor) -> QuerySet[Page]:
    """Every page of the actor's site."""
    whole = Q(pk__in=[])
    for root in roots_of(actor):
        whole |= Q(path__startswith=root.path)
    found: QuerySet[Page] = Page.objects.filter(whole).select_related("content_type")
    return found


def page_of(actor: Actor, page_id: int) -> Page:
    """One page of the actor's site. Raises NotYourSite, NoSuchPage."""
    must_release(actor)
    found = pages_of(actor).filter(pk=page_id).first()
    if found is None:
        raise NoSuchPage("没有找到这个页面，可能已被删除，或属于其他政府的网站")
    return found


def releases_for(actor: Actor) -> QuerySet[SiteRelease]:
    """What was laid before in the actor's government, for those who edit or release."""
    found = SiteRelease.objects.select_related("page", "submitted_by", "decided_by").order_by("-pk")
    if not may_release(actor):
        return found.none()
    return found.filter(tenant_id=actor.tenant_id or 0)


def waiting_releases(actor: Actor) -> QuerySet[SiteRelease]:
    """What waits for somebody to release it."""
    return releases_for(actor).filter(state=SiteRelease.State.WAITING, page__isnull=False)


def release_for(actor: Actor, release_id: int) -> SiteRelease:
    """Raises NoSuchRelease."""
    found = releases_for(actor).filter(pk=release_id).first()
    if found is None:
        raise NoSuchRelease("没有找到这次提交，请从网站发布列表中打开")
    return found


def to_decide(actor: Actor) -> int:
    """How many submissions of others wait for the actor."""
    return waiting_releases(actor).exclude(submitted_by_id=actor.person_id or 0).count()


def latest_of(page: Page) -> Revision | None:
    """The newest wording of a page, public or not."""
    return Revision.objects.filter(pk=page.latest_revision_id or 0).first()


def changes_of(page: Page, content: Mapping[str, Any]) -> Sequence[FieldChange]:
    """Field by field what a wording says beside what is public now."""
    live = dict(_shown(page.specific)) if page.live else {}
    return [
        FieldChange(says, live.get(name, ""), str(content.get(name) or ""), name in RICH)
        for name, says in SAID.items()
        if name in content and (content[name] or live.get(name))
    ]


def words_of(content: Mapping[str, Any]) -> Words:
    """What a wording says, without the marks of the editor."""
    return {name: strip_tags(str(content.get(name) or "")) for name in SAID if name in content}


def writers_of_page(page: Page, upto: int) -> frozenset[int]:
    """Whose words stand in a wording that the public does not read yet."""
    first = page.live_revision_id or 0
    later = Revision.objects.for_instance(page).filter(pk__gt=first, pk__lte=upto).order_by("pk")
    versions = [Version(one.user_id or NOBODY, words_of(one.content)) for one in later]
    if page.live:
        versions.insert(0, Version(NOBODY, words_of(dict(_shown(page.specific)))))
    return frozenset(standing_words(versions)) - {NOBODY}


def has_public_below(page: Page) -> bool:
    """Whether something public hangs under it."""
    return bool(page.get_descendants().live().exists())


def people_who_release(tenant_id: int, *, on: date) -> set[int]:
    """Those at work who may release pages of a government."""
    units = Unit.objects.filter(tenant_id=tenant_id).values_list("pk", flat=True)
    return {held.person_id for held in people_in(units, roles=RELEASERS, on=on)}


def releases_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Submissions by their number, for those who edit or release."""
    found = releases_for(actor).filter(pk__in=row_numbers(refs))
    return {str(one.pk): Linked(one.title, one.address, None) for one in found}


def _shown(page: Page) -> Iterator[tuple[str, str]]:
    for name in SAID:
        if hasattr(page, name):
            value = getattr(page, name)
            yield name, value.isoformat() if isinstance(value, date) else str(value or "")

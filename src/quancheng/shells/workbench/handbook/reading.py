"""What a reader of the handbook is shown: the chapters of the own menu, and the courses as declared."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Clock, Counting, Step, Workflow
from quancheng.kernel.casework.registry import workflows
from quancheng.kernel.orgs.roles import EVERY_ROLE, Role
from quancheng.shells.workbench import menu
from quancheng.shells.workbench.handbook import of_requests, of_the_house, of_the_plan, of_the_units
from quancheng.shells.workbench.handbook.chapter import Asked, Chapter, Part
from quancheng.ui.gate import actor_of

CHAPTERS: tuple[Chapter, ...] = (
    *of_the_plan.CHAPTERS,
    *of_requests.CHAPTERS,
    *of_the_units.CHAPTERS,
    *of_the_house.CHAPTERS,
)
_by_entry = {chapter.url_name: chapter for chapter in CHAPTERS}


class NoSuchChapter(Refusal):
    """There is no such chapter, or it is about an entry that the reader's menu does not have."""

    code = "workbench.no_such_chapter"
    status = 404


@dataclass(frozen=True, slots=True)
class Title:
    """A chapter in the table of contents."""

    code: str
    says: str
    lead: str


@dataclass(frozen=True, slots=True)
class Told:
    """One step of a case in words: who takes it, where it leads, and whether the reader may take it."""

    says: str
    by: str
    leads_to: str
    needs_reason: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Course:
    """How one kind of case goes: its steps, and by when it must be over."""

    says: str
    steps: tuple[Told, ...]
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One chapter as its reader needs it."""

    title: str
    lead: str
    href: str
    parts: tuple[Part, ...]
    asked: tuple[Asked, ...]
    courses: tuple[Course, ...]
    before: Title | None
    after: Title | None

    @property
    def trail(self) -> tuple[tuple[str, str], ...]:
        return ((_("帮助"), reverse("workbench:help")), (self.title, ""))


def contents_for(request: HttpRequest) -> tuple[Title, ...]:
    """The chapters about what stands in the reader's menu, in its order."""
    told = ((entry, _by_entry.get(entry.url_name)) for entry in menu.shown_to(request))
    return tuple(Title(chapter.code, entry.label, chapter.lead) for entry, chapter in told if chapter)


def chapter_for(request: HttpRequest, code: str) -> Page:
    """One chapter. Raises NoSuchChapter."""
    contents = contents_for(request)
    place = next((at for at, title in enumerate(contents) if title.code == code), None)
    if place is None:
        raise NoSuchChapter("没有这一章，或者它讲的不归现在的岗位办；请从“帮助”首页的目录打开")
    roles = actor_of(request).roles
    chapter = next(each for each in CHAPTERS if each.code == code)
    return Page(
        title=contents[place].says,
        lead=chapter.lead,
        href=menu.address_of(chapter.url_name),
        parts=tuple(part for part in chapter.parts if part.is_for(roles)),
        asked=chapter.asked,
        courses=tuple(_course(workflows[each], roles) for each in chapter.workflows),
        before=contents[place - 1] if place else None,
        after=contents[place + 1] if place + 1 < len(contents) else None,
    )


def _course(workflow: Workflow, roles: frozenset[str]) -> Course:
    return Course(
        says=workflow.says,
        steps=tuple(_told(step, workflow, roles) for step in workflow.steps),
        limits=tuple(_limit(clock) for clock in workflow.clocks),
    )


def _told(step: Step, workflow: Workflow, roles: frozenset[str]) -> Told:
    return Told(
        says=step.says,
        by=_by(step.by),
        leads_to=workflow.state_in_words(step.into) if step.into else "",
        needs_reason=step.needs_reason,
        is_mine=bool(step.by & roles),
    )


def _by(roles: Iterable[str]) -> str:
    named = set(roles)
    if named >= EVERY_ROLE:
        return _("各岗位")
    people = [role.says for role in Role if role in named]
    return "、".join(people) if people else _("系统自动")


def _limit(clock: Clock) -> str:
    told = {"what": clock.says, "basis": clock.articles.count}
    if clock.counting is Counting.FIXED or not clock.length:
        return _("%(what)s：依%(basis)s") % told
    told |= {"days": str(clock.length), "unit": clock.counting.value}
    return _("%(what)s：%(days)s%(unit)s，依%(basis)s") % told

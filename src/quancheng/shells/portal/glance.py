"""The plan of the year at a glance, as the front page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from quancheng.records.plan.public import Progress, ShownPlan, has_public_commitments, newest_shown
from quancheng.ui.bands import Share, Tone

ORDER = (Progress.DONE, Progress.UNDER_WAY, Progress.NOT_BEGUN, Progress.CANCELLED)


@dataclass(frozen=True, slots=True)
class ChapterAtAGlance:
    """One chapter of the plan: how many promises it holds, and in which states they are."""

    title: str
    shares: tuple[Share, ...]
    href: str = ""

    @property
    def total(self) -> int:
        return sum(share.count for share in self.shares)


@dataclass(frozen=True, slots=True)
class PlanAtAGlance:
    """What the city promised for the year and how far it is; only what the public may know."""

    year: int
    title: str
    kept: int  # promises whose result has been confirmed
    shares: tuple[Share, ...]
    chapters: tuple[ChapterAtAGlance, ...]
    as_of: date
    href: str
    commitments_href: str = ""

    @property
    def total(self) -> int:
        return sum(share.count for share in self.shares)


def plan_at_a_glance() -> PlanAtAGlance | None:
    """The newest published plan, its rows by how far they are; None while none is published."""
    today = timezone.localdate()
    shown = newest_shown()
    if shown is None:
        return None
    href = reverse("plan_site:of_year", args=[shown.plan.ref])
    return PlanAtAGlance(
        year=shown.plan.year,
        title=shown.plan.title,
        kept=shown.counts.get(Progress.DONE, 0),
        shares=shares_for_the_public([row.progress for row in shown.rows], href=href),
        chapters=tuple(_chapters(shown, href)),
        as_of=today,
        href=href,
        commitments_href=reverse("plan_site:commitments") if has_public_commitments() else "",
    )


def _chapters(shown: ShownPlan, href: str) -> Iterator[ChapterAtAGlance]:
    for title, place in shown.chapters.items():
        progresses = [row.progress for row in shown.rows if row.row.section == title]
        yield ChapterAtAGlance(title, shares_for_the_public(progresses), f"{href}#{place}")


def shares_for_the_public(found: Sequence[Progress], *, href: str = "") -> tuple[Share, ...]:
    """In the order in which one reads them, what is done first; lateness stays on the desk.

    `href`: the page of the plan, which lists the promises behind each number.
    """
    told = [progress.for_the_public for progress in found]
    return tuple(
        Share(each.value, told.count(each), Tone(each.tone), _list_behind(href, each))
        for each in ORDER
        if each in told
    )


def _list_behind(href: str, progress: Progress) -> str:
    return f"{href}?{urlencode({'progress': progress.value})}#rows" if href else ""

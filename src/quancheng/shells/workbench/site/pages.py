"""The desk's pages on which the site is released: what waits, one submission, what is public."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page, Revision

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import Role
from quancheng.shells.workbench.models import SiteRelease
from quancheng.shells.workbench.site import commands, queries
from quancheng.shells.workbench.site.forms import NoteForm, ReasonForm
from quancheng.ui.bands import Tone
from quancheng.ui.entered import turn_away
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

A_PAGE = 30
HOME = "网站发布"
TONES = {
    SiteRelease.State.WAITING: Tone.ORANGE,
    SiteRelease.State.RELEASED: Tone.GREEN,
    SiteRelease.State.RETURNED: Tone.RED,
    SiteRelease.State.REPLACED: Tone.GREY,
    SiteRelease.State.WITHDRAWN: Tone.GREY,
}


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """What waits for release, what editors changed, and what is public. Raises NotYourSite."""
    actor = actor_of(request)
    queries.must_release(actor)
    waiting = list(queries.waiting_releases(actor))
    laid = {one.page_id for one in waiting}
    pages = list(queries.pages_of(actor).order_by("path"))
    past = queries.releases_for(actor).exclude(state=SiteRelease.State.WAITING)
    page = Paginator(past, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": waiting,
        "drafts": [
            one for one in pages if (one.has_unpublished_changes or not one.live) and one.pk not in laid
        ],
        "public": [(one, not _has_live_below(one, pages)) for one in pages if one.live],
        "page": page,
        "past": [(one, TONES[SiteRelease.State(one.state)]) for one in page.object_list],
        "is_editor": Role.SITE_EDITOR in actor.roles,
        "note": NoteForm(),
        "reason": ReasonForm(),
    }
    return render(request, "workbench/desk/site/list.html", context)


@require_safe
def release(request: HttpRequest, release_id: int) -> HttpResponse:
    """One submission, field by field beside what is public. Raises NotYourSite, NoSuchRelease."""
    return show(request, release_id)


@require_POST
def submit(request: HttpRequest, page_id: int) -> HttpResponse:
    """The editor lays a page before. Raises NotYourSite, NoSuchPage, NothingNew, NotByTheClock."""
    form = NoteForm(request.POST)
    form.is_valid()
    done = commands.submit_page(
        page_id=page_id, note=form.cleaned_data.get("note", ""), actor=actor_of(request), now=timezone.now()
    )
    messages.success(request, f"“{done.title}”已提交，由另一人审核后公开")
    return redirect("workbench:site_release", done.pk)


@only_when_sure
@require_POST
def publish(request: HttpRequest, release_id: int) -> HttpResponse:
    """A second person puts it up, having lately proved who they are."""
    try:
        done = commands.release_page(release_id=release_id, actor=actor_of(request), now=timezone.now())
    except (commands.OwnPage, commands.PageChanged, commands.DecidedAlready) as refusal:
        return show(request, release_id, refused=refusal.sentence)
    messages.success(request, f"“{done.title}”已公开")
    return redirect("workbench:site_release", done.pk)


@only_when_sure
@require_POST
def send_back(request: HttpRequest, release_id: int) -> HttpResponse:
    """It goes back to its editor."""
    form = ReasonForm(request.POST, auto_id="back_%s")
    if _written(form, commands.return_page, request, release_id=release_id):
        messages.success(request, "已退回，编辑会收到理由")
        return redirect("workbench:site_release", release_id)
    return show(request, release_id, back=form)


@require_POST
def withdraw(request: HttpRequest, page_id: int) -> HttpResponse:
    """A page comes down at once. Raises NotYourSite, NoSuchPage."""
    actor = actor_of(request)
    found = queries.page_of(actor, page_id)
    form = ReasonForm(request.POST, auto_id="down_%s")
    if _written(form, commands.withdraw_page, request, page_id=page_id):
        messages.success(request, f"“{found.title}”已撤下，公众已看不到")
        return redirect("workbench:site_releases")
    context = {"found": found, "form": form, "trail": _trail(found.title)}
    return render(request, "workbench/desk/site/down.html", context, status=422)


def show(
    request: HttpRequest, release_id: int, *, back: ReasonForm | None = None, refused: str = ""
) -> HttpResponse:
    """The page of a submission, with what was just turned away in its place."""
    actor = actor_of(request)
    queries.must_release(actor)
    found = queries.release_for(actor, release_id)
    revision = Revision.objects.filter(pk=found.revision_id).first()
    is_waiting = found.state == SiteRelease.State.WAITING and found.page is not None
    writers = queries.writers_of_page(found.page, found.revision_id) if is_waiting and found.page else ()
    context = {
        "release": found,
        "tone": TONES[SiteRelease.State(found.state)],
        "changes": queries.changes_of(found.page, revision.content) if revision and found.page else (),
        "is_waiting": is_waiting,
        "is_stale": is_waiting and found.page and found.page.latest_revision_id != found.revision_id,
        "is_own": actor.person_id in {found.submitted_by_id, *writers},
        "is_editor": Role.SITE_EDITOR in actor.roles,
        "back": back or ReasonForm(auto_id="back_%s"),
        "refused": refused,
        "trail": _trail(found.title),
    }
    status = 422 if back or refused else 200
    return render(request, "workbench/desk/site/one.html", context, status=status)


def _has_live_below(page: Page, pages: list[Page]) -> bool:
    return any(one.live and one.path.startswith(page.path) and one.pk != page.pk for one in pages)


def _written(form: ReasonForm, write: Callable[..., object], request: HttpRequest, **which: int) -> bool:
    if not form.is_valid():
        return False
    try:
        write(**which, **form.cleaned_data, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        turn_away(form, refusal)
        return False
    return True


def _trail(last: str) -> list[tuple[str, str]]:
    return [(HOME, reverse("workbench:site_releases")), (last, "")]

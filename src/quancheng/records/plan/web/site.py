"""The portal's pages of the plan: what was promised for the year, and whether it was kept."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quancheng.records.plan.queries import plans as queries
from quancheng.records.plan.queries import shown
from quancheng.records.plan.queries.progress import Progress
from quancheng.records.plan.web.site_page import plan_page, row_page
from quancheng.ui.shelf import shelved

PUBLIC = shown.PUBLIC


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """The newest published plan; an honest page when there is none. The words of the query go along."""
    plan = queries.plans_for(PUBLIC).first()
    if plan is None:
        return render(request, "plan/site/none.html")
    return redirect(reverse("plan_site:of_year", args=[plan.ref], query=request.GET))


@require_safe
@shelved("unit", "progress")
def of_year(request: HttpRequest, ref: str) -> HttpResponse:
    """One published plan, row by row; narrowed to rows that name a unit, hold a word, stand so."""
    plan = shown.shown_plan(queries.plan_for(PUBLIC, ref))
    progress = request.GET.get("progress", "")
    page = plan_page(
        plan,
        unit=request.GET.get("unit", "").strip(),
        word=request.GET.get("q", "").strip(),
        progress=progress if progress in set(Progress) else "",
    )
    others = queries.plans_for(PUBLIC).exclude(pk=plan.plan.pk)
    return render(request, "plan/site/plan.html", {"page": page, "plan": plan.plan, "others": others})


@require_safe
@shelved()
def row(request: HttpRequest, ref: str) -> HttpResponse:
    """One row: what is demanded, of whom, by when; what was done and shown; what was moved, and why."""
    seen, results = shown.shown_row(ref)
    page = row_page(seen, results, shown.neighbours(seen.row))
    return render(request, "plan/site/row.html", {"page": page, "row": seen.row, "plan": seen.row.plan})


@require_safe
def evidence(request: HttpRequest, release_id: int) -> FileResponse:
    """A released file, to be saved: never shown within the portal, never kept on the way.

    Its name is the public title; that of the desk stays there. Raises NotShown.
    """
    release = shown.shown_file(release_id)
    kept = release.evidence.file
    assert kept is not None
    answer = FileResponse(
        kept.data.open("rb"),
        as_attachment=True,
        filename=f"{release.title}.{shown.ending_of(kept)}",
        content_type="application/octet-stream",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer

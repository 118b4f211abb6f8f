"""The package of materials: what would be in it, what left already, and the package itself."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.files.names import safe_name
from quancheng.records.inspections.commands.packages import hand_out_package
from quancheng.records.inspections.queries.gathering import indicators_of, materials_of
from quancheng.records.inspections.queries.packing import attached_files, packages_for
from quancheng.records.inspections.queries.sheets import inspection_for
from quancheng.records.inspections.web.desk import HOME
from quancheng.records.inspections.web.lines import shares_of
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure


@require_safe
def package(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """What the package would hold today, and every one that left. Raises NoSuchInspection."""
    actor = actor_of(request)
    found = inspection_for(actor, inspection_id)
    indicators = [one for one in indicators_of(actor, found) if one.dropped_at is None]
    gathered = materials_of(actor, indicators).values()
    pieces = [one for several in gathered for one in several]
    context = {
        "inspection": found,
        "shares": shares_of(indicators),
        "whole": len(indicators),
        "files": sum(one.is_seen for one in pieces),
        "attached": sum(map(len, attached_files(actor, gathered).values())),
        "hidden": sum(not one.is_seen for one in pieces),
        "left": list(packages_for(actor, found)),
        "trail": [
            (HOME, reverse("inspections_desk:inspections")),
            (found.title, reverse("inspections_desk:inspection", args=[found.pk])),
            ("材料包", ""),
        ],
    }
    return render(request, "inspections/desk/package.html", context)


@only_when_sure
@require_POST
@never_cache
def hand_out(request: HttpRequest, inspection_id: int) -> FileResponse:
    """The package as a zip; that it left is written down. Raises NotYourInspection, NoSuchInspection."""
    actor, now = actor_of(request), timezone.now()
    found = inspection_for(actor, inspection_id)
    stream = hand_out_package(inspection_id=found.pk, actor=actor, now=now)
    name = safe_name(f"{found.title[:60]}材料包{timezone.localdate(now):%Y%m%d}.zip")
    answer = FileResponse(stream, as_attachment=True, filename=name, content_type="application/zip")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

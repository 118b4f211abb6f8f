"""Indicator sets at the desk: the list, one set, its indicators, its units, its sheet. No scripts needed."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.insight.scorecards.commands import indicators as on_indicators
from quancheng.insight.scorecards.commands import sets as on_sets
from quancheng.insight.scorecards.forms import (
    FromDayForm,
    IndicatorForm,
    NewSetForm,
    SettingsForm,
    SheetForm,
    initial_of,
)
from quancheng.insight.scorecards.models import ScoreSet
from quancheng.insight.scorecards.queries import sets as queries
from quancheng.insight.scorecards.queries.filled import sheets_of
from quancheng.insight.scorecards.queries.readings import readings
from quancheng.insight.scorecards.rules.filling import SHEET
from quancheng.insight.scorecards.rules.letters import SIGN_DAYS
from quancheng.insight.scorecards.rules.scoring import NoBase
from quancheng.insight.scorecards.rules.spans import PartTime
from quancheng.insight.scorecards.web.desk import HOME
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.files.tables import XLSX_TYPE, as_xlsx
from quancheng.ui.answers import saved
from quancheng.ui.entered import turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
SETS = "考核指标"
FULL = {
    "appeal_days": 5, "decide_days": 10, "no_base": NoBase.SPREAD.value, "is_ranked": True,
    "part_time": PartTime.WHOLE.value, "sign_days": SIGN_DAYS,
}  # fmt: skip  # [D]


@require_safe
def sets(request: HttpRequest) -> HttpResponse:
    """Every set that the actor may see."""
    actor = actor_of(request)
    context = {
        "sets": list(queries.sets_listed(actor)),
        "is_office": queries.is_office(actor),
        "trail": _trail((SETS, "")),
    }
    return render(request, "scorecards/desk/sets.html", context)


@read_or_write
def new(request: HttpRequest) -> HttpResponse:
    """Begin the indicators of a year. Raises NotOfOffice."""
    actor, today = actor_of(request), timezone.localdate()
    queries.must_be_office(actor)
    proposed = {
        "year": today.year, "title": f"{today.year}年政务公开考核指标", "from_on": f"{today.year}-01-01",
        "until_on": f"{today.year}-12-31", **FULL,
    }  # fmt: skip
    form = NewSetForm(request.POST or None, initial=proposed)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            drafted = on_sets.draft_set(
                year=told.pop("year"), settings=on_sets.Settings(**told), actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "已建立草稿，请逐项填写指标，或导出表格填写后上传")
            return redirect("scorecards_desk:set", drafted.pk)
    context = {"form": form, "trail": _trail((SETS, reverse("scorecards_desk:sets")), ("拟定", ""))}
    return render(
        request, "scorecards/desk/form.html", {**context, "title": "拟定考核指标"}, status=_of(form)
    )


@require_safe
def one(request: HttpRequest, set_id: int) -> HttpResponse:
    """One set with its indicators, its units and what keeps it from being issued. Raises NoSuchSet."""
    return _show(request, set_id)


@read_or_write
def edit(request: HttpRequest, set_id: int) -> HttpResponse:
    """What a draft says besides its indicators. Raises NotOfOffice, NoSuchSet."""
    actor = actor_of(request)
    seen = queries.set_of_office(actor, set_id)
    form = SettingsForm(request.POST or None, initial=initial_of(seen, SettingsForm))
    if request.method == "POST" and form.is_valid():
        try:
            on_sets.amend_set(
                set_id=set_id, version=version_of(request), settings=on_sets.Settings(**form.cleaned_data),
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "设定已保存")
            return redirect("scorecards_desk:set", set_id)
    return _form_page(request, form, seen, "修改设定")


@read_or_write
def units(request: HttpRequest, set_id: int) -> HttpResponse:
    """Whom a draft scores, in which group. Raises NotOfOffice, NoSuchSet."""
    actor, today = actor_of(request), timezone.localdate()
    seen = queries.set_of_office(actor, set_id)
    offered = queries.units_to_choose(seen, on=today)
    refused = ""
    if request.method == "POST":
        groups = {unit.pk: request.POST.get(f"group-{unit.pk}", "")[:20] for unit in offered}
        try:
            on_sets.choose_units(
                set_id=set_id, version=version_of(request), groups=groups, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            refused = refusal.sentence
        else:
            messages.success(request, "考核对象已保存")
            return redirect("scorecards_desk:set", set_id)
        offered = {unit: groups[unit.pk] for unit in offered}
    known = sorted({group for group in offered.values() if group} | {"市直部门", "区县"})
    context = {
        "set": seen, "offered": offered.items(), "groups": known, "refused": refused,
        "trail": _trail_of(seen, "考核对象"),
    }  # fmt: skip
    return render(request, "scorecards/desk/units.html", context, status=409 if refused else 200)


@read_or_write
def new_indicator(request: HttpRequest, set_id: int) -> HttpResponse:
    """One more indicator in a draft. Raises NotOfOffice, NoSuchSet."""
    actor = actor_of(request)
    seen = queries.set_of_office(actor, set_id)
    form = _indicator_form(request, {})
    if request.method == "POST" and form.is_valid():
        try:
            added = on_indicators.add_indicator(
                set_id=set_id, version=version_of(request), told=form.told(), actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, f"已添加指标“{added.name}”")
            return redirect("scorecards_desk:set", set_id)
    return _form_page(request, form, seen, "添加指标")


@read_or_write
def edit_indicator(request: HttpRequest, set_id: int, indicator_id: int) -> HttpResponse:
    """An indicator of a draft, put otherwise. Raises NotOfOffice, NoSuchSet, NoSuchIndicator."""
    actor = actor_of(request)
    seen = queries.set_of_office(actor, set_id)
    indicator = queries.indicator_of(seen, indicator_id)
    form = _indicator_form(request, initial_of(indicator, IndicatorForm))
    if request.method == "POST" and form.is_valid():
        try:
            on_indicators.amend_indicator(
                set_id=set_id, version=version_of(request), indicator_id=indicator_id, told=form.told(),
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "指标已保存")
            return redirect("scorecards_desk:set", set_id)
    return _form_page(request, form, seen, f"修改指标：{indicator.name}")


@require_POST
def remove_indicator(request: HttpRequest, set_id: int, indicator_id: int) -> HttpResponse:
    """Take an indicator out of a draft; what is refused is told on the page of the set."""
    try:
        on_indicators.remove_indicator(
            set_id=set_id, version=version_of(request), indicator_id=indicator_id, actor=actor_of(request),
            now=timezone.now(),
        )  # fmt: skip
    except queries.NoSuchSet:
        raise
    except Refusal as refusal:
        return _show(request, set_id, refusal=refusal)
    messages.success(request, "指标已删去")
    return redirect("scorecards_desk:set", set_id)


@require_safe
def sheet(request: HttpRequest, set_id: int) -> HttpResponse:
    """The indicators as a sheet to be filled in. Raises NotOfOffice, NoSuchSet."""
    seen = queries.set_of_office(actor_of(request), set_id)
    return saved(as_xlsx(*sheets_of(seen)), XLSX_TYPE, f"{SHEET.name} {seen.title}.xlsx")


@require_POST
def upload(request: HttpRequest, set_id: int) -> HttpResponse:
    """A filled-in sheet; every fault in it is told, and nothing of it is kept while there is one."""
    form = SheetForm(request.POST, request.FILES)
    if form.is_valid():
        brought = form.cleaned_data["file"]
        try:
            data = brought.read()
            check_upload(data, name=brought.name, accepted=frozenset({Kind.XLSX}))
            count = on_indicators.bring_indicators(
                set_id=set_id, version=version_of(request), data=data, actor=actor_of(request),
                now=timezone.now(),
            )  # fmt: skip
        except queries.NoSuchSet:
            raise
        except Refusal as refusal:
            return _show(request, set_id, refusal=refusal)
        messages.success(request, f"已导入{count}项指标，请核对")
        return redirect("scorecards_desk:set", set_id)
    return _show(request, set_id, sheet=form)


@require_POST
def step(request: HttpRequest, set_id: int, code: str) -> HttpResponse:
    """Issue a draft, or give it up; what is refused is told on its page."""
    acts = {"issue": on_sets.issue_set, "discard": on_sets.discard_set}
    try:
        if code not in acts:
            raise queries.NoSuchSet("没有这个步骤，请回到指标页面重新选择", step=code)
        acts[code](set_id=set_id, version=version_of(request), actor=actor_of(request), now=timezone.now())
    except queries.NoSuchSet:
        raise
    except Refusal as refusal:
        return _show(request, set_id, refusal=refusal)
    messages.success(request, {"issue": "已签发，被考核单位已收到通知", "discard": "草稿已作废"}[code])
    return redirect("scorecards_desk:set", set_id)


@read_or_write
def next_version(request: HttpRequest, set_id: int) -> HttpResponse:
    """Begin a new version of an issued set. Raises NotOfOffice, NoSuchSet."""
    actor = actor_of(request)
    seen = queries.set_of_office(actor, set_id)
    form = FromDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            drafted = on_sets.draft_next_version(
                set_id=set_id, **form.cleaned_data, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "已按现行指标建立新版草稿")
            return redirect("scorecards_desk:set", drafted.pk)
    return _form_page(request, form, seen, "另起新版")


def _indicator_form(request: HttpRequest, initial: Mapping[str, object]) -> IndicatorForm:
    form = IndicatorForm(request.POST or None, initial=dict(initial))
    form.offer(readings())
    return form


def _form_page(
    request: HttpRequest, form: SettingsForm | IndicatorForm | FromDayForm, seen: ScoreSet, title: str
) -> HttpResponse:
    context = {
        "form": form, "set": seen, "title": title, "version": version_to_show(request, form, seen.version),
        "readings": readings().values() if isinstance(form, IndicatorForm) else (),
        "trail": _trail_of(seen, title),
    }  # fmt: skip
    return render(request, "scorecards/desk/form.html", context, status=_of(form))


def _show(
    request: HttpRequest, set_id: int, *, refusal: Refusal | None = None, sheet: SheetForm | None = None
) -> HttpResponse:
    actor = actor_of(request)
    seen = queries.set_for(actor, set_id)
    is_own = queries.is_office(actor) and seen.tenant_id == actor.tenant_id
    is_draft = seen.state == ScoreSet.State.DRAFT and is_own
    known = readings()
    faults = refusal.facts.get("faults") if refusal else None
    context = {
        "set": seen,
        "lines": [(one, known.get(one.reading)) for one in queries.indicators_of(seen)],
        "units": list(queries.scored_units_of(seen)),
        "weights": queries.weights_of(seen),
        "stretches": queries.stretches_of(seen),
        "versions": list(queries.versions_of(seen, actor)),
        "changes": queries.changes_in(seen),
        "faults": queries.faults_in(seen) if is_draft and not faults else (),
        "refused": refusal.sentence if refusal and not faults else "",
        "refused_faults": faults or (),
        "is_draft": is_draft,
        "is_own": is_own,
        "may_issue": is_draft and queries.is_head(actor) and seen.drafted_by_id != actor.person_id,
        "drafted_it": seen.drafted_by_id == actor.person_id,
        "sheet": sheet or SheetForm(),
        "trail": _trail_of(seen, ""),
    }
    status = refusal.status if refusal else 422 if sheet else 200
    return render(request, "scorecards/desk/set.html", context, status=status)


def _of(form: SettingsForm | IndicatorForm | FromDayForm) -> int:
    return 422 if form.errors else 200


def _trail(*rest: tuple[str, str]) -> list[tuple[str, str]]:
    return [(HOME, reverse("scorecards_desk:matrix")), *rest]


def _trail_of(seen: ScoreSet, here: str) -> list[tuple[str, str]]:
    own = (str(seen), reverse("scorecards_desk:set", args=[seen.pk]) if here else "")
    trail = _trail((SETS, reverse("scorecards_desk:sets")), own)
    return [*trail, (here, "")] if here else trail

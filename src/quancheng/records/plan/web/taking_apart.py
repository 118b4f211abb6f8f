"""The desk's page on which a row is taken apart into parts of their own, before it is issued."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.records.plan.commands.drafts import keeper_of
from quancheng.records.plan.commands.tasks import take_apart
from quancheng.records.plan.forms.plans import PartForm, PartFormSet, fewest_ticks
from quancheng.records.plan.models import Row
from quancheng.records.plan.queries.issuing import TaskSpec, members_of, roles_in
from quancheng.records.plan.queries.plans import own_row
from quancheng.records.plan.queries.years import parts_proposed
from quancheng.ui.gate import actor_of

PARTS = formset_factory(
    PartForm,
    PartFormSet,
    extra=2,
    min_num=1,
    validate_min=True,
    max_num=30,
    can_delete=True,
    can_delete_extra=False,
)


@require_http_methods(["GET", "HEAD", "POST"])
def take_row_apart(request: HttpRequest, ref: str) -> HttpResponse:
    """The parts of a row: proposed from its words, corrected by the official. Raises NotYourOffice."""
    actor = actor_of(request)
    keeper_of(actor)
    row = own_row(actor, ref)
    members = members_of(row)
    initial = [_shown(part, members) for part in parts_proposed(row)]
    units = {"units": sorted(members.items())}
    forms = PARTS(
        request.POST or None, initial=None if request.method == "POST" else initial, form_kwargs=units
    )
    refused = ""
    if request.method == "POST" and forms.is_valid():
        specs = list(_specs(forms, roles_in(row)))
        try:
            take_apart(row_ref=ref, tasks=specs, actor=actor, now=timezone.now())
        except Refusal as refusal:
            refused = refusal.sentence
        else:
            messages.success(request, f"第{row.no}项已分解为{len(specs)}个分项")
            return redirect("plan_desk:row", ref)
    context = {
        "row": row, "has_units": bool(members), "forms": forms, "refused": refused, "trail": _trail(row),
    }  # fmt: skip
    wrong = refused or (request.method == "POST" and not forms.is_valid())
    return render(request, "plan/desk/take_apart.html", context, status=422 if wrong else 200)


def _shown(part: TaskSpec, members: Collection[int]) -> dict[str, Any]:
    return {
        "title": part.title,
        "rhythm": part.rhythm.value,
        "due_on": part.due_on,
        "target": part.target,
        "target_unit": part.target_unit,
        "measure": part.measure,
        **fewest_ticks(part.unit_roles, members),
    }


def _specs(parts: Iterable[PartForm], roles: Mapping[int, str]) -> Iterator[TaskSpec]:
    """The parts that were filled in; each unit keeps the part that the row gives it."""
    for part in parts:
        told = part.cleaned_data
        if not told or told.get("DELETE"):
            continue
        yield TaskSpec(
            title=told["title"],
            rhythm=Rhythm(told["rhythm"]),
            due_on=told["due_on"],
            unit_roles={unit: roles[unit] for unit in part.owing()},
            target=told["target"],
            target_unit=told["target_unit"],
            measure=told["measure"],
        )


def _trail(row: Row) -> list[tuple[str, str]]:
    return [
        ("工作要点", reverse("plan_desk:plans")),
        (row.plan.title, reverse("plan_desk:plan", args=[row.plan.ref])),
        (f"第{row.no}项", reverse("plan_desk:row", args=[row.ref])),
        ("分解", ""),
    ]

"""The desk's pages of measures: the list, drafting and entering, the page of one, its steps and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.timeline import timeline
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.links.registry import resolve
from quancheng.records.remedies.commands import measures as issuing
from quancheng.records.remedies.commands import reporting
from quancheng.records.remedies.commands.measures import Demand
from quancheng.records.remedies.forms.measures import (
    DemandForm,
    DraftForm,
    EnterForm,
    LookingForMeasuresForm,
    ProofForm,
    RaiseForm,
)
from quancheng.records.remedies.models import Measure
from quancheng.records.remedies.queries import measures as queries
from quancheng.records.remedies.queries.proceedings import is_office
from quancheng.records.remedies.rules.measures import BY_VERB, Organ, Verb, rungs_above
from quancheng.records.remedies.web.desk import PAGE, NoSuchStep
from quancheng.records.remedies.web.lines import MeasureLine, Standing, measure_lines
from quancheng.records.remedies.web.proceeding_page import actions_of
from quancheng.records.remedies.web.steps import MEASURE_OFFERS
from quancheng.records.remedies.workflow import CLOSED, ENTERS, ISSUED, RAISED, Measuring
from quancheng.ui.answers import kept
from quancheng.ui.cases import Action, Happened, Offer, Refused, history_of
from quancheng.ui.entered import carried_out, version_of
from quancheng.ui.gate import actor_of

HOME = ("监督措施", "remedies_desk:measures")
USUAL = timedelta(days=15)  # [D] what the form proposes


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """One measure, with all that is known of it and all that the actor may do."""

    one: Measure
    line: Standing
    shown: MeasureLine
    rule: str
    about: Any
    ladder: list[queries.Rung]
    proofs: Any
    history: tuple[Happened, ...]
    main: Action | None
    others: tuple[Action, ...]
    may_prove: bool
    proof: Form
    has_paper: bool


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """What my unit has to mend, or for the office everything, the most urgent first."""
    actor, today = actor_of(request), timezone.localdate()
    form = LookingForMeasuresForm(request.GET)
    wanted = form.wanted()
    listed = queries.measures_listed(actor, wanted, today=today)
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "wanted": wanted, "page": page, "asked": request.GET.urlencode(),
        "lines": measure_lines(page.object_list, today=today),
        "counts": queries.measures_at_a_glance(actor, today=today), "is_office": is_office(actor),
    }  # fmt: skip
    return render(request, "remedies/desk/measures.html", context)


@require_safe
def measure(request: HttpRequest, measure_id: int) -> HttpResponse:
    """One of them. Raises NoSuchMeasure."""
    actor = actor_of(request)
    return show(request, actor, queries.measure_for(actor, measure_id))


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Draft a measure of the office's own."""
    form = DraftForm(request.POST or None, initial=_initial(request))
    return _entered(request, form, "起草监督措施", issuing.draft_measure, "已拟稿，请负责人签发")


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a measure that another organ issued."""
    received = {"received_on": timezone.localdate(), "until": None}
    form = EnterForm(request.POST or None, initial={**_initial(request), **received})
    return _entered(
        request, form, "登记其他机关的监督措施", issuing.enter_measure, "已登记，责任单位已收到通知",
        "organ", "issuer", "number",
    )  # fmt: skip


@require_POST
def step(request: HttpRequest, measure_id: int, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchMeasure."""
    actor = actor_of(request)
    offer = MEASURE_OFFERS.get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到措施页面重新选择", step=code)
    seen = queries.measure_for(actor, measure_id)
    form = _form_of(offer, seen, request.POST)
    told = {"measure_id": measure_id, "version": version_of(request), "actor": actor, "now": timezone.now()}
    made = carried_out(form, offer.command, **told)
    if made is None:
        return show(request, actor, seen, refused=Refused(code, form))
    messages.success(request, offer.done)
    return redirect("remedies_desk:measure", made.pk)


@require_POST
def prove(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Bring a file or name a page. Raises NoSuchMeasure."""
    actor = actor_of(request)
    seen = queries.measure_for(actor, measure_id)
    form = ProofForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _bring(form, measure_id, actor)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已提供佐证")
            return redirect("remedies_desk:measure", measure_id)
    return show(request, actor, seen, refused=Refused("prove", form))


@require_safe
def proof(request: HttpRequest, measure_id: int, proof_id: int) -> FileResponse:
    """A file that the unit brought. Raises NoSuchMeasure, NoSuchProof."""
    found = queries.proof_for(actor_of(request), measure_id, proof_id)
    assert found.file is not None
    return kept(found.file)


def show(
    request: HttpRequest, actor: Actor, seen: Measure, *, refused: Refused | None = None
) -> HttpResponse:
    """The page of a measure, with what was just turned away in its place."""
    page = measure_page(actor, seen, today=timezone.localdate(), refused=refused)
    trail = [(HOME[0], reverse(HOME[1])), (str(seen), "")]
    context = {"page": page, "refused": refused, "trail": trail}
    return render(request, "remedies/desk/measure.html", context, status=422 if refused else 200)


def measure_page(actor: Actor, one: Measure, *, today: date, refused: Refused | None = None) -> MeasurePage:
    """One measure, finished for its page."""
    forms = {code: _form_of(offer, one, None) for code, offer in MEASURE_OFFERS.items()}
    offered = actions_of(
        actor, one, MEASURE_OFFERS, name="remedies_desk:measure_step", today=today, refused=refused,
        forms=forms, hidden=_hidden(actor, one),
    )  # fmt: skip
    main = next((each for each in offered if MEASURE_OFFERS[each.code].is_main), None)
    [shown] = measure_lines([one], today=today)
    theirs = actor.unit_id == one.case.unit_id and bool(actor.roles & ENTERS)
    return MeasurePage(
        one=one,
        line=shown.case,
        shown=shown,
        rule=BY_VERB[Verb(one.verb)].label,
        about=_about(actor, one),
        ladder=queries.ladder_of(actor, one),
        proofs=queries.proofs_of(one),
        history=tuple(history_of(timeline(one.case, reader=Circle.STAFF)))[::-1],
        main=main,
        others=tuple(each for each in offered if each is not main),
        may_prove=theirs and one.case.state == Measuring.ISSUED,
        proof=refused.form if refused and refused.code == "prove" else ProofForm(),
        has_paper=one.organ == Organ.OFFICE,
    )


def _hidden(actor: Actor, one: Measure) -> frozenset[str]:
    """Steps that the workflow opens and that another person has to take, or that lead nowhere."""
    found = set()
    if actor.person_id == one.drafted_by_id:
        found.add(ISSUED.code)
    if actor.person_id == one.reported_by_id:
        found.add(CLOSED.code)
    if not rungs_above(Verb(one.verb)):
        found.add(RAISED.code)
    return frozenset(found)


def _form_of(offer: Offer, one: Measure, data: Mapping[str, object] | None) -> Form:
    usual = {"until": timezone.localdate() + USUAL}
    form = offer.form(data, initial=usual, auto_id=f"{offer.step.code}_%s")
    if isinstance(form, RaiseForm):
        form.offer(Verb(one.verb))
    return form


def _about(actor: Actor, one: Measure) -> Any:
    if not one.about:
        return None
    ref = RecordRef.parse(one.about)
    return resolve(actor, [ref]).get(ref)


def _initial(request: HttpRequest) -> dict[str, object]:
    """What an address proposes: about which record, from which source."""
    told = {name: request.GET[name] for name in ("about", "source", "unit_id") if request.GET.get(name)}
    return {"until": timezone.localdate() + USUAL, **told}


def _entered(
    request: HttpRequest, form: DemandForm, title: str, command: Any, done: str, *more: str
) -> HttpResponse:
    actor = actor_of(request)
    form.offer(queries.units_to_urge(actor) if is_office(actor) else ())
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("verb", *more)}
        demand = Demand(**form.demanded())  # type: ignore[arg-type]  # as the form has read them
        try:
            made = command(**told, demand=demand, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, done)
            return redirect("remedies_desk:measure", made.pk)
    context = {
        "form": form, "heading": title, "is_of_others": bool(more), "is_office": is_office(actor),
        "trail": [(HOME[0], reverse(HOME[1])), (title, "")],
    }  # fmt: skip
    return render(request, "remedies/desk/demand.html", context, status=422 if form.errors else 200)


def _bring(form: ProofForm, measure_id: int, actor: Actor) -> None:
    told, now = form.cleaned_data, timezone.now()
    brought = told["file"]
    if brought is None:
        reporting.add_proof_address(
            measure_id=measure_id, says=told["says"], address=told["address"], actor=actor, now=now
        )
        return
    data = brought.read()
    upload = check_upload(data, name=brought.name, accepted=EVIDENCE)
    reporting.add_proof_file(
        measure_id=measure_id, says=told["says"], upload=upload, data=data, actor=actor, now=now
    )

"""Letters at the desk: worded, issued, signed for, printed; and the table of what each kind may say."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.insight.scorecards.commands import letters as writing
from quancheng.insight.scorecards.events import LETTER_KIND
from quancheng.insight.scorecards.forms import LetterAboutForm, LetterForm
from quancheng.insight.scorecards.models import Letter, Result, Score
from quancheng.insight.scorecards.queries import letters as queries
from quancheng.insight.scorecards.queries.bases import measure_for
from quancheng.insight.scorecards.queries.papers import letter_letter
from quancheng.insight.scorecards.queries.results import period_of, results_for, scores_for
from quancheng.insight.scorecards.queries.sets import is_office, must_be_office
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.insight.scorecards.web.desk import HOME
from quancheng.insight.scorecards.web.letter_page import ACTS, copy_lines, is_of_office, letter_page, listed
from quancheng.kernel.approvals.queries import approvals_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import DOCX_TYPE, as_docx, paragraphs_of
from quancheng.ui.answers import saved
from quancheng.ui.cases import Refused
from quancheng.ui.entered import turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 50
LETTERS = "考核函件"
OWN_WAITS = (("sign", "待本单位签收"), ("answer", "待本单位反馈"))
UNIT_WAITS = (("", "全部"), *OWN_WAITS, ("void", "已撤回"))
OFFICE_WAITS = (
    ("", "全部"), ("issue", "待签发"), ("unsigned", "未签收"), ("talk", "待约谈和回访"), *OWN_WAITS,
    ("void", "已撤回"),
)  # fmt: skip


class NoSuchStep(Refusal):
    """An address that names a step that letters do not have."""

    code = "scorecards.no_such_letter_step"
    status = 404


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """What the office worded and issued; for a unit what was sent to it."""
    actor = actor_of(request)
    wait = request.GET.get("wait", "")
    page = Paginator(queries.letters_waiting(actor, wait), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "lines": list(listed(actor, page.object_list)), "is_office": is_office(actor),
        "today": timezone.localdate(), "wait": wait,
        "waits": OFFICE_WAITS if is_office(actor) else UNIT_WAITS, "trail": _trail((LETTERS, "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/letters.html", context)


@read_or_write
def new(request: HttpRequest) -> HttpResponse:
    """A letter about a frozen result, with the words that the house proposes. Raises NotOfOffice."""
    actor = actor_of(request)
    must_be_office(actor)
    about = _about(actor, request.GET)
    if not about.is_valid():
        return _choose(request, about)
    kind, result, unit_id = (about.cleaned_data[name] for name in ("kind", "result", "unit"))
    found = results_for(actor).get(pk=result)
    score = scores_for(actor).filter(result=found, unit_id=unit_id or 0).first() if kind.to_one else None
    form = LetterForm(request.POST or None, initial=_proposed(kind, found, score))
    if request.method == "POST" and form.is_valid():
        try:
            drafted = writing.draft_letter(
                kind=kind, result_id=found.pk, unit_ids=[unit_id] if unit_id else [],
                wording=_wording(form), actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "函件草稿已保存，等另一位负责人签发")
            return redirect("scorecards_desk:letter", drafted.pk)
    return _word(request, form, kind, f"起草{kind.says}")


@read_or_write
def edit(request: HttpRequest, letter_id: int) -> HttpResponse:
    """A draft in other words. Raises NotOfOffice, NoSuchLetter."""
    actor = actor_of(request)
    seen = queries.letter_of_office(actor, letter_id)
    said = {name: getattr(seen, name) for name in LetterForm.base_fields}
    form = LetterForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            writing.amend_letter(
                letter_id=letter_id, version=version_of(request), wording=_wording(form), actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "函件草稿已保存")
            return redirect("scorecards_desk:letter", letter_id)
    return _word(request, form, Kind(seen.kind), "修改函件", letter=seen)


@require_safe
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """One letter, as it will be or was issued. Raises NoSuchLetter."""
    actor = actor_of(request)
    return _show(request, actor, queries.letter_for(actor, letter_id))


@require_POST
def step(request: HttpRequest, letter_id: int, code: str) -> HttpResponse:
    """Do one thing with a letter; what is refused is told on its page. Raises NoSuchStep, NoSuchLetter."""
    actor = actor_of(request)
    act = ACTS.get(code)
    if act is None:
        raise NoSuchStep("没有这个步骤，请回到函件页面重新选择", step=code)
    queries.letter_for(actor, letter_id)
    form = act.form(request.POST, auto_id=f"{code}_%s")
    status = 422
    if form.is_valid():
        try:
            version = {"version": version_of(request)} if act.is_versioned else {}
            act.command(
                letter_id=letter_id, **version, **act.given(form.cleaned_data), actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
            status = refusal.status
        else:
            messages.success(request, act.done)
            return redirect("scorecards_desk:letter", letter_id)
    return _show(
        request, actor, queries.letter_for(actor, letter_id), refused=Refused(code, form), status=status
    )


@require_safe
def paper(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The letter as a docx to be printed. Raises NoSuchLetter."""
    seen = queries.letter_for(actor_of(request), letter_id)
    return saved(as_docx(letter_letter(seen)), DOCX_TYPE, f"{seen.label or '草稿'} {seen.subject}.docx")


def _about(actor: Actor, told: Mapping[str, object] | None = None) -> LetterAboutForm:
    """Which letter is meant: told by the address, so that nothing depends on a script."""
    form = LetterAboutForm(told or None)
    results = list(results_for(actor).filter(tenant_id=actor.tenant_id or 0)) if is_office(actor) else []
    units = {score.unit for score in scores_for(actor).filter(result__in=results)} if results else set()
    form.offer(((one.pk, period_of(one).says) for one in results), sorted(units, key=lambda unit: unit.code))
    return form


def _choose(request: HttpRequest, about: LetterAboutForm) -> HttpResponse:
    context = {"form": about, "trail": _trail((LETTERS, reverse("scorecards_desk:letters")), ("起草", ""))}
    return render(request, "scorecards/desk/letter_about.html", context, status=422 if about.errors else 200)


def _proposed(kind: Kind, result: Result, score: Score | None) -> dict[str, object]:
    subject = queries.subject_for(kind, result, score)
    return {"subject": subject[:120], "text": queries.text_for(kind, result, score)}


def _word(
    request: HttpRequest, form: LetterForm, kind: Kind, title: str, *, letter: Letter | None = None
) -> HttpResponse:
    context = {
        "form": form, "kind": kind, "title": title, "letter": letter,
        "measure": measure_for(actor_of(request).tenant_id or 0, kind, timezone.localdate()),
        "version": version_to_show(request, form, letter.version) if letter else 0,
        "trail": _trail((LETTERS, reverse("scorecards_desk:letters")), (title, "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/letter_edit.html", context, status=422 if form.errors else 200)


def _wording(form: LetterForm) -> writing.LetterWording:
    return writing.LetterWording(**form.cleaned_data)


def _show(
    request: HttpRequest, actor: Actor, seen: Letter, *, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    of_office = is_of_office(actor, seen)
    is_draft = seen.issued_at is None and seen.discarded_at is None and of_office
    copies, ref = list(queries.addressees_of(seen)), RecordRef(LETTER_KIND, str(seen.pk))
    talk = getattr(seen, "talk", None)
    context = {
        "letter": seen, "kind": Kind(seen.kind), "page": letter_page(actor, seen, refused),
        "paragraphs": [each.text for each in paragraphs_of(seen.text)],
        "copies": copy_lines(copies if of_office else [x for x in copies if x.unit_id == actor.unit_id]),
        "of_office": of_office, "is_draft": is_draft,
        "drafted_it": seen.drafted_by_id == actor.person_id,
        "ref": ref, "approvals": list(approvals_of(actor, ref)) if of_office else [],
        "talk": talk, "notes": list(queries.notes_of(talk)) if talk else [],
        "measure": measure_for(seen.tenant_id, Kind(seen.kind), timezone.localdate()), "refused": refused,
        "trail": _trail((LETTERS, reverse("scorecards_desk:letters")), (seen.label or "草稿", "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/letter.html", context, status=status)


def _trail(*rest: tuple[str, str]) -> list[tuple[str, str]]:
    return [(HOME, reverse("scorecards_desk:matrix")), *rest]

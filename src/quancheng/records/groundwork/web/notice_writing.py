"""The page on which a notice is written, with the units that it goes to and the columns of its table.

Every button sends the whole page: what was written stays, whatever the button does.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.orgs.models import UnitKind
from quancheng.records.groundwork.commands import notices as writing
from quancheng.records.groundwork.commands.layouts import amend_layout
from quancheng.records.groundwork.forms.columns import Editor
from quancheng.records.groundwork.forms.notices import (
    MANY,
    ONE,
    NoticeForm,
    ReasonForm,
    chosen_files,
    chosen_units,
)
from quancheng.records.groundwork.models import Notice
from quancheng.records.groundwork.queries.addressees import BELOW, Addressee, addressees, may_send
from quancheng.records.groundwork.queries.fillings import collection_of, columns_above, columns_of
from quancheng.records.groundwork.queries.notices import files_of, notice_of_sender
from quancheng.records.groundwork.rules.columns import faults_of
from quancheng.records.groundwork.rules.drafts import TableWish, Wish
from quancheng.records.groundwork.web.notices import HOME
from quancheng.ui.entered import turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

SAVE = "save"
WRITING = "groundwork/desk/notices/write.html"


@dataclass(frozen=True, slots=True)
class Group:
    """The units of one kind, to be ticked together or singly."""

    code: str
    says: str
    units: tuple[tuple[int, str, bool], ...]  # number, name, whether it is ticked

    @property
    def ticked(self) -> int:
        return sum(is_ticked for _, _, is_ticked in self.units)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """A new notice. Raises MayNotSend."""
    actor = actor_of(request)
    if not may_send(actor, on=timezone.localdate()):
        raise writing.MayNotSend("您所在的单位没有下级单位，不能发通知；需要发的，请联系政务公开机构")
    if request.method != "POST":
        form = NoticeForm(initial={"has_table": request.GET.get("table") == "1", "many": MANY})
        return _page(request, actor, None, form, Editor.of(()), ())
    return _posted(request, actor, None)


@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: HttpRequest, notice_id: int) -> HttpResponse:
    """A draft, to be changed. Raises NoSuchNotice, NotOfSender, IssuedAlready."""
    actor = actor_of(request)
    notice = notice_of_sender(actor, notice_id)
    if notice.issued_at is not None:
        raise writing.IssuedAlready("这份通知已经签发，不能再修改；需要更正的，请撤回后重新发出")
    if request.method != "POST":
        chosen = list(notice.recipients.values_list("unit_id", flat=True))
        return _page(request, actor, notice, _form_of(notice), _editor_of(notice), chosen)
    return _posted(request, actor, notice)


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, notice_id: int) -> HttpResponse:
    """The columns of a collection that was issued, to be changed. Raises NoSuchNotice, NotOfSender."""
    actor = actor_of(request)
    notice = notice_of_sender(actor, notice_id)
    collection = collection_of(notice)
    if request.method != "POST":
        above = columns_above(notice) if request.GET.get("from") == "above" else ()
        editor = Editor.of(above) if above else _editor_of(notice)
        return _amending(request, notice, ReasonForm(), editor, collection.edition)
    editor, act = Editor.posted(request.POST), request.POST.get("act", SAVE)
    if act != SAVE:
        form = ReasonForm(initial={"reason": request.POST.get("reason", "")})
        return _amending(request, notice, form, editor.acted(act), version_of(request))
    form = ReasonForm(request.POST)
    for fault in (*editor.faults(), *faults_of(editor.understood())):
        form.add_error(None, fault)
    if form.is_valid():
        try:
            layout = amend_layout(
                notice_id=notice_id, edition=version_of(request), columns=editor.understood(),
                reason=form.cleaned_data["reason"], actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, f"表样已调整为第{layout.edition}版，各单位会收到提醒")
            return redirect("groundwork_desk:notice", notice_id)
    edition = version_to_show(request, form, collection.edition)
    return _amending(request, notice, form, editor, edition)


def _posted(request: HttpRequest, actor: Actor, notice: Notice | None) -> HttpResponse:
    act, editor = request.POST.get("act", SAVE), Editor.posted(request.POST)
    chosen = chosen_units(request.POST)
    if act != SAVE:
        chosen = _picked(act, actor, chosen)
        form = NoticeForm(initial=_entered(request))
        if request.FILES:
            messages.warning(request, "附件没有保留，请在保存之前重新选择")
        return _page(request, actor, notice, form, editor.acted(act), chosen)
    form = NoticeForm(request.POST, request.FILES)
    if form.is_valid():
        _add_faults(form, editor)
    saved = _saved(request, form, editor, chosen, actor, notice) if form.is_valid() else None
    if saved is None:
        return _page(request, actor, notice, form, editor, chosen)
    messages.success(request, "草稿已保存，等负责人签发，或呈批后印发")
    return redirect("groundwork_desk:notice", saved.pk)


def _saved(
    request: HttpRequest,
    form: NoticeForm,
    editor: Editor,
    chosen: Iterable[int],
    actor: Actor,
    notice: Notice | None,
) -> Notice | None:
    """The draft as it is saved; None when it was turned away, which the form then tells."""
    try:
        return _save(request, form, editor, chosen, actor, notice)
    except writing.DraftUnsound as refusal:
        for fault in refusal.sentence.split("；"):
            form.add_error(None, fault)
    except Refusal as refusal:
        turn_away(form, refusal)
    return None


def _save(
    request: HttpRequest,
    form: NoticeForm,
    editor: Editor,
    chosen: Iterable[int],
    actor: Actor,
    notice: Notice | None,
) -> Notice:
    told, now = form.cleaned_data, timezone.now()
    table = TableWish(told["due_on"], told["many"] != ONE, editor.understood()) if told["has_table"] else None
    wish = Wish(told["title"], told["text"], told["sign_by"], tuple(chosen), table)
    files = _checked(form)
    if notice is None:
        return writing.write_notice(wish=wish, files=files, actor=actor, now=now)
    return writing.rewrite_notice(
        notice_id=notice.pk, version=version_of(request), wish=wish, files=files,
        without=chosen_files(request.POST), actor=actor, now=now,
    )  # fmt: skip


def _page(
    request: HttpRequest,
    actor: Actor,
    notice: Notice | None,
    form: NoticeForm,
    editor: Editor,
    chosen: Iterable[int],
) -> HttpResponse:
    groups = _groups(addressees(actor, on=timezone.localdate()), set(chosen))
    context = {
        "notice": notice,
        "form": form,
        "editor": editor,
        "groups": groups,
        "ticked": sum(group.ticked for group in groups),
        "files": files_of(notice) if notice else (),
        "version": version_to_show(request, form, notice.version) if notice else 0,
        "trail": [
            (HOME[0], f"{reverse(HOME[1])}?scope=sent"),
            ("修改草稿" if notice else "写通知", ""),
        ],
    }
    return render(request, WRITING, context, status=422 if form.errors else 200)


def _amending(
    request: HttpRequest, notice: Notice, form: ReasonForm, editor: Editor, edition: int
) -> HttpResponse:
    context = {
        "notice": notice, "form": form, "editor": editor, "version": edition,
        "trail": [
            (HOME[0], f"{reverse(HOME[1])}?scope=sent"),
            (notice.title, reverse("groundwork_desk:notice", args=[notice.pk])),
            ("调整表样", ""),
        ],
    }  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "groundwork/desk/notices/amend.html", context, status=status)


def _form_of(notice: Notice) -> NoticeForm:
    table = collection_of(notice) if hasattr(notice, "collection") else None
    return NoticeForm(
        initial={
            "title": notice.title, "text": notice.text, "sign_by": notice.sign_by,
            "has_table": table is not None, "due_on": table.due_on if table else None,
            "many": ONE if table and not table.is_many else MANY,
        }
    )  # fmt: skip


def _editor_of(notice: Notice) -> Editor:
    return Editor.of(columns_of(collection_of(notice)) if hasattr(notice, "collection") else ())


def _entered(request: HttpRequest) -> dict[str, object]:
    names = ("title", "text", "sign_by", "due_on", "has_table", "many")
    return {name: request.POST.get(name, "") for name in names}


def _add_faults(form: NoticeForm, editor: Editor) -> None:
    """What is wrong with the columns; the commands would say it too, but not where a bound is no number."""
    if form.cleaned_data["has_table"]:
        for fault in editor.faults():
            form.add_error(None, fault)


def _picked(act: str, actor: Actor, chosen: list[int]) -> list[int]:
    """After “全选” or “全不选” of a group."""
    verb, _, group = act.partition("-")
    if verb not in {"pick", "leave"}:
        return chosen
    theirs = [one.unit.pk for one in addressees(actor, on=timezone.localdate()) if one.group == group]
    return [*chosen, *theirs] if verb == "pick" else [pk for pk in chosen if pk not in theirs]


def _groups(every: Iterable[Addressee], chosen: set[int]) -> list[Group]:
    found: dict[str, list[Addressee]] = {}
    for one in every:
        found.setdefault(one.group, []).append(one)
    return [
        Group(
            code,
            "下级政务公开机构" if code == BELOW else str(UnitKind(code).label),
            tuple((one.unit.pk, one.says, one.unit.pk in chosen) for one in ones),
        )
        for code, ones in found.items()
    ]


def _checked(form: NoticeForm) -> list[writing.Brought]:
    """The files, each looked through before any is kept. Raises FileRefused."""
    found = []
    for brought in form.cleaned_data["attached"]:
        data = brought.read()
        found.append(writing.Brought(check_upload(data, name=brought.name, accepted=EVIDENCE), data))
    return found

"""The desk's pages of who came: the list, the sheet, the wall, and signing oneself in."""

import io
from datetime import datetime
from urllib.parse import urlencode

import qrcode
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from qrcode.image.svg import SvgPathImage

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import AN_HOUR, Refusal
from quancheng.kernel.files.filled import read_filled
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.files.tables import XLSX_TYPE, as_xlsx
from quancheng.records.groundwork.commands import attendance as commands
from quancheng.records.groundwork.commands.gatherings import must_work_on
from quancheng.records.groundwork.forms.gatherings import AttendanceForm, CheckInForm, CodeForm, SheetForm
from quancheng.records.groundwork.models import Gathering
from quancheng.records.groundwork.queries import attendance as queries
from quancheng.records.groundwork.queries.gatherings import gathering_for
from quancheng.records.groundwork.rules.attendance import LASTS, SHEET
from quancheng.records.groundwork.web.gatherings import HOME, show
from quancheng.ui.answers import saved
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure
from quancheng.ui.tries import count_one, is_over

WRONG_CODES = 15  # [D] an hour: several changes of the number on the wall; against a million nothing is found
AGAIN = 20  # seconds after which the wall looks for the number of the moment


class TooManyCodes(Refusal):
    """So many wrong codes came from one person that they wait for an hour."""

    code = "groundwork.too_many_codes"
    status = 429
    wait = AN_HOUR


@require_POST
def add(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Put one person on the list by hand. Raises NoSuchGathering."""
    actor = actor_of(request)
    form = AttendanceForm(request.POST, auto_id="attendance_%s")
    if form.is_valid():
        try:
            commands.add_attendance(
                gathering_id=gathering_id, **form.cleaned_data, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error("name", refusal.sentence)
        else:
            return redirect(f"{_page(gathering_id)}#people")
    return show(request, gathering_for(actor, gathering_id), forms={"attendance_form": form})


@require_POST
def strike(request: HttpRequest, gathering_id: int, attendance_id: int) -> HttpResponse:
    """Take somebody off the list. Raises NoSuchAttendance, NotYourGathering."""
    commands.strike_attendance(
        gathering_id=gathering_id, attendance_id=attendance_id,
        reason=request.POST.get("reason", "").strip()[:200] or "误登", actor=actor_of(request),
        now=timezone.now(),
    )  # fmt: skip
    messages.success(request, "已从名单删去")
    return redirect(f"{_page(gathering_id)}#people")


@require_POST
def read_sheet(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Read a filled-in sheet; every fault is told at once and nobody is put down. Raises NoSuchGathering."""
    actor = actor_of(request)
    wrong: tuple[str, ...] = ()
    form = SheetForm(request.POST, request.FILES, auto_id="sheet_%s")
    if form.is_valid():
        brought = form.cleaned_data["file"]
        data = brought.read()
        try:
            check_upload(data, name=brought.name, accepted=frozenset({Kind.XLSX}))
            added = commands.read_attendance_sheet(
                gathering_id=gathering_id, filled=read_filled(data, template=SHEET), actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except commands.SheetUnsound as unsound:
            form.add_error("file", unsound.sentence)
            wrong = unsound.wrong
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, f"已按签到表登记，新增{added}人")
            return redirect(f"{_page(gathering_id)}#people")
    return show(request, gathering_for(actor, gathering_id), forms={"sheet_form": form}, wrong=wrong)


@require_safe
def blank(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """The sheet to be filled in, with its mark. Raises NoSuchGathering, NotYourGathering."""
    actor = actor_of(request)
    one = gathering_for(actor, gathering_id)
    must_work_on(actor, one)
    return saved(as_xlsx(queries.sheet_to_fill(one)), XLSX_TYPE, f"签到表-{one.title}.xlsx")


@only_when_sure
@require_POST
def export(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """The list with names as a table, and it is written down. Raises NamesNotYours."""
    sheet = commands.export_attendance(gathering_id=gathering_id, actor=actor_of(request), now=timezone.now())
    return saved(as_xlsx(sheet), XLSX_TYPE, f"{sheet.title}.xlsx")


@require_POST
def check_in(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Open the signing-in, or end it. Raises NoSuchGathering, NotYourGathering, NoTimeToSignIn."""
    actor, now = actor_of(request), timezone.now()
    if "close" in request.POST:
        commands.close_check_in(gathering_id=gathering_id, actor=actor, now=now)
        messages.success(request, "签到已结束")
        return redirect(f"{_page(gathering_id)}#people")
    form = CheckInForm(request.POST, auto_id="check_in_%s")
    if form.is_valid():
        try:
            commands.open_check_in(
                gathering_id=gathering_id, ends_at=form.cleaned_data["until"],
                is_printed=form.cleaned_data["way"] == "printed", actor=actor, now=now,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("until", refusal.sentence)
        else:
            return redirect("groundwork_desk:wall", gathering_id)
    return show(request, gathering_for(actor, gathering_id), forms={"check_in_form": form})


@require_safe
@never_cache
def wall(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """The page for the wall: the code of this moment, large. It looks again by itself, without scripts."""
    one, now = _walled(actor_of(request), gathering_id), timezone.now()
    seen = queries.wall_of(one, now=now)
    context = {
        "one": one,
        "wall": seen,
        "came": one.attendance.count(),
        "minutes": int(LASTS.total_seconds() // 60),
        "address": f"{settings.DESK_ADDRESS}{reverse('groundwork_desk:sign_in')}",
        "trail": [(HOME[0], reverse(HOME[1])), (one.title, _page(one.pk)), ("签到码", "")],
    }
    answer = render(request, "groundwork/desk/wall.html", context)
    if seen and seen.is_open:
        answer["Refresh"] = str(AGAIN)
    return answer


@require_safe
@never_cache
def code_as_svg(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """The same code as a picture that a phone reads. Raises CodeOver."""
    one, now = _walled(actor_of(request), gathering_id), timezone.now()
    seen = queries.wall_of(one, now=now)
    if seen is None or not seen.is_open:
        raise queries.CodeOver("签到没有开启或已经结束，请回到活动页面重新开启")
    return HttpResponse(_drawn(one, seen.code), content_type="image/svg+xml")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Somebody of the house says that they are there, by the code on the wall."""
    actor, now = actor_of(request), timezone.now()
    if request.method != "POST":
        form = CodeForm(
            initial={"code": request.GET.get("code", ""), "gathering": request.GET.get("gathering")}
        )
        return render(request, "groundwork/desk/sign_in.html", {"form": form})
    form, done = CodeForm(request.POST), None
    if form.is_valid():
        try:
            done = _signed(actor, form, now)
        except Refusal as refusal:
            form.add_error("code", refusal.sentence)
    context = {"form": form, "done": done, "at": timezone.localtime(now)}
    return render(request, "groundwork/desk/sign_in.html", context, status=200 if done else 422)


def _signed(actor: Actor, form: CodeForm, now: datetime) -> Gathering:
    key = f"groundwork.codes.{actor.person_id}"
    if is_over(key, WRONG_CODES):
        raise TooManyCodes("输错的次数太多，请一小时后再试，或请会务人员手工登记")
    told = form.cleaned_data
    try:
        return commands.sign_in(code=told["code"], gathering_id=told["gathering"], actor=actor, now=now)
    except (queries.NoSuchCode, queries.CodeOver, queries.CodeOfAnother):
        count_one(key, AN_HOUR)
        raise


def _walled(actor: Actor, gathering_id: int) -> Gathering:
    one = gathering_for(actor, gathering_id)
    must_work_on(actor, one)
    return one


def _drawn(one: Gathering, code: str) -> bytes:
    asked = urlencode({"gathering": one.pk, "code": code})
    address = f"{settings.DESK_ADDRESS}{reverse('groundwork_desk:sign_in')}?{asked}"
    drawn = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, border=2).save(drawn)
    return drawn.getvalue()


def _page(gathering_id: int) -> str:
    return reverse("groundwork_desk:gathering", args=[gathering_id])

"""Entering a year's notice and comparing it with the printed text: what was understood is shown first."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import entry_in_force, notices_in_force
from quancheng.kernel.calendar.commands import (
    ONLY_KEEPERS,
    EnteredMeanwhile,
    NotACalendarKeeper,
    confirm_year,
    import_year,
    load_notices,
)
from quancheng.kernel.calendar.keepers import may_keep
from quancheng.kernel.calendar.notices import MovedDay, Notice, read_notice
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.readers.encoding import decode
from quancheng.kernel.files.reading import MEGABYTE, FormatNotRead, TooLarge
from quancheng.kernel.files.safety import check_upload
from quancheng.shells.workbench.calendar.forms import ConfirmForm, NoticeForm
from quancheng.shells.workbench.calendar.pages import HOME, TEMPLATES, holidays_of, year_page
from quancheng.ui.gate import actor_of

LARGEST = MEGABYTE // 5
READ_HERE = frozenset({".txt", ".csv", ".json"})
SALT = "workbench.calendar.shown"
A_DAY = 24 * 60 * 60  # seconds for which a preview may be confirmed


class NotWhatWasShown(Refusal):
    """What comes back is not what the page showed, or the page is too old."""

    code = "workbench.not_what_was_shown"
    status = 400


@dataclass(frozen=True, slots=True)
class Brought:
    """A notice as it was brought; reading it again gives the same notice."""

    text: str
    name: str
    year: int | None
    number: str

    def read(self) -> Notice:
        return read_notice(self.text, name=self.name, year=self.year, number=self.number)


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Bring a notice; what was understood is shown next, nothing is written. Raises NotACalendarKeeper."""
    if not may_keep(actor_of(request)):
        raise NotACalendarKeeper(ONLY_KEEPERS)
    form = NoticeForm(request.POST, request.FILES) if request.method == "POST" else NoticeForm()
    if form.is_valid():
        try:
            brought = _told(form)
            brought.read()
        except Refusal as refusal:
            form.add_error("file" if form.cleaned_data["file"] else None, refusal.sentence)
        else:
            return _understood(request, brought)
    context = {"form": form, "trail": _trail("录入放假安排")}
    return render(request, f"{TEMPLATES}/bring.html", context, status=422 if form.errors else 200)


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Enter the notice that was shown, exactly that. Raises NotWhatWasShown, NotACalendarKeeper."""
    brought, over = _shown(request.POST.get("shown", ""))
    notice = brought.read()
    try:
        if _version(notice.year) != over:
            raise EnteredMeanwhile(f"{notice.year}年的放假安排刚被他人录入，请重新比较后再确认")
        entry = import_year(notice=notice, actor=actor_of(request), now=timezone.now())
    except NotACalendarKeeper:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return _understood(request, brought, status=422)
    messages.success(request, f"已录入{entry}，未办结事项的时限正在按新安排重新计算")
    return redirect("workbench:calendar_year", entry.year)


@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Enter the shipped notices, so that each can be compared with the printed one.

    Raises NotACalendarKeeper.
    """
    years = load_notices(actor=actor_of(request), now=timezone.now())
    if years:
        messages.success(request, f"已载入{len(years)}个年度的安排，可以逐年核对")
    else:
        messages.info(request, "各年度的安排都已载入，没有变化")
    return redirect("workbench:calendar")


@require_POST
def confirm(request: HttpRequest, year: int) -> HttpResponse:
    """State that the entry agrees with the printed notice. Raises NotACalendarKeeper, NoSuchYear."""
    form = ConfirmForm(request.POST)
    version = request.POST.get("version", "")
    if form.is_valid():
        try:
            entry = confirm_year(
                year=year,
                version=int(version) if version.isdecimal() else -1,
                issued_on=form.cleaned_data["issued_on"],
                actor=actor_of(request),
                now=timezone.now(),
            )
        except NotACalendarKeeper:
            raise
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"{entry}已核对，与通知原文一致")
            return redirect("workbench:calendar_year", year)
    return year_page(request, year, form=form, status=422)


def _told(form: NoticeForm) -> Brought:
    """The notice as text, and the name by which its shape is known. Raises what the gate of files does."""
    file, year, number = (form.cleaned_data[name] for name in ("file", "year", "number"))
    if not file:
        return Brought(form.cleaned_data["text"], "正文.txt", year, number)
    if file.size > LARGEST:
        raise TooLarge(f"“{file.name}”超过200KB，不像是放假通知，请核对文件")
    data, path = file.read(), Path(file.name)
    if path.suffix.lower() not in READ_HERE:
        raise _not_read(file.name)
    try:
        check_upload(data, name=f"{path.stem}.txt", accepted=frozenset({Kind.TEXT}))
    except FormatNotRead as other:
        raise _not_read(file.name) from other
    return Brought(decode(data, name=file.name), file.name, year, number)


def _not_read(name: str) -> FormatNotRead:
    remedy = "请上传通知正文（txt）或者表格（csv、json），也可以把正文粘贴到下面"
    return FormatNotRead(f"“{name}”不是这里能读的文件，{remedy}")


def _understood(request: HttpRequest, brought: Brought, *, status: int = 200) -> HttpResponse:
    notice = brought.read()
    before = next((one for one in notices_in_force() if one.year == notice.year), None)
    old, new = set(before.days if before else ()), set(notice.days)
    shown = {**asdict(brought), "over": _version(notice.year)}
    context = {
        "notice": notice,
        "holidays": holidays_of(notice.days),
        "before": before,
        "gone": sorted(old - new, key=_day),
        "come": sorted(new - old, key=_day),
        "shown": signing.dumps(shown, salt=SALT, compress=True),
        "trail": _trail("核对读出的内容"),
    }
    return render(request, f"{TEMPLATES}/understood.html", context, status=status)


def _shown(signed: str) -> tuple[Brought, int]:
    """What the page showed, and over which version; the signature proves that nobody changed it."""
    try:
        told = signing.loads(signed, salt=SALT, max_age=A_DAY)
    except signing.BadSignature as bad:
        raise NotWhatWasShown("页面已失效，没有录入任何内容；请重新上传通知") from bad
    return Brought(told["text"], told["name"], told["year"], told["number"]), told["over"]


def _version(year: int) -> int:
    entry = entry_in_force(year)
    return entry.version if entry else 0


def _day(item: MovedDay) -> date:
    return item.day


def _trail(here: str) -> list[tuple[str, str]]:
    return [(HOME[0], reverse(HOME[1])), (here, "")]

"""The shape of what is entered about meetings and trainings."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.utils import timezone

from quancheng.kernel.orgs.models import Unit
from quancheng.records.groundwork.models import Council
from quancheng.records.groundwork.models.gatherings import LONGEST_MINUTES
from quancheng.records.groundwork.rules.attendance import DIGITS, LONGEST_NAME, LONGEST_UNIT
from quancheng.records.groundwork.rules.gatherings import (
    KINDS,
    MOST_LINES,
    AgendaLine,
    DecisionLine,
    Kind,
    Told,
    Wanted,
)
from quancheng.records.groundwork.workflow.gatherings import STATE_SAYS

LONGEST_REASON = 500


def day_field(label: str, **more: Any) -> forms.DateField:
    """A day, chosen or typed."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


def time_field(label: str) -> forms.TimeField:
    """A time of day."""
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def reason_field(label: str = "理由", help_text: str = "") -> forms.CharField:
    """Why something is done."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=LONGEST_REASON, help_text=help_text, widget=widget)


def instant(day: date, at: time) -> datetime:
    """A day and a time of it in the house's own time."""
    return timezone.make_aware(datetime.combine(day, at))


class SpanForm(forms.Form):
    """When something is held: a day and two times, and the last day of what takes several."""

    on = day_field("日期")
    begins = time_field("开始")
    ends = time_field("结束")
    until = day_field("结束日期", required=False, help_text="跨天的培训填写；当天结束的留空。")

    def span(self) -> tuple[datetime, datetime]:
        """From when until when."""
        told = self.cleaned_data
        return instant(told["on"], told["begins"]), instant(told["until"] or told["on"], told["ends"])


class GatheringForm(SpanForm):
    """A meeting or a training, but for its lines."""

    kind = forms.TypedChoiceField(label="类别", coerce=Kind, choices=KINDS, widget=forms.RadioSelect)
    title = forms.CharField(label="名称", max_length=200)
    place = forms.CharField(label="地点", max_length=200)
    chair = forms.CharField(label="主持人", max_length=60, required=False)
    is_chaired_by_leader = forms.BooleanField(label="由主要负责同志召集主持", required=False)
    hears_report = forms.BooleanField(label="听取政务公开工作汇报", required=False)
    for_whom = forms.CharField(label="参加范围", max_length=200, required=False)
    attended = forms.IntegerField(
        label="参加人数", min_value=0, max_value=100_000, required=False,
        help_text="有签到名单的以名单为准，这里可以留空。",
    )  # fmt: skip
    council_id = forms.TypedChoiceField(
        label="属于议事协调机制", coerce=int, required=False, empty_value=None
    )
    trainer = forms.CharField(label="授课人", max_length=120, required=False)
    hours = forms.DecimalField(label="学时", max_digits=5, decimal_places=1, required=False)
    is_in_cadre_education = forms.BooleanField(label="纳入领导干部、公务员教育培训", required=False)
    course = forms.CharField(label="班次名称和主办单位", max_length=200, required=False)
    minutes = forms.CharField(
        label="会议纪要", required=False, max_length=LONGEST_MINUTES,
        widget=forms.Textarea(attrs={"rows": 8}), help_text="会后填写；也可以在详情页上传纪要原件。",
    )  # fmt: skip

    def offer(self, councils: Iterable[Council]) -> None:
        """The joint mechanisms to which the meeting may belong."""
        field = cast("forms.TypedChoiceField", self.fields["council_id"])
        field.choices = [("", "不属于"), *((each.pk, each.name) for each in councils)]
        if len(field.choices) == 1:
            del self.fields["council_id"]

    def told(self, agenda: Iterable[AgendaLine], decisions: Iterable[DecisionLine]) -> Told:
        """What was entered, with its lines."""
        starts_at, ends_at = self.span()
        plain = {k: v for k, v in self.cleaned_data.items() if k not in {"on", "begins", "ends", "until"}}
        return Told(
            starts_at=starts_at, ends_at=ends_at, agenda=tuple(agenda), decisions=tuple(decisions), **plain
        )


class AgendaForm(forms.Form):
    """One line of the agenda."""

    title = forms.CharField(label="议题", max_length=200, required=False)
    reporter = forms.CharField(label="汇报人", max_length=60, required=False)

    def clean(self) -> None:
        """A reporter reports on something."""
        if self.cleaned_data.get("reporter") and not self.cleaned_data.get("title"):
            self.add_error("title", "填了汇报人，请补上议题")


class DecisionForm(forms.Form):
    """One line of what was decided."""

    what = forms.CharField(
        label="议定事项", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    unit_id = forms.TypedChoiceField(label="责任单位", coerce=int, required=False, empty_value=None)
    who = forms.CharField(label="责任人", max_length=60, required=False)
    due_on = day_field("完成时限", required=False)

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.TypedChoiceField", self.fields["unit_id"])
        field.choices = [("", "请选择"), *units]

    def clean(self) -> None:
        """What is decided has a unit and a day."""
        told = self.cleaned_data
        if not any(told.get(name) for name in ("what", "unit_id", "who", "due_on")):
            return
        for name, says in (("what", "内容"), ("unit_id", "责任单位"), ("due_on", "完成时限")):
            if not told.get(name) and name not in self.errors:
                self.add_error(name, f"请补上议定事项的{says}，或清空这一行")


class LinesForm(forms.BaseFormSet[Any]):
    """Lines that stand one under the other; empty ones are left out."""

    def filled(self) -> Iterator[dict[str, Any]]:
        """Those that say something."""
        for form in self.forms:
            told = getattr(form, "cleaned_data", {})
            if told.get("title") or told.get("what"):
                yield told


AGENDA = forms.formset_factory(AgendaForm, LinesForm, extra=1, max_num=MOST_LINES, absolute_max=MOST_LINES)
DECISIONS = forms.formset_factory(
    DecisionForm, LinesForm, extra=1, max_num=MOST_LINES, absolute_max=MOST_LINES
)


class StepForm(forms.Form):
    """A step that needs no word."""

    def facts(self) -> dict[str, Any]:
        """What the command takes by name."""
        return self.cleaned_data


class ReasonForm(StepForm):
    """A step with its reason."""

    reason = reason_field()


class MoveForm(SpanForm):
    """Another day, and why."""

    reason = reason_field()

    def facts(self) -> dict[str, Any]:
        """What the command takes by name."""
        starts_at, ends_at = self.span()
        return {"starts_at": starts_at, "ends_at": ends_at, "reason": self.cleaned_data["reason"]}


class MaterialForm(forms.Form):
    """A file of the meeting."""

    file = forms.FileField(
        label="文件", help_text="文档、表格、PDF或图片。不得上传涉密文件。", widget=forms.FileInput()
    )
    is_minutes = forms.BooleanField(label="这是会议纪要原件", required=False)


class AttendanceForm(forms.Form):
    """One person who came."""

    name = forms.CharField(label="姓名", max_length=LONGEST_NAME)
    unit = forms.CharField(label="单位", max_length=LONGEST_UNIT)


class SheetForm(forms.Form):
    """The attendance sheet, filled in."""

    file = forms.FileField(
        label="填好的签到表",
        help_text="用本页下载的 xlsx 签到表填写。不得上传涉密文件。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class CheckInForm(forms.Form):
    """Until when people sign themselves in, and whether the code is printed."""

    until = forms.DateTimeField(
        label="签到截止",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    way = forms.ChoiceField(
        label="签到码",
        choices=[("shown", "投在屏幕上，每5分钟更换"), ("printed", "打印张贴，整场不变")],
        initial="shown",
        widget=forms.RadioSelect,
    )


class CodeForm(forms.Form):
    """The number on the wall."""

    code = forms.CharField(
        label="签到码",
        max_length=20,
        help_text=f"会场屏幕上的{DIGITS}位数字。",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )
    gathering = forms.IntegerField(required=False, widget=forms.HiddenInput)


class LookingForm(forms.Form):
    """What somebody looks for."""

    q = forms.CharField(label="查找", required=False, max_length=60)
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部类别"), *KINDS])
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部状态"), *((state.value, says) for state, says in STATE_SAYS.items())],
    )
    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2100)
    unit = forms.IntegerField(required=False, widget=forms.HiddenInput)
    scope = forms.CharField(required=False, widget=forms.HiddenInput)

    def wanted(self) -> Wanted:
        """What is looked for; what cannot be understood is not."""
        self.is_valid()
        told = self.cleaned_data
        return Wanted(
            kind=told.get("kind", ""),
            state=told.get("state", ""),
            year=told.get("year"),
            unit_id=told.get("unit"),
            word=told.get("q", "").strip(),
            is_whole=told.get("scope") != "mine",
        )


def choices_of(units: Iterable[Unit]) -> list[tuple[int, str]]:
    """Units to choose among."""
    return [(unit.pk, str(unit)) for unit in units]

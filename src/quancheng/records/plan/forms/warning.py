"""The shape of a setting of warnings."""

from django import forms

from quancheng.kernel.calendar.levels import Thresholds
from quancheng.records.plan.forms.fields import day_field
from quancheng.records.plan.rules.warning import (
    FARTHEST,
    BadMonthDay,
    MonthDay,
    Setting,
    month_days_in,
)


def _days_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=FARTHEST)


class WarningRuleForm(forms.Form):
    """At how many working days left each warning begins, the milestones, from when on, and on what ground."""

    yellow = _days_field("黄色：剩余工作日不多于")
    orange = _days_field("橙色：剩余工作日不多于")
    red = _days_field("红色：剩余工作日不多于")
    soon = _days_field("“即将到期”：剩余工作日不多于")
    milestones = forms.CharField(
        label="时间节点",
        required=False,
        max_length=200,
        help_text="每年的这些日子汇总全部任务的进展，如“6月30日、9月30日”；留空则不设节点。",
    )
    from_on = day_field("启用日期", "今天或以后。已经过去的日子不受影响。")
    source = forms.CharField(label="依据", max_length=200, help_text="文件名称、文号，或作出决定的会议。")

    @classmethod
    def of(cls, setting: Setting) -> "WarningRuleForm":
        """The form as it stands before anything is changed."""
        days = setting.thresholds
        told = {"yellow": days.yellow, "orange": days.orange, "red": days.red, "soon": setting.soon}
        said = "、".join(each.says for each in setting.milestones)
        return cls(initial={**told, "milestones": said})

    def clean_milestones(self) -> tuple[MonthDay, ...]:
        try:
            return month_days_in(self.cleaned_data["milestones"])
        except BadMonthDay as fault:
            raise forms.ValidationError(str(fault)) from fault

    def thresholds(self) -> Thresholds:
        """The three numbers of days."""
        told = self.cleaned_data
        return Thresholds(told["yellow"], told["orange"], told["red"])

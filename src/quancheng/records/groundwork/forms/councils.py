"""The shape of what is entered about joint mechanisms and what they decided."""

from collections.abc import Iterable
from typing import cast

from django import forms

from quancheng.records.groundwork.forms.gatherings import day_field, reason_field


class CouncilForm(forms.Form):
    """A joint mechanism with its units."""

    name = forms.CharField(label="名称", max_length=120)
    basis = forms.CharField(label="依据", max_length=300, help_text="文件名称、文号或会议决定。")
    from_on = day_field("建立日期")
    unit_id = forms.TypedChoiceField(label="牵头单位", coerce=int)
    member_ids = forms.TypedMultipleChoiceField(
        label="成员单位", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer(self, units: Iterable[tuple[int, str]]) -> None:
        """The units among which to choose."""
        choices = list(units)
        cast("forms.ChoiceField", self.fields["unit_id"]).choices = choices
        cast("forms.ChoiceField", self.fields["member_ids"]).choices = choices


class MemberForm(forms.Form):
    """A unit that joins or leaves, and the day."""

    unit_id = forms.TypedChoiceField(label="单位", coerce=int)
    on = day_field("日期")

    def offer(self, units: Iterable[tuple[int, str]]) -> None:
        """The units among which to choose."""
        cast("forms.ChoiceField", self.fields["unit_id"]).choices = list(units)


class EndForm(forms.Form):
    """The day on which a mechanism ends."""

    on = day_field("终止日期")


class ResultForm(forms.Form):
    """What came of a decision."""

    result = reason_field("办理结果", "写明做了什么、什么时候完成。")

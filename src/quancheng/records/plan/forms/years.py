"""The shape of what an openness office enters at the turn of the year."""

from collections.abc import Iterable
from typing import Any

from django import forms

from quancheng.records.plan.models import CarryOver, Plan, Row


class NextYearForm(forms.Form):
    """Which rows next year's draft starts from."""

    rows = forms.ChoiceField(
        label="沿用哪些行",
        initial="all",
        choices=[("all", "全部行"), ("open", "只要未完成和长期、定期的行")],
        widget=forms.RadioSelect,
    )


class EarlierPlanForm(forms.Form):
    """With which plan of an earlier year a plan is compared."""

    earlier = forms.ChoiceField(label="与哪份要点比较")

    def __init__(self, *args: Any, plans: Iterable[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["earlier"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(plan.ref, f"{plan.year}年 · {plan.title}") for plan in plans]


class SettleForm(forms.Form):
    """What becomes of the duties that were ticked."""

    decision = forms.ChoiceField(
        label="对所勾选的事项", choices=CarryOver.Decision.choices, widget=forms.RadioSelect
    )
    to_row = forms.ChoiceField(
        label="结转到", required=False, help_text="不选时，结转到延续上年那一行的本年行。"
    )
    reason = forms.CharField(
        label="说明或理由",
        required=False,
        max_length=900,
        help_text="取消必须写明理由；会写入事项的办理经过。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, rows: Iterable[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_row"]
        assert isinstance(field, forms.ChoiceField)
        named = ((row.ref, f"第{row.no}项 {row.requirement[:30]}") for row in rows)
        field.choices = [("", "按延续关系"), *named]

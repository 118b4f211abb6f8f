"""The shape of what an openness office enters about the plan above."""

from collections.abc import Iterable
from typing import Any

from django import forms

from quancheng.records.plan.forms.fields import day_field
from quancheng.records.plan.models import Plan
from quancheng.records.plan.rules.likeness import Measuring


class PlanAboveForm(forms.Form):
    """Which plan of the government above is taken up."""

    above = forms.ChoiceField(label="承接的上级要点", required=False)

    def __init__(self, *args: Any, plans: Iterable[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["above"]
        assert isinstance(field, forms.ChoiceField)
        named = ((plan.ref, f"{plan.year}年 · {plan.title}（{plan.tenant.name}）") for plan in plans)
        field.choices = [("", "不承接"), *named]


class AsideForm(forms.Form):
    """Why a row above does not concern us."""

    reason = forms.CharField(
        label="不适用的理由",
        max_length=300,
        help_text="上级政务公开机构会看到这个理由，请勿写个人信息。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _percent_field(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100, help_text=help_text)


class LikenessForm(forms.Form):
    """From which likeness on rows are proposed and ticked, from when on, and on what ground."""

    proposed_from = _percent_field("列为建议（%）", "相近度达到这个数的，列为建议。")
    sure_from = _percent_field("预先勾选（%）", "达到这个数的建议预先勾上，提交之前可以去掉。")
    heading_weighs = _percent_field("章节标题的比重（%）", "其余按具体要求的文字计算。")
    from_on = day_field("启用日期", "今天或以后。已确定的承接不受影响。")
    source = forms.CharField(label="依据", max_length=200, help_text="文件名称、文号，或作出决定的会议。")

    @staticmethod
    def told(by: Measuring) -> dict[str, int]:
        """The numbers that hold, to begin with."""
        return {
            "proposed_from": by.proposed_from,
            "sure_from": by.sure_from,
            "heading_weighs": by.heading_weighs,
        }

"""The shape of what an openness office enters about the plan above."""

from collections.abc import Iterable
from typing import Any

from django import forms

from quancheng.records.plan.models import Plan


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

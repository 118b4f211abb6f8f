"""The shape of what people enter about public commitments."""

from collections.abc import Iterable
from typing import Any

from django import forms

from quancheng.kernel.files.reading import LARGEST, MEGABYTE
from quancheng.kernel.orgs.matching import Register
from quancheng.records.plan.forms.duties import LaterForm, ReasonForm, StepForm
from quancheng.records.plan.forms.fields import day_field, text_field
from quancheng.records.plan.rules.commitment_cells import FIELD_SAYS
from quancheng.records.plan.rules.promises import Outcome


class CommitmentsFileForm(forms.Form):
    """One file that holds the year's commitments."""

    file = forms.FileField(
        label="承诺清单文件",
        help_text=f"支持 docx、xlsx、pdf、html、txt，须是表格，不超过{LARGEST // MEGABYTE}MB。"
        "不得上传涉密文件。",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.pdf,.html,.htm,.txt"}),
    )


class CommitmentForm(forms.Form):
    """The cells of one commitment, as an official edits them."""

    no = forms.CharField(label=FIELD_SAYS["no"], max_length=20)
    section = forms.CharField(label="分类", max_length=100, required=False)
    task = forms.CharField(label=FIELD_SAYS["task"], max_length=300)
    content = forms.CharField(
        label=FIELD_SAYS["content"], required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    day = day_field(FIELD_SAYS["day"])
    unit = forms.CharField(
        label=FIELD_SAYS["unit"], max_length=200, required=False, help_text="一项承诺由一个单位负责。"
    )
    chosen = forms.TypedChoiceField(
        label="对应名册中的单位", coerce=int, required=False, empty_value=None,
        help_text="名称能直接对上名册时不必选。",
    )  # fmt: skip
    others = forms.CharField(label=FIELD_SAYS["others"], max_length=300, required=False)
    person = forms.CharField(label=FIELD_SAYS["person"], max_length=60, help_text="只写姓名，不写电话。")
    office = forms.CharField(label=FIELD_SAYS["office"], max_length=100, required=False)

    def __init__(self, *args: Any, register: Register, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            ("", "按名称识别"),
            *sorted(register.shown.items(), key=lambda each: each[1]),
        ]


class AboutCommitmentsForm(forms.Form):
    """What a draft is: its title and its year."""

    title = forms.CharField(label="标题", max_length=200)
    year = forms.IntegerField(label="年度", min_value=2008, max_value=2100)


class AmendForm(forms.Form):
    """Why what was promised in public is amended: the public reads it."""

    reason = forms.CharField(
        label="修订说明", widget=forms.Textarea(attrs={"rows": 3}), max_length=300,
        help_text="公众会在承诺旁看到这段话，请写明为什么修订。",
    )  # fmt: skip


class ShortReasonForm(forms.Form):
    """Why a draft goes back, or a list comes down."""

    reason = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}), max_length=300)


class ProgressForm(StepForm):
    """How far a promise is, in a few words for the public."""

    on = day_field("日期", help_text="进展或完成的那一天。")
    words = forms.CharField(
        label="进展", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写给公众看：做了什么、到了哪一步。负责人确认后公开。",
    )  # fmt: skip
    is_done = forms.BooleanField(label="承诺已全部完成", required=False)
    address = forms.URLField(
        label="公开页面", max_length=500, required=False, assume_scheme="https",
        help_text="填报完成时必填，公众据此核实；以 https:// 开头。",
    )  # fmt: skip


class AskForm(LaterForm):
    """A later day that a unit asks for."""

    until = day_field("调整至")


class MoveForm(AskForm):
    """A later day, with the reason that the public reads."""

    reason = text_field("理由", help_text="这段话会和新的时限一起公开，请写明为什么不能如期完成。")


class PublicReasonForm(ReasonForm):
    """A reason that the public reads."""

    reason = text_field("理由", help_text="这段话会公开。")


class SieveForm(forms.Form):
    """Which commitments are looked for. What cannot be understood is not looked for."""

    unit = forms.ChoiceField(label="责任单位", required=False)
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部状态"), *((each.value, each.says) for each in Outcome)],
    )

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "全部单位"), *((str(pk), says) for pk, says in units)]

    def wanted(self) -> tuple[int | None, Outcome | None]:
        """The unit and the state that are looked for."""
        self.is_valid()
        unit, state = self.cleaned_data.get("unit"), self.cleaned_data.get("state")
        return (int(unit) if unit else None), (Outcome(state) if state else None)

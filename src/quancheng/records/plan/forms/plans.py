"""The shape of what officials enter about plans."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME

from quancheng.kernel.files.reading import LARGEST, MEGABYTE
from quancheng.kernel.obligations.measures import measures
from quancheng.kernel.orgs.matching import Register
from quancheng.records.plan.forms.fields import day_field
from quancheng.records.plan.models import RHYTHMS, Plan
from quancheng.records.plan.rules.drafting import FIELD_SAYS, Field

MANY_UNITS = 20  # of more, a part says whom it means in fewest ticks: Django takes 1,000 fields a request


class UploadForm(forms.Form):
    """One file that holds a plan."""

    file = forms.FileField(
        label="任务分工文件",
        help_text=f"支持 docx、xlsx、pdf、html、txt，不超过{LARGEST // MEGABYTE}MB。不得上传涉密文件。",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.pdf,.html,.htm,.txt"}),
    )


class RowForm(forms.Form):
    """The cells of one row, as an official edits them."""

    no = forms.CharField(label=FIELD_SAYS[Field.NO], max_length=20)
    section = forms.CharField(label=FIELD_SAYS[Field.SECTION], max_length=300, required=False)
    subsection = forms.CharField(label=FIELD_SAYS[Field.SUBSECTION], max_length=300, required=False)
    requirement = forms.CharField(
        label=FIELD_SAYS[Field.REQUIREMENT], widget=forms.Textarea(attrs={"rows": 5})
    )
    units = forms.CharField(
        label=FIELD_SAYS[Field.UNITS],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="用顿号分开；有牵头和配合的，写成“甲牵头，乙、丙配合”。",
    )
    deadline = forms.CharField(
        label=FIELD_SAYS[Field.DEADLINE],
        max_length=120,
        required=False,
        help_text="如：2024年12月底前、每季度、长期坚持。",
    )

    def in_place(self, key: int) -> "RowForm":
        """With each cell in the table, outside its form: tied to it by name."""
        for name, field in self.fields.items():
            field.widget.attrs |= {"form": f"edit-{key}", "id": f"row-{key}-{name}"}
        self.fields["requirement"].widget.attrs["autofocus"] = True
        return self

    def of_place(self) -> list[forms.BoundField]:
        """The cells that say where the row stands."""
        return [self["no"], self["section"], self["subsection"]]

    def is_place_wrong(self) -> bool:
        """Whether one of those has to be mended."""
        return any(cell.errors for cell in self.of_place())

    def changes(self) -> dict[Field, str]:
        """The cells as entered."""
        return {name: self.cleaned_data[name.value] for name in Field}


class UnitsForm(forms.Form):
    """Which units a name stands for: a choice among those in the register."""

    units = forms.TypedMultipleChoiceField(
        label="所指单位", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, register: Register, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        field = self.fields["units"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = sorted(register.shown.items())


class AboutForm(forms.Form):
    """What a draft is: its title, its year, and the plan that it amends."""

    title = forms.CharField(label="标题", max_length=200)
    year = forms.IntegerField(label="年度", min_value=2008, max_value=2100)
    amends = forms.ChoiceField(label="这份文件是", required=False)

    def __init__(self, *args: object, plans: list[Plan], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        amended = [(plan.ref, f"对《{plan.title}》的修订") for plan in plans]
        self.fields["amends"] = forms.ChoiceField(
            label="这份文件是", required=False, choices=[("", "一份新的工作要点"), *amended]
        )


class WithdrawForm(forms.Form):
    """Why a plan is taken back from the public."""

    reason = forms.CharField(label="撤下的理由", widget=forms.Textarea(attrs={"rows": 3}), max_length=300)


class IssueForm(forms.Form):
    """Whether periods that are over already are laid upon the units too; asked only when there are any."""

    past = forms.ChoiceField(label="已经结束的期次", widget=forms.RadioSelect)

    def __init__(self, *args: Any, left: int, whole: int, is_over: bool, **kwargs: Any) -> None:
        """How many duties there are without and with the periods that are over; whether the year is over."""
        super().__init__(*args, **kwargs)
        past = whole - left
        if not past:
            del self.fields["past"]
            return
        field = self.fields["past"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("leave", f"不下达；已全部结束的任务只下达最后一期（共{left}项）"),
            ("lay", f"一并下达，由各单位补报（共{whole}项，比前一种多{past}项）"),
        ]
        field.initial = "lay" if is_over else "leave"

    def with_past(self) -> bool:
        """Whether they are laid too."""
        return bool(self.cleaned_data.get("past", "lay") == "lay")


class Whom(StrEnum):
    """Which of many units a part is for."""

    ALL = "all"
    ONLY = "only"
    EXCEPT = "except"


class PartForm(forms.Form):
    """One part of a row: what, how often, until when, how much, and who."""

    title = forms.CharField(label="分项内容", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    rhythm = forms.ChoiceField(label="频次", choices=RHYTHMS, initial=RHYTHMS[0][0])
    due_on = day_field("限期")
    target = forms.IntegerField(label="目标数", required=False, min_value=1)
    target_unit = forms.CharField(
        label="目标单位", required=False, max_length=10, help_text="如：个、次、项。"
    )
    measure = forms.ChoiceField(label="系统度量", required=False)
    whom = forms.ChoiceField(label="责任单位", widget=forms.RadioSelect, initial=Whom.ONLY.value)
    units = forms.TypedMultipleChoiceField(
        label="责任单位", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure, owing = self.fields["measure"], self.fields["units"]
        assert isinstance(measure, forms.ChoiceField)
        assert isinstance(owing, forms.TypedMultipleChoiceField)
        measure.choices = [("", "无，由单位报送"), *((each.code, each.says) for each in measures.values())]
        owing.choices = self._units = list(units)
        self._ask_for_whom()

    def _ask_for_whom(self) -> None:
        """Of a few units each is ticked; of many it is said first whether the ticks name or leave out."""
        if len(self._units) <= MANY_UNITS:
            del self.fields["whom"]
            return
        whom = self.fields["whom"]
        assert isinstance(whom, forms.ChoiceField)
        whom.choices = [
            (Whom.ALL.value, f"名单上的全部{len(self._units)}个单位"),
            (Whom.ONLY.value, "只有名单上勾选的"),
            (Whom.EXCEPT.value, "名单上除勾选以外的"),
        ]
        self.fields["units"].label = "单位名单"

    def owing(self) -> list[int]:
        """The units that were meant, in the order of the list."""
        whom, ticked = self.cleaned_data.get("whom", Whom.ONLY), set(self.cleaned_data["units"])
        every = [unit for unit, _ in self._units]
        if whom == Whom.ALL:
            return every
        return [unit for unit in every if (unit in ticked) is (whom == Whom.ONLY)]


def fewest_ticks(meant: Collection[int], units: Collection[int]) -> dict[str, object]:
    """How the form begins for the units that are meant: of many, with the fewest ticks."""
    left_out = [unit for unit in units if unit not in meant]
    if len(units) <= MANY_UNITS or len(meant) < len(left_out):
        return {"whom": Whom.ONLY.value, "units": list(meant)}
    return {"whom": (Whom.EXCEPT if left_out else Whom.ALL).value, "units": left_out}


class PartFormSet(forms.BaseFormSet[PartForm]):
    """All parts of a row; one that stands already can be left out."""

    def add_fields(self, form: PartForm, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = "不要这一分项"

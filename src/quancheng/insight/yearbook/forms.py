"""The shape of what is entered about annual reports."""

from collections.abc import Iterable, Mapping

from django import forms
from django.core.exceptions import ValidationError

from quancheng.insight.yearbook.rules.days import Owes
from quancheng.insight.yearbook.rules.figures import Figures, Number, plain
from quancheng.insight.yearbook.rules.reading import NOTHING, number_of
from quancheng.insight.yearbook.rules.shape import TEXT_TITLES, Part, Place, places_of

LONGEST_TEXT, LONGEST_SOURCE, LONGEST_REASON = 20_000, 300, 500


class StartForm(forms.Form):
    """Whose report of which year is begun."""

    unit = forms.IntegerField(required=False, widget=forms.HiddenInput)
    year = forms.IntegerField(min_value=2000, max_value=2100, widget=forms.HiddenInput)


class StepForm(forms.Form):
    """A step that asks for nothing."""


class ReasonForm(forms.Form):
    """A step that says why."""

    reason = forms.CharField(
        label="理由", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )


class TextsForm(forms.Form):
    """The three text parts."""

    overview = forms.CharField(
        label=TEXT_TITLES["overview"], max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )  # fmt: skip
    problems = forms.CharField(
        label=TEXT_TITLES["problems"], max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    other = forms.CharField(
        label=TEXT_TITLES["other"], max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip


class CellField(forms.CharField):
    """One cell: a number as people write it; empty is nought, an empty sum is computed."""

    def __init__(self, place: Place, computed: str) -> None:
        attrs = {"inputmode": "decimal" if place.is_money else "numeric", "aria-label": place.says}
        if place.is_total:
            attrs["placeholder"] = computed
        super().__init__(label=place.says, required=False, max_length=20, widget=forms.TextInput(attrs=attrs))
        self.place = place

    def clean(self, value: str) -> Number | None:
        text = super().clean(value)
        if text in NOTHING:
            return None if self.place.is_total else 0
        number = number_of(text, self.place)
        if number is None:
            asked = "不小于0的金额" if self.place.is_money else "不小于0的整数"
            raise ValidationError(f"{self.place.says}写的是“{text[:20]}”，应为{asked}")
        return number


class CellsForm(forms.Form):
    """The cells of one table, with where they come from."""

    source = forms.CharField(
        label="数据来源", max_length=LONGEST_SOURCE, required=False,
        help_text="手工录入的数据须写明来源，如“纸质台账（办公室登记）”。与平台记录一致的数据不用写。",
    )  # fmt: skip

    def __init__(
        self, part: Part, figures: Figures, data: Mapping[str, object] | None = None, *, source: str = ""
    ) -> None:
        super().__init__(data, initial={"source": source})
        for place in places_of(part):
            self.fields[place.key] = CellField(place, plain(figures.of(place)))
            told = figures.told.get(place) if place.is_total else figures.of(place)
            self.initial[place.key] = "" if told is None else plain(told)

    def cells(self) -> dict[Place, Number | None]:
        """What was entered."""
        return {
            field.place: self.cleaned_data[name]
            for name, field in self.fields.items()
            if isinstance(field, CellField)
        }


class FormerForm(forms.Form):
    """Last year's report, as a file."""

    year = forms.IntegerField(label="报告年度", min_value=2000, max_value=2100)
    unit = forms.ChoiceField(label="单位", required=False)
    file = forms.FileField(
        label="上年报告或者表格",
        help_text="收 docx、xlsx、csv、html、pdf；按表头和项目名称识别，空格按0计。",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.csv,.html,.htm,.pdf"}),
    )
    source = forms.CharField(
        label="数据来源", max_length=LONGEST_SOURCE, help_text="如“本单位网站2024年1月公布的报告”。"
    )

    def offer(self, units: Iterable[tuple[int, str]], *, government: str = "") -> None:
        """Whose report it can be; the government's own for its office."""
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        own = [("", government)] if government else []
        field.choices = [*own, *((str(pk), name) for pk, name in units)]
        field.required = not government

    def unit_id(self) -> int | None:
        told = self.cleaned_data["unit"]
        return int(told) if told else None


class InnerDayForm(forms.Form):
    """By when a government wants its reports."""

    owes = forms.TypedChoiceField(label="报告", coerce=Owes, choices=[(one.value, one.says) for one in Owes])
    from_year = forms.IntegerField(
        label="自报告年度", min_value=2019, max_value=2100, help_text="从哪一年度的报告起适用。"
    )
    month = forms.IntegerField(label="次年月", min_value=1, max_value=3)
    day = forms.IntegerField(label="日", min_value=1, max_value=31)
    source = forms.CharField(label="依据", max_length=200, help_text="文件名称和文号。")

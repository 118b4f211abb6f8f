"""The shape of what officials enter about indicators, marks, appeals and letters."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms

from quancheng.insight.scorecards.models import Indicator, LetterBasis, ScoreSet
from quancheng.insight.scorecards.rules.indicators import Told
from quancheng.insight.scorecards.rules.letters import KINDS
from quancheng.insight.scorecards.rules.letters import Kind as LetterKind
from quancheng.insight.scorecards.rules.periods import Period, parse
from quancheng.insight.scorecards.rules.readings import ReadingKind
from quancheng.insight.scorecards.rules.scoring import SHAPES, NoBase, Shape
from quancheng.insight.scorecards.rules.spans import PartTime
from quancheng.kernel.orgs.models import Unit

DAY = {"type": "date"}
ORIGINS = [(one.value, one.says) for one in NoBase]
MARKS = LetterBasis.Mark.choices
LONGEST_REASON = 500


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day, in the browser's own calendar."""
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )  # fmt: skip


def _words(label: str, most: int, rows: int, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, help_text=help_text, widget=widget)


class SettingsForm(forms.Form):
    """What a set says besides its indicators."""

    title = forms.CharField(label="名称", max_length=120)
    from_on = day_field("开始日期")
    until_on = day_field("截止日期")
    no_base = forms.TypedChoiceField(
        label="没有应办记录时", coerce=NoBase, choices=ORIGINS, help_text="本期没有应办事项的指标怎样计分。"
    )
    appeal_days = forms.IntegerField(
        label="申诉期限（工作日）", min_value=1, max_value=60, help_text="从告知结果的次日起算。"
    )
    decide_days = forms.IntegerField(label="申诉处理期限（工作日）", min_value=1, max_value=60)
    sign_days = forms.IntegerField(
        label="函件签收期限（工作日）", min_value=1, max_value=60,
        help_text="从函件签发的次日起算。",
    )  # fmt: skip
    part_time = forms.TypedChoiceField(
        label="指标施行不足考核期时", coerce=PartTime, choices=[(one.value, one.says) for one in PartTime],
        help_text="施行的基本指标合计不是100分的，一律按100分折算。",
    )  # fmt: skip
    is_ranked = forms.BooleanField(label="公布组内名次", required=False)
    source = forms.CharField(label="依据", max_length=200, help_text="规定这些数字的文件和条款。")


class NewSetForm(SettingsForm):
    """The same, with the year."""

    year = forms.IntegerField(label="年度", min_value=2020, max_value=2100)
    field_order = ("year",)


class FromDayForm(forms.Form):
    """From when a new version holds."""

    from_on = day_field("新版施行日期")


class IndicatorForm(forms.Form):
    """One indicator, as it is entered at the desk; no script needed."""

    code = forms.CharField(label="编号", max_length=20)
    name = forms.CharField(label="指标名称", max_length=80)
    group = forms.CharField(label="类别", max_length=40)
    points = forms.DecimalField(
        label="分值", min_value=Decimal("0.01"), max_value=Decimal(100), max_digits=5, decimal_places=2
    )
    is_bonus = forms.BooleanField(label="加分项（不计入100分）", required=False)
    shape = forms.TypedChoiceField(label="计分方式", coerce=Shape, choices=SHAPES)
    reading = forms.ChoiceField(label="取数", required=False, help_text="由记录计算；人工评定的不选。")
    each = forms.DecimalField(
        label="每项扣分",
        required=False,
        min_value=0,
        max_digits=5,
        decimal_places=2,
        help_text="逐项扣分时填。",
    )
    least = forms.IntegerField(
        label="至少几项", required=False, min_value=0, max_value=999, help_text="达到数量得分时填。"
    )
    grades = forms.CharField(
        label="档次", required=False, max_length=200,
        help_text="分档计分时填，如“95=10；90=8”：达到95（百分比）得10分；用时类为不多于。",
    )  # fmt: skip
    days = forms.IntegerField(
        label="工作日数",
        required=False,
        min_value=0,
        max_value=99,
        help_text="“及时签收”等按天数判断的指标填。",
    )
    source = forms.CharField(label="依据文件", max_length=120)
    source_number = forms.CharField(label="文号", required=False, max_length=60)
    article = forms.CharField(label="条款", required=False, max_length=60)
    from_on = day_field("施行自", required=False, help_text="只在部分时间施行的填；不填的，随整套指标。")
    until_on = day_field("施行至", required=False)

    def offer(self, readings: Mapping[str, ReadingKind]) -> None:
        """What can be read, in the words of the house."""
        field = self.fields["reading"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "（不取数）"), *((kind.code, kind.says) for kind in readings.values())]

    def told(self) -> Told:
        """What was entered, as the rules read it."""
        said = self.cleaned_data
        blank = {"each": Decimal(0), "least": 0, "days": 0}
        filled = {name: blank.get(name) if value is None else value for name, value in said.items()}
        return Told(**cast("dict[str, Any]", filled))


def initial_of(indicator: Indicator | ScoreSet, form: type[forms.Form]) -> dict[str, object]:
    """What stands, for a form that changes it."""
    return {name: getattr(indicator, name) for name in form.base_fields if hasattr(indicator, name)}


class SheetForm(forms.Form):
    """A filled-in sheet of indicators."""

    file = forms.FileField(
        label="考核指标表", help_text="先导出，在导出的文件里填写，再上传。只收xlsx。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )  # fmt: skip


class PeriodForm(forms.Form):
    """Which period is meant."""

    period = forms.ChoiceField(label="考核期")

    def offer(self, periods: Iterable[Period]) -> None:
        """The quarters and years that can be looked at."""
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.says) for one in periods]

    def asked(self) -> Period | None:
        """The one that was chosen, if it is one of those."""
        return parse(self.cleaned_data["period"]) if self.is_valid() else None


class MarkForm(forms.Form):
    """Points by hand, with their reason and a file."""

    points = forms.DecimalField(label="评定分", min_value=0, max_digits=5, decimal_places=2)
    reason = _words("理由", LONGEST_REASON, 3, "被考核单位会看到。")
    file = forms.FileField(label="依据材料", help_text="不得上传涉密文件。")


class AppealForm(forms.Form):
    """What a unit says against one of its points."""

    indicator_id = forms.TypedChoiceField(label="指标", coerce=int)
    text = _words("申诉理由", 2000, 5, "写明哪条记录不对、应当怎样算。")
    file = forms.FileField(label="材料", required=False, help_text="不得上传涉密文件。")

    def offer(self, indicators: Iterable[tuple[int, str]]) -> None:
        """The points that the unit may appeal against."""
        field = self.fields["indicator_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(indicators)


class StepForm(forms.Form):
    """A step that needs no word."""


class ReasonForm(StepForm):
    """A decision with its reason."""

    reason = _words("理由", 2000, 3, "申诉单位会看到。")


class UpholdForm(ReasonForm):
    """A decision that changes the score."""

    reason = _words("理由", 500, 3, "申诉单位会看到，并写进更正记录。")
    change = forms.DecimalField(
        label="更正分", max_digits=5, decimal_places=2, help_text="加分填正数，减分填负数。"
    )
    field_order = ("change", "reason")


class LetterAboutForm(forms.Form):
    """What a new letter is about: its kind, the result, the unit."""

    kind = forms.TypedChoiceField(label="种类", coerce=LetterKind, choices=KINDS)
    result = forms.TypedChoiceField(label="考核结果", coerce=int)
    unit = forms.TypedChoiceField(
        label="单位",
        coerce=int,
        required=False,
        empty_value=None,
        help_text="考核结果通报发给全部单位，不用选。",
    )

    def offer(self, results: Iterable[tuple[int, str]], units: Iterable[Unit]) -> None:
        """The frozen results, and the units scored in them."""
        result, unit = self.fields["result"], self.fields["unit"]
        assert isinstance(result, forms.TypedChoiceField)
        assert isinstance(unit, forms.TypedChoiceField)
        result.choices = list(results)
        unit.choices = [("", "（全部单位）"), *((each.pk, str(each)) for each in units)]


class LetterForm(forms.Form):
    """What a letter says."""

    subject = forms.CharField(label="事由", max_length=120)
    text = _words("正文", 5000, 8)
    organ = forms.CharField(
        label="主送机关", required=False, max_length=120,
        help_text="责任追究建议填：上一级行政机关、任免机关或者监察机关的名称。",
    )  # fmt: skip
    talk_on = day_field("约谈日期", required=False, help_text="约谈通知填。")
    answer_on = day_field("反馈期限", required=False, help_text="要单位反馈整改情况的填；不填的，签收即可。")


class BasisForm(forms.Form):
    """What letters of a kind stand on, from a day on."""

    kind = forms.TypedChoiceField(label="种类", coerce=LetterKind, choices=KINDS)
    from_on = day_field("开始日期")
    verb = forms.CharField(
        label="措施", max_length=40, help_text="如“通报”“提醒”；责令、处分等须由有权机关作出。"
    )
    organ = forms.CharField(label="由谁作出", max_length=120)
    basis = forms.CharField(label="依据", max_length=300, help_text="写在函件上的依据，写到条款。")
    source = forms.CharField(label="出处", max_length=200, help_text="依据的文件、文号和公布日期，供核对。")
    mark = forms.ChoiceField(label="核对", choices=MARKS)
    note = _words("说明", 500, 2)
    note.required = False


class WithdrawForm(forms.Form):
    """Why an issued letter no longer holds."""

    reason = _words("撤回理由", LONGEST_REASON, 3, "收件单位会看到。")


class AnswerForm(forms.Form):
    """What a unit has done about a reminder."""

    text = _words("整改情况", 2000, 5, "政务公开机构会看到。")


class AdditionForm(forms.Form):
    """What is added to the record of a talk."""

    text = _words("补正内容", 2000, 3, "原记录不变，补正记在下面；被约谈单位会看到。")


class FollowUpForm(forms.Form):
    """Whether what was agreed in a talk has been done."""

    text = _words("回访情况", 2000, 3, "约定事项做到了没有；被约谈单位会看到。")


class TalkForm(forms.Form):
    """What came of a talk."""

    on = day_field("约谈日期")
    held_by = forms.CharField(label="约谈人", max_length=120)
    held_with = forms.CharField(label="被约谈人", max_length=120)
    agreed = _words("约定事项", 2000, 4)
    follow_up_on = day_field("回访日期")

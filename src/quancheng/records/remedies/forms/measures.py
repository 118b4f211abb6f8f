"""The shape of what is entered about measures and complaints."""

from collections.abc import Iterable

from django import forms

from quancheng.kernel.orgs.models import Unit
from quancheng.records.remedies.forms.fields import StepForm, day, day_if_any, line, words
from quancheng.records.remedies.models.complaints import Answered, Way
from quancheng.records.remedies.models.proceedings import LONGEST_NAME, LONGEST_WORDS
from quancheng.records.remedies.rules.looking import Urgency, Wanted
from quancheng.records.remedies.rules.measures import (
    BY_VERB,
    ORGANS,
    OTHER_VERBS,
    OWN_VERBS,
    SOURCES,
    VERBS,
    Organ,
    Source,
    Verb,
    rungs_above,
)
from quancheng.ui.fields import Sieve

URGENCIES = [("", "不限"), *((each.value, each.says) for each in Urgency)]


def _units(units: Iterable[Unit]) -> list[tuple[object, str]]:
    return [("", "请选择单位"), *((unit.pk, str(unit)) for unit in units)]


class DemandForm(forms.Form):
    """What is wrong, whose it is, what is to be done and by when."""

    unit_id = forms.TypedChoiceField(label="责任单位", coerce=int)
    person = line("责任人（职务）", LONGEST_NAME, help_text="写职务，不写姓名。")
    source = forms.TypedChoiceField(label="问题来源", coerce=Source, choices=SOURCES)
    problem = words("发现的问题", LONGEST_WORDS, rows=4, needed="请写明发现的问题")
    demand = words("整改要求", LONGEST_WORDS, rows=3, needed="请写明整改的要求")
    until = day("反馈期限")
    about = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    def offer(self, units: Iterable[Unit]) -> None:
        """The units among which the office chooses."""
        field = self.fields["unit_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = _units(units)

    def demanded(self) -> dict[str, object]:
        """What belongs to the demand itself."""
        names = ("unit_id", "person", "source", "problem", "demand", "until", "about")
        return {name: self.cleaned_data[name] for name in names}


class DraftForm(DemandForm):
    """A measure of the office's own."""

    verb = forms.TypedChoiceField(label="监督方式", coerce=Verb, choices=OWN_VERBS)
    field_order = ("verb",)


class EnterForm(DemandForm):
    """A measure that another organ issued."""

    verb = forms.TypedChoiceField(label="监督方式", coerce=Verb, choices=OTHER_VERBS)
    organ = forms.TypedChoiceField(
        label="作出机关类别", coerce=Organ, choices=[one for one in ORGANS if one[0] != Organ.OFFICE]
    )
    issuer = line("作出机关", LONGEST_NAME, "请填写作出机关的名称")
    number = line("文号", 100, "请填写文书的文号")
    received_on = day("收到文书日期")
    until = day_if_any(
        "反馈期限", "行政复议意见书可以不填，按收到之日起60日计算（《行政复议法》第七十六条）。"
    )
    field_order = ("verb", "organ", "issuer", "number", "received_on", "unit_id")

    def demanded(self) -> dict[str, object]:
        """With the day on which the paper came."""
        return {**super().demanded(), "received_on": self.cleaned_data["received_on"]}


class FeedbackForm(StepForm):
    """What the unit has mended."""

    feedback = words(
        "整改情况", LONGEST_WORDS, rows=5, needed="请写明整改情况",
        help_text="做了什么、什么时候做的、结果怎样；佐证在下方上传。",
    )  # fmt: skip


class ReasonForm(StepForm):
    """A step with its reason."""

    reason = words("理由", 1000, rows=3, needed="请填写理由")


class VerifiedForm(StepForm):
    """How it was verified."""

    reason = words("核实情况", 1000, rows=3, needed="请写明怎样核实的", help_text="须由反馈人以外的人核实。")


class LaterForm(ReasonForm):
    """Until when, and why."""

    until = day("新的反馈期限")
    field_order = ("until", "reason")


class RaiseForm(ReasonForm):
    """How to go further."""

    verb = forms.TypedChoiceField(label="升级为", coerce=Verb, choices=OWN_VERBS)
    until = day("新的反馈期限")
    field_order = ("verb", "until", "reason")

    def offer(self, below: Verb) -> None:
        """The rungs above the one that stands."""
        field = self.fields["verb"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(verb.value, BY_VERB[verb].label) for verb in rungs_above(below)]


class ProofForm(forms.Form):
    """A file, or the address of a page."""

    says = line("说明", 200)
    file = forms.FileField(label="文件", required=False)
    address = forms.URLField(label="网址", required=False, max_length=500, assume_scheme="https")

    def clean(self) -> None:
        """One of the two."""
        told = self.cleaned_data
        if not self.errors and bool(told.get("file")) is bool(told.get("address")):
            self.add_error("file", "请上传一个文件，或者填写一个网址")


class LookingForMeasuresForm(Sieve):
    """What somebody looks for among measures."""

    q = forms.CharField(label="查找", required=False, max_length=60)
    kind = forms.ChoiceField(label="监督方式", required=False, choices=[("", "全部"), *VERBS])
    standing = forms.ChoiceField(
        label="进度", required=False, choices=[("", "全部"), ("open", "未销号"), ("over", "已了结")]
    )
    urgency = forms.TypedChoiceField(
        label="期限", required=False, coerce=Urgency, empty_value=None, choices=URGENCIES
    )

    def wanted(self) -> Wanted:
        """What is looked for."""
        self.is_valid()
        told = self.cleaned_data
        return Wanted(
            kind=told.get("kind", ""), standing=told.get("standing", ""), urgency=told.get("urgency"),
            word=told.get("q", "").strip(),
        )  # fmt: skip


class ComplaintForm(forms.Form):
    """A complaint that came to the office."""

    way = forms.ChoiceField(label="来源", choices=Way.choices)
    came_on = day("收到日期")
    unit_id = forms.TypedChoiceField(label="被投诉单位", coerce=int)
    request = line("申请编号", 20, help_text="与某件申请有关的填写。")
    complainant = line("投诉举报人和联系方式", 200, help_text="加密保存，只有核查的机构看得到；匿名的不填。")
    matter = words("投诉举报事项", LONGEST_WORDS, rows=5, needed="请写明投诉举报的事项")

    def offer(self, units: Iterable[Unit]) -> None:
        """The units among which the office chooses."""
        field = self.fields["unit_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = _units(units)


class FindingForm(StepForm):
    """What the examination found, and what followed."""

    finding = words("核查结论", LONGEST_WORDS, rows=4, needed="请写明核查结论")
    followed = words(
        "处理和答复情况", LONGEST_WORDS, rows=3, needed="", help_text="采取了什么措施、什么时候答复了来访人。"
    )


class OwedForm(StepForm):
    """Why no measure is taken on what was found true."""

    reason = words(
        "不采取监督措施的理由", LONGEST_WORDS, rows=3, needed="请写明不采取监督措施的理由",
        help_text="查证属实的，应当督促整改或者通报批评（《条例》第四十七条第二款）；已经改正等情形在这里写明。",
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What the complainant was told."""

    on = day("答复日期")
    way = forms.ChoiceField(label="答复方式", choices=Answered.choices)
    answer = words(
        "答复内容", LONGEST_WORDS, rows=4, needed="请写明答复了什么",
        help_text="核查结论和处理情况；不写投诉举报人的姓名。",
    )  # fmt: skip


class LookingForComplaintsForm(Sieve):
    """What somebody looks for among complaints."""

    q = forms.CharField(label="查找", required=False, max_length=60)
    standing = forms.ChoiceField(
        label="进度", required=False,
        choices=[("", "全部"), ("open", "未办结"), ("owing", "待采取措施"), ("over", "已办结")],
    )  # fmt: skip

    def wanted(self) -> Wanted:
        """What is looked for."""
        self.is_valid()
        told = self.cleaned_data
        return Wanted(standing=told.get("standing", ""), word=told.get("q", "").strip())

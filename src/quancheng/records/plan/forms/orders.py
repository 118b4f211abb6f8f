"""The shape of what people enter about supervision orders and bulletins."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from quancheng.kernel.files.reading import LARGEST, MEGABYTE
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.forms.duties import StepForm
from quancheng.records.plan.forms.fields import day_field, name_urgency, text_field
from quancheng.records.plan.models import BulletinText
from quancheng.records.plan.rules.bulletin import Part
from quancheng.records.plan.rules.looking import Urgency, Wanted
from quancheng.records.plan.rules.numbering import LONGEST_ANSWER
from quancheng.records.plan.workflow.order import STATE_SAYS

MOST_FILES = 10


class OrderForm(forms.Form):
    """What an order says."""

    subject = forms.CharField(
        label="事由", max_length=120, help_text="写明督办什么，如：重大项目审批信息公开。"
    )
    demand = forms.CharField(
        label="督办要求",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="要单位做什么、做到什么程度。政务公开机构督促整改；“责令改正”由上一级行政机关作出。",
    )
    answer_on = day_field("答复期限")


class OrderAboutRowForm(OrderForm):
    """An order about a whole row, and the unit that it goes to."""

    unit_id = forms.TypedChoiceField(label="送达单位", coerce=int)
    field_order = ["unit_id", "subject", "demand", "answer_on"]

    def offer(self, units: Iterable[Unit]) -> None:
        """The units among which the office chooses."""
        field = self.fields["unit_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "请选择单位"), *((unit.pk, str(unit)) for unit in units)]


class IssueForm(StepForm):
    """Issuing, with the day on which the answer is due."""

    until = day_field("答复期限")


class ClosingForm(StepForm):
    """Closing, with a word on it if the office has one."""

    note = text_field("办结意见", required=False)


class OrderReasonForm(StepForm):
    """A step with its reason."""

    reason = text_field("理由")


class OrderLaterForm(StepForm):
    """A later day, with its reason."""

    until = day_field("延至")
    reason = text_field("理由")


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, none, or one: always as a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Each as a single one would be."""
        brought = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if len(brought) > MOST_FILES:
            raise forms.ValidationError(f"一次最多上传{MOST_FILES}个文件，请分次上传")
        return [super(ManyFilesField, self).clean(each, initial) for each in brought]


class AnswerForm(forms.Form):
    """The answer of a unit."""

    text = forms.CharField(
        label="办理情况",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="做了什么、结果如何、还有什么没有做完；所附文件写明名称。",
    )
    attached = ManyFilesField(
        label="附件",
        required=False,
        help_text=f"docx、xlsx、pdf、html、txt或图片，每个不超过{LARGEST // MEGABYTE}MB，可选多个。"
        "不得上传涉密文件。",
        widget=ManyFilesInput(attrs={"accept": ".docx,.xlsx,.pdf,.html,.htm,.txt,.png,.jpg,.jpeg,.gif"}),
    )


class RuleForm(forms.Form):
    """How a government supervises from a day on."""

    lettering = forms.CharField(
        label="文号字头", max_length=20, help_text="如：济政公开督办。年度和序号自动编排。"
    )
    answer_days = forms.IntegerField(
        label="答复期限（工作日）",
        min_value=1,
        max_value=LONGEST_ANSWER,
        help_text="起草督办单时按此推算答复日期，仍可逐件修改。",
    )
    from_on = day_field("自何日起")
    source = forms.CharField(label="依据", max_length=200, help_text="如：本级督办工作办法、会议纪要的文号。")


class BulletinForm(forms.Form):
    """The title and the parts of a bulletin."""

    title = forms.CharField(label="标题", max_length=120)

    def __init__(self, *args: Any, texts: Sequence[BulletinText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in texts:
            part = Part(each.part)
            self.fields[part.value] = forms.CharField(
                label=part.says,
                required=False,
                initial=each.text,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": max(3, min(12, each.text.count("\n") + 4))}),
                help_text=_HINTS.get(part, "每行一段。"),
            )

    def texts(self) -> dict[Part, str]:
        """The parts as entered."""
        return {part: self.cleaned_data[part.value] for part in Part if part.value in self.cleaned_data}


_HINTS = {
    Part.JUDGEMENT: (
        "表扬谁、批评谁由您来写，系统不代拟；不写则不出现这一部分。通报批评依据《条例》第四十七条。"
    ),
    Part.UNITS: "每行一段。由系统按数据列出，可以改写。",
}


class LookingForOrdersForm(forms.Form):
    """What somebody looks for among orders. What cannot be understood is not looked for."""

    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部状态"), *((state.value, says) for state, says in STATE_SAYS.items())],
    )
    urgency = forms.TypedChoiceField(
        label="答复期限",
        required=False,
        coerce=Urgency,
        empty_value=None,
        choices=[("", "不限"), *((each.value, each.value) for each in Urgency)],
    )
    q = forms.CharField(label="查找", required=False, max_length=60)

    def __init__(self, data: Mapping[str, Any], *, soon: int) -> None:
        super().__init__(data)
        name_urgency(self, soon=soon)

    def wanted(self) -> Wanted:
        """What is looked for."""
        self.is_valid()
        told = self.cleaned_data
        return Wanted(
            state=told.get("state", ""), urgency=told.get("urgency"), word=told.get("q", "").strip()
        )

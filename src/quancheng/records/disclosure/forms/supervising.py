"""The shape of what is entered about conferences, demands and bulletins."""

from collections.abc import Iterable, Mapping

from django import forms

from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.forms.fields import day, words
from quancheng.records.disclosure.models.conference import LONGEST_ATTENDED
from quancheng.records.disclosure.models.requests import LONGEST_REASON, LONGEST_WANTED
from quancheng.records.disclosure.rules import conference, demands
from quancheng.records.disclosure.rules.bulletin import Part, Span

NO_NAME = "其他单位会看到这段话，不要写申请人的姓名、证件号码和联系方式。"


class CallForm(forms.Form):
    """Which units, about what, by when."""

    sort = forms.TypedChoiceField(
        label="类型", coerce=conference.Sort, choices=[(one.value, one.says) for one in conference.Sort]
    )
    question = words(
        "需要研究的问题", LONGEST_REASON, rows=4, needed="请写明需要研究什么问题", help_text=NO_NAME
    )
    excerpt = words(
        "申请内容摘录", LONGEST_WANTED, rows=4, needed="",
        help_text="只有您摘录的内容会给参加单位看；可以不填。" + NO_NAME,
    )  # fmt: skip
    unit_ids = forms.TypedMultipleChoiceField(
        label="参加单位", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一个参加单位"},
    )  # fmt: skip
    until = day("反馈期限", "各单位期限不同的，发起后可以逐个修改。到期前一个工作日系统提醒。")

    def offer(self, units: Iterable[Unit]) -> None:
        """The units that can be called."""
        field = self.fields["unit_ids"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(unit.pk, str(unit)) for unit in units]


class AlsoForm(forms.Form):
    """One more unit, or another day for one."""

    unit_id = forms.TypedChoiceField(label="单位", coerce=int)
    until = day("反馈期限")

    def offer(self, units: Iterable[Unit]) -> None:
        """The units that can be called."""
        _offer(self.fields["unit_id"], units)


class SayForm(forms.Form):
    """What one's unit thinks."""

    opinion = words("本单位意见", LONGEST_REASON, rows=5, needed="请写明本单位的意见")


class ConcludeForm(forms.Form):
    """What came of it."""

    held_on = day("会商日期")
    attended = forms.CharField(
        label="参加单位和人员", max_length=LONGEST_ATTENDED,
        error_messages={"required": "请写明哪些单位、哪些人参加"},
    )  # fmt: skip
    conclusion = words("结论", LONGEST_WANTED, rows=5, needed="请写明结论", help_text=NO_NAME)


class WhyForm(forms.Form):
    """A step with its reason."""

    reason = words("理由", LONGEST_REASON, rows=3, needed="请写明理由")


class ResultForm(forms.Form):
    """What was done, or found."""

    reason = words("情况说明", LONGEST_REASON, rows=4, needed="请写明办理情况和结果", help_text=NO_NAME)


class NothingForm(forms.Form):
    """A step that needs no word."""


class HandForm(forms.Form):
    """Which demand goes to which unit."""

    sort = forms.TypedChoiceField(
        label="类型", coerce=demands.Sort, choices=[(one.value, one.says) for one in demands.Sort]
    )
    matter = words("转办事项", LONGEST_REASON, rows=5, needed="请写明需要解决什么", help_text=NO_NAME)
    unit_id = forms.TypedChoiceField(label="承办单位", coerce=int)
    until = day("办理期限")

    def offer(self, units: Iterable[Unit]) -> None:
        """The units that can settle it."""
        _offer(self.fields["unit_id"], units)


class DraftBulletinForm(forms.Form):
    """A bulletin about which month or quarter."""

    span = forms.TypedChoiceField(
        label="周期", coerce=Span, choices=[(one.value, one.says) for one in Span], initial=Span.MONTH
    )
    on = day("周期内任意一天")


class BulletinForm(forms.Form):
    """The words of a bulletin, part by part."""

    title = forms.CharField(label="标题", max_length=120, error_messages={"required": "请填写标题"})

    def __init__(self, *args: object, texts: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what a form takes
        for part in Part:
            self.fields[part.value] = words(part.says, 5000, rows=6, needed="")
            self.fields[part.value].initial = texts.get(part.value, "")

    def texts(self) -> dict[Part, str]:
        """The words of each part."""
        return {part: self.cleaned_data[part.value] for part in Part}


class IssueForm(forms.Form):
    """Why a bulletin goes out with figures that are not those of today; nothing where they are."""

    as_it_stands = words(
        "仍按原数据印发的理由", LONGEST_REASON, rows=3, needed="",
        help_text="不重新取数的才填写。理由和不同之处随通报保存，各单位看得到，并印在附表下。",
    )  # fmt: skip


def _offer(field: forms.Field, units: Iterable[Unit]) -> None:
    assert isinstance(field, forms.TypedChoiceField)
    field.choices = [("", "请选择单位"), *((unit.pk, str(unit)) for unit in units)]

"""The shape of how an item is decided."""

from collections.abc import Sequence

from django import forms

from quancheng.records.disclosure.forms.fields import ByMail, day, words
from quancheng.records.disclosure.forms.handling import StepForm
from quancheng.records.disclosure.models.replies import LONGEST_TELLING, Reply
from quancheng.records.disclosure.models.requests import LONGEST_REASON, LONGEST_WANTED
from quancheng.records.disclosure.rules.annual import AnnualRow
from quancheng.records.disclosure.rules.grounds import GROUNDS, Ground, Must, Outcome

PREFIX = "said_"


class DivideForm(forms.Form):
    """The items of a request, one on each line."""

    wanted = words(
        "每行一项", LONGEST_WANTED, rows=5, needed="请写明申请包含哪几项",
        help_text="按申请人所要的信息逐项写，一项一行；只有一项的，照写一行。重新分项后，已拟的处理意见要重新填写。",
    )  # fmt: skip


class DecideForm(forms.Form):
    """What a ground must say, a field for each; of partial disclosure, what the rest rests on."""

    withheld = forms.MultipleChoiceField(
        label="不公开部分的依据", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一项不公开部分的依据"},
        choices=[(one.code, f"{one.says}（{one.law}）") for one in GROUNDS if one.withholds],
    )  # fmt: skip
    row = forms.IntegerField(label="年报行次", required=False, min_value=3, max_value=23)
    row_reason = forms.CharField(
        label="改列理由", required=False, max_length=LONGEST_REASON,
        help_text="只在不采用规则提出的行次时填写。",
    )  # fmt: skip

    def __init__(self, *args: object, ground: Ground, row: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if ground.outcome is not Outcome.PARTLY:
            del self.fields["withheld"]
        wanted = {*ground.must, *ground.may, *(must for whole in ground.either for must in whole)}
        told = {
            PREFIX + must: words(
                must.says.partition("：")[0], LONGEST_TELLING, rows=3, needed="",
                help_text=must.says.partition("：")[2],
            )
            for must in Must
            if must in wanted
        }  # fmt: skip
        self.fields = {**told, **self.fields}
        self.fields["row"].help_text = f"规则提出第{row}行；一件申请只计一行，以答复书为准。"
        for must in ground.must:
            self.fields[PREFIX + must].required = True

    def said(self) -> dict[str, str]:
        """What was told, by the word of the rule."""
        return {
            name.removeprefix(PREFIX): str(text)
            for name, text in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }


class DraftForm(StepForm):
    """Where the annual table counts the request, if its items leave a choice."""

    row = forms.TypedChoiceField(label="年报行次", coerce=int, required=False, empty_value=None)

    def offer(self, rows: Sequence[int]) -> None:
        """With one row alone there is nothing to choose."""
        field = self.fields["row"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(row, f"第{row}行 {AnnualRow(row).label}") for row in rows]
        field.help_text = "一件申请在年度报告中只计一行。"
        if len(rows) == 1:
            field.widget, field.initial = forms.HiddenInput(), rows[0]


class ServeForm(ByMail, StepForm):
    """How and when the reply reached the applicant."""

    way = forms.TypedChoiceField(label="送达方式", coerce=Reply.Way, choices=Reply.Way.choices)
    on = day("送达日期", "直接送达为签收之日；邮寄为交邮之日，须交邮政企业，不得用快递公司。")
    proof = forms.CharField(
        label="送达凭证", required=False, max_length=200, help_text="签收人、送达回证编号，或者邮件号。"
    )
    field_order = ("way", "on", "sent_on", "proof")

"""The shape of what is entered about own records, what is passed along, and what becomes public."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.forms.asking import SubmitForm
from quancheng.records.disclosure.forms.fields import AskingForm, day, words
from quancheng.records.disclosure.forms.handling import StepForm
from quancheng.records.disclosure.models import Reply
from quancheng.records.disclosure.models.requests import LONGEST_REASON
from quancheng.records.disclosure.rules.made_open import LONGEST_SUGGESTION
from quancheng.records.disclosure.rules.own_record import ENDS, MOST_FILES, End
from quancheng.records.disclosure.rules.receipt import AT_THE_COUNTER, Channel
from quancheng.ui.fields import Sieve
from quancheng.ui.lookups import LookupForm

_OF_REQUESTS = ("wanted", "features", "medium", "route", "needs_help")
_ENDINGS = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg,.gif,.txt"


class FewFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FewFilesField(forms.FileField):
    """Several files, none, or one: always as a list."""

    widget = FewFilesInput(attrs={"accept": _ENDINGS})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Each as a single one would be."""
        brought = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if len(brought) > MOST_FILES:
            raise forms.ValidationError(f"最多上传{MOST_FILES}个文件，请合并以后再提交")
        return [super(FewFilesField, self).clean(each, initial) for each in brought]


class ClaimForm(forms.Form):
    """Which record, what is wrong about it, how it should read, and what speaks for that."""

    which = words(
        "哪一条记录", LONGEST_REASON, rows=3, needed="请写明是哪一条记录",
        help_text="写明记录的名称、时间、编号，例如“2023年住房公积金缴存记录”。",
    )  # fmt: skip
    wrong = words("哪里不准确", LONGEST_REASON, rows=3, needed="请写明哪里不准确")
    right = words("应当怎样", LONGEST_REASON, rows=3, needed="请写明准确的内容")
    evidence = FewFilesField(
        label="证据", required=False,
        help_text=f"最多{MOST_FILES}个文件，每个不超过5MB，可以是图片、PDF或者Word文档。没有电子件的，可以补交。",
    )  # fmt: skip

    CLAIM = ("which", "wrong", "right")


class OwnSubmitForm(ClaimForm, SubmitForm):
    """An application on the website (《条例》第四十一条)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*_OF_REQUESTS, "paper", "authority"):  # what proves who it is may come as evidence
            del self.fields[name]
        self.order_fields(("unit", *self.CLAIM, "evidence"))
        self.fields["unit"].label = "向哪个机关提出"
        self.fields["unit"].help_text = "记录由谁保存，就向谁提出。不归它管的，它会转送或者告诉您该找谁。"


class OwnRegisterForm(ClaimForm, AskingForm):
    """The same, over the counter or by post."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    channel = forms.TypedChoiceField(
        label="收到途径", coerce=Channel, choices=AT_THE_COUNTER, initial=Channel.IN_PERSON
    )
    came_on = day("收到日期", "办理目标从这一天的次日起算。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*_OF_REQUESTS, "authority"):
            del self.fields[name]


class OwnStatusForm(LookupForm):
    """Number and code of an application for correction."""

    number = forms.CharField(
        label="更正申请编号", max_length=30, help_text="例如 G20260302-12345",
        error_messages={"required": "请填写更正申请编号"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class SureForm(forms.Form):
    """Said a second time."""

    sure = forms.BooleanField(
        label="我确定撤回这件更正申请",
        error_messages={"required": "撤回后不再办理；确定撤回的，请先勾选"},
    )


class VerifyForm(StepForm):
    """What was found."""

    found = words(
        "核实情况", LONGEST_REASON, rows=4, needed="请写明核实情况",
        help_text="核对了什么、结果怎样。写进告知书，申请人会看到。",
    )  # fmt: skip


class ProposeForm(StepForm):
    """How it ends, what was found, and which agency is the competent one."""

    end = forms.TypedChoiceField(label="办理结果", coerce=End, choices=ENDS)
    found = words("核实情况", LONGEST_REASON, rows=4, needed="请写明核实情况", help_text="写进告知书。")
    agency = forms.CharField(
        label="有权更正的机关", required=False, max_length=300,
        help_text="转送或者告知的填写：名称和联系方式。",
    )  # fmt: skip


WAYS = [one for one in Reply.Way.choices if one[0] != Reply.Way.BY_NETWORK]


class OwnServeForm(StepForm):
    """How and when letter 26 reached the applicant."""

    way = forms.TypedChoiceField(
        label="送达方式",
        coerce=Reply.Way,
        choices=WAYS,
        help_text="不能网上送达：更正申请没有征得申请人同意。",
    )
    sent_on = forms.DateField(
        label="交邮日期", required=False, help_text="邮寄的填写，以这一天为送达之日。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    on = day("送达日期", "直接送达为签收之日；邮寄为签收之日，还不知道的填交邮之日。")
    proof = forms.CharField(
        label="送达凭证", max_length=200, help_text="签收人、送达回证编号，或者邮件号。",
        error_messages={"required": "请填写送达凭证"},
    )  # fmt: skip


class OwnSieve(Sieve):
    """Which cases the list shows."""

    everything = forms.BooleanField(label="含已办结", required=False)


class RightAgencyForm(forms.Form):
    """Which agency of the same government is the right one."""

    unit_id = forms.TypedChoiceField(
        label="负责公开的机关", coerce=int, error_messages={"required": "请选择负责公开的机关"}
    )

    def offer(self, units: Iterable[Unit]) -> None:
        """The agencies of the government."""
        field = self.fields["unit_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "请选择机关"), *((unit.pk, unit.name) for unit in units)]


class WishForm(forms.Form):
    """That the applicant wants it passed along, and how they said so."""

    how = forms.CharField(
        label="申请人怎样提出", max_length=200, help_text="例如：电话提出，由某某记录。",
        error_messages={"required": "请写明申请人怎样提出"},
    )  # fmt: skip


class SuggestForm(forms.Form):
    """Why what was given should be public for all."""

    reason = words(
        "建议理由",
        LONGEST_SUGGESTION,
        rows=3,
        needed="",
        help_text="可以不写，例如：很多居民都需要。",
    )


class AssessForm(StepForm):
    """Whether it should be public, and why."""

    makes_open = forms.TypedChoiceField(
        label="意见", coerce=lambda told: told == "open",
        choices=[("open", "转为主动公开"), ("no", "不转为主动公开")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择评估意见"},
    )  # fmt: skip
    reason = words(
        "评估理由", LONGEST_REASON, rows=4, needed="请写明评估理由",
        help_text="是否属于主动公开范围，是否涉及国家秘密、商业秘密、个人隐私。不转为公开的，建议人会看到。",
    )  # fmt: skip


class PublicationForm(StepForm):
    """Where and since when it stands."""

    address = forms.URLField(
        label="公开网址", max_length=500, assume_scheme="https",
        error_messages={"required": "请填写公开网址", "invalid": "看不出是网址，请写成 https://… 的样子"},
    )  # fmt: skip
    on = day("公开日期")


class LookAgainForm(forms.Form):
    """Whether the ground still stands, and why."""

    opens = forms.TypedChoiceField(
        label="评估意见", coerce=lambda told: told == "open",
        choices=[("still", "依据仍然成立，继续不予公开"), ("open", "现在可以公开")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择评估意见"},
    )  # fmt: skip
    reason = words(
        "理由", LONGEST_REASON, rows=3, needed="请写明理由",
        help_text="原来的依据现在是否仍然成立：是否解密、过程是否已经结束、第三方是否同意。",
    )  # fmt: skip

"""The shape of what stands beside a draft: searches, parts kept back, warnings that were read."""

from django import forms

from quancheng.records.disclosure.forms.fields import day, words
from quancheng.records.disclosure.models.checked import LONGEST_FINDING
from quancheng.records.disclosure.models.requests import LONGEST_REASON
from quancheng.records.disclosure.models.searches import LONGEST_PLACE, LONGEST_WORDS, Result
from quancheng.records.disclosure.rules.grounds import GROUNDS


class SearchForm(forms.Form):
    """One search: where, by which words, who, when, what came of it."""

    searched_in = words(
        "检索范围", LONGEST_PLACE, rows=2, needed="请写明在哪些系统、档案、科室检索",
        help_text="逐一写：办公系统、业务系统、档案室、有关科室。",
    )  # fmt: skip
    keywords = forms.CharField(
        label="关键词", max_length=LONGEST_WORDS, error_messages={"required": "请写明用什么关键词检索"}
    )
    searched_by = forms.CharField(
        label="检索人", max_length=100, error_messages={"required": "请写明谁检索的"}
    )
    searched_on = day("检索日期")
    result = forms.TypedChoiceField(label="结果", coerce=Result, choices=Result.choices)
    note = forms.CharField(
        label="说明", max_length=LONGEST_REASON, required=False,
        help_text="查到了什么，或者为什么应有而没有，例如已移交档案馆。",
    )  # fmt: skip
    file = forms.FileField(label="凭证", required=False, help_text="检索截图、档案馆回函等，可以不附。")


class PartForm(forms.Form):
    """One part that is kept back, with its own ground and reason."""

    part = forms.CharField(
        label="不公开的部分", max_length=LONGEST_PLACE, help_text="例如：合同第三条的单价。",
        error_messages={"required": "请写明是哪一部分"},
    )  # fmt: skip
    ground = forms.ChoiceField(
        label="依据", choices=[(one.code, f"{one.says}（{one.law}）") for one in GROUNDS if one.withholds]
    )
    reason = words("理由", LONGEST_REASON, rows=2, needed="请说明这一部分不公开的理由")


class AcknowledgeForm(forms.Form):
    """A warning that was read, and why the reply goes on."""

    finding = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_FINDING)
    reason = forms.CharField(
        label="仍可继续的理由", max_length=LONGEST_REASON,
        error_messages={"required": "请写明为什么仍可以继续办理"},
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a search that was entered is taken back."""

    reason = forms.CharField(
        label="撤回理由", max_length=LONGEST_REASON, error_messages={"required": "请写明撤回理由"}
    )


class JoinForm(forms.Form):
    """Which requests are worked on together with this one."""

    numbers = forms.MultipleChoiceField(
        label="与哪些申请并案", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一件申请"},
    )  # fmt: skip
    has_choices = False

    def offer(self, requests: list[tuple[str, str]]) -> None:
        """The requests that may be joined."""
        field = self.fields["numbers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = requests
        self.has_choices = bool(requests)

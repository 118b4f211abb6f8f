"""The shape of what is entered about redactions."""

from django import forms

from quancheng.kernel.redaction.commands.drafting import BoxTold, Reason
from quancheng.kernel.redaction.grounds import grounds_of
from quancheng.kernel.redaction.models import LONGEST_NOTE, LONGEST_WORDS
from quancheng.kernel.redaction.places import Rect

WHOLE = 100  # per cent of a page
MOST = 9_999_999


class ReasonForm(forms.Form):
    """Why a part is withheld."""

    ground = forms.ChoiceField(
        label="依据", error_messages={"required": "请选择不予公开的依据；没有依据的内容应当公开"}
    )
    note = forms.CharField(
        label="备注", max_length=LONGEST_NOTE, required=False, help_text="内部备查，不出现在公开件上。"
    )

    def offer(self, kind: str) -> None:
        """The grounds of the kind of record."""
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.says) for one in grounds_of(kind)]

    def reason(self) -> Reason:
        told = self.cleaned_data
        return Reason(ground=told["ground"], note=told["note"].strip())


def _percent(label: str) -> forms.FloatField:
    return forms.FloatField(
        label=label, min_value=0, max_value=WHOLE,
        widget=forms.NumberInput(attrs={"step": "0.1", "inputmode": "decimal"}),
    )  # fmt: skip


class BoxForm(ReasonForm):
    """A box by four numbers, in per cent of the page; the mouse fills them in."""

    page = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST)
    left = _percent("左边距（%）")
    top = _percent("上边距（%）")
    width = _percent("宽（%）")
    height = _percent("高（%）")
    words = forms.CharField(
        label="框内文字", max_length=LONGEST_WORDS, required=False,
        help_text="扫描件读不出文字，请照抄框里的内容，完成时据此核查；文字版不用填。",
    )  # fmt: skip

    def told(self) -> BoxTold:
        told = self.cleaned_data
        left, top = told["left"] / WHOLE, told["top"] / WHOLE
        right, bottom = left + told["width"] / WHOLE, top + told["height"] / WHOLE
        return BoxTold(
            page=told["page"], rect=Rect(left, top, _trimmed(right), _trimmed(bottom)), words=told["words"]
        )


def _trimmed(side: float) -> float:
    """What was rounded over the edge of the page stands on it."""
    return 1.0 if 1 < side < 1 + 1 / WHOLE else side


class SpanForm(ReasonForm):
    """A stretch of a text; the mouse fills its places in."""

    start = forms.IntegerField(label="起（第几个字之后）", min_value=0, max_value=MOST)
    end = forms.IntegerField(label="止（第几个字）", min_value=1, max_value=MOST)


class WordsForm(ReasonForm):
    """Words that are covered wherever they stand."""

    words = forms.CharField(
        label="要遮盖的词语", max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )


class NumbersForm(ReasonForm):
    """Numbers that were found, and are chosen one by one."""

    key = forms.MultipleChoiceField(
        label="号码", required=False, error_messages={"invalid_choice": "所选号码已有变化，请重新勾选"}
    )

    def offer_keys(self, keys: list[str]) -> None:
        field = self.fields["key"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, key) for key in keys]


class SendBackForm(forms.Form):
    """Why it is sent back."""

    reason = forms.CharField(
        label="退回理由", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )


class FinishForm(forms.Form):
    """The second person's word."""

    looked = forms.BooleanField(
        label="已逐页核对：该遮的都遮了，不该遮的没有遮，每一处依据正确",
        error_messages={"required": "请逐页核对后勾选这一项，再完成"},
    )
    repeats = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)
    meant = forms.BooleanField(
        label="上列词语在别处应当公开，不需要遮盖",
        required=False,
    )

    def told_repeats(self) -> int:
        """Of how many open words the person says that they are meant."""
        return int(self.cleaned_data["repeats"]) if self.cleaned_data["meant"] else 0

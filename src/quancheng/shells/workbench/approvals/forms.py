"""The shape of what is entered about approvals."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms

from quancheng.kernel.approvals.models import LONGEST_OPINION, Stage
from quancheng.kernel.approvals.queries import Asked
from quancheng.kernel.approvals.scans import Signature
from quancheng.kernel.files.reading import LARGEST, MEGABYTE
from quancheng.kernel.orgs.models import Holding, Post

ROWS = 4  # stages that the page offers
WORDS = ("审核", "会签", "签发")
Choice = tuple[int | str, str]


def _day(label: str, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required)


def _words(label: str, *, required: bool = True, help_text: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=LONGEST_OPINION, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why it is sent back, taken back or not taken."""

    reason = _words("理由")


class OpinionForm(forms.Form):
    """A word beside one's consent."""

    opinion = _words("批示", required=False, help_text="可以只点“同意”。", rows=2)


class PassOnForm(forms.Form):
    """Another post in the place of one that has not decided."""

    stage_id = forms.TypedChoiceField(label="哪一环节", coerce=int)
    post_id = forms.TypedChoiceField(label="改送", coerce=int)
    reason = _words("理由", help_text="例如原岗位人员出差、休假。")

    def offer(self, stages: Iterable[Stage], posts: Iterable[Post]) -> None:
        """The stages that are still open, and the posts that may be asked."""
        _choose(self, "stage_id", [(one.pk, f"{one.says}（{one.post}）") for one in stages])
        _choose(self, "post_id", [("", "请选择岗位"), *((one.pk, str(one)) for one in posts)])


class StageForm(forms.Form):
    """One stage of a chain; a row without a post is no stage."""

    says = forms.CharField(label="环节", max_length=20, required=False)
    post_id = forms.TypedChoiceField(label="岗位", coerce=int, required=False, empty_value=None)
    together = forms.BooleanField(label="与上一环节同时", required=False)

    def offer(self, posts: Iterable[Post]) -> None:
        _choose(self, "post_id", [("", "–"), *((one.pk, str(one)) for one in posts)])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("post_id") and not told.get("says", "").strip():
            self.add_error("says", "请填写环节名称，例如审核、会签、签发")
        return told


class SubmitForm(forms.Form):
    """By when an answer is wished for, and what to say with the paper."""

    until = _day("希望何时批复")
    reason = _words("呈送说明", required=False)


class ChainForm:
    """The stages of a chain, row by row: each with its own form and its own faults."""

    def __init__(
        self, posts: Sequence[Post], data: Mapping[str, Any] | None, chain: Sequence[Asked] = ()
    ) -> None:
        self.rows = [
            StageForm(data, prefix=f"stage{number}", initial=_row(number, chain)) for number in range(ROWS)
        ]
        for row in self.rows:
            row.offer(posts)

    def is_valid(self) -> bool:
        return len([row for row in self.rows if row.is_valid()]) == len(self.rows)

    def chain(self) -> list[Asked]:
        """The rows that name a post, in their order."""
        asked: list[Asked] = []
        for row in self.rows:
            told = row.cleaned_data
            if told["post_id"]:
                last = asked[-1].place if asked else 0
                place = last if told["together"] and asked else last + 1
                asked.append(Asked(place, told["says"].strip(), told["post_id"]))
        return asked


class ScanForm(forms.Form):
    """The signed paper as a scan, with the version that is printed on it."""

    mark = forms.CharField(
        label="呈批单上的版本号", max_length=20, help_text="印在每张表格下面，例如 3F2A-90BC。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    file = forms.FileField(
        label="扫描件",
        help_text=f"pdf、png或jpg，不超过{LARGEST // MEGABYTE}MB。不得上传涉密文件。",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )


class SignatureForm(forms.Form):
    """What stands on the paper for one stage; left empty, nothing stands there yet."""

    person_id = forms.TypedChoiceField(label="签名人", coerce=int, required=False, empty_value=None)
    on = _day("签名日期", required=False)
    word = forms.ChoiceField(
        label="意见", required=False,
        choices=[("agreed", "同意"), ("sent_back", "不同意，退回")],
    )  # fmt: skip
    opinion = _words("批示原文", required=False, rows=2)

    def __init__(self, stage: Stage, held: Iterable[Holding], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix=f"sign{stage.pk}")
        self.stage = stage
        people = {
            one.person_id: f"{one.person}{'（代行）' if one.stands_in_for_id else ''}"
            for one in held
            if one.post_id == stage.post_id
        }
        _choose(self, "person_id", [("", "还没有签批"), *people.items()])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("person_id"):
            if not told.get("on") and "on" not in self.errors:
                self.add_error("on", "请填写扫描件上的签名日期")
            if told.get("word") == Stage.Word.SENT_BACK and not told.get("opinion", "").strip():
                self.add_error("opinion", "退回的，请照录批示理由")
        return told

    @property
    def signature(self) -> Signature | None:
        told = self.cleaned_data
        if not told["person_id"]:
            return None
        word = Stage.Word(told["word"] or Stage.Word.AGREED)
        return Signature(self.stage.pk, told["person_id"], cast("date", told["on"]), word, told["opinion"])


def _row(number: int, chain: Sequence[Asked]) -> dict[str, Any]:
    if number < len(chain):
        one = chain[number]
        together = number > 0 and chain[number - 1].place == one.place
        return {"says": one.says, "post_id": one.post_id, "together": together}
    return {} if chain or number >= len(WORDS) else {"says": WORDS[number]}


def _choose(form: forms.Form, name: str, choices: Sequence[Choice]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)

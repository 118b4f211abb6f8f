"""The proof of identity as it is brought: one picture or pdf, through the gate of uploads."""

from dataclasses import dataclass

from django import forms

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.refused import FileRefused
from quancheng.kernel.files.safety import Upload, check_upload
from quancheng.records.disclosure.rules.files import (
    A_MEGABYTE,
    PAPER_ACCEPT,
    PAPER_KINDS,
    PAPER_MOST,
    PAPER_PICTURES,
)


class PaperRefused(Refusal):
    """No picture or pdf of a paper, or too large a one."""

    code = "disclosure.paper_refused"
    status = 422


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as the gate let it through, with its bytes."""

    upload: Upload
    data: bytes


def paper_let_in(data: bytes, *, name: str) -> Brought:
    """A picture or pdf of a paper, or why not. Raises FileRefused, PaperRefused."""
    if len(data) > PAPER_MOST:
        raise PaperRefused(
            f"“{name}”超过{PAPER_MOST // A_MEGABYTE}MB，没有保存。请缩小图片后再上传，也可以不附文件先提交。"
        )
    upload = check_upload(data, name=name, accepted=PAPER_KINDS)
    if upload.kind is Kind.PICTURE and not data.startswith(PAPER_PICTURES):
        raise PaperRefused(
            f"“{upload.name}”不是 pdf、jpg 或 png。请另存为其中一种后再上传，也可以不附文件先提交。"
        )
    return Brought(upload, data)


class PaperField(forms.FileField):
    """A file that may be missing: what it proves can be asked for later (《条例》第三十条)."""

    widget = forms.FileInput(attrs={"accept": PAPER_ACCEPT})

    def __init__(self, *, label: str = "身份证明文件", help_text: str = "") -> None:
        super().__init__(label=label, help_text=help_text, required=False, allow_empty_file=True)

    def clean(self, data: object, initial: object = None) -> Brought | None:
        """The file as the gate let it through; one without a byte is none. Raises ValidationError."""
        brought = super().clean(data, initial)
        if not brought:
            return None
        try:
            return paper_let_in(brought.read(), name=brought.name)
        except (FileRefused, PaperRefused) as refusal:
            raise forms.ValidationError(refusal.sentence) from None

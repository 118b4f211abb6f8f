"""The shape of what officials enter about what the public sees."""

from django import forms

LONGEST = 500


class ProposeForm(forms.Form):
    """Under which title the public would see a piece of evidence."""

    title = forms.CharField(
        label="公开标题",
        max_length=120,
        help_text="公众看到的是这个标题；文件也以它命名下载。不要写内部说明、姓名和联系方式。",
    )


class ReleaseForm(forms.Form):
    """The second person's word that it was looked through."""

    looked = forms.BooleanField(
        label="已打开佐证逐项核对，不含国家秘密、工作秘密、商业秘密、个人隐私和不宜公开的内部信息",
        error_messages={"required": "作出公开决定之前，请先打开佐证核对，再勾选这一项"},
    )
    reason = forms.CharField(label="审查意见", max_length=LONGEST, required=False)


class DecisionReasonForm(forms.Form):
    """A decision with its reason."""

    reason = forms.CharField(label="理由", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class PublishMoveForm(forms.Form):
    """Why a day was moved, in words for the public."""

    reason = forms.CharField(
        label="向公众说明的原因",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="已填入同意延期时的理由，可以改写得让公众看得懂；不要写内部情况、姓名和联系方式。",
    )

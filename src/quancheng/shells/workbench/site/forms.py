"""The shape of what is entered about pages of the site."""

from django import forms

LONGEST_REASON = 500


class NoteForm(forms.Form):
    """What to say with a page that is laid before."""

    note = forms.CharField(label="提交说明", required=False, max_length=LONGEST_REASON)


class ReasonForm(forms.Form):
    """Why it is sent back or taken down."""

    reason = forms.CharField(
        label="理由", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )

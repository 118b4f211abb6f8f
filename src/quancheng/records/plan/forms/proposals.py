"""The shape of what people choose among the records."""

from django import forms
from django.http import QueryDict

from quancheng.kernel.basis.reference import RecordRef


class EvidenceRecordForm(forms.Form):
    """A record of the house, named by its reference or by the address of its page."""

    named = forms.CharField(
        label="记录页面地址",
        max_length=500,
        help_text="打开该记录，把浏览器地址栏里的地址粘贴到这里。",
    )


class RecordsForm(forms.Form):
    """Which of the proposed records are to be taken."""

    def __init__(self, told: QueryDict) -> None:
        super().__init__(told)
        self.ticked = frozenset(told.getlist("ref"))

    def refs(self) -> list[RecordRef]:
        """The records that were ticked, in a fixed order; what is no reference is nobody's record."""
        return [RecordRef.parse(each) for each in sorted(self.ticked) if all(each.partition(":"))]


class ProposedForm(forms.Form):
    """Which duties are to be reported on what the records say: `17-3-9f2c…`, as the page showed each."""

    def __init__(self, told: QueryDict) -> None:
        super().__init__(told)
        self.ticked = frozenset(told.getlist("duty"))

    def seen(self) -> dict[int, tuple[int, str]]:
        """Duty → its version and what was proposed for it."""
        parts = (each.split("-") for each in self.ticked)
        return {
            int(part[0]): (int(part[1]), part[2])
            for part in parts
            if len(part) == 3 and part[0].isdecimal() and part[1].isdecimal()
        }

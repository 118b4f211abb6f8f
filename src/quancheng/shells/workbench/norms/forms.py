"""The shape of what is entered about a norm: one field for its value, whatever that is."""

from typing import Any

from django import forms

from quancheng.kernel.norms.definition import MARKS, Column, Mark, Norm, Sort
from quancheng.kernel.norms.models import LONGEST_REASON, LONGEST_SOURCE

BLANK, MOST_ROWS, LONGEST_CELL = 2, 80, 200
LONGEST_TEXT = 300


class Grid(forms.Widget):
    """A table to write into; rows left wholly empty are none."""

    template_name = "workbench/desk/norms/grid.html"

    def __init__(self, columns: tuple[Column, ...], blank: int = BLANK) -> None:
        super().__init__()
        self.columns, self.blank = columns, blank

    def use_required_attribute(self, initial: object) -> bool:  # noqa: ARG002  # as Django calls it
        return False

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0_0"

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> list[tuple[str, ...]]:
        rows = (
            tuple(str(data.get(f"{name}-{row}-{place}", "")).strip() for place in range(len(self.columns)))
            for row in range(MOST_ROWS)
        )
        return [row for row in rows if any(row)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        rows = [tuple(row) for row in value or ()]
        rows += [("",) * len(self.columns)] * self.blank
        context: dict[str, Any] = super().get_context(name, None, attrs)
        context["columns"] = self.columns
        context["rows"] = [
            [
                {
                    "name": f"{name}-{at}-{place}", "id": f"id_{name}_{at}_{place}", "value": cell,
                    "column": column,
                }
                for place, (column, cell) in enumerate(zip(self.columns, row, strict=True))
            ]
            for at, row in enumerate(rows[:MOST_ROWS])
        ]  # fmt: skip
        return context


class GridField(forms.Field):
    """The rows of a table norm; what does not fit is told by the norm itself."""

    def to_python(self, value: Any) -> tuple[tuple[str, ...], ...]:
        rows = tuple(value or ())
        if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
            raise forms.ValidationError(f"有一格超过{LONGEST_CELL}字，请缩短")
        return rows


class ValueForm(forms.Form):
    """A value of the government's own, from a day on, with its source."""

    from_on = forms.DateField(
        label="启用日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="从这一天起按新数值办理；须在这一天以前签署。",
    )  # fmt: skip
    source = forms.CharField(
        label="出处", max_length=LONGEST_SOURCE, help_text="文件名称、文号和条款。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    mark = forms.ChoiceField(label="核对情况", choices=MARKS, initial=Mark.V.value)
    field_order = ("value", "from_on", "source", "mark")

    def __init__(self, norm: Norm, *args: Any, blank: int = BLANK, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _field(norm, blank)
        self.order_fields(self.field_order)

    def clean_mark(self) -> Mark:
        return Mark(self.cleaned_data["mark"])


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label="撤回理由", max_length=LONGEST_REASON)


class SignForm(forms.Form):
    """What is signed, in just these words."""

    digest = forms.CharField(max_length=64)
    row = forms.IntegerField(min_value=0, max_value=MOST_ROWS, required=False)
    note = forms.CharField(max_length=LONGEST_REASON, required=False)


def _field(norm: Norm, blank: int) -> forms.Field:
    label = f"{norm.says}（{norm.unit}）" if norm.unit else norm.says
    if norm.sort is Sort.TABLE:
        return GridField(label=label, widget=Grid(norm.columns, blank), help_text=_of_columns(norm))
    if norm.sort is Sort.CHOICE:
        return forms.ChoiceField(label=label, choices=norm.choices, widget=forms.RadioSelect)
    if norm.sort.is_number:
        return forms.IntegerField(
            label=label, help_text=_bounds(norm),
            widget=forms.NumberInput(attrs={"min": norm.least, "max": norm.most}),
        )  # fmt: skip
    return forms.CharField(label=label, max_length=LONGEST_TEXT, help_text=norm.note)


def _bounds(norm: Norm) -> str:
    if norm.least is None or norm.most is None:
        return ""
    return f"{norm.least}至{norm.most}{norm.unit}。"


def _of_columns(norm: Norm) -> str:
    return f"整张表一起录入：不改的行照抄，不要的行清空。{norm.note}"

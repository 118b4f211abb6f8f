"""Invented examples for the pattern book: every component in every state."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Paginator

from quancheng.ui.bands import Share, Tone


class SampleForm(forms.Form):
    """One field of each sort."""

    matter = forms.CharField(label="事项名称", help_text="与要点中的表述一致，不超过 60 字。", max_length=60)
    due_on = forms.DateField(label="完成时限", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label="责任方式", choices=[("lead", "牵头"), ("support", "配合")], widget=forms.RadioSelect
    )
    units = forms.ChoiceField(
        label="责任单位", choices=[("", "请选择"), ("a", "市教育局"), ("b", "市民政局")]
    )
    note = forms.CharField(label="备注", widget=forms.Textarea(attrs={"rows": 3}), required=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a worksheet."""

    on: date | None
    text: str
    count: str = ""
    is_result: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry of a timeline."""

    on: date
    title: str
    text: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sample table."""

    no: int
    demand: str
    unit: str
    due_on: date
    done: int
    total: int
    tone: Tone
    state: str


SHARES = (
    Share("已确认", 21, Tone.GREEN),
    Share("办理中", 24, Tone.BLUE),
    Share("黄色预警", 6, Tone.YELLOW),
    Share("橙色预警", 3, Tone.ORANGE),
    Share("已逾期", 2, Tone.RED, href="#table"),
    Share("未开始", 3, Tone.GREY),
)
ROWS = (
    Row(5, "老旧小区改造信息公开", "市住房城乡建设局", date(2024, 12, 31), 42, 69, Tone.BLUE, "办理中"),
    Row(6, "环评审批全过程公开", "市生态环境局", date(2024, 9, 30), 12, 12, Tone.GREEN, "已确认"),
    Row(22, "随机抽查结果公布", "市市场监管局", date(2024, 9, 18), 2, 4, Tone.YELLOW, "黄色预警"),
    Row(34, "重大政策评价", "各区县政府", date(2024, 9, 12), 9, 24, Tone.ORANGE, "橙色预警"),
    Row(46, "政务新媒体备案", "市政府办公厅", date(2024, 8, 30), 0, 1, Tone.RED, "已逾期"),
)
WORKSHEET = (
    Line(date(2024, 1, 8), "收到申请，次日起算"),
    Line(date(2024, 1, 9), "第 1 个工作日", "1 / 20"),
    Line(date(2024, 2, 4), "星期日，调休上班，计入", "20 / 20"),
    Line(date(2024, 2, 4), "答复期限届满", is_result=True),
)
TIMELINE = (
    Happened(date(2024, 9, 12), "已逾期", "应于 2024年9月11日 完成。", "red"),
    Happened(date(2024, 6, 28), "市政府办公厅抽查通过", tone="green"),
    Happened(date(2024, 3, 20), "任务下达", "由市住房城乡建设局签收。"),
)


def everything() -> dict[str, object]:
    """What the pattern book shows."""
    return {
        "tones": [(tone, label) for tone, label in zip(Tone, TONE_WORDS, strict=True)],
        "shares": SHARES,
        "none": tuple(Share(share.label, 0, share.tone) for share in SHARES),
        "rows": ROWS,
        "worksheet": WORKSHEET,
        "timeline": TIMELINE,
        "trail": [("我的工作", "/"), ("2024年工作要点", "/"), ("第 5 项", "")],
        "page": Paginator(range(400), 20).page(7),
        "form": SampleForm(auto_id="fresh_%s"),
        "wrong": SampleForm({"matter": "", "due_on": "2024-02-30", "kind": "lead"}, auto_id="wrong_%s"),
    }


TONE_WORDS = ("已确认", "黄色预警", "橙色预警", "已逾期", "办理中", "未开始")

"""The shape of what officials enter about messages."""

from collections.abc import Iterable

from django import forms

from quancheng.kernel.orgs.models import Unit
from quancheng.records.mailbox.models.limits import MOST
from quancheng.records.mailbox.models.messages import LONGEST_ANSWER, LONGEST_REASON, LONGEST_TEXT
from quancheng.records.mailbox.rules.kinds import KINDS, Kind
from quancheng.records.mailbox.rules.limits import RULES, Rule
from quancheng.records.mailbox.rules.looking import Urgency, Wanted
from quancheng.records.mailbox.rules.ways import WAYS, Way
from quancheng.records.mailbox.workflow import LONGEST, STATE_SAYS
from quancheng.ui.fields import Sieve, Words


def _reason(label: str, *, required: bool = True, help_text: str = "") -> Words:
    widget = forms.Textarea(attrs={"rows": 3})
    return Words(
        label=label, required=required, max_length=LONGEST_REASON, help_text=help_text, widget=widget,
        error_messages={"required": "请填写理由"},
    )  # fmt: skip


def _long(label: str, most: int, rows: int, help_text: str = "") -> Words:
    widget = forms.Textarea(attrs={"rows": rows})
    return Words(label=label, max_length=most, help_text=help_text, widget=widget)


class StepForm(forms.Form):
    """A step that needs no word."""


class ReasonForm(StepForm):
    """A step with its reason."""

    reason = _reason("理由")


class SetAsideForm(StepForm):
    """Why a message is not dealt with; its sender reads it."""

    reason = _reason("理由", help_text="留言人凭查询码会看到这段话：写明为什么、可以另找谁。")


class UnitForm(StepForm):
    """A step that hands the message to a unit."""

    unit_id = forms.TypedChoiceField(label="办理单位", coerce=int)

    def offer(self, units: Iterable[Unit]) -> None:
        """The units among which the office chooses."""
        field = self.fields["unit_id"]
        assert isinstance(field, forms.TypedChoiceField)
        first = [("", self.without)]
        field.choices = [*first, *((unit.pk, str(unit)) for unit in units)]

    without = "请选择单位"


class ClassifyForm(UnitForm):
    """What the message is, and who handles it."""

    without = "由受理机构办理"

    kind = forms.TypedChoiceField(label="类别", coerce=Kind, choices=KINDS, widget=forms.RadioSelect)
    unit_id = forms.TypedChoiceField(label="办理单位", coerce=int, required=False, empty_value=None)
    reason = _reason("办理提示", required=False, help_text="只在工作台显示。")

    field_order = ("kind", "unit_id", "reason")


class ReclassifyForm(StepForm):
    """What the message really is."""

    kind = forms.TypedChoiceField(label="改为", coerce=Kind, choices=KINDS, widget=forms.RadioSelect)
    reason = _reason("理由")


class TransferForm(UnitForm):
    """Another unit, with the reason."""

    reason = _reason("理由")


class ExtendForm(StepForm):
    """More working days, with the reason."""

    days = forms.IntegerField(label="延长（工作日）", min_value=1, max_value=LONGEST)
    reason = _reason("理由", help_text="留言人凭查询码会看到这段话。")


class ReplyForm(StepForm):
    """An answer."""

    text = _long(
        "答复内容", LONGEST_ANSWER, 9, "直接写给留言人：先说结论，再说依据和办理情况。不写他人的个人信息。"
    )


class PublicationForm(forms.Form):
    """A message and its answer in public wording."""

    title = forms.CharField(label="标题", max_length=80)
    question = _long("来信摘要", LONGEST_TEXT, 7, "删去姓名、电话、住址和其他能认出人的内容。")
    answer = _long("答复", LONGEST_ANSWER, 9)


class LimitForm(forms.Form):
    """One number, from a day on, with its source."""

    rule = forms.TypedChoiceField(label="事项", coerce=Rule, choices=RULES)
    value = forms.IntegerField(label="数值", min_value=1)
    from_on = forms.DateField(
        label="启用日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(label="依据", max_length=200, help_text="文件名称、文号和条款。")

    def clean(self) -> None:
        """Each rule has a most of its own: with more no message could come in, or it would say nothing."""
        rule, value = self.cleaned_data.get("rule"), self.cleaned_data.get("value")
        if rule and value and value > MOST[rule]:
            self.add_error("value", f"“{rule.says}”最多{MOST[rule]}{rule.unit}，请改小")


class WayForm(forms.Form):
    """Who releases the answers to messages of some kinds, from a day on."""

    kinds = forms.TypedMultipleChoiceField(
        label="类别", coerce=Kind, choices=KINDS, widget=forms.CheckboxSelectMultiple
    )
    way = forms.TypedChoiceField(label="审核方式", coerce=Way, choices=WAYS, widget=forms.RadioSelect)
    from_on = forms.DateField(
        label="启用日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(label="依据", max_length=200, help_text="文件名称、文号和条款。")


class LookingForm(Sieve):
    """What somebody looks for among messages."""

    q = forms.CharField(label="查找", required=False, max_length=60)
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部状态"), *((state.value, says) for state, says in STATE_SAYS.items())],
    )
    kind = forms.TypedChoiceField(
        label="类别", required=False, coerce=Kind, empty_value=None, choices=[("", "全部类别"), *KINDS]
    )
    urgency = forms.TypedChoiceField(
        label="期限",
        required=False,
        coerce=Urgency,
        empty_value=None,
        choices=[("", "不限"), *((each.value, each.says) for each in Urgency)],
    )
    scope = forms.CharField(required=False, widget=forms.HiddenInput)

    def wanted(self) -> Wanted:
        """What is looked for."""
        self.is_valid()
        told = self.cleaned_data
        return Wanted(
            state=told.get("state", ""),
            kind=told.get("kind"),
            urgency=told.get("urgency"),
            word=told.get("q", "").strip(),
            is_whole=told.get("scope") != "mine",
        )

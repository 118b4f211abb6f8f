"""The shape of what officials enter about requests."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from quancheng.kernel.orgs.models import Holding, Unit
from quancheng.records.disclosure.forms.fields import (
    AgentForm,
    AskingForm,
    ContactsForm,
    day,
    must_name_no_paper,
    words,
)
from quancheng.records.disclosure.models import Applicant
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.models.requests import LONGEST_NAME, LONGEST_REASON, LONGEST_WANTED
from quancheng.records.disclosure.rules.applicants import LACKS, PROOFS, Lacks, LaterTold, Proof
from quancheng.records.disclosure.rules.looking import Urgency, Wanted
from quancheng.records.disclosure.rules.receipt import AT_THE_COUNTER, CHANNELS, Channel
from quancheng.records.disclosure.workflow import LONGEST_CORRECTION, MOST_MORE, STATE_SAYS
from quancheng.ui.fields import Sieve

TOLD = ("proof_number", "phone", "email", "address")
LONG_PAST = timedelta(days=60)  # [D] a day of arrival so far back is more often a slip of the keyboard


class RegisterForm(AskingForm):
    """A request that came over the counter or by post.

    It is entered as it came: what it does not tell is asked for (《条例》第三十条), never a reason to turn it
    away at the door; a number of a paper is looked at only where there is one.
    """

    proof_number = forms.CharField(
        label="证件号码", max_length=40, required=False,
        help_text="来件没有写明、看不清或者不对的，空着登记，再告知补正（《条例》第二十九条、第三十条）。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    channel = forms.TypedChoiceField(
        label="收到途径", coerce=Channel, choices=AT_THE_COUNTER, initial=Channel.IN_PERSON
    )
    came_on = day(
        "到达日期", "当面提交、需签收的邮寄：即收到日期。平信、传真、电子邮件：与申请人确认之日才是收到日期。"
    )

    is_so = forms.BooleanField(label="日期没有填错，确实是这一天到达", required=False)
    asks_again = False

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def must_be_whole(self, told: dict[str, Any]) -> None:
        """Nothing of who asks: the agency writes down what is there. A day long past is asked for again."""
        came_on, today = told.get("came_on"), self.today
        if came_on is None or today - came_on <= LONG_PAST:
            return
        self.asks_again = True
        if not told.get("is_so"):
            self.add_error(
                "came_on",
                f"{came_on}距今天已有{(today - came_on).days}天，答复期限会从那时起算；"
                "请核对年份和月份，没有填错的，请勾选确认",
            )


class StepForm(forms.Form):
    """A step that needs no word."""


class ReasonForm(StepForm):
    """A step with its reason."""

    reason = words("理由", LONGEST_REASON, rows=3, needed="请填写理由")


class ConfirmForm(StepForm):
    """When and how the agency confirmed with the applicant."""

    on = day("确认日期", "这一天就是收到申请之日，次日起计算20个工作日。")
    how = forms.CharField(
        label="怎样确认", max_length=200, help_text="例如：电话告知申请人已收到。",
        error_messages={"required": "请写明怎样与申请人确认"},
    )  # fmt: skip

    def ask_of_applicant(self) -> None:
        """Where both confirm, this is the applicant's own confirmation, after the agency's."""
        self.fields["on"].label = "申请人确认日期"
        self.fields["how"].help_text = "例如：申请人来电确认提交了这件申请。"


class ConfirmFirstForm(StepForm):
    """When and how the agency confirmed, before the applicant confirms once more."""

    on = day("机关确认日期", "这一天还不是收到申请之日：申请人再次确认之日才是。")
    how = forms.CharField(
        label="怎样确认", max_length=200, help_text="例如：电话告知申请人已收到，请其上网或者来电确认。",
        error_messages={"required": "请写明怎样与申请人确认"},
    )  # fmt: skip


class UnreachableForm(StepForm):
    """Who tried to reach the sender of a letter, when and how."""

    on = day("联系日期")
    who = forms.CharField(label="联系人", max_length=60, error_messages={"required": "请写明由谁联系"})
    how = forms.CharField(
        label="怎样联系、结果如何", max_length=200, help_text="例如：按来信所留电话拨打三次，无人接听。",
        error_messages={"required": "请写明怎样联系、结果如何"},
    )  # fmt: skip


class AskForm(StepForm):
    """Why it is sent back, what to make clearer, and how long the applicant has."""

    lacks = forms.TypedMultipleChoiceField(
        label="补正的原因", coerce=Lacks, choices=LACKS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="告知书按这里写明依据：内容不明确的依据第三十条，没有身份证明、联系方式、授权委托书的另写第二十九条。",
    )  # fmt: skip
    points = words(
        "需要补正的内容", LONGEST_REASON, rows=5, needed="请逐条写明需要补正什么",
        help_text="逐条写明哪里不明确、怎样补。申请人会看到这段话。只能告知一次。",
    )  # fmt: skip
    days = forms.IntegerField(label="补正期限（工作日）", min_value=1, max_value=LONGEST_CORRECTION)


class DayForm(StepForm):
    """A day on which something happened."""

    on = day("日期")


class CorrectForm(StepForm):
    """What the applicant added on paper or by telephone."""

    on = day("收到补正的日期", "自这一天起重新计算20个工作日。")
    text = words("补正内容", LONGEST_WANTED, rows=5, needed="请写明申请人补正的内容")

    def clean_text(self) -> str:
        """What the applicant told of themselves has a place of its own."""
        where = "请先用“补记申请人、代理人信息”记下，加密保存。"
        return must_name_no_paper(self.cleaned_data["text"], where)


class CompleteForm(StepForm, ContactsForm, AgentForm):
    """What a request came without of its applicant; what it told is not asked for."""

    proof = forms.TypedChoiceField(label="身份证明", coerce=Proof, choices=PROOFS, initial=Proof.IDENTITY)
    proof_number = forms.CharField(
        label="证件号码", max_length=40, required=False, help_text="加密保存，只有承办机关能看。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    field_order = ("proof", "proof_number", "phone", "email", "address", *AgentForm.AGENT)

    def ask_only_for(self, applicant: Applicant) -> None:
        """Drop the fields that are filled already; a power of attorney comes among the papers."""
        del self.fields["authority"]
        for name in (*TOLD, *AgentForm.AGENT):
            if name != "agent_proof" and getattr(applicant, name):
                del self.fields[name]
        for number, proof in (("proof_number", "proof"), ("agent_proof_number", "agent_proof")):
            if number not in self.fields:
                del self.fields[proof]

    def clean(self) -> None:
        """Everything as one thing told, as the command takes it."""
        super().clean()
        if not self.errors:
            self.cleaned_data = {"told": LaterTold(**self.cleaned_data)}


class HandOnForm(StepForm):
    """To which agency, and why."""

    unit_id = forms.TypedChoiceField(label="承接机关", coerce=int)
    reason = words("理由", LONGEST_REASON, rows=3, needed="请写明机构调整的文件和职能划转情况")

    def offer(self, units: Iterable[Unit]) -> None:
        """The agencies among which the office chooses."""
        field = self.fields["unit_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "请选择机关"), *((unit.pk, str(unit)) for unit in units)]


class ExtendForm(StepForm):
    """More working days, with the reason."""

    days = forms.IntegerField(label="延长（工作日）", min_value=1, max_value=MOST_MORE)
    reason = words("理由", LONGEST_REASON, rows=3, needed="请填写理由", help_text="申请人会看到这段话。")


BY_LETTER = [(one.value, one.label) for one in Party if one is not Party.OWN]


class ConsultForm(StepForm):
    """Whom to ask, and about what."""

    party = forms.TypedChoiceField(label="征求对象类型", coerce=Party, choices=BY_LETTER)
    name = forms.CharField(
        label="征求对象", max_length=LONGEST_NAME, error_messages={"required": "请填写征求谁的意见"}
    )
    about = words("征求意见的内容", LONGEST_REASON, rows=4, needed="请写明涉及的信息和理由")
    on = day("发出日期", "征求意见所需时间不计入答复期限，起止按“依据与规则”计算。")


class AskInsideForm(StepForm):
    """Which department of the agency's own is asked, about what, and by when it answers."""

    name = forms.CharField(
        label="会签机构", max_length=LONGEST_NAME, error_messages={"required": "请填写送哪个内设机构会签"}
    )
    about = words("会签的内容", LONGEST_REASON, rows=4, needed="请写明需要会签的内容")
    until = day("会签期限", "内设机构在这一天以前反馈意见；没有反馈的，不产生意见。")


class OpinionForm(forms.Form):
    """What the asked party said."""

    on = day("收到日期")
    opinion = forms.TypedChoiceField(
        label="意见", coerce=Opinion,
        choices=[
            (one.value, one.label) for one in (Opinion.AGREES, Opinion.REFUSES_WITH_REASONS, Opinion.REFUSES)
        ],
    )  # fmt: skip
    reasons = words("理由", LONGEST_REASON, rows=3, needed="")


NOBODY = "0"  # among those in charge: whoever has it lets go of it


class ChargeForm(forms.Form):
    """Who is to be in charge; `instead_of`: who was, as the page showed it."""

    holding_id = forms.TypedChoiceField(
        label="主办人", coerce=lambda told: int(told) or None, error_messages={"required": "请选择主办人"}
    )
    instead_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def offer(self, people: Iterable[Holding], *, or_nobody: bool) -> None:
        """Those among whom one chooses, and nobody where that is a choice."""
        field = self.fields["holding_id"]
        assert isinstance(field, forms.TypedChoiceField)
        told: list[tuple[int | str, str]] = [
            (one.pk, f"{one.person.name}（{one.post.title}）") for one in people
        ]
        told += [(NOBODY, "不再定主办人")] if or_nobody else []
        field.choices = told if len(told) == 1 else [("", "请选择"), *told]


class LookingForm(Sieve):
    """What somebody looks for among requests."""

    q = forms.CharField(label="查找", required=False, max_length=60)
    state = forms.ChoiceField(
        label="状态", required=False,
        choices=[("", "全部状态"), *((state.value, says) for state, says in STATE_SAYS.items())],
    )  # fmt: skip
    channel = forms.ChoiceField(label="途径", required=False, choices=[("", "全部途径"), *CHANNELS])
    urgency = forms.TypedChoiceField(
        label="期限", required=False, coerce=Urgency, empty_value=None,
        choices=[("", "不限"), *((each.value, each.says) for each in Urgency)],
    )  # fmt: skip
    scope = forms.CharField(required=False, widget=forms.HiddenInput)
    lacks = forms.BooleanField(label="没有签发不再处理告知书", required=False, widget=forms.HiddenInput)
    charge = forms.BooleanField(label="我主办的", required=False, widget=forms.HiddenInput)

    def wanted(self) -> Wanted:
        """What is looked for."""
        self.is_valid()
        told = self.cleaned_data
        return Wanted(
            state=told.get("state", ""), channel=told.get("channel", ""), urgency=told.get("urgency"),
            word=told.get("q", "").strip(),
            is_whole=told.get("scope") != "mine", lacks_end_notice=bool(told.get("lacks")),
            is_in_my_charge=bool(told.get("charge")),
        )  # fmt: skip

"""The shape of what applicants enter on the website."""

from collections.abc import Iterable
from itertools import groupby

from django import forms

from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.forms.fields import AgentForm, AskingForm, must_name_no_paper, words
from quancheng.records.disclosure.forms.papers import PaperField
from quancheng.records.disclosure.models.requests import LONGEST_FEATURES, LONGEST_REASON, LONGEST_WANTED
from quancheng.records.disclosure.models.requests import Medium as Mediums
from quancheng.records.disclosure.models.requests import Route as Routes
from quancheng.records.disclosure.rules.applicants import APPLICANTS, PROOFS, Applicant, Proof
from quancheng.ui.lookups import LookupForm
from quancheng.ui.seals import SealedForm

NUMBER = forms.CharField(
    label="申请编号", max_length=30, help_text="例如 S20260302-12345",
    error_messages={"required": "请填写申请编号"},
    widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
)  # fmt: skip

SORTS = [(value, "个人" if value == Applicant.PERSON else says) for value, says in APPLICANTS]


class SubmitForm(SealedForm, AskingForm):
    """A request on the website (《条例》第二十九条); sent, the applicant has confirmed it (第三十一条)."""

    field_order = (
        "unit", "wanted", "features", "medium", "route", "needs_help", "sort", "name", "proof",
        "proof_number", "paper", "representative", "contact_person", "phone", "email", "address",
        *AgentForm.AGENT, "authority", "confirms",
    )  # fmt: skip
    is_open = False  # whether any agency takes requests here
    unit = forms.TypedChoiceField(
        label="向哪个机关申请", coerce=int, empty_value=None,
        help_text="信息由谁制作或者保存，就向谁申请。不确定的选最可能的：不归它管的，它会告诉您该找谁。",
        error_messages={
            "required": "请选择一个机关", "invalid_choice": "这个机关现在不受理网上申请，请重新选择",
        },
    )  # fmt: skip
    sort = forms.TypedChoiceField(
        label="您以什么身份申请", coerce=Applicant, choices=SORTS, initial=Applicant.PERSON,
        widget=forms.RadioSelect,
    )  # fmt: skip
    name = forms.CharField(
        label="姓名或者单位名称", max_length=100,
        error_messages={"required": "请填写姓名或者单位名称，与证件一致"},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    proof = forms.TypedChoiceField(
        label="身份证明", coerce=Proof, choices=PROOFS, initial=Proof.IDENTITY,
        help_text="个人选身份证件，单位选统一社会信用代码证书。",
    )  # fmt: skip
    paper = PaperField(
        label="证件的照片或者扫描件",
        help_text="pdf、jpg 或 png，不超过5MB。可以不附，要核对时机关会请您补。加密保存，只有办理机关能看。",
    )
    representative = forms.CharField(
        label="法定代表人或者负责人", max_length=100, required=False,
        help_text="以单位名义申请的必须填写，个人不用填。",
    )  # fmt: skip
    contact_person = forms.CharField(
        label="联系人", max_length=100, required=False, help_text="由别人代为联系的，填写他的姓名。"
    )
    phone = forms.CharField(
        label="联系电话", max_length=30, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    email = forms.CharField(
        label="电子邮箱", max_length=254, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )  # fmt: skip
    address = forms.CharField(
        label="通信地址", max_length=200, required=False, help_text="要邮寄的，写清楚到门牌号。",
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )  # fmt: skip
    wanted = words(
        "您需要什么信息", LONGEST_WANTED, rows=6, needed="请写明需要什么政府信息",
        help_text="写清楚是谁、在什么时候、关于什么事的文件或者数据。一件申请最好只写一件事，答复更快。",
    )  # fmt: skip
    features = forms.CharField(
        label="文件名称、文号或者其他线索", max_length=LONGEST_FEATURES, required=False,
        help_text="知道就写，例如“泉政发〔2025〕3号”；不知道可以空着。",
    )  # fmt: skip
    medium = forms.ChoiceField(
        label="要什么形式", choices=Mediums.choices, initial=Mediums.ELECTRONIC, widget=forms.RadioSelect
    )
    route = forms.ChoiceField(
        label="怎样给您", choices=Routes.choices, initial=Routes.NETWORK, widget=forms.RadioSelect
    )
    confirms = forms.BooleanField(
        label="我确认以上内容属实，并提交给所选的机关",
        error_messages={"required": "提交前请勾选确认"},
    )

    def offer(self, agencies: Iterable[Unit]) -> None:
        """The agencies that take requests, by their government."""
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        by_tenant = groupby(agencies, key=lambda unit: unit.tenant)
        groups = [(told.full_name, [(unit.pk, str(unit)) for unit in units]) for told, units in by_tenant]
        field.choices = [("", "请选择"), *groups]
        self.is_open = bool(groups)

    def clean(self) -> None:
        """Of a person nobody wants to know who represents them: what was left in that place goes."""
        super().clean()
        told = self.cleaned_data
        if told.get("sort") and told["sort"].is_person:
            told["representative"] = ""
        if told.get("agent_name"):
            for name, says in (("agent_proof_number", "证件号码"), ("agent_phone", "联系电话")):
                if name in told and not told[name]:
                    self.add_error(name, f"委托代理人的，请填写代理人的{says}；本人申请的，把代理人一栏清空")


class StatusForm(LookupForm):
    """Number and code of a request."""

    number = NUMBER


class CorrectionForm(forms.Form):
    """What the applicant makes clearer; a number of a paper comes as its copy, which is sealed."""

    text = words(
        "补正内容", LONGEST_WANTED, rows=6, needed="请按上面的要求写明补正内容",
        help_text="逐条对照上面的要求写。补正后，20个工作日的答复期限重新计算。",
    )  # fmt: skip
    paper = PaperField(
        label="证件的照片或者扫描件",
        help_text="机关要求身份证明的才需要。pdf、jpg 或者 png，不超过5MB，加密保存。",
    )
    authority = PaperField(
        label="授权委托书",
        help_text="由代理人提出、机关要求授权委托书的才需要。写明代理人、代理事项、权限和期限，由申请人签名或者盖章。",
    )

    def clean_text(self) -> str:
        """Whoever holds number and code reads it."""
        where = "机关要证件号码的，请在下面上传证件的照片或者扫描件，加密保存。"
        return must_name_no_paper(self.cleaned_data["text"], where)


class ExplainForm(forms.Form):
    """What the applicant explains of very many requests."""

    text = words(
        "申请的理由", LONGEST_WANTED, rows=5, needed="请写明申请这些信息的理由",
        help_text="逐条对照上面的要求写。只能提交一次。",
    )  # fmt: skip


class ConfirmAgainForm(forms.Form):
    """The applicant confirms once more that this is what they ask for."""

    sure = forms.BooleanField(label="我确认提交了这件申请", error_messages={"required": "确认的，请先勾选"})


class WithdrawalForm(forms.Form):
    """The applicant withdraws, and says so a second time."""

    sure = forms.BooleanField(
        label="我确定撤回这件申请", error_messages={"required": "撤回后不再办理；确定撤回的，请先勾选"}
    )
    reason = words("撤回的原因", LONGEST_REASON, rows=2, needed="", help_text="可以不写。")


class SignsForm(forms.Form):
    """The last signs of the number of the applicant's paper."""

    tail = forms.CharField(
        label="证件号码后4位", max_length=4, min_length=1,
        help_text="提交申请时所填证件的最后4位，字母不分大小写；单位填统一社会信用代码的后4位。",
        error_messages={"required": "请填写证件号码后4位", "max_length": "只填最后4位，不要填整个号码"},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )  # fmt: skip


class TailForm(SignsForm, LookupForm):
    """Number and code of a request, and these signs."""

    field_order = ("number", "code", "tail")
    letter = forms.IntegerField(required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput)
    number = NUMBER

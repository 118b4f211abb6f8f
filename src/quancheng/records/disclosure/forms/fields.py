"""What the forms of applicants and officials have in common."""

from typing import Any

from django import forms

from quancheng.kernel.text.contacts import is_contact, is_mail, tidy
from quancheng.kernel.text.privacy import PAPERS, private_in
from quancheng.records.disclosure.forms.papers import PaperField
from quancheng.records.disclosure.models.requests import (
    LONGEST_FEATURES,
    LONGEST_NAME,
    LONGEST_WANTED,
    Medium,
    Route,
)
from quancheng.records.disclosure.rules.applicants import (
    APPLICANTS,
    PROOFS,
    Applicant,
    Proof,
    fault_of,
    fault_of_agent,
)
from quancheng.records.disclosure.rules.applicants import tidy_number as tidy_paper
from quancheng.ui.fields import Words


def words(label: str, most: int, *, rows: int, needed: str, help_text: str = "") -> Words:
    """A field for words of several lines; `needed` is said when it is empty; without it the field may be."""
    return Words(
        label=label, max_length=most, required=bool(needed), help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": needed},
    )  # fmt: skip


def day(label: str, help_text: str = "") -> forms.DateField:
    """A field for a day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text)


class ByMail(forms.Form):
    """A service that may go by e-mail: only there the day of sending is asked for besides that of arrival."""

    sent_on = forms.DateField(
        label="电子邮件发出日期", required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def ask_for_sending(self, *, is_mail: bool, is_served_when_sent: bool) -> None:
        """Names each day by what the government's norm makes of it; without e-mail one day is enough."""
        if not is_mail:
            del self.fields["sent_on"]
            return
        counts = "以发出之日为送达之日" if is_served_when_sent else "以到达申请人系统之日为送达之日"
        self.fields["on"].help_text += "网上送达的填写到达申请人系统之日。"
        self.fields[
            "sent_on"
        ].help_text = f"以电子邮件送达、发出与到达不在同一日的填写。按本级规则，{counts}。"


NO_NUMBERS = "补正内容里不要写身份证、护照、通行证等证件号码：凭编号和查询码就能看到这段话。{where}"


def must_name_no_paper(text: str, where: str) -> str:
    """What is shown to whoever holds number and code tells no number of anybody's paper.

    `where`: where it belongs instead, as a sentence. Raises ValidationError.
    """
    if any(one.kind in PAPERS for one in private_in(text)):
        raise forms.ValidationError(NO_NUMBERS.format(where=where))
    return text


def tidy_phone(text: str) -> str:
    """A phone number in one spelling. Raises ValidationError."""
    phone = tidy(text)
    if phone and (is_mail(phone) or not is_contact(phone)):
        raise forms.ValidationError("看不出是电话号码，请写成 13800000000 或 0531-88880000 的样子")
    return phone


class ContactsForm(forms.Form):
    """How somebody is reached, each way in one spelling."""

    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    email = forms.CharField(label="电子邮箱", max_length=254, required=False)
    address = forms.CharField(label="通信地址", max_length=200, required=False)

    def clean_phone(self) -> str:
        """A phone number in one spelling."""
        return tidy_phone(self.cleaned_data["phone"])

    def clean_email(self) -> str:
        """An address in one spelling."""
        email = tidy(str(self.cleaned_data["email"]))
        if email and not is_mail(email):
            raise forms.ValidationError("看不出是电子邮箱，请写成 name@example.cn 的样子")
        return email


class AgentForm(forms.Form):
    """Who acts for the applicant (委托代理人): named or not, it is never a condition of asking."""

    agent_name = forms.CharField(label="代理人姓名、名称", max_length=LONGEST_NAME, required=False)
    agent_proof = forms.TypedChoiceField(
        label="代理人证件", coerce=Proof, choices=PROOFS, initial=Proof.IDENTITY, required=False,
        empty_value=Proof.IDENTITY,
    )  # fmt: skip
    agent_proof_number = forms.CharField(
        label="代理人证件的号码", max_length=40, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    agent_phone = forms.CharField(
        label="代理人电话", max_length=30, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )  # fmt: skip
    authority = PaperField(
        label="授权委托书",
        help_text="写明代理人、代理事项、权限和期限，由申请人签名或者盖章，可以以后补。",
    )

    AGENT = ("agent_name", "agent_proof", "agent_proof_number", "agent_phone")

    def clean_agent_proof_number(self) -> str:
        """The number in one spelling."""
        return tidy_paper(self.cleaned_data["agent_proof_number"])

    def clean_agent_phone(self) -> str:
        """The phone number in one spelling."""
        return tidy_phone(self.cleaned_data["agent_phone"])

    def must_agree(self, told: dict[str, Any]) -> None:
        """Whoever acts has a name, a paper whose number agrees with itself, and is not the applicant."""
        if not {*self.AGENT} <= told.keys():
            return
        name, number, phone = told["agent_name"], told["agent_proof_number"], told["agent_phone"]
        if told.get("authority") and not name.strip():
            self.add_error("agent_name", "附了授权委托书的，请写明代理人的姓名或者名称")
        elif fault := fault_of_agent(
            name=name, proof=told["agent_proof"], number=number, phone=phone,
            applicant=told.get("proof_number", ""),
        ):  # fmt: skip
            self.add_error("agent_proof_number" if name.strip() else "agent_name", fault)


class AskingForm(ContactsForm, AgentForm):
    """Who asks for what, and how it is to be had (《条例》第二十九条第二款); no purpose is asked."""

    field_order: tuple[str, ...] = (
        "sort", "name", "proof", "proof_number", "paper", "representative", "contact_person", "phone",
        "email", "address", *AgentForm.AGENT, "authority",
    )  # fmt: skip

    sort = forms.TypedChoiceField(
        label="申请人类型", coerce=Applicant, choices=APPLICANTS, initial=Applicant.PERSON
    )
    name = forms.CharField(
        label="姓名或者名称", max_length=LONGEST_NAME, error_messages={"required": "请填写姓名或者名称"}
    )
    proof = forms.TypedChoiceField(label="身份证明", coerce=Proof, choices=PROOFS, initial=Proof.IDENTITY)
    proof_number = forms.CharField(
        label="证件号码", max_length=40, error_messages={"required": "请填写证件号码"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    paper = PaperField(
        help_text="来件附有身份证明复印件的，扫描后上传，加密保存；没有的可以空着，需要时告知补正。"
    )
    representative = forms.CharField(
        label="法定代表人或者负责人",
        max_length=LONGEST_NAME,
        required=False,
        help_text="申请人是组织的填写。",
    )
    contact_person = forms.CharField(
        label="联系人", max_length=LONGEST_NAME, required=False, help_text="与申请人不同的填写。"
    )
    wanted = words(
        "所需政府信息的内容描述", LONGEST_WANTED, rows=7, needed="请写明需要什么政府信息",
        help_text="写明名称、文号，或者便于查询的其他特征，例如谁在什么时候作出、关于什么事。",
    )  # fmt: skip
    features = forms.CharField(label="名称、文号或者其他特征", max_length=LONGEST_FEATURES, required=False)
    medium = forms.ChoiceField(label="提供形式", choices=Medium.choices, initial=Medium.ELECTRONIC)
    route = forms.ChoiceField(label="获取途径", choices=Route.choices, initial=Route.NETWORK)
    needs_help = forms.BooleanField(label="阅读或者视听有困难，需要协助", required=False)

    WHO = (
        *AgentForm.AGENT,
        "sort",
        "name",
        "proof",
        "proof_number",
        "representative",
        "contact_person",
        "phone",
        "email",
        "address",
    )
    WHAT = ("wanted", "features", "medium", "route", "needs_help")

    def clean(self) -> None:
        """A paper whose number agrees with itself, and a way to reach the applicant for what they chose."""
        told = self.cleaned_data
        if "proof" in told and told.get("proof_number"):
            told["proof_number"] = tidy_paper(told["proof_number"])
            if fault := fault_of(told["proof"], told["proof_number"]):
                self.add_error("proof_number", fault)
        self.must_agree(told)
        self.must_be_whole(told)

    def must_be_whole(self, told: dict[str, Any]) -> None:
        """What whoever fills the form in for themselves has to tell."""
        if told.get("sort") and not told["sort"].is_person and not told.get("representative"):
            self.add_error("representative", "申请人是组织的，请填写法定代表人或者负责人")
        if {"phone", "email", "address"} <= told.keys() and not (
            told["phone"] or told["email"] or told["address"]
        ):
            self.add_error("phone", "请至少填写一种联系方式：联系电话、电子邮箱或者通信地址")
        if told.get("route") == Route.POST and not told.get("address"):
            self.add_error("address", "选择邮寄的，请填写通信地址")
        if told.get("route") == Route.EMAIL and "email" in told and not told["email"]:
            self.add_error("email", "选择用电子邮件获取的，请填写电子邮箱")

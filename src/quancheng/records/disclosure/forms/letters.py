"""The shape of what is entered about letters, and of what anybody enters to check one."""

from django import forms

from quancheng.records.disclosure.forms.fields import ByMail, day, words
from quancheng.records.disclosure.forms.handling import StepForm
from quancheng.records.disclosure.models.replies import LONGEST_TELLING, Reply
from quancheng.records.disclosure.models.requests import LONGEST_REASON

LONGEST_NUMBER = 100
PROOF_HELP = "签收人、送达回证编号，或者邮政企业的邮件号。"


class LetterServeForm(ByMail):
    """How and when a letter reached whom it is for."""

    way = forms.TypedChoiceField(label="送达方式", coerce=Reply.Way, choices=Reply.Way.choices)
    on = day("送达日期", "直接送达为签收之日；邮寄为交邮之日，须交邮政企业，不得用快递公司。")
    proof = forms.CharField(label="送达凭证", required=False, max_length=200, help_text=PROOF_HELP)
    field_order = ("way", "on", "sent_on", "proof")


class DeliveredForm(forms.Form):
    """When somebody signed for what was posted."""

    on = day("签收日期", "按邮政企业的邮件跟踪记录填写；复议、起诉的期限从这一天的次日起算。")


class NoticeServedForm(StepForm):
    """When the applicant has a notice from which a period runs; how, if that is known already."""

    on = day("收到日期", "期限从这一天的次日起算；邮寄的为申请人签收之日。")
    way = forms.ChoiceField(
        label="送达方式", required=False, choices=[("", "以后补记"), *Reply.Way.choices]
    )  # fmt: skip
    proof = forms.CharField(label="送达凭证", required=False, max_length=200, help_text=PROOF_HELP)


class VoidForm(forms.Form):
    """Why a letter holds no longer."""

    reason = words("作废的理由", 500, rows=2, needed="请写明作废的理由")


class OverruleForm(forms.Form):
    """What is disclosed against the will of a third party, and why."""

    content = words(
        "决定公开的内容", LONGEST_TELLING, rows=3, needed="请写明决定公开的内容",
        help_text="第三方会看到；不写申请人是谁。",
    )  # fmt: skip
    why = words(
        "理由", LONGEST_REASON, rows=3, needed="请写明理由",
        help_text="为什么不公开会对公共利益造成重大影响。",
    )  # fmt: skip


class VerifyForm(forms.Form):
    """Number and code, as they stand on a letter."""

    number = forms.CharField(
        label="文号", max_length=LONGEST_NUMBER,
        help_text="例如：市财政局依复〔2024〕1号。括号用哪一种都可以。",
        error_messages={"required": "请填写文号"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    code = forms.CharField(
        label="核验码", max_length=20, help_text="8位字母和数字，在文书末尾，不分大小写。",
        error_messages={"required": "请填写核验码"},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )  # fmt: skip

"""The shape of what is entered about a fee, and about very many requests."""

from django import forms

from quancheng.records.disclosure.forms.fields import day, words
from quancheng.records.disclosure.forms.handling import StepForm
from quancheng.records.disclosure.models.requests import LONGEST_REASON, LONGEST_WANTED
from quancheng.records.disclosure.rules.fees import MOST, Basis


class ProposeFeeForm(StepForm):
    """By what it is counted; of pages how many."""

    basis = forms.TypedChoiceField(
        label="计收方式", coerce=Basis, choices=[(one.value, one.says) for one in Basis],
        help_text="可以收费，不是必须收费；一件申请只能选一种。",
    )  # fmt: skip
    pages = forms.IntegerField(
        label="页数", required=False, min_value=1, max_value=MOST,
        help_text="按量计收时填写：单面不超过A4为一页，只计本件申请。",
    )  # fmt: skip
    items = forms.IntegerField(
        label="拆分件数", required=False, min_value=1, max_value=MOST, initial=1,
        help_text="按件计收时填写：一件申请有几项内容的，可以按“一事一申请”拆分为最小合理单元（国办函〔2020〕109号第四条）；"
        "不拆分的为1。由您判断，系统不自动拆分。",
    )  # fmt: skip
    split_why = words(
        "拆分理由", LONGEST_REASON, rows=2, needed="",
        help_text="拆分为两件以上的必须填写：每一件是什么事，为什么不能再合并。写进收费通知书。",
    )  # fmt: skip
    why = words(
        "收费理由", LONGEST_REASON, rows=3, needed="请写明申请的数量、频次怎样明显超过合理范围",
        help_text="写进收费通知书，申请人会看到。",
    )  # fmt: skip

    def clean(self) -> None:
        """Pages belong to one of the two ways alone."""
        told = self.cleaned_data
        if told.get("basis") is Basis.PAGES and not told.get("pages"):
            self.add_error("pages", "按量计收的，请填写页数")
        if told.get("basis") is Basis.ITEMS and told.get("pages"):
            self.add_error("pages", "按件计收的不填页数：按件、按量只能选一种")
        told["pages"], told["items"] = told.get("pages") or 0, told.get("items") or 1
        told["split_why"] = (told.get("split_why") or "").strip()
        if told.get("basis") is Basis.PAGES and (told["items"] > 1 or told["split_why"]):
            self.add_error("items", "按量计收的不填拆分件数和拆分理由")
        elif told["items"] > 1 and not told["split_why"]:
            self.add_error("split_why", f"拆分为{told['items']}件的，请写明拆分理由")
        elif told["items"] == 1 and told["split_why"]:
            self.add_error("items", "填了拆分理由的，请填写拆分件数")


class PaidForm(StepForm):
    """When it was paid, and under which receipt of the treasury."""

    on = day("完成缴费的日期", "答复期限自这一天的次日起计算；重新计算还是继续计算，见页面上的提示。")
    voucher = forms.CharField(
        label="财政票据号", max_length=100, error_messages={"required": "请填写财政票据号"}
    )


class PaidAfterAllForm(StepForm):
    """When it was paid, within the period, and by what that is shown."""

    on = day(
        "完成缴费的日期",
        "须在缴费期限内；答复期限自这一天的次日起计算，请看恢复以后的届满日。",
    )
    voucher = forms.CharField(
        label="缴费凭证", max_length=100, help_text="财政票据号或者银行回单号。",
        error_messages={"required": "请填写财政票据号或者银行回单号"},
    )  # fmt: skip


class LatePaidForm(StepForm):
    """When it was paid too late, and under which receipt."""

    on = day(
        "缴费的日期",
        "晚于缴费期限的，申请视为放弃，不再处理（国办函〔2020〕109号）；款项应当退还，申请人可以重新提出申请。",
    )
    voucher = forms.CharField(
        label="财政票据号", max_length=100, error_messages={"required": "请填写财政票据号"}
    )


class AskReasonsForm(StepForm):
    """How many within what time, what to explain, by when."""

    count = forms.IntegerField(label="申请件数", min_value=2, max_value=MOST)
    period = forms.CharField(
        label="统计期间", max_length=60, help_text="例如：2024年1月1日至3月31日。",
        error_messages={"required": "请写明在什么期间提出这些申请"},
    )  # fmt: skip
    points = words(
        "需要说明的内容", LONGEST_REASON, rows=3, needed="请写明需要申请人说明什么",
        help_text="申请人会看到这段话。等待说明期间，答复期限照常计算。",
    )  # fmt: skip
    until = day("说明期限")


class ReasonsForm(StepForm):
    """What the applicant explained."""

    on = day("收到日期")
    text = words("说明的理由", LONGEST_WANTED, rows=4, needed="请写明申请人说明的理由")


class DelayForm(StepForm):
    """A reasonable later day."""

    until = day("延迟至", "工作日；须晚于现在的答复期限，在期限届满前决定并告知申请人。")
    reason = words("理由", LONGEST_REASON, rows=3, needed="请填写理由", help_text="申请人会看到这段话。")

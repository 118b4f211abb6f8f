"""The shape of what is entered about units, posts and people."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from quancheng.kernel.orgs.accounts import LONGEST
from quancheng.kernel.orgs.models import UnitKind
from quancheng.kernel.orgs.roles import Role

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
OUT_OF_TIME = "日期应在1900年至2199年之间；请核对年份。"
VACANT = "-"  # no account begins so
NOT_TO_SIT = "这名人员不能担任：管理员不办业务，也不兼任。请另选人员，或者先为其办理离岗。"
IN_TIME = (MinValueValidator(FIRST_DAY, OUT_OF_TIME), MaxValueValidator(LAST_DAY, OUT_OF_TIME))


def day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=widget,
        required=required,
        validators=IN_TIME,
        error_messages={"invalid": "日期无法读取，请按“年-月-日”填写。"},
    )


class LookForm(forms.Form):
    """What to look for in the tree, and on which day."""

    q = forms.CharField(label="查找", max_length=60, required=False)
    on = day("哪一天的机构", required=False)


class WorkbookForm(forms.Form):
    """The register as a workbook."""

    file = forms.FileField(
        label="名册文件",
        help_text="用“导出名册”得到的 xlsx 文件填写。不得上传涉密文件。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """What the forms offer for choice: units by number, people by account."""

    units: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()


class ActForm(forms.Form):
    """A form for one command; its cleaned fields are the command's own words."""

    def __init__(self, *args: object, offer: Offer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        for name, choices in (("under", offer.units), ("into", offer.units), ("account", offer.people)):
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "请选择" if field.required else "无上级单位"), *choices]


def chosen_unit(label: str, *, required: bool = True) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=required)


class AddUnitForm(ActForm):
    """A unit that joins the register."""

    name = forms.CharField(label="全称", max_length=120)
    short_name = forms.CharField(label="简称", max_length=60, required=False, help_text="页面上显示的名称。")
    kind = forms.ChoiceField(label="类别", choices=UnitKind.choices, initial=UnitKind.DEPARTMENT)
    code = forms.CharField(label="编码", max_length=30, help_text="本政府内唯一，登记后不变。")
    under = chosen_unit("上级单位", required=False)
    opened_on = day("设立日期", "不详可以不填。", required=False)


class RenameForm(ActForm):
    """Another name from a day on."""

    name = forms.CharField(label="新的全称", max_length=120)
    short_name = forms.CharField(label="新的简称", max_length=60, required=False)
    from_on = day("启用日期", "原名称用到前一天，历史保留。")


class MoveForm(ActForm):
    """Another place in the tree from a day on."""

    under = chosen_unit("新的上级单位")
    from_on = day("自哪一天起")


class MergeForm(ActForm):
    """Into another unit after a last day."""

    into = chosen_unit("并入单位")
    last_on = day("最后一天", "次日起该单位不再存在。")


class LastDayForm(ActForm):
    """The last day of a unit, a post or a holding."""

    last_on = day("最后一天", "次日起生效。")


class NoWordForm(ActForm):
    """An act about a holding that needs no word."""


class RolesForm(ActForm):
    """What a post may do."""

    roles = forms.MultipleChoiceField(
        label="角色",
        error_messages={"required": "请至少给岗位选择一个角色"},
        choices=[(role.value, role.says) for role in Role],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_roles(self) -> frozenset[Role]:
        return frozenset(Role(told) for told in self.cleaned_data["roles"])


class PostForm(RolesForm):
    """A post with its roles."""

    field_order = ("title", "roles", "opened_on")
    title = forms.CharField(label="岗位名称", max_length=60)
    opened_on = day("设岗日期")


class SeatForm(ActForm):
    """Who takes up a post, and when."""

    account = forms.ChoiceField(label="人员")
    from_on = day("到岗日期")


class DeputyForm(ActForm):
    """Who stands in, from the first day to the last."""

    account = forms.ChoiceField(label="代理人")
    from_on = day("代理首日")
    until_on = day("代理末日", "代理必须有末日，到期自动结束。")


class AliasForm(ActForm):
    """Another name by which documents call the unit."""

    name = forms.CharField(
        label="别名", max_length=120, help_text="文件里常用的叫法；导入任务分工时，按这个叫法也能认出该单位。"
    )


class CorrectionForm(forms.Form):
    """How a person is called and where they are written to."""

    name = forms.CharField(label="姓名", max_length=60)
    email = forms.EmailField(label="电子邮箱", required=False, help_text="用于每日汇总提醒；没有可以不填。")


class PersonForm(CorrectionForm):
    """Who is registered."""

    field_order = ("account", "name", "email")
    account = forms.CharField(
        label="账号",
        max_length=LONGEST,
        help_text="用于登录，登记后不变；用文字、数字和 . @ + - _，建议用单位统一的工号或拼音。",
    )


class PasswordForm(forms.Form):
    """A password that the person changes after the first sign-in."""

    password = forms.CharField(
        label="初始密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="不少于10个字符，不能全是数字；请当面或经可靠途径告知本人，由本人登录后修改。",
    )


class NothingForm(forms.Form):
    """An act that needs no word."""


class AppointForm(forms.Form):
    """Who sits from now on; `VACANT`: the seat becomes empty. An empty form empties no seat."""

    account = forms.ChoiceField(label="由谁担任")

    def __init__(
        self, *args: object, people: tuple[tuple[str, str], ...], unfit: int, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        told = f"；另有{unfit}人因此不在此列，需要时先办理离岗、腾出席位，或者另行登记人员"
        missing = told if unfit else ""
        self.fields["account"] = forms.ChoiceField(
            label="由谁担任",
            choices=[("", "请选择"), (VACANT, "暂时空缺"), *people],
            help_text=f"三员不能由一人兼任，也不能由现在或以后有业务岗位的人担任{missing}。",
            error_messages={"invalid_choice": NOT_TO_SIT},
        )

"""The shape of what is entered about seals."""

from collections.abc import Iterable
from datetime import date

from django import forms

from quancheng.kernel.files.reading import LARGEST as LARGEST_FILE
from quancheng.kernel.files.reading import MEGABYTE
from quancheng.kernel.orgs.models import Post
from quancheng.kernel.seals.commands import SealTold
from quancheng.kernel.seals.models import LARGEST, LONGEST_REASON, MOST_COPIES, SMALLEST, Seal, Use
from quancheng.kernel.seals.queries import Wanted

CHOOSE_POST = "请选择岗位"


def _day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


class SealForm(forms.Form):
    """A new seal."""

    name = forms.CharField(label="印章名称", max_length=80, help_text="例如：市政务公开办公室公章。")
    sort = forms.ChoiceField(label="种类", choices=Seal.Sort.choices)
    organ = forms.CharField(label="环形文字", max_length=40, help_text="印章上沿圆环排列的单位名称。")
    below = forms.CharField(
        label="星下文字", max_length=12, required=False, help_text="例如：政务公开专用章。"
    )
    diameter = forms.IntegerField(
        label="直径（毫米）", min_value=SMALLEST, max_value=LARGEST, initial=42,
        help_text="照印章的实际尺寸填写。",
    )  # fmt: skip
    keeper_id = forms.TypedChoiceField(
        label="保管岗位", coerce=int, help_text="只有在岗或代行职务的人能用印。"
    )
    from_on = _day("启用日期")
    until_on = _day("有效期至", required=False)
    key = forms.SlugField(
        label="密钥名称", max_length=40, required=False,
        help_text="电子用印才填，与系统管理员放置的密钥目录同名；实物用印留空。",
    )  # fmt: skip

    def offer(self, posts: Iterable[Post]) -> None:
        """The posts that may keep it."""
        _choose(self, posts)

    def told(self) -> SealTold:
        return SealTold(**{**self.cleaned_data, "sort": Seal.Sort(self.cleaned_data["sort"])})


class HandOverForm(forms.Form):
    """Another post keeps a seal."""

    keeper_id = forms.TypedChoiceField(label="改由谁保管", coerce=int)
    reason = forms.CharField(label="理由", max_length=LONGEST_REASON)

    def offer(self, posts: Iterable[Post]) -> None:
        _choose(self, posts)


class StopForm(forms.Form):
    """A seal is stopped."""

    reason = forms.CharField(
        label="停用理由", max_length=LONGEST_REASON, help_text="例如遗失、磨损、机构撤销。"
    )


class UseForm(forms.Form):
    """A seal is put on a paper."""

    seal_id = forms.TypedChoiceField(label="印章", coerce=int)
    copies = forms.IntegerField(label="份数", min_value=1, max_value=MOST_COPIES, initial=1)
    reason = forms.CharField(label="用途", max_length=LONGEST_REASON, initial="印发")

    def offer(self, seals: Iterable[Seal]) -> None:
        """The seals that may be put."""
        field = self.fields["seal_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.pk, one.name) for one in seals]


class ScanForm(forms.Form):
    """The scan of what was sealed in ink."""

    file = forms.FileField(
        label="盖章件扫描件",
        help_text=f"pdf、png或jpg，不超过{LARGEST_FILE // MEGABYTE}MB。不得上传涉密文件。",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )  # fmt: skip


class CheckForm(forms.Form):
    """A document whose signatures are looked at; it is not kept."""

    file = forms.FileField(
        label="要验的文件",
        help_text=f"pdf或OFD，不超过{LARGEST_FILE // MEGABYTE}MB。只验不存。不得上传涉密文件。",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.ofd"}),
    )


class LookingForm(forms.Form):
    """Which lines of the register are looked for; what cannot be read narrows nothing."""

    seal = forms.TypedChoiceField(label="印章", coerce=int, required=False, empty_value=None)
    channel = forms.ChoiceField(label="方式", required=False, choices=[("", "不限"), *Use.Channel.choices])
    without = forms.ChoiceField(
        label="盖章件", required=False, choices=[("", "不限"), ("scan", "扫描件待登记")]
    )
    word = forms.CharField(label="标题、文号或用途", required=False, max_length=60)
    since = _day("自", required=False)
    until = _day("至", required=False)

    def offer(self, seals: Iterable[Seal]) -> None:
        """The seals that may be asked for."""
        field = self.fields["seal"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "不限"), *((one.pk, one.name) for one in seals)]

    def wanted(self) -> Wanted:
        self.is_valid()
        told = self.cleaned_data
        since: date | None = told.get("since")
        return Wanted(
            seal_id=told.get("seal"), channel=told.get("channel", ""), word=told.get("word", "").strip(),
            from_on=since, until_on=told.get("until"), without_scan=told.get("without", ""),
        )  # fmt: skip


def _choose(form: forms.Form, posts: Iterable[Post]) -> None:
    field = form.fields["keeper_id"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", CHOOSE_POST), *((one.pk, str(one)) for one in posts)]

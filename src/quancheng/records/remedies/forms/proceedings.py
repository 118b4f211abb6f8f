"""The shape of what is entered about proceedings."""

from collections.abc import Iterable

from django import forms

from quancheng.kernel.links.parts import Part
from quancheng.kernel.orgs.models import Unit
from quancheng.records.remedies.forms.fields import DayForm, StepForm, day, day_if_any, line, words
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.models.proceedings import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    LONGEST_REASON,
    LONGEST_WORDS,
)
from quancheng.records.remedies.rules.kinds import (
    APPEALED,
    COLUMNS,
    KINDS,
    PROCEDURES,
    Appealed,
    Column,
    Kind,
    Procedure,
    Track,
)
from quancheng.records.remedies.rules.looking import RESTING, Urgency, Wanted
from quancheng.records.remedies.rules.outcomes import OUTCOMES
from quancheng.records.remedies.rules.stays import GROUNDS
from quancheng.ui.fields import Sieve

REDO_HELP = (
    "决定或者裁判责令重新答复、限期履行的填写；填写后公开申请自动重新开启，期限从收到之日起算；"
    "更正申请不自动重新开启。"
)


class FilingForm(forms.Form):
    """A reconsideration or a suit against a request of one's own."""

    kind = forms.TypedChoiceField(label="类型", coerce=Kind, choices=KINDS, initial=Kind.REVIEW)
    reply = forms.ChoiceField(
        label="被复议、起诉的文书", required=False,
        help_text="答复书、不再处理告知书、告知第三方的依申请公开告知书、更正告知书；救济途径类别和送达日期随文书带出。",
    )  # fmt: skip
    known_on = day_if_any(
        "收到文书日期",
        "提出复议、起诉的期限从收到之日起算。只有邮寄送达、还没有登记签收的填写，以申请书、起诉状或者邮件跟踪为准；"
        "其他的随文书带出。",
    )
    before_id = forms.TypedChoiceField(
        label="先行的行政复议", coerce=int, required=False, empty_value=None,
        help_text="“复议后起诉”必须选择；复议机关逾期不作决定的，先在该案登记“逾期未作决定”。",
    )  # fmt: skip
    organ = line("复议机关或者人民法院", LONGEST_NAME, "请填写复议机关或者人民法院")
    file_number = line("案号", LONGEST_NUMBER)
    procedure = forms.TypedChoiceField(
        label="审理程序", coerce=Procedure, choices=PROCEDURES,
        help_text="政府信息公开案件可以适用简易程序（《行政复议法》第五十三条、《行政诉讼法》第八十二条）。",
    )  # fmt: skip
    filed_on = day("申请人提出日期")
    accepted_on = day("受理、立案日期", "复议、审理期限从这一天起算。")
    notified_on = day_if_any(
        "收到答复通知或者起诉状副本日期", "本机关答复、答辩期限从次日起算；还没有收到的，以后再登记。"
    )

    def offer(self, replies: Iterable[Part], reviews: Iterable[Proceeding]) -> None:
        """What this request offers: its papers with a remedy, and its reconsiderations."""
        reply, before = self.fields["reply"], self.fields["before_id"]
        assert isinstance(reply, forms.ChoiceField)
        assert isinstance(before, forms.TypedChoiceField)
        told = [(one.number, _named(one)) for one in replies]
        reply.choices = [*told, ("", "没有答复（逾期未答复）")]
        reply.initial = told[-1][0] if told else ""
        before.choices = [("", "无"), *((one.pk, f"{one.number} {one.organ}") for one in reviews)]


def _named(one: Part) -> str:
    """A paper as it stands in the list."""
    served = f"{one.served_on}{one.facts.get('way') or '送达'}"
    known = "" if one.on else "，未登记签收"
    third = "，由第三方提出" if one.facts.get("to") == "third" else ""
    return f"{one.title} {one.number}，{served}{known}，{one.facts.get('clause', '')}类{third}"


class KnownForm(forms.Form):
    """When what is attacked was received."""

    on = day("收到文书日期", "以申请书、起诉状所附的签收凭证或者邮件跟踪为准。")


class HandingOnForm(StepForm):
    """Which agency takes over the duties, and why."""

    unit_id = forms.TypedChoiceField(
        label="承接职能的机关", coerce=int, error_messages={"required": "请选择承接职能的机关"}
    )
    reason = words("移交的理由", LONGEST_REASON, rows=2, needed="请写明机构调整的依据")

    def offer(self, units: Iterable[Unit]) -> None:
        """The units among which the office chooses."""
        field = self.fields["unit_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "请选择机关"), *((one.pk, str(one)) for one in units)]


class TakingBackForm(StepForm):
    """Why an entry was wrong."""

    reason = words(
        "撤销登记的理由", LONGEST_REASON, rows=2, needed="请写明登记错在哪里",
        help_text="登记和理由都留在办理经过里；撤销以后不再计入年报，期限和提醒随之结束，责令重新答复不再执行。",
    )  # fmt: skip


class InForceForm(StepForm):
    """From when a judgment binds, and by when what it orders is to be done: often told from that day on."""

    on = day("生效日期", "上诉期届满没有人上诉的，届满的次日；年报从生效起计入第四部分。")
    redo_by = day_if_any("责令重新答复、履行的最后一日", REDO_HELP)


class LongerForm(DayForm):
    """By how many days the organ has lengthened its period."""

    days = forms.IntegerField(label="延长（日）", min_value=1, max_value=30, initial=30)
    reason = words("理由", 500, rows=2, needed="请填写延长的理由")


def _ground_of(track: Track) -> forms.ChoiceField:
    told = [(one.code, f"{one.says}　{one.law}") for one in GROUNDS if one.track is track]
    return forms.ChoiceField(
        label="中止情形", choices=[("", "请选择情形"), *told], error_messages={"required": "请选择中止的情形"}
    )


class ReviewStayForm(StepForm):
    """From when, why and by which paper a reconsideration is stayed."""

    ground = _ground_of(Track.REVIEW)
    on = day("中止日期", "以文书载明的日期为准；从这一天到恢复审理，不计入复议、审理期限。")
    paper = line("中止文书号", LONGEST_NUMBER)
    told_on = day_if_any("收到中止通知日期", "应当书面告知当事人；还没有收到的不填。")


class SuitStayForm(ReviewStayForm):
    """The same of a suit."""

    ground = _ground_of(Track.SUIT)


class ResumeForm(DayForm):
    """From when it goes on, and by which paper."""

    on = day("恢复日期", "以恢复审理的文书载明的日期为准。")
    paper = line("恢复文书号", LONGEST_NUMBER)


class DecisionForm(StepForm):
    """How a proceeding was decided."""

    track = Track.REVIEW

    outcome = forms.ChoiceField(label="结果")
    decided_on = day("作出日期", "年报按作出日期所在年度计入第四部分。")
    received_on = day("收到日期")
    decision_number = line("决定书、裁判文书号", LONGEST_NUMBER)
    redo_by = day_if_any("责令重新答复、履行的最后一日", REDO_HELP)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as the form takes them
        _offer_outcomes(self.fields["outcome"], self.track, empty="请选择结果")


class JudgmentForm(DecisionForm):
    """How a suit was decided in first instance."""

    track = Track.SUIT


class AppealForm(JudgmentForm):
    """How it was decided in second instance."""

    result = forms.TypedChoiceField(label="二审结果", coerce=Appealed, choices=APPEALED)

    field_order = ("result", "outcome", "decided_on", "received_on", "decision_number", "redo_by")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].required = False
        self.fields["outcome"].label = "改判后的结果"
        _offer_outcomes(self.fields["outcome"], self.track, empty="不是改判")


class ColumnForm(forms.Form):
    """Another column of table 四, with the reason."""

    column = forms.TypedChoiceField(label="改列为", coerce=lambda told: Column(int(told)), choices=COLUMNS)
    reason = words("改列理由", 500, rows=2, needed="请写明改列的理由")


class LessonsForm(forms.Form):
    """What was learned."""

    lessons = words(
        "经验教训", LONGEST_WORDS, rows=4, needed="请写明经验教训",
        help_text="哪一步做得不对、以后怎样做；不写申请人的姓名。",
    )  # fmt: skip


class PaperForm(forms.Form):
    """A file of a proceeding."""

    says = line("名称", LONGEST_NAME, help_text="不填的，用文件名。")
    file = forms.FileField(label="文件", error_messages={"required": "请选择文件"})


class LookingForm(Sieve):
    """What somebody looks for among proceedings."""

    q = forms.CharField(label="查找", required=False, max_length=60)
    kind = forms.ChoiceField(label="类型", required=False, choices=[("", "全部类型"), *KINDS])
    standing = forms.ChoiceField(
        label="进度",
        required=False,
        choices=[("", "全部"), ("open", "未办结"), (RESTING, "已中止"), ("over", "已办结")],
    )
    column = forms.TypedChoiceField(
        label="结果", required=False, coerce=int, empty_value=None,
        choices=[("", "不限"), *((one.value, one.says) for one in Column)],
    )  # fmt: skip
    urgency = forms.TypedChoiceField(
        label="本机关期限", required=False, coerce=Urgency, empty_value=None,
        choices=[("", "不限"), *((each.value, each.says) for each in Urgency)],
    )  # fmt: skip
    scope = forms.CharField(required=False, widget=forms.HiddenInput)

    def wanted(self) -> Wanted:
        """What is looked for."""
        self.is_valid()
        told = self.cleaned_data
        return Wanted(
            kind=told.get("kind", ""), standing=told.get("standing", ""), column=told.get("column") or 0,
            urgency=told.get("urgency"), word=told.get("q", "").strip(), is_whole=told.get("scope") != "mine",
        )  # fmt: skip


def _offer_outcomes(field: forms.Field, track: Track, *, empty: str) -> None:
    assert isinstance(field, forms.ChoiceField)
    told = [
        (one.code, f"{one.says}　{one.law}".strip())
        for one in OUTCOMES
        if one.track is track and not one.no_decision
    ]
    field.choices = [("", empty), *told]

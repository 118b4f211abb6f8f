"""What the page of a proceeding shows, finished for the template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.timeline import timeline
from quancheng.kernel.casework.worksheet import ClockSheet, worksheets
from quancheng.kernel.links.registry import Linked, resolve
from quancheng.records.remedies.events import PROCEEDING_KIND
from quancheng.records.remedies.forms.proceedings import (
    ColumnForm,
    HandingOnForm,
    KnownForm,
    LessonsForm,
    PaperForm,
)
from quancheng.records.remedies.models import Complaint, Measure, Paper, Proceeding, Stay
from quancheng.records.remedies.queries.measures import measures_about, units_to_urge
from quancheng.records.remedies.queries.norms import periods_on, thresholds_for
from quancheng.records.remedies.queries.on_file import papers_of
from quancheng.records.remedies.queries.proceedings import (
    begins_of,
    doubts_of,
    is_office,
    known_on,
    may_work_on,
    others_of,
    told_by_module,
)
from quancheng.records.remedies.queries.stays import doubts_of_stay, stays_of
from quancheng.records.remedies.rules.filing import filing_until, suit_after_review_until
from quancheng.records.remedies.rules.kinds import Attacked, Column, Filer, Kind, Procedure
from quancheng.records.remedies.rules.outcomes import BY_CODE
from quancheng.records.remedies.rules.stays import BY_CODE as BY_GROUND
from quancheng.records.remedies.web.lines import ProceedingLine, Standing, proceeding_lines
from quancheng.records.remedies.web.steps import HANDING_ON, offers_for
from quancheng.records.remedies.workflow import TO_ORDINARY, TO_SIMPLE, TURNED
from quancheng.ui.cases import (
    Action,
    Happened,
    Offer,
    Refused,
    SheetLine,
    history_of,
    standing_of,
    working_of,
)

TURNS = {
    Procedure.ORDINARY: frozenset({TURNED.code, TO_ORDINARY.code}),
    Procedure.SIMPLE: frozenset({TO_SIMPLE.code}),
}  # what leads to a procedure is not offered to what is heard by it
HOW_TO_COMPLY = {
    Attacked.REQUEST: "申请已重新开启，重新答复送达后在这里登记履行。",
    Attacked.OWN_RECORD: "请按决定重新核实更正并书面告知，之后在这里登记履行；更正申请不会自动重新开启。",
}
NO_FORMS: Mapping[str, Form] = {}


@dataclass(frozen=True, slots=True)
class Period:
    """One clock with its working."""

    says: str
    standing: str
    lines: tuple[SheetLine, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing told of a proceeding."""

    says: str
    told: str


@dataclass(frozen=True, slots=True)
class ProceedingPage:
    """One proceeding, with all that is known of it and all that the actor may do."""

    one: Proceeding
    line: Standing
    shown: ProceedingLine
    request: Linked | None
    standing: str
    facts: tuple[Fact, ...]
    decided: tuple[Fact, ...]
    column: str
    doubts: Sequence[str]
    note: str
    periods: tuple[Period, ...]
    history: tuple[Happened, ...]
    main: Action | None
    others: tuple[Action, ...]
    beside: Sequence[ProceedingLine]
    measures: Sequence[Measure]
    papers: Sequence[Paper]
    paper: Form
    lessons: Form
    recount: Form | None
    known: Form | None  # when what is attacked was received, where its module does not know
    may_write: bool
    may_urge: bool
    about: str


def proceeding_page(
    actor: Actor, one: Proceeding, *, today: date, refused: Refused | None = None
) -> ProceedingPage:
    """One proceeding, finished for its page."""
    lights = thresholds_for(one.tenant_id, on=today)
    sheets = worksheets(one.case, today=today, thresholds={"own": lights})
    entries = timeline(one.case, reader=Circle.STAFF)
    offers = offers_for(one.kind)
    offered = actions_of(
        actor, one, offers, name="remedies_desk:step", today=today, refused=refused,
        forms=_handing_on(actor), hidden=TURNS[Procedure(one.procedure)],
    )  # fmt: skip
    main = next((each for each in offered if offers[each.code].is_main), None)
    [shown] = proceeding_lines([one], today=today)
    ref = one.attacked
    may_write, about = may_work_on(actor, one), str(RecordRef(PROCEEDING_KIND, str(one.pk)))
    return ProceedingPage(
        one=one, line=shown.case, shown=shown, request=resolve(actor, [ref]).get(ref),
        standing=_standing(sheets), facts=tuple(_facts(actor, one)), decided=tuple(_decided(one)),
        column=_column(one), note=_note(one, today=today),
        doubts=[*doubts_of(actor, one), *doubts_of_stay(one, today=today)],
        periods=tuple(periods_of(sheets)),
        history=tuple(history_of(entries))[::-1],
        main=main,
        others=tuple(each for each in offered if each is not main),
        beside=proceeding_lines(others_of(actor, one), today=today),
        measures=list(measures_about(actor, about)),
        papers=list(papers_of(one)),
        paper=_form_of(refused, "papers", PaperForm()),
        lessons=_form_of(refused, "lessons", LessonsForm(initial={"lessons": one.lessons})),
        recount=_recount(one, refused) if may_write else None,
        known=_known(actor, one, refused) if may_write else None,
        may_write=may_write,
        may_urge=is_office(actor),
        about=about,
    )  # fmt: skip


def _handing_on(actor: Actor) -> Mapping[str, Form]:
    """The form by which the office hands it on, with the agencies of its government."""
    if not is_office(actor):
        return NO_FORMS
    form = HandingOnForm(auto_id="handing_on_%s")
    form.offer(units_to_urge(actor))
    return dict.fromkeys(HANDING_ON, form)


def actions_of(
    actor: Actor, one: Proceeding | Measure | Complaint, offers: Mapping[str, Offer], *, name: str,
    today: date, refused: Refused | None, forms: Mapping[str, Form] = NO_FORMS,
    hidden: frozenset[str] = frozenset(),
) -> list[Action]:  # fmt: skip
    """The steps that the actor may take now; what was just turned away stands open with all its words."""
    open_codes = {step.code for step in steps_open_to(one.case, actor, today=today)} - hidden
    found = []
    for code, offer in offers.items():
        turned = refused.form if refused and refused.code == code else None
        if code not in open_codes and turned is None:
            continue
        fresh = forms.get(code) or offer.form(initial={"on": today}, auto_id=f"{code}_%s")
        href = reverse(name, args=[one.pk, code])
        found.append(Action(code, offer.says, href, turned or fresh, offer.is_grave, turned is not None))
    return found


def periods_of(sheets: Sequence[ClockSheet]) -> Iterator[Period]:
    """Each clock that has started, with its working."""
    for sheet in sheets:
        standing = "中止期间不计算" if sheet.is_paused else standing_of(sheet, ended="停止")
        yield Period(sheet.says, standing, tuple(working_of(sheet)), sheet.code == "own")


def _recount(one: Proceeding, refused: Refused | None) -> Form | None:
    """The form that counts a settled one otherwise."""
    if not one.settled_on or one.taken_back_at:
        return None
    return _form_of(refused, "column", ColumnForm(initial={"column": one.column}))


def _known(actor: Actor, one: Proceeding, refused: Refused | None) -> Form | None:
    """The form for the day of receipt, of what was posted and not signed for in its own module."""
    if not one.reply or one.taken_back_at or told_by_module(actor, one):
        return None
    return _form_of(refused, "known", KnownForm(initial={"on": one.known_on}, auto_id="known_%s"))


def _column(one: Proceeding) -> str:
    """Where table 四 counts it."""
    if one.taken_back_at:
        return "登记有误，不计入"
    return Column(one.column or Column.PENDING).says


def _form_of(refused: Refused | None, code: str, fresh: Form) -> Form:
    return refused.form if refused and refused.code == code else fresh


def _standing(sheets: Sequence[ClockSheet]) -> str:
    own = next((one for one in sheets if one.code == "own" and one.due and not one.stopped_on), None)
    return standing_of(own) if own else "现在没有本机关要办的期限"


def _facts(actor: Actor, one: Proceeding) -> Iterator[Fact]:
    kind = Kind(one.kind)
    yield Fact("复议机关" if kind is Kind.REVIEW else "人民法院", one.organ)
    yield Fact("案号", one.file_number or "未填")
    yield Fact("审理程序", Procedure(one.procedure).says)
    yield Fact("提出日期", f"{one.filed_on}")
    yield from _attacked(actor, one)
    yield Fact("救济途径", one.get_clause_display())
    begins = begins_of(actor, one)
    if begins:
        sheet = filing_until(kind, begins, periods_on(tenant_id=one.tenant_id, on=begins), work_calendar())
        yield Fact("提出的期限", f"自{begins}起，到{sheet.due}届满")
    elif one.reply and one.before is None:
        yield Fact("提出的期限", "还不能推算：邮寄送达的从收到之日起算，没有登记签收日期")
    if one.hearing_on:
        yield Fact("听证、开庭", f"{one.hearing_on}")
    for stay in stays_of(one):
        yield Fact("中止", _rested(stay))


def _attacked(actor: Actor, one: Proceeding) -> Iterator[Fact]:
    """What it is about, who attacks it, and when that was received."""
    served = f"，{one.reply_on}送达" if one.reply_on else ""
    if not one.reply:
        yield Fact("被复议、起诉的事项", "没有答复（逾期未答复）")
        return
    yield Fact(one.paper or "答复书", f"{one.reply}{served}")
    is_third = one.filed_by == Filer.THIRD
    if is_third:
        yield Fact("提出人", "第三方（不同意公开，被告知因公共利益决定公开）")
    received = known_on(actor, one)
    yield Fact(f"{Filer(one.filed_by).says}收到日期", f"{received}" if received else "没有登记")


def _rested(stay: Stay) -> str:
    """From when to when it rested, why, and by which papers."""
    ground = BY_GROUND[stay.ground]
    paper = f"，{stay.paper}" if stay.paper else ""
    told = f"，{stay.told_on}收到通知" if stay.told_on else ""
    if stay.resumed_on is None:
        return f"自{stay.stayed_on}起{paper}{told}：{ground.says}（{ground.law}）"
    resumed = f"，{stay.resumed_paper}" if stay.resumed_paper else ""
    days = (stay.resumed_on - stay.stayed_on).days
    return (
        f"{stay.stayed_on}至{stay.resumed_on}，{days}日不计入期限{paper}{told}{resumed}："
        f"{ground.says}（{ground.law}）"
    )


def _decided(one: Proceeding) -> Iterator[Fact]:
    if one.decided_on:
        first = BY_CODE[one.outcome]
        yield Fact("结果", f"{first.says}{f'（{first.law}）' if first.law else ''}")
        yield _when_decided(one, is_silent=first.no_decision)
    if one.appealed_on:
        yield Fact("上诉", f"{one.appealed_on}提起")
    if one.appeal_result:
        final = f"，改为{BY_CODE[one.appeal_outcome].says}" if one.appeal_outcome else ""
        yield Fact("二审", f"{one.get_appeal_result_display()}{final} {one.appeal_number}")
    if one.redo_by:
        yield Fact("责令履行期限", f"{one.redo_by}")
    if one.complied_on:
        yield Fact("履行日期", f"{one.complied_on}")
    if one.kind == Kind.REVIEW and one.received_on:
        yield _suit_until(one, one.received_on)


def _when_decided(one: Proceeding, *, is_silent: bool) -> Fact:
    if is_silent:
        return Fact("复议期满", f"{one.silent_on}届满，没有作出决定")
    number = f"，{one.decision_number}" if one.decision_number else ""
    late = f"；复议期限{one.silent_on}已经届满" if one.silent_on else ""
    if one.silent_on and one.settled_on and one.decided_on and one.settled_on.year < one.decided_on.year:
        late += f"，年报已按逾期计入{one.settled_on.year}年度，不再改列"
    return Fact("作出和收到", f"{one.decided_on}作出，{one.received_on}收到{number}{late}")


def _suit_until(one: Proceeding, received: date) -> Fact:
    """By when the applicant may sue: after the decision, or after the period of an organ that was silent."""
    periods = periods_on(tenant_id=one.tenant_id, on=received)
    until = suit_after_review_until(received, periods, work_calendar()).due
    runs = "自复议期满之日起算" if received == one.silent_on else "以申请人收到之日为准"
    return Fact("申请人可以起诉至", f"{until}（{runs}）")


def _note(one: Proceeding, *, today: date) -> str:
    match one.case.state:
        case "to_answer":
            return "请提交书面答复、作出答复的证据和依据；检索记录、审查表随卷提交。"
        case "to_defend":
            return "请提交答辩状、证据和所依据的规范性文件；逾期不提交的，视为没有证据。"
        case "to_comply":
            return HOW_TO_COMPLY[Attacked(one.of_kind)]
        case "stayed_to_answer" | "stayed_to_defend":
            return "中止不影响本机关的答复、答辩期限（法律没有写明，按继续计算掌握），请按期提交。"
        case "stayed" | "stayed_filed" | "stayed_appealed":
            return "中止期间不计入复议、审理期限；收到恢复审理的通知后登记恢复。登记错了的，按中止当日恢复。"
        case "silent":
            days = periods_on(tenant_id=one.tenant_id, on=one.silent_on or today).suit_after_days
            return f"申请人可以在复议期满之日起{days}日内起诉；复议决定迟到的，仍在这里登记。"
        case "judged":
            return "上诉期届满没有上诉的，登记一审生效；判令履行的期限自生效后生效。"
        case _:
            return ""

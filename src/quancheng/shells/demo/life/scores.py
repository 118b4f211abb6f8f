"""How the year of the model city is assessed: indicators, a frozen result, two letters, an appeal."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from quancheng.insight.scorecards import public as cards
from quancheng.insight.scorecards.public import NoBase, Shape
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.roles import Role
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life import story
from quancheng.shells.demo.life.people import People

YEAR = cards.Period(2024)
DRAFTED, ISSUED = date(2024, 3, 22), date(2024, 3, 25)  # Friday, Monday
WORDED, SENT = date(2025, 1, 9), date(2025, 1, 10)  # Thursday, Friday
SOURCE = "演示市政务公开考核办法（演示）"
APPEAL = "下达当周系统升级，其中两项当日已电话签收，请按实际签收日期计算。（演示）"
UPHELD = "已核对电话记录，两项签收属实，更正得分。（演示）"


def _told(
    code: str, name: str, group: str, points: int, shape: Shape, reading: str, **more: object
) -> cards.Told:
    given = {"each": Decimal(0), "least": 0, "grades": "", "days": 0, "is_bonus": False, **more}
    return cards.Told(
        code=code, name=name, group=group, points=Decimal(points), shape=shape, reading=reading,
        source=SOURCE, article=f"附表第{code}项", **given,  # type: ignore[arg-type]  # as they are named
    )  # fmt: skip


INDICATORS = (
    _told("A1", "责任事项按时完成", "任务落实", 40, Shape.PROPORTIONAL, "plan.duties_in_time"),
    _told("A2", "没有逾期未办", "任务落实", 15, Shape.DEDUCT, "plan.duties_overdue", each=Decimal(2)),
    _told("A3", "及时签收", "任务落实", 5, Shape.PROPORTIONAL, "plan.duties_signed", days=5),
    _told(
        "A4", "佐证未被退回", "任务落实", 10, Shape.STEPS, "plan.evidence_kept",
          grades="95=10；85=7；70=4"
    ),
    _told("B1", "公开承诺如期兑现", "公开承诺", 10, Shape.PROPORTIONAL, "plan.commitments_kept"),
    _told("B2", "督办单按期答复", "督办落实", 5, Shape.YES_NO, "plan.orders_answered"),
    _told("C1", "群众留言按期答复", "互动交流", 10, Shape.PROPORTIONAL, "mailbox.answered_in_time"),
    _told("C2", "网站找错办结", "互动交流", 5, Shape.DEDUCT, "mailbox.faults_closed", each=Decimal(3)),
    _told(
        "D1", "按时完成的承诺", "加分", 5, Shape.AT_LEAST, "measure.plan.commitments",
          least=2, is_bonus=True
    ),
)  # fmt: skip


def load_scores(now: datetime) -> int:
    """The set of the year is issued, the year frozen, two letters go out, one unit appeals. How many units.

    A second time changes nothing. Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示考核")
    people = People(timezone.localdate(now))
    office, head = people.office, people.office_head
    if cards.sets_for(office).exists():
        return 0
    _issue(office, head)
    result = cards.freeze_result(period=YEAR, actor=head, now=story.at(story.SUMMED_UP))
    circular = _write(result.pk, cards.LetterKind.CIRCULAR, [], office, head)
    weakest = cards.scores_for(office).filter(result=result, total__isnull=False).order_by("total", "pk")[0]
    reminder = _write(result.pk, cards.LetterKind.REMINDER, [weakest.unit_id], office, head)
    _sign(circular, set(result.scores.values_list("unit_id", flat=True)), people)
    _sign(reminder, {weakest.unit_id}, people)
    _appeal(result.pk, people.playing("unit"), office)
    return int(result.scores.count())


def _issue(office: Actor, head: Actor) -> None:
    """This year's, and for the current days one that simply goes on."""
    said = cards.Settings(
        title="2024年政务公开考核指标（演示）", from_on=date(2024, 1, 1), until_on=date(2024, 12, 31),
        no_base=NoBase.SPREAD, appeal_days=5, decide_days=10, is_ranked=True, source=SOURCE,
    )  # fmt: skip
    at = story.at(DRAFTED)
    drafted = cards.draft_set(year=2024, settings=said, actor=office, now=at)
    for told in INDICATORS:
        version = cards.set_for(office, drafted.pk).version
        cards.add_indicator(set_id=drafted.pk, version=version, told=told, actor=office, now=at)
    version = cards.set_for(office, drafted.pk).version
    cards.issue_set(set_id=drafted.pk, version=version, actor=head, now=story.at(ISSUED))


def _write(result_id: int, kind: cards.LetterKind, to: list[int], office: Actor, head: Actor) -> int:
    scores = cards.scores_for(office).filter(result=result_id)
    score = scores.filter(unit__in=to).first() if to else None
    result = scores.select_related("result")[0].result
    wording = cards.LetterWording(
        subject=f"{cards.subject_for(kind, result, score)}（演示）", text=cards.text_for(kind, result, score)
    )
    letter = cards.draft_letter(
        kind=kind, result_id=result_id, unit_ids=to, wording=wording, actor=office, now=story.at(WORDED)
    )
    cards.issue_letter(letter_id=letter.pk, version=letter.version, actor=head, now=story.at(SENT))
    return letter.pk


def _sign(letter_id: int, unit_ids: set[int], people: People) -> None:
    """Whoever works in the units signs on the following Monday; the visitor's own unit is left to sign."""
    hands = people.of_units(unit_ids, Role.OPENNESS_OFFICE) | people.of_units(unit_ids, Role.HANDLER)
    for unit_id, actor in hands.items():
        if unit_id != people.playing("unit").unit_id:
            cards.sign_letter(letter_id=letter_id, actor=actor, now=story.at(SENT + timedelta(days=3)))


def _appeal(result_id: int, clerk: Actor, office: Actor) -> None:
    """The unit of the visitor appeals against the share signed for in time; the office finds it right."""
    own = cards.scores_for(clerk).filter(result=result_id, unit_id=clerk.unit_id or 0).first()
    if own is None:
        return
    signed = cards.indicators_of(own.result.set).get(code="A3")
    filed = cards.file_appeal(
        score_id=own.pk, indicator_id=signed.pk, text=APPEAL, files=(), actor=clerk, now=story.at(SENT)
    )
    cards.uphold_appeal(
        appeal_id=filed.pk, version=filed.case.version, change=Decimal("0.91"), reason=UPHELD, actor=office,
        now=story.at(SENT + timedelta(days=4)),
    )  # fmt: skip

"""Five invented messages to the model city: one of each fate, by the commands that people use."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.records.mailbox import public as mailbox
from quancheng.records.mailbox.public import Kind
from quancheng.records.plan import public as plans
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.people import People

ANSWER = (
    "您好！“数据开放”栏目的打不开，是栏目迁移后旧网址没有转到新网址。现已补上，旧网址和收藏都能打开；"
    "其他栏目也一并查过。谢谢您的提醒。（演示）"
)
DRAFT = "您好！政务数据目录每季度更新一次，最近一次在上月底；下一次更新后会在目录首页注明日期。（演示）"


class Fate(StrEnum):
    """How far a message has come."""

    UNSORTED = "unsorted"
    IN_HAND = "in_hand"
    DRAFTED = "drafted"
    PUBLISHED = "published"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Letter:
    """One invented message: how long ago it came, what it says, what became of it."""

    days_ago: int
    wish: Kind
    text: str
    fate: Fate
    name: str = ""
    contact: str = ""
    is_about_the_plan: bool = False


LETTERS = (
    Letter(
        16,
        Kind.FAULT,
        "“数据开放”栏目点进去显示找不到页面，从收藏夹进也一样，请看一下。（演示）",
        Fate.PUBLISHED,
        name="演示甲",
    ),
    Letter(9, Kind.SUGGESTION, "今天天气不错，祝大家工作顺利。（演示）", Fate.SET_ASIDE),
    Letter(
        3,
        Kind.QUESTION,
        "政务数据目录多久更新一次？去年的目录里还有已经合并的单位，想知道什么时候换新的。（演示）",
        Fate.DRAFTED,
        name="演示乙",
        contact="yanshi-yi@example.cn",
    ),
    Letter(
        2,
        Kind.COMPLAINT,
        "上个月打电话问公共数据申请的进度，答应三天内回话，到现在没有消息。请查一查并给个答复。（演示）",
        Fate.IN_HAND,
        name="演示丙",
        contact="13800000000",
    ),
    Letter(
        1,
        Kind.SUGGESTION,
        "这一项工作建议写明在哪个栏目可以看到结果，现在只看到责任单位和时限，不知道到哪里找。（演示）",
        Fate.UNSORTED,
        is_about_the_plan=True,
    ),
)


def load_letters(now: datetime) -> int:
    """Send the messages and let people work on them; a second time changes nothing. How many came.

    Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示留言")
    if mailbox.of_form(_form(1)):
        return 0
    people = People(timezone.localdate(now))
    for number, letter in enumerate(LETTERS, start=1):
        _live(number, letter, people, came=now - timedelta(days=letter.days_ago))
    return len(LETTERS)


def _live(number: int, letter: Letter, people: People, *, came: datetime) -> None:
    office = people.office
    assert office.tenant_id is not None
    message = mailbox.send_message(
        tenant_id=office.tenant_id, wish=letter.wish, text=letter.text, name=letter.name,
        contact=letter.contact, wants_mail="@" in letter.contact, once=_form(number), source="demo",
        about=_row_of_plan() if letter.is_about_the_plan else None, actor=Actor.anonymous(), now=came,
    )  # fmt: skip
    later = came + timedelta(hours=1)
    if letter.fate is Fate.SET_ASIDE:
        reason = "没有需要办理的事项；谢谢您的祝愿。（演示）"
        mailbox.set_message_aside(number=message.number, version=0, reason=reason, actor=office, now=later)
    elif letter.fate is not Fate.UNSORTED:
        mailbox.classify_message(
            number=message.number, version=0, kind=letter.wish, unit_id=people.playing("unit").unit_id,
            reason="", actor=office, now=later,
        )  # fmt: skip
        _answer(letter, message.number, people, on=came + timedelta(days=1))


def _answer(letter: Letter, number: str, people: People, *, on: datetime) -> None:
    if letter.fate not in {Fate.DRAFTED, Fate.PUBLISHED}:
        return
    text = ANSWER if letter.fate is Fate.PUBLISHED else DRAFT
    mailbox.draft_reply(number=number, version=1, text=text, actor=people.playing("unit"), now=on)
    if letter.fate is Fate.DRAFTED:
        return
    mailbox.answer_message(number=number, version=2, actor=people.playing("unit-head"), now=on)
    one = mailbox.draft_publication(
        number=number, title="“数据开放”栏目打不开，已修复（演示）", question=letter.text, answer=text,
        actor=people.office, now=on,
    )  # fmt: skip
    mailbox.publish_message(publication_id=one.pk, actor=people.playing("reviewer"), now=on)


def _row_of_plan() -> RecordRef | None:
    """The first row of the published plan, when the city has one."""
    shown = plans.newest_shown()
    return RecordRef("plan.row", shown.rows[0].row.ref) if shown else None


def _form(number: int) -> str:
    return f"demo-{number}"

"""Four invented notices on the board of the portal, so that its column is not empty in a trial."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.command import command
from quancheng.shells.demo.city import DemoInProduction, facts
from quancheng.shells.portal.models import Notice, NoticeBoard

SLUG = "demo-notice-"  # how a notice of the demonstration is told from those of editors


@dataclass(frozen=True, slots=True)
class Told:
    """One invented notice: how long ago it was issued, and what it says, paragraph by paragraph."""

    days_ago: int
    title: str
    body: tuple[str, ...]


NOTICES = (
    Told(
        62,
        "关于开设“群众留言”栏目的公告（演示）",
        (
            "即日起，门户“我要留言”栏目接收咨询、建议、找错和投诉，不用注册。",
            "提交后请记下编号和查询码，凭两者可以随时查看办理进度和答复。紧急事项请直接拨打12345热线。",
        ),
    ),
    Told(
        34,
        "公开承诺事项调整时限的公开办法（演示）",
        (
            "公开承诺的事项确需推迟完成的，原定日期和推迟理由继续公开，不作删改。",
            "各单位应在原定日期之前说明理由。群众有疑问的，可以在该事项的页面上留言。",
        ),
    ),
    Told(
        15,
        "关于征集政府开放日主题的公告（演示）",
        (
            "现面向社会征集下一次政府开放日的主题。您想看哪个部门、哪项工作，请通过“我要留言”选择“建议”告诉我们。",
            "征集时间为公告发布后20天。采纳的主题将在本栏目公布。",
        ),
    ),
    Told(
        4,
        "关于门户网站系统维护的公告（演示）",
        (
            "本周日0时至4时进行系统维护，期间可能短时无法访问，给您带来不便，敬请谅解。",
            "已经提交的留言和邮件订阅不受影响。",
        ),
    ),
)


def load_notices(now: datetime) -> int:
    """Put the notices up; a second time, or where no board stands, changes nothing. How many went up.

    Raises DemoInProduction.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示通知公告")
    board = NoticeBoard.objects.order_by("pk").first()
    if board is None or board.get_children().filter(slug__startswith=SLUG).exists():
        return 0
    _put_up(board, now)
    return len(NOTICES)


@command
def take_notices_down() -> int:
    """Take the notices of the demonstration down, in production too. How many came down."""
    shown = list(Notice.objects.filter(slug__startswith=SLUG))
    for notice in shown:
        notice.delete()
    return len(shown)


@command
def _put_up(board: NoticeBoard, now: datetime) -> None:
    today = timezone.localdate(now)
    for number, told in enumerate(NOTICES, start=1):
        notice = Notice(
            title=told.title,
            slug=f"{SLUG}{number}",
            issuer=facts.OFFICE.full_name,
            issued_on=today - timedelta(days=told.days_ago),
            body="".join(f"<p>{paragraph}</p>" for paragraph in (*told.body, "（演示内容，不是真实公告。）")),
        )
        board.add_child(instance=notice)

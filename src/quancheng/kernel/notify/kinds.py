"""The kinds of letters that the outbox itself writes."""

from datetime import date

from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.wording import Wording

SINCE = date(2024, 1, 1)

DIGEST = NoticeKind(
    code="notify.digest",
    says="汇总",
    policy=Policy.REPLY,
    facts=frozenset({"day"}),
    wordings=(Wording(SINCE, "通知汇总（{day}）", "以下是 {day} 汇总的通知："),),
)
CONFIRM = NoticeKind(
    code="notify.confirm",
    says="订阅确认",
    policy=Policy.REPLY,
    facts=frozenset({"title", "frequency", "link", "days"}),
    wordings=(
        Wording(
            SINCE,
            "请确认订阅：{title}",
            "有人用这个邮箱订阅了“{title}”（{frequency}）。\n\n"
            "如果是您本人，请在 {days} 天内打开下面的链接确认：\n{link}\n\n"
            "如果不是您，不必理会，您不会再收到邮件，地址会按期清除。",
        ),
    ),
)
KNOWN = NoticeKind(
    code="notify.known",
    says="已经订阅",
    policy=Policy.REPLY,
    facts=frozenset({"title", "frequency"}),
    wordings=(
        Wording(
            SINCE,
            "您已订阅：{title}",
            "您此前已经订阅“{title}”（{frequency}），不必再次确认。要更改频次，请先退订再重新订阅。",
        ),
    ),
)
OWN = (DIGEST, CONFIRM, KNOWN)

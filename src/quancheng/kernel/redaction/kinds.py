"""The notices that redactions send."""

from datetime import date

from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import Kinds

SINCE = date(2026, 11, 1)
_kind = Kinds(prefix="redaction.", since=SINCE, policy=Policy.PROMPT)

TO_LOOK_AT = _kind(
    "to_look_at", "区分处理待复核", "请复核区分处理：{title}",
    "“{title}”的区分处理已拟好，遮盖{parts}处。请逐页核对后完成或退回。", "title", "parts",
)  # fmt: skip
SENT_BACK = _kind(
    "sent_back",
    "区分处理退回",
    "区分处理已退回：{title}",
    "“{title}”的区分处理已退回：{reason}",
    "title",
    "reason",
)
KINDS = (TO_LOOK_AT, SENT_BACK)

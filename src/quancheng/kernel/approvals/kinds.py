"""The notices that approvals send."""

from datetime import date

from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import Kinds

SINCE = date(2024, 1, 1)


_kind = Kinds(prefix="approvals.", since=SINCE, policy=Policy.PROMPT)


ASKED = _kind(
    "asked", "待批文稿", "请批示：{title}", "{unit}呈送“{title}”，请{stage}。希望{until}前批复。",
    "title", "unit", "stage", "until",
)  # fmt: skip
GRANTED = _kind(
    "granted", "文稿已批准", "已批准：{title}", "“{title}”已经批准，可以印发。", "title"
)  # fmt: skip
SENT_BACK = _kind(
    "sent_back", "文稿被退回", "已退回：{title}", "“{title}”被退回：{reason}。请修改后重新呈送。",
    "title", "reason",
)  # fmt: skip
SCAN_WAITS = _kind(
    "scan_waits", "签批扫描件待核对", "请核对：{title}", "“{title}”的签批扫描件已交回，请由另一人核对。",
    "title",
)  # fmt: skip
KINDS = (ASKED, GRANTED, SENT_BACK, SCAN_WAITS)

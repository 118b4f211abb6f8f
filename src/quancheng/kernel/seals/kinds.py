"""The notices that seals send."""

from datetime import date

from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import Kinds

SINCE = date(2026, 11, 1)
_kind = Kinds(prefix="seals.", since=SINCE, policy=Policy.PROMPT)

USED = _kind(
    "used", "已用印", "已用印：{title}", "“{title}”已加盖“{seal}”，{number}。", "title", "seal", "number"
)
PRINT = _kind(
    "print", "待盖章", "请打印盖章：{title}",
    "“{title}”已登记用印（{number}），请打印后加盖“{seal}”，再登记扫描件。", "title", "seal", "number",
)  # fmt: skip
KINDS = (USED, PRINT)

"""The notices about pages of the site."""

from datetime import date

from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import Kinds

_kind = Kinds(prefix="workbench.site.", since=date(2024, 1, 1), policy=Policy.PROMPT)

SUBMITTED = _kind(
    "submitted", "网站页面待审核", "请审核：{title}", "页面“{title}”已提交审核，请核对后公开或退回。", "title"
)
RELEASED = _kind("released", "网站页面已公开", "已公开：{title}", "页面“{title}”已经审核公开。", "title")
RETURNED = _kind(
    "returned", "网站页面被退回", "已退回：{title}", "页面“{title}”被退回：{reason}。请修改后重新提交。",
    "title", "reason",
)  # fmt: skip
KINDS = (SUBMITTED, RELEASED, RETURNED)

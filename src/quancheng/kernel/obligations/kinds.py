"""The notices that the engine itself sends."""

from datetime import date

from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.wording import Wording

ADDRESS_CHANGED = NoticeKind(
    code="obligations.address_changed",
    says="佐证网页变动",
    policy=Policy.DIGEST,
    facts=frozenset({"says", "address", "why"}),
    wordings=(
        Wording(
            date(2024, 1, 1),
            "佐证网页有变动：{says}",
            "作为佐证的网页 {address} 再次核对时有变动：{why}。原快照仍然保留；请核实页面，必要时补充佐证。",
        ),
    ),
)

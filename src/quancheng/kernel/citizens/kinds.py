"""The words in which a code is told; a provider of short messages wants the kind and its facts instead."""

from datetime import date

from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.wording import Wording

CODE = NoticeKind(
    code="citizens.code",
    says="验证码",
    policy=Policy.REPLY,
    facts=frozenset({"code", "purpose", "minutes"}),
    wordings=(
        Wording(
            date(2024, 1, 1),
            "验证码（{purpose}）",
            "验证码{code}，用于{purpose}，{minutes}分钟内有效。工作人员不会向您索要验证码；不是您本人操作的，不必理会。",
        ),
    ),
)

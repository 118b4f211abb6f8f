"""Forms that are printed for the file or to be filled by hand, as tables with their rows. Pure.

Forms 1, 2, 28 and 29 of the list of papers: what is asked for (《条例》第二十九条第二款), the entry in the
register, the slip that is signed on delivery, the sheet by which a reply went from hand to hand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quancheng.kernel.files.letterhead.letter import Column, Grid

TO_SIGN = "　\n　"  # two lines high, in docx and pdf
A_DAY = "　　　　年　　月　　日"


class Printed(StrEnum):
    """What can be printed of one request."""

    APPLICATION = "application"
    REGISTRATION = "registration"
    SERVICE = "service"
    APPROVAL = "approval"

    @property
    def says(self) -> str:
        return _SAYS[self]

    @property
    def names_applicant(self) -> bool:
        """Whether who asks stands on it in clear."""
        return self is not Printed.APPROVAL


_SAYS = {
    Printed.APPLICATION: "政府信息公开申请表",
    Printed.REGISTRATION: "政府信息公开申请登记表",
    Printed.SERVICE: "送达回证",
    Printed.APPROVAL: "政府信息公开答复审查呈批单",
}


@dataclass(frozen=True, slots=True)
class Hand:
    """One through whose hands a reply went; without a name it is still to be signed."""

    does: str
    who: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """One letter on the slip, and how it reached the applicant, as far as that is known."""

    title: str
    number: str
    way: str
    on: str


def two_columns(rows: Sequence[tuple[str, str]], *, note: str = "") -> Grid:
    """What is asked, and what was answered."""
    return Grid("", (Column("项目", 1), Column("内容", 3)), tuple(rows), note)


def blank_rows(
    *, sorts: Iterable[str], proofs: Iterable[str], media: Iterable[str], routes: Iterable[str]
) -> Sequence[tuple[str, str]]:
    """What the empty form asks for (《条例》第二十九条第二款), with the choices that there are."""
    return (
        ("受理机关", ""), ("申请人类型", ticks(sorts)), ("姓名或者名称", ""), ("证件名称", ticks(proofs)),
        ("证件号码", ""), ("法定代表人或者负责人（单位填写）", ""), ("联系人", ""),
        ("委托代理人姓名（委托代理的填写，附授权委托书）", ""), ("代理人证件名称和号码", ""),
        ("代理人联系电话", ""), ("联系电话", ""), ("电子邮箱", ""),
        ("通信地址", ""), ("所需政府信息的内容描述", "　\n　\n　\n　"), ("名称、文号或者其他特征", TO_SIGN),
        ("提供形式", ticks(media)), ("获取途径", ticks(routes)), ("阅读或者视听有困难", "□需要协助"),
        ("申请人签名或者盖章", TO_SIGN), ("申请日期", A_DAY),
    )  # fmt: skip


def ticks(choices: Iterable[str]) -> str:
    """Choices to be ticked by hand."""
    return "　".join(f"□{one}" for one in choices)


NO_PURPOSE = "填表不要求说明用途（《条例》第二十九条）。当面填写确有困难的，可以口头提出，由机关代为填写。"


def service_slip(letters: Sequence[Delivered]) -> tuple[Grid, Grid]:
    """What is delivered, and who signs for it."""
    told = Grid(
        "送达文书", (Column("文书名称", 3), Column("文号", 3), Column("送达方式", 2), Column("送达日期", 2)),
        tuple((one.title, one.number, one.way, one.on) for one in letters),
    )  # fmt: skip
    signed = (
        ("送达地点", ""), ("邮件号码（邮政企业邮寄）", ""), ("交邮日期", A_DAY),
        ("受送达人签名或者盖章", TO_SIGN), ("签收日期", A_DAY), ("代收人及其与受送达人的关系", TO_SIGN),
        ("拒收的事由和见证人", TO_SIGN), ("送达人签名", TO_SIGN),
    )  # fmt: skip
    return told, Grid("签收", (Column("项目", 1), Column("填写", 3)), signed)


def approval(hands: Sequence[Hand]) -> Grid:
    """Through whose hands the reply went; an opinion or a signature may be added by hand."""
    columns = (Column("环节", 2), Column("办理人", 2), Column("日期", 3), Column("意见、签名", 4))
    return Grid("审查和签发", columns, tuple((one.does, one.who, one.on, TO_SIGN) for one in hands))

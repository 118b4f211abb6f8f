"""When a request counts as received: it depends on how it came (《条例》第三十一条). Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """How a request came. The first two may never be refused; the others are named in the unit's guide."""

    IN_PERSON = "in_person"
    SIGNED_POST = "signed_post"
    PLAIN_POST = "plain_post"
    INTERNET = "internet"
    EMAIL = "email"
    FAX = "fax"
    ORAL = "oral"
    ELSEWHERE = "elsewhere"

    @property
    def says(self) -> str:
        return RULES[self].says


@dataclass(frozen=True, slots=True)
class ReceiptRule:
    """What makes the day of receipt on one channel."""

    says: str
    is_certain: bool  # received the moment it is in the agency's hands; else once both sides have confirmed
    day: str  # the day, in words
    article: str


_CONFIRMED = "双方确认之日"
RULES: dict[Channel, ReceiptRule] = {
    Channel.IN_PERSON: ReceiptRule("当面提交", True, "提交之日", "《条例》第三十一条第一项"),
    Channel.SIGNED_POST: ReceiptRule(
        "邮寄（挂号、EMS等需签收）", True, "本机关签收之日（收发室签收即算）", "《条例》第三十一条第二项"
    ),
    Channel.PLAIN_POST: ReceiptRule(
        "平常信函", False, "与申请人确认之日，须在收到当日联系", "《条例》第三十一条第二项"
    ),
    Channel.INTERNET: ReceiptRule("网站", False, _CONFIRMED, "《条例》第三十一条第三项"),
    Channel.EMAIL: ReceiptRule("电子邮件", False, _CONFIRMED, "《条例》第三十一条第三项"),
    Channel.FAX: ReceiptRule("传真", False, _CONFIRMED, "《条例》第三十一条第三项"),
    # [D] the law has no day for what is told by mouth: written down on the spot, it is handed in on the spot
    Channel.ORAL: ReceiptRule("口头（代为填写）", True, "代为填写之日", "《条例》第二十九条第一款"),
    # [V] letter 国办公开办函〔2015〕207号 part 一; the Regulation of 2019 kept only half of it: guidance
    Channel.ELSEWHERE: ReceiptRule(
        "寄送其他机构或个人后转来",
        False,
        "与申请人确认之日，须在实际收到当日联系",
        "国办公开办函〔2015〕207号第一部分第二项",
    ),
}
BY_BOTH = frozenset({Channel.INTERNET, Channel.EMAIL, Channel.FAX})  # 双方确认之日, 第三十一条第三项
BY_CONTACT = frozenset({Channel.PLAIN_POST, Channel.ELSEWHERE})  # reached on the day itself, or later
CHANNELS = [(channel.value, channel.says) for channel in Channel]
AT_THE_COUNTER = [(value, says) for value, says in CHANNELS if value != Channel.INTERNET]


def is_certain(channel: Channel) -> bool:
    """Whether the day of receipt is known without asking the applicant."""
    return RULES[channel].is_certain

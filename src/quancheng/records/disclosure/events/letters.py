"""Letters on the way, fees, and the reasons of those who ask very often."""

from dataclasses import dataclass
from datetime import date

from quancheng.records.disclosure.events.base import (
    ReasonedRequestEvent,
    RequestEvent,
)


@dataclass(frozen=True, kw_only=True)
class LetterServed(RequestEvent):
    code = "disclosure.letter.served"
    sentence = "申请{request}的文书{letter}于{served_on}送达（{way}）"

    letter: str
    served_on: date
    way: str


@dataclass(frozen=True, kw_only=True)
class PaperDelivered(RequestEvent):
    """A posted reply or letter was signed for; entered again, the later entry holds."""

    code = "disclosure.letter.delivered"
    sentence = "申请{request}的{letter}邮寄后，于{delivered_on}由收件人签收"

    letter: str
    delivered_on: date


@dataclass(frozen=True, kw_only=True)
class LetterRead(RequestEvent):
    code = "disclosure.letter.read"
    sentence = "下载申请{request}的文书{letter}"

    letter: str


@dataclass(frozen=True, kw_only=True)
class LetterVoided(ReasonedRequestEvent):
    code = "disclosure.letter.voided"
    sentence = "申请{request}的文书{letter}作废：{reason}"

    letter: str


@dataclass(frozen=True, kw_only=True)
class PartyOverruled(RequestEvent):
    code = "disclosure.party.overruled"
    sentence = "申请{request}第{place}份征求意见：因公共利益决定公开，告知第三方{letter}"

    place: int
    letter: str


@dataclass(frozen=True, kw_only=True)
class FeeProposed(RequestEvent):
    code = "disclosure.fee.proposed"
    sentence = "拟对申请{request}{basis}信息处理费{yuan}元"

    basis: str
    yuan: int


@dataclass(frozen=True, kw_only=True)
class FeeDropped(ReasonedRequestEvent):
    code = "disclosure.fee.dropped"
    sentence = "申请{request}不收信息处理费：{reason}"


@dataclass(frozen=True, kw_only=True)
class FeeNoticeIssued(RequestEvent):
    code = "disclosure.fee.notice_issued"
    sentence = "签发申请{request}的收费通知书{letter}，{yuan}元"

    letter: str
    yuan: int


@dataclass(frozen=True, kw_only=True)
class FeeNoticeServed(RequestEvent):
    code = "disclosure.fee.notice_served"
    sentence = "申请{request}的收费通知书于{served_on}送达"

    served_on: date


@dataclass(frozen=True, kw_only=True)
class FeePaid(RequestEvent):
    code = "disclosure.fee.paid"
    sentence = "申请{request}于{paid_on}缴纳信息处理费{yuan}元"

    paid_on: date
    yuan: int


@dataclass(frozen=True, kw_only=True)
class FeeUnpaid(RequestEvent):
    code = "disclosure.fee.unpaid"
    sentence = "申请{request}缴费期限已于{last_on}届满，不再处理"

    last_on: date


@dataclass(frozen=True, kw_only=True)
class ReasonsAsked(ReasonedRequestEvent):
    code = "disclosure.reasons.asked"
    sentence = "请申请{request}的申请人在{until}前说明理由：{reason}"

    until: date


@dataclass(frozen=True, kw_only=True)
class ReasonsGiven(RequestEvent):
    code = "disclosure.reasons.given"
    sentence = "{received_on}收到申请{request}的申请人说明的理由"

    received_on: date


@dataclass(frozen=True, kw_only=True)
class FeeNoticeWithdrawn(ReasonedRequestEvent):
    code = "disclosure.fee.notice_withdrawn"
    sentence = "撤回申请{request}的收费通知书{letter}，等待缴费的日子计入答复期限：{reason}"

    letter: str


@dataclass(frozen=True, kw_only=True)
class FeePaidLate(RequestEvent):
    code = "disclosure.fee.paid_late"
    sentence = "申请{request}于{paid_on}逾期缴纳信息处理费（期限{last_on}届满），不恢复办理"

    paid_on: date
    last_on: date


@dataclass(frozen=True, kw_only=True)
class FeePaidAfterAll(RequestEvent):
    code = "disclosure.fee.paid_after_all"
    sentence = (
        "申请{request}因逾期未缴费办结后，查明已于{paid_on}缴纳信息处理费{yuan}元"
        "（期限{last_on}届满），恢复办理"
    )  # fmt: skip

    paid_on: date
    last_on: date
    yuan: int


@dataclass(frozen=True, kw_only=True)
class EndNoticeDrafted(RequestEvent):
    code = "disclosure.end_notice.drafted"
    sentence = "拟写申请{request}的不再处理告知书（{cause}）"

    cause: str


@dataclass(frozen=True, kw_only=True)
class EndNoticeReviewed(RequestEvent):
    code = "disclosure.end_notice.reviewed"
    sentence = "申请{request}的不再处理告知书审核通过"


@dataclass(frozen=True, kw_only=True)
class EndNoticeReturned(ReasonedRequestEvent):
    code = "disclosure.end_notice.returned"
    sentence = "退回申请{request}的不再处理告知书：{reason}"


@dataclass(frozen=True, kw_only=True)
class EndNoticeIssued(RequestEvent):
    code = "disclosure.end_notice.issued"
    sentence = "签发申请{request}的不再处理告知书{letter}"

    letter: str

"""What may come as proof of identity, what may go with a reply, and by what an applicant opens it. Pure."""

from enum import StrEnum

from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.redaction.grounds import Ground
from quancheng.records.disclosure.rules.applicants import tidy_number

A_MEGABYTE = 1024 * 1024
PAPER_KINDS = frozenset({Kind.PDF, Kind.PICTURE})
PAPER_ACCEPT = ".pdf,.jpg,.jpeg,.png"
FILE_ACCEPT = ".docx,.xlsx,.pdf,.jpg,.jpeg,.png,.ofd,.txt"
PAPER_PICTURES = (b"\xff\xd8\xff", b"\x89PNG")
PAPER_MOST = 5 * A_MEGABYTE  # [D] a photograph of a paper by a telephone; it is sealed as one piece
PAPERS_MOST = 5  # [D] of one request: two sides of a paper, a power of attorney, what a correction brought
FILE_KINDS = frozenset({Kind.DOCX, Kind.XLSX, Kind.PDF, Kind.PICTURE, Kind.OFD, Kind.TEXT})
FILES_MOST = 30  # [D] files of one reply: who gives more gives a disc
TAIL = 4  # signs of the number of a paper
OF_STATE = "14-secret"  # a state secret is cited, never brought into this house

LAW = "《政府信息公开条例》"
GROUNDS = (  # of a covered part, the usual first; what is a state secret is never here to be covered
    Ground("15", "个人隐私", f"{LAW}第十五条"),
    Ground("15-trade", "商业秘密", f"{LAW}第十五条"),
    Ground("14-law", "法定禁止公开", f"{LAW}第十四条"),
    Ground("14-safety", "安全稳定", f"{LAW}第十四条"),
    Ground("16-1", "内部事务", f"{LAW}第十六条第一款"),
    Ground("16-2-process", "过程性信息", f"{LAW}第十六条第二款"),
    Ground("16-2-files", "执法案卷", f"{LAW}第十六条第二款"),
)


class PaperSort(StrEnum):
    """What a sealed paper shows: who asks, or that somebody may act for them."""

    IDENTITY = "identity"
    AUTHORITY = "authority"

    @property
    def says(self) -> str:
        return {PaperSort.IDENTITY: "身份证明", PaperSort.AUTHORITY: "授权委托书"}[self]


PAPER_SORTS = [(one.value, one.says) for one in PaperSort]


class Gives(StrEnum):
    """What of a file the applicant gets."""

    WHOLE = "whole"
    OPEN_PART = "open_part"
    NOTHING = "nothing"

    @property
    def says(self) -> str:
        return {
            Gives.WHOLE: "全文提供",
            Gives.OPEN_PART: "区分处理后提供",
            Gives.NOTHING: "不提供（可公开的内容已写入答复）",
        }[self]


GIVES = [(one.value, one.says) for one in Gives]


def tail_of(number: str) -> str:
    """The last signs of the number of a paper, in one spelling."""
    return tidy_number(number)[-TAIL:]


def ground_behind(code: str) -> str:
    """The ground of a reply on which a covered part rests: privacy and trade secrets share article 15."""
    return "15" if code == "15-trade" else code

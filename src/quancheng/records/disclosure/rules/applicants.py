"""Who may ask, and how one shows who one is (《条例》第二十七条、第二十九条). Pure."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from quancheng.kernel.text.contacts import HIDDEN
from quancheng.kernel.text.documents import is_credit_code, is_identity_number

SHOWN_AT_THE_ENDS = 3
BETWEEN = re.compile(r"[\s\-—－]+")


class Applicant(StrEnum):
    """What sort of applicant: the columns of the annual table (国办公开办函〔2021〕30号, part 三)."""

    PERSON = "person"
    COMPANY = "company"
    RESEARCH = "research"
    WELFARE = "welfare"
    LEGAL = "legal"
    OTHER = "other"

    @property
    def says(self) -> str:
        return _SAYS[self]

    @property
    def is_person(self) -> bool:
        return self is Applicant.PERSON


_SAYS = {
    Applicant.PERSON: "自然人",
    Applicant.COMPANY: "商业企业",
    Applicant.RESEARCH: "科研机构",
    Applicant.WELFARE: "社会公益组织",
    Applicant.LEGAL: "法律服务机构",
    Applicant.OTHER: "其他组织",
}
APPLICANTS = [(sort.value, sort.says) for sort in Applicant]


class Proof(StrEnum):
    """By which paper somebody shows who they are (身份证明)."""

    IDENTITY = "identity"
    PASSPORT = "passport"
    HOME_RETURN = "home_return"
    RESIDENCE = "residence"
    OFFICER = "officer"
    CREDIT = "credit"
    OTHER = "other"

    @property
    def says(self) -> str:
        return _PROOFS[self]


_PROOFS = {
    Proof.IDENTITY: "居民身份证",
    Proof.PASSPORT: "护照",
    Proof.HOME_RETURN: "港澳台居民来往内地（大陆）通行证",
    Proof.RESIDENCE: "外国人永久居留身份证",
    Proof.OFFICER: "军官证、士兵证",
    Proof.CREDIT: "统一社会信用代码证书",
    Proof.OTHER: "其他证件",
}
PROOFS = [(proof.value, proof.says) for proof in Proof]


def tidy_number(text: str) -> str:
    """A number of a paper in one spelling: half-width, capitals, no blanks and dashes."""
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper()


def fault_of(proof: Proof, number: str) -> str:
    """What is wrong with the number of a paper, as a sentence; empty when nothing is."""
    match proof:
        case Proof.IDENTITY if not is_identity_number(number):
            return "身份证号码不对：应为18位，出生日期须真实存在，最后一位与前17位要相符，请对照证件逐位核对"
        case Proof.CREDIT if not is_credit_code(number):
            return "统一社会信用代码不对：应为18位，不含字母I、O、Z、S、V，请对照证书逐位核对"
        case _ if not number:
            return "请填写证件号码"
    return ""


def masked_number(number: str) -> str:
    """Enough to tell one paper from another, too little to use it."""
    shown = min(SHOWN_AT_THE_ENDS, len(number) // 6)  # a third of it at most
    if not shown:
        return HIDDEN * len(number)
    return f"{number[:shown]}{HIDDEN * (len(number) - shown * 2)}{number[-shown:]}"


@dataclass(frozen=True, slots=True)
class LaterTold:
    """What an applicant told after a request had come without it. `proof`: the sort of the paper, told with
    its number.
    """

    proof: Proof = Proof.IDENTITY
    proof_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    agent_name: str = ""
    agent_proof: Proof = Proof.IDENTITY
    agent_proof_number: str = ""
    agent_phone: str = ""


class Lacks(StrEnum):
    """What a request is sent back for: its content is unclear, it does not say who asks, or whoever asks for
    another shows no power of attorney.
    """

    CONTENT = "content"
    PROOF = "proof"
    CONTACT = "contact"
    AUTHORITY = "authority"

    @property
    def says(self) -> str:
        return _LACKS[self]


_LACKS = {
    Lacks.CONTENT: "所需信息的内容不明确", Lacks.PROOF: "没有提供身份证明", Lacks.CONTACT: "没有提供联系方式",
    Lacks.AUTHORITY: "没有提供授权委托书",
}  # fmt: skip
LACKS = [(one.value, one.says) for one in Lacks]


def lacking_from(*, proof_number: str, reached_by: str, is_authorised: bool = True) -> tuple[Lacks, ...]:
    """What a request came without, of what it must tell of who asks (《条例》第二十九条第二款第一项).

    `is_authorised`: nobody acts for the applicant, or whoever does has shown a power of attorney.
    """
    told = ((Lacks.PROOF, proof_number), (Lacks.CONTACT, reached_by), (Lacks.AUTHORITY, is_authorised))
    return tuple(one for one, is_told in told if not is_told)


def addressed(name: str, agent: str) -> str:
    """To whom a letter goes: always the applicant; whoever acts for them stands beside the name."""
    return f"{name}（委托代理人：{agent}）" if name and agent else name


# [D] the Regulation does not name it: of whoever asks for another the proof of identity includes it.
AUTHORITY_SAYS = (
    "由他人代为申请的，身份证明包括授权委托书；"
    "授权委托书应当写明代理人、代理事项、权限和期限，由申请人签名或者盖章。"
)  # fmt: skip


def fault_of_agent(*, name: str, proof: Proof, number: str, phone: str, applicant: str) -> str:
    """What is wrong with whoever acts for the applicant, as a sentence; empty when nothing is.

    `number` and `applicant`: the numbers of the papers of both, in one spelling.
    """
    if not name.strip():
        return "填写了委托代理人的证件或者电话的，请写明代理人的姓名或者名称" if number or phone else ""
    if number and number == applicant:
        return "委托代理人的证件号码与申请人的相同；本人申请的，不用填写委托代理人"
    return f"委托代理人：{fault}" if number and (fault := fault_of(proof, number)) else ""

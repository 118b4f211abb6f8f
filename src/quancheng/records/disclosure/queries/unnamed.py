"""Whether words name the applicant of a request."""

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.requests import applicant_of, may_read_applicant
from quancheng.records.disclosure.rules.unnamed import named_in


class NamesApplicant(Refusal):
    """Words for other units that tell who asks."""

    code = "disclosure.names_applicant"
    status = 422


def must_not_name(actor: Actor, request: Request, *texts: str) -> None:
    """Whoever knows who asks does not write it to other units. Raises NamesApplicant.

    Asked of those who handle the request alone: to anybody else a refusal would tell that a guess was right.
    """
    if not may_read_applicant(actor, request):
        return
    who = applicant_of(request)
    told = (
        who.name, who.proof_number, who.representative, who.contact_person, who.phone, who.email, who.address,
        who.agent_name, who.agent_proof_number, who.agent_phone,
    )  # fmt: skip
    if named_in(texts, told):
        raise NamesApplicant(
            "这段话里有申请人的姓名、证件号码或者联系方式；其他单位不应知道申请人是谁，请删去再提交"
        )

"""Whether words name the applicant of a request."""

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.requests import applicant_of
from quancheng.records.disclosure.rules.unnamed import named_in


class NamesApplicant(Refusal):
    """Words for other units that tell who asks."""

    code = "disclosure.names_applicant"
    status = 422


def must_not_name(request: Request, *texts: str) -> None:
    """Other units never learn who asks. What stands there is not repeated. Raises NamesApplicant."""
    who = applicant_of(request)
    told = (
        who.name, who.proof_number, who.representative, who.contact_person, who.phone, who.email, who.address,
    )  # fmt: skip
    if named_in(texts, told):
        raise NamesApplicant(
            "这段话里有申请人的姓名、证件号码或者联系方式；其他单位不应知道申请人是谁，请删去再提交"
        )

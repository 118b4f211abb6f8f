"""What a request came without of its applicant is put in its place, sealed (《条例》第二十九条、第三十条)."""

from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.models import Applicant, Request
from quancheng.records.disclosure.queries.doors import marks_of
from quancheng.records.disclosure.queries.requests import applicant_of, request_for
from quancheng.records.disclosure.rules.applicants import (
    LaterTold,
    Proof,
    fault_of,
    fault_of_agent,
    tidy_number,
)
from quancheng.records.disclosure.workflow import COMPLETE

SAYS = {
    "proof_number": "证件号码", "phone": "联系电话", "email": "电子邮箱", "address": "通信地址",
    "agent_name": "委托代理人", "agent_proof_number": "代理人证件号码", "agent_phone": "代理人联系电话",
}  # fmt: skip
NUMBERS = {"proof_number": "proof", "agent_proof_number": "agent_proof"}


class BadProof(Refusal):
    """The number of the paper does not agree with itself."""

    code = "disclosure.bad_proof"
    status = 422


class NothingToComplete(Refusal):
    """Nothing was told that lacks; what the request told stands as it came."""

    code = "disclosure.nothing_to_complete"
    status = 422


@command
def complete_applicant(*, number: str, version: int, told: LaterTold, actor: Actor, now: datetime) -> Request:
    """Put in its place what the applicant told later, on paper or by telephone; never over what they told.

    Raises NoSuchRequest, BadProof, NothingToComplete, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    request = request_for(actor, number)
    applicant = applicant_of(request)
    fields = _filled(applicant, told)
    what = "、".join(SAYS[name] for name in fields)
    take_step(case=request.case, step=COMPLETE, actor=actor, now=now, note=what, seen_version=version)
    marks = marks_of(number, applicant)
    for name, mark in marks.items():
        setattr(applicant, name, mark)
    applicant.save(update_fields=[*NUMBERS.values(), *fields, *marks])
    record(events.ApplicantCompleted(request=number, what=what), actor=actor, at=now)
    return request


def _filled(applicant: Applicant, told: LaterTold) -> list[str]:
    """Fill in what lacks; which fields. Raises BadProof, NothingToComplete."""
    fields = [name for name in SAYS if getattr(told, name).strip() and not getattr(applicant, name)]
    if not fields:
        raise NothingToComplete("请填写来件缺少的内容；来件已经写明的，不能在这里更改")
    if "proof_number" in fields:
        if fault := fault_of(told.proof, tidy_number(told.proof_number)):
            raise BadProof(fault)
        applicant.proof = told.proof
    if "agent_proof_number" in fields:
        applicant.agent_proof = told.agent_proof
    for name in fields:
        value = getattr(told, name).strip()
        setattr(applicant, name, tidy_number(value) if name in NUMBERS else value)
    if fault := fault_of_agent(
        name=applicant.agent_name, proof=Proof(applicant.agent_proof), number=applicant.agent_proof_number,
        phone=applicant.agent_phone, applicant=applicant.proof_number,
    ):  # fmt: skip
        raise BadProof(fault)
    return fields

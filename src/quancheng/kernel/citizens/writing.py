"""Writes that several commands share; each is told by the command that makes it."""

from datetime import datetime
from uuid import UUID

from quancheng.kernel.access.named import named
from quancheng.kernel.citizens.models import Citizen, Code, EndReason, Purpose, SignIn
from quancheng.kernel.citizens.queries import WrongCode, code_to_use

USED = "这个验证码已经用过，请重新获取"


def use_code(number: UUID, digits: str, *, purpose: Purpose, citizen: Citizen | None, now: datetime) -> Code:
    """Use a code up. Of two at one moment one alone has it. Raises WrongCode."""
    code = code_to_use(number, digits, purpose=purpose, citizen=citizen, now=now)
    with named([number]):
        used = Code.objects.filter(pk=code.pk, used_at__isnull=True, ended_at__isnull=True)
        if not used.update(used_at=now):
            raise WrongCode(USED)
    return code


def end_sign_ins(citizen: Citizen, reason: EndReason, now: datetime, *, but: int = 0, only: int = 0) -> int:
    """End what is open of an account; how many did."""
    still = SignIn.objects.filter(citizen=citizen, ended_at__isnull=True).exclude(pk=but)
    with named([citizen.number]):
        return (still.filter(pk=only) if only else still).update(ended_at=now, end_reason=reason)

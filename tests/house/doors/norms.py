"""A value that waits to be signed, and a signature under what is shipped, for the walk."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.norms.commands import enter_value, sign_shipped
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.norms.queries import norm_on

NORM = "disclosure.correction_days"


def norms(office: Actor, legal: Actor, now: datetime) -> Mapping[str, object]:
    """The office enters one, the legal reader has signed another."""
    held = norm_on(NORM, tenant_id=legal.tenant_id or 0, on=now.date())
    signed = sign_shipped(norm=NORM, digest=held.digest, actor=legal, now=now)
    entered = enter_value(
        norm=NORM, value=8, from_on=now.date() + timedelta(days=30), source="演示", mark=Mark.D, actor=office,
        now=now,
    )  # fmt: skip
    return {"norm_value": entered.pk, "norm_signature": signed.pk}

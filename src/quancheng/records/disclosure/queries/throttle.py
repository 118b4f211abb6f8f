"""How much one network may send: read by the process of the public, under its role."""

from datetime import date

from quancheng.kernel.norms.queries import norm_on


def most_a_day(tenant_id: int, *, on: date) -> int:
    """How many requests one network may send to a government in a day."""
    return norm_on("disclosure.most_a_day", tenant_id=tenant_id, on=on).number

"""The numbers of requests as they hold for a government on a day."""

from datetime import date

from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.norms.queries import norm_on


def thresholds_for(tenant_id: int, *, on: date) -> Thresholds:
    """At how many working days left the lights change."""
    yellow, orange, red = (
        norm_on(f"disclosure.{light}_left", tenant_id=tenant_id, on=on).number
        for light in ("yellow", "orange", "red")
    )
    return Thresholds(yellow=yellow, orange=orange, red=red)


def correction_days(tenant_id: int, *, on: date) -> tuple[int, int]:
    """The working days for a correction: those proposed, and the most."""
    usual = norm_on("disclosure.correction_days", tenant_id=tenant_id, on=on).number
    most = norm_on("disclosure.correction_most", tenant_id=tenant_id, on=on).number
    return min(usual, most), most

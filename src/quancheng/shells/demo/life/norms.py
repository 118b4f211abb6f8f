"""The norms of the model city: what it set itself, what its legal reader signed, what still waits."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.norms.commands import enter_value, sign_shipped, sign_value
from quancheng.kernel.norms.definition import Mark, Value
from quancheng.kernel.norms.models import OwnValue
from quancheng.kernel.norms.queries import norm_on, values_for
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.people import People

SOURCE = "演示市政府办公厅规定（演示）"
NOTE = "演示：未与原文核对"
SET: tuple[tuple[str, Value], ...] = (
    ("disclosure.courts", (("", "演示市某区人民法院（演示）"),)),
    ("disclosure.review_channel", "https://fuyi.demo.invalid/"),
)
SIGNED = ("disclosure.remedies", "disclosure.remedy_organs")
SINCE = date(2024, 1, 1)  # Monday: from the year of the model plan on, as if set then
WAITS = "disclosure.correction_days"  # entered, and nobody has signed it yet


def load_norms(now: datetime) -> int:
    """Court and channel of the city, its remedy tables signed, one value that waits. How many in all.

    A second time changes nothing. Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示规则")
    today = timezone.localdate(now)
    people = People(today)
    office, legal = people.office, people.playing("legal")
    if values_for(office, WAITS).exists():
        return 0
    then = timezone.make_aware(datetime.combine(SINCE, time(9)))
    for norm, value in SET:
        entered = _entered(norm, value, from_on=SINCE, actor=office, now=then)
        sign_value(value_id=entered.pk, digest=entered.digest, actor=legal, now=then)
    for norm in SIGNED:
        held = norm_on(norm, tenant_id=legal.tenant_id or 0, on=SINCE)
        sign_shipped(norm=norm, digest=held.digest, note=NOTE, actor=legal, now=then)
    _entered(WAITS, 8, from_on=today + timedelta(days=30), actor=office, now=now)
    return len(SET) + len(SIGNED) + 1


def _entered(norm: str, value: Value, *, from_on: date, actor: Actor, now: datetime) -> OwnValue:
    return enter_value(
        norm=norm, value=value, from_on=from_on, source=SOURCE, mark=Mark.D, actor=actor, now=now
    )

"""Setting by when a government wants its reports."""

from datetime import date, datetime

from quancheng.insight.yearbook import events
from quancheng.insight.yearbook.models import InnerDay
from quancheng.insight.yearbook.queries.days import inner_day_from
from quancheng.insight.yearbook.rules.days import Owes, statutory
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import Role


class NotYourDay(Refusal):
    """Only the head of the office sets days for the government."""

    code = "yearbook.not_your_day"
    status = 403


class AfterTheLaw(Refusal):
    """An inner day after that of the law would mislead; a day that no calendar has is none."""

    code = "yearbook.after_the_law"
    status = 422


class DaySetAlready(Refusal):
    """A day of that sort begins with that year already."""

    code = "yearbook.day_set_already"


@command
def set_inner_day(
    *, owes: Owes, from_year: int, month: int, day: int, source: str, actor: Actor, now: datetime
) -> InnerDay:
    """The government wants reports before the day of the law, from the reports of a year on.

    Raises NotYourDay, AfterTheLaw, DaySetAlready.
    """
    if Role.OPENNESS_HEAD not in actor.roles or actor.tenant_id is None or actor.person_id is None:
        raise NotYourDay("只有政务公开机构负责人可以设定年度报告的内部时限")
    last = statutory(owes, year=from_year).on(from_year)
    try:
        wanted = date(from_year + 1, month, day)
    except ValueError:
        raise AfterTheLaw(f"{from_year + 1}年没有{month}月{day}日，请改日期") from None
    if wanted > last:
        raise AfterTheLaw(f"{owes.says}的法定期限是次年{last.month}月{last.day}日，内部时限应在这天或者之前")
    if inner_day_from(actor.tenant_id, owes, from_year) is not None:
        raise DaySetAlready(f"自{from_year}年度报告起已经设定过，请改为以后的年度")
    made = InnerDay.objects.create(
        tenant_id=actor.tenant_id, owes=owes.value, from_year=from_year, month=month, day=day,
        source=source.strip(), set_by_id=actor.person_id, set_at=now,
    )  # fmt: skip
    told = events.InnerDaySet(
        owes=owes.says, from_year=from_year, month=month, day=day, source=source.strip()[:100]
    )
    record(told, actor=actor, at=now)
    return made

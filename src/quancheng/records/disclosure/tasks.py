"""The periodic jobs of requests, and what they do when an account of the public is closed."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django_tasks import task

from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.schedule import Daily, Every
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.records.disclosure.commands.claiming import detach_requests
from quancheng.records.disclosure.commands.nightly import erase_sources, remind_of_requests
from quancheng.records.disclosure.commands.watching import MOST_AT_ONCE, count_outcomes, urge_parties

BEFORE_THE_DIGESTS = time(8, 5)  # [D] so that what is due stands in the letter of the same morning
AT_NIGHT = time(2, 45)  # [D] after midnight, when the day of the throttle is over, and when few write
EVERY_FEW_MINUTES = timedelta(minutes=5)  # [D] so late a reply counts in the figures of supervision
AFTER_ERASING = time(4, 35)  # [D] what is kept too long goes before


@task()
def detach_from_closed(seq: int) -> int:  # noqa: ARG001  # the line told that there is something to do
    """Right after an account was closed."""
    return detach_requests(actor=Actor.clockwork(), now=timezone.now())


def remind(now: datetime) -> None:
    """On worked days, before the digests go out; a second run tells nobody twice."""
    if work_calendar().is_worked(timezone.localdate(now)):
        remind_of_requests(actor=Actor.clockwork(), now=now)


def forget_sources(now: datetime) -> None:
    """Each night, of the days before."""
    erase_sources(actor=Actor.clockwork(), now=now)


def detach(now: datetime) -> None:
    """Each night, from accounts that grew too old."""
    detach_requests(actor=Actor.clockwork(), now=now)


def count(now: datetime) -> None:
    """How requests ended since, in as many transactions as it takes."""
    while count_outcomes(actor=Actor.clockwork(), now=now) == MOST_AT_ONCE:
        continue


def urge(now: datetime) -> None:
    """On worked days, before the digests go out; a second run tells nobody twice."""
    if work_calendar().is_worked(timezone.localdate(now)):
        urge_parties(actor=Actor.clockwork(), now=now)


JOBS = (
    Job(
        name="disclosure.count",
        says="统计办结申请的用时",
        schedule=Every(EVERY_FEW_MINUTES),
        run=count,
        stays_inside=True,
    ),
    Job(
        name="disclosure.urge",
        says="提醒没有签收凭证的征求意见书、到期的会商意见和转办事项",
        schedule=Daily(BEFORE_THE_DIGESTS),
        run=urge,
        stays_inside=True,
    ),
    Job(
        name="disclosure.remind",
        says="提醒未确认收到和到期的申请",
        schedule=Daily(BEFORE_THE_DIGESTS),
        run=remind,
        stays_inside=True,
    ),
    Job(
        name="disclosure.forget_sources",
        says="清除申请的来源摘要",
        schedule=Daily(AT_NIGHT),
        run=forget_sources,
    ),
    Job(name="disclosure.detach", says="申请与已清除的账号脱离", schedule=Daily(AFTER_ERASING), run=detach),
)

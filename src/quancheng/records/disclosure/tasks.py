"""The periodic jobs of requests, and what they do when an account of the public is closed."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django_tasks import task

from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.queries import entry_for_task, facts_in
from quancheng.kernel.audit.schedule import Daily, Every
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework.events import OrderedAnew, OrderTakenBack
from quancheng.kernel.citizens.events import AccountClosed
from quancheng.kernel.redaction.events import RedactionFinished
from quancheng.records.disclosure.commands.claiming import detach_requests
from quancheng.records.disclosure.commands.confirming import write_receipt
from quancheng.records.disclosure.commands.consulting import end_by_silence
from quancheng.records.disclosure.commands.files import take_redacted
from quancheng.records.disclosure.commands.made_open import notice_same_wishes, take_up_suggestion
from quancheng.records.disclosure.commands.nightly import erase_sources, remind_of_requests
from quancheng.records.disclosure.commands.own_records import erase_own_sources
from quancheng.records.disclosure.commands.redoing import begin_waiting_order, redo_request, undo_order
from quancheng.records.disclosure.commands.transfers import register_passed_along
from quancheng.records.disclosure.commands.watching import MOST_AT_ONCE, count_outcomes, urge_parties
from quancheng.records.disclosure.commands.withheld import remind_of_own_work
from quancheng.records.disclosure.events import (
    REQUEST_KIND,
    ConfirmedAgain,
    FeeNoticeWithdrawn,
    FeePaid,
    FeePaidAfterAll,
    FeeUnpaid,
    ReceiptConfirmed,
    RequestWithdrawn,
)
from quancheng.records.disclosure.events.own_records import OpennessSuggested, RedirectionWished
from quancheng.records.disclosure.queries.redacting import redacted_file
from quancheng.records.disclosure.queries.redos import waiting_redo

BEFORE_THE_DIGESTS = time(8, 5)  # [D] so that what is due stands in the letter of the same morning
AT_NIGHT = time(2, 45)  # [D] when the day is over, the days are recounted (02:30), and few write
EVERY_FEW_MINUTES = timedelta(minutes=5)  # [D] so late a reply counts in the figures of supervision
AFTER_ERASING = time(4, 35)  # [D] what is kept too long goes before


@task()
def detach_from_closed(seq: int) -> int:  # noqa: ARG001  # the line told that there is something to do
    """Right after an account was closed."""
    return detach_requests(actor=Actor.clockwork(), now=timezone.now())


@task()
def take_in_redacted(seq: int) -> None:
    """A file of a reply was redacted: its open part is what is given; other modules take in their own."""
    line = entry_for_task(seq)
    redaction_id = facts_in(line).get("redaction")
    found = redacted_file(redaction_id) if isinstance(redaction_id, int) else None
    if found and found[1].redaction_id != found[0].pk:
        take_redacted(redaction_id=found[0].pk, actor=Actor.clockwork(line.tenant_id), now=line.at)


@task()
def pass_along(seq: int) -> None:  # noqa: ARG001  # the line told that there is something to do
    """Right after an applicant wished it: what is another agency's is registered there."""
    while register_passed_along(actor=Actor.clockwork(), now=timezone.now()):
        pass


@task()
def take_up_suggestions(seq: int) -> None:  # noqa: ARG001  # the same
    """Right after an applicant suggested it: the agency is to assess whether it becomes public."""
    while take_up_suggestion(actor=Actor.clockwork(), now=timezone.now()):
        pass


def notice_wishes(now: datetime) -> None:
    """Each night: what several asked for and may have."""
    notice_same_wishes(actor=Actor.clockwork(), now=now)


def remind_own(now: datetime) -> None:
    """On worked days, before the digests go out; a second run tells nobody twice."""
    if work_calendar().is_worked(timezone.localdate(now)):
        remind_of_own_work(actor=Actor.clockwork(), now=now)


def forget_own_sources(now: datetime) -> None:
    """Each night, of the days before."""
    erase_own_sources(actor=Actor.clockwork(), now=now)


@task()
def take_up_order(seq: int) -> str:
    """Right after a decision from above ordered a request to be handled anew; again it changes nothing."""
    entry = entry_for_task(seq)
    told = facts_in(entry)
    anew, received_on, days = told["anew"], told["received_on"], told["days"]
    assert isinstance(anew, RecordRef)
    if anew.kind != REQUEST_KIND:
        return ""  # of another module, which subscribes itself
    assert isinstance(received_on, date)
    assert isinstance(days, int)
    source = RecordRef(entry.about_kind, entry.about_ref)
    return redo_request(
        number=anew.ref, source=source, order=str(told["order"]), received_on=received_on, days=days,
        actor=Actor.clockwork(), now=timezone.now(),
    ).number  # fmt: skip


@task()
def begin_order(seq: int) -> str:
    """Right after what an order waited for: the receipt confirmed, the fee paid or its notice taken back, or
    the request ended without either.
    """
    number = str(facts_in(entry_for_task(seq))["request"])
    if waiting_redo(number) is None:
        return ""
    return begin_waiting_order(number=number, actor=Actor.clockwork(), now=timezone.now()).number


@task()
def write_receipt_of(seq: int) -> str:
    """Right after an applicant confirmed on the portal: the day of receipt and its letter."""
    entry = entry_for_task(seq)
    told = facts_in(entry)
    received_on = told["received_on"]
    assert isinstance(received_on, date)
    actor = Actor.clockwork(entry.tenant_id)
    return write_receipt(
        number=str(told["request"]), received_on=received_on, actor=actor, now=timezone.now()
    ).number


@task()
def take_order_back(seq: int) -> str:
    """Right after an order was taken back as a wrong entry; again it changes nothing.

    Where work was done under it in the meantime, people are told that it stands.
    """
    entry = entry_for_task(seq)
    anew = facts_in(entry)["anew"]
    assert isinstance(anew, RecordRef)
    if anew.kind != REQUEST_KIND:
        return ""  # of another module, which subscribes itself
    source = RecordRef(entry.about_kind, entry.about_ref)
    actor = Actor.clockwork()
    return undo_order(number=anew.ref, source=source, actor=actor, now=timezone.now()).number


def remind(now: datetime) -> None:
    """On worked days, before the digests go out; a second run tells nobody twice."""
    if work_calendar().is_worked(timezone.localdate(now)):
        remind_of_requests(actor=Actor.clockwork(), now=now)


def let_silence_end(now: datetime) -> None:
    """Each night, of the days before: whose party said nothing in time goes on by itself."""
    while end_by_silence(actor=Actor.clockwork(), now=now):
        continue


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


SUBSCRIPTIONS = (
    (AccountClosed, detach_from_closed),
    (RedactionFinished, take_in_redacted),
    (RedirectionWished, pass_along),
    (OpennessSuggested, take_up_suggestions),
    (OrderedAnew, take_up_order),
    (OrderTakenBack, take_order_back),
    (ReceiptConfirmed, begin_order),
    (ConfirmedAgain, begin_order),
    (ConfirmedAgain, write_receipt_of),
    (FeePaid, begin_order),
    (FeePaidAfterAll, begin_order),
    (FeeNoticeWithdrawn, begin_order),
    (FeeUnpaid, begin_order),
    (RequestWithdrawn, begin_order),
)
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
        says="提醒未确认收到和到期的申请、没有登记送达的补正告知书和收费通知书、届满的补正期限、没有签发的不再处理告知书",
        schedule=Daily(BEFORE_THE_DIGESTS),
        run=remind,
        stays_inside=True,
    ),
    Job(
        name="disclosure.silence",
        says="登记征求意见期满没有回复",
        schedule=Daily(AT_NIGHT),
        run=let_silence_end,
        stays_inside=True,
    ),
    Job(
        name="disclosure.forget_sources",
        says="清除申请的来源摘要",
        schedule=Daily(AT_NIGHT),
        run=forget_sources,
    ),
    Job(
        name="disclosure.forget_own_sources",
        says="清除更正申请的来源摘要",
        schedule=Daily(AT_NIGHT),
        run=forget_own_sources,
    ),
    Job(
        name="disclosure.same_wishes",
        says="提示多人申请的相同信息",
        schedule=Daily(AFTER_ERASING),
        run=notice_wishes,
        stays_inside=True,
    ),
    Job(
        name="disclosure.remind_own",
        says="提醒到期的更正申请和应当评估的不予公开信息",
        schedule=Daily(BEFORE_THE_DIGESTS),
        run=remind_own,
        stays_inside=True,
    ),
    Job(name="disclosure.detach", says="申请与已清除的账号脱离", schedule=Daily(AFTER_ERASING), run=detach),
)

"""Who came: by hand, by a sheet, by the code on the wall. Each person counts once."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.filled import Filled
from quancheng.kernel.files.tables import Sheet
from quancheng.records.groundwork.commands.gatherings import must_work_on
from quancheng.records.groundwork.events import gatherings as events
from quancheng.records.groundwork.models import Attendance, CheckIn, Gathering
from quancheng.records.groundwork.queries.attendance import (
    attendance_in,
    attendance_sheet,
    came_of,
    check_in_with,
    digest_of,
    known_of,
)
from quancheng.records.groundwork.queries.gatherings import gathering_for, held, may_read_names
from quancheng.records.groundwork.rules.attendance import Came, people_in
from quancheng.records.groundwork.workflow.gatherings import State

How = Attendance.How


class OnTheList(Refusal):
    """The person is on the list already."""

    code = "groundwork.on_the_list"


class SheetUnsound(Refusal):
    """Some lines of a sheet cannot be read; nothing was taken in. `wrong` names them all."""

    code = "groundwork.sheet_unsound"
    status = 422

    def __init__(self, sentence: str, *, wrong: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.wrong = wrong


class NoTimeToSignIn(Refusal):
    """The time for signing in is over before it begins, or the record is past that."""

    code = "groundwork.no_time_to_sign_in"
    status = 422


class NamesNotYours(Refusal):
    """The names of those who came are for the unit and its openness office."""

    code = "groundwork.names_not_yours"
    status = 403


@command
def add_attendance(*, gathering_id: int, name: str, unit: str, actor: Actor, now: datetime) -> Attendance:
    """Put one person on the list by hand. Raises NoSuchGathering, NotYourGathering, OnTheList."""
    one = _own(actor, gathering_id)
    came = Came(name, unit)
    if known_of(one, [came]):
        raise OnTheList(f"{unit}的这个人已在名单上；同名的另一个人，请在姓名后加注区别")
    [added] = _put(one, [came], How.HAND, now)
    record(events.PersonAttended(gathering=one.pk, title=one.title, name=name), actor=actor, at=now)
    return added


@command
def strike_attendance(
    *, gathering_id: int, attendance_id: int, reason: str, actor: Actor, now: datetime
) -> None:
    """Take somebody off the list who did not come. Raises NoSuchAttendance, NotYourGathering."""
    one = _own(actor, gathering_id)
    struck = attendance_in(one, attendance_id)
    event = events.PersonStruck(gathering=one.pk, title=one.title, name=struck.name, reason=reason)
    struck.delete()
    record(event, actor=actor, at=now)


@command
def read_attendance_sheet(*, gathering_id: int, filled: Filled, actor: Actor, now: datetime) -> int:
    """Put on the list who stands in a sheet, all or nobody; how many are new.

    Raises NoSuchGathering, NotYourGathering, SheetUnsound.
    """
    one = _own(actor, gathering_id)
    read = people_in(filled)
    if read.wrong:
        raise SheetUnsound("表格有误，一个人也没有登记，请改好再上传", wrong=read.wrong)
    known = known_of(one, read.people)
    added = _put(one, [came for came in read.people if came not in known], How.SHEET, now)
    count = len(added)
    told = events.SheetRead(gathering=one.pk, title=one.title, added=count, known=len(known))
    record(told, actor=actor, at=now)
    return count


@command
def open_check_in(
    *, gathering_id: int, ends_at: datetime, is_printed: bool, actor: Actor, now: datetime
) -> CheckIn:
    """People may sign themselves in from now until a time; one that was open ends.

    Raises NoSuchGathering, NotYourGathering, NoTimeToSignIn.
    """
    one = _own(actor, gathering_id)
    if one.case.state != State.PLANNED:
        raise NoTimeToSignIn("已报送举行的活动不再签到，漏签的请手工补登")
    if ends_at <= now:
        raise NoTimeToSignIn("截止时间已过，请填写晚于现在的时间")
    if timezone.localdate(one.starts_at) > timezone.localdate(now):
        raise NoTimeToSignIn(f"活动在{timezone.localdate(one.starts_at)}举行，当天再开启签到")
    one.check_ins.filter(ends_at__gt=now).update(ends_at=now)
    opened = CheckIn.objects.create(
        gathering=one,
        is_printed=is_printed,
        opened_at=now,
        ends_at=ends_at,
        opened_by_id=actor.person_id or 0,
    )
    record(events.CheckInOpened(gathering=one.pk, title=one.title, until=ends_at), actor=actor, at=now)
    return opened


@command
def close_check_in(*, gathering_id: int, actor: Actor, now: datetime) -> None:
    """Nobody signs in any more. Raises NoSuchGathering, NotYourGathering, NoTimeToSignIn."""
    one = _own(actor, gathering_id)
    if not one.check_ins.filter(ends_at__gt=now).update(ends_at=now):
        raise NoTimeToSignIn("现在没有开启的签到")
    record(events.CheckInClosed(gathering=one.pk, title=one.title), actor=actor, at=now)


@command
def sign_in(*, code: str, gathering_id: int | None, actor: Actor, now: datetime) -> Gathering:
    """The actor was there, and says so by the code on the wall.

    Raises NoSuchCode, CodeOver, CodeOfAnother, OnTheList.
    """
    one = held(check_in_with(actor, code, gathering_id, now=now).gathering)
    came = came_of(actor)
    if known_of(one, [came]):
        raise OnTheList(f"您已经签到《{one.title}》，不用再签", gathering=one.pk)
    _put(one, [came], How.CODE, now)
    record(events.SignedIn(gathering=one.pk, title=one.title, name=came.name), actor=actor, at=now)
    return one


@command
def export_attendance(*, gathering_id: int, actor: Actor, now: datetime) -> Sheet:
    """The list leaves the house as a table, and it is written down. Raises NamesNotYours."""
    one = gathering_for(actor, gathering_id)
    if not may_read_names(actor, one):
        raise NamesNotYours("参加人名单只供举办单位和本级政务公开机构导出")
    sheet = attendance_sheet(actor, one)
    event = events.AttendanceExported(gathering=one.pk, title=one.title, count=one.attendance.count())
    record(event, actor=actor, at=now)
    return sheet


def _own(actor: Actor, gathering_id: int) -> Gathering:
    """Raises NoSuchGathering, NotYourGathering."""
    one = gathering_for(actor, gathering_id)
    must_work_on(actor, one)
    return one


def _put(one: Gathering, people: Iterable[Came], how: str, now: datetime) -> list[Attendance]:
    return Attendance.objects.bulk_create(
        Attendance(
            gathering=one, name=came.name, unit_name=came.unit, digest=digest_of(one, came), how=how, at=now
        )
        for came in people
    )

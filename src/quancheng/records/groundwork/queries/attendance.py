"""Who came, as far as the actor may know; and the times in which people sign themselves in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.files.tables import Fill, Sheet, Value
from quancheng.kernel.orgs.models import Person, Tenant, Unit
from quancheng.records.groundwork.models import Attendance, CheckIn, Gathering
from quancheng.records.groundwork.queries.gatherings import may_read_names
from quancheng.records.groundwork.rules.attendance import (
    EMPTY_LINES,
    NAME,
    SHEET,
    UNIT,
    Came,
    code_from,
    masked,
    tidy,
    window_of,
)
from quancheng.records.groundwork.workflow.gatherings import State

ON_THE_DIGEST = "groundwork.attendance.once"
ON_THE_CODE = "groundwork.check_in.code"


class NoSuchCode(Refusal):
    """No check-in that is open now bears this code."""

    code = "groundwork.no_such_code"
    status = 422


class CodeOver(Refusal):
    """The check-in has ended, or the code has changed since."""

    code = "groundwork.code_over"
    status = 410


class CodeOfAnother(Refusal):
    """The code belongs to another meeting."""

    code = "groundwork.code_of_another"
    status = 422


class NoSuchAttendance(Refusal):
    """Nobody of that number came, or the record is out of sight."""

    code = "groundwork.no_such_attendance"
    status = 404


@dataclass(frozen=True, slots=True)
class Listed:
    """One who came, as the actor may know them."""

    pk: int
    name: str
    unit: str
    how: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Wall:
    """What stands on the wall now: the code, and until when people may sign in."""

    check_in: CheckIn
    code: str
    is_open: bool


def attendance_of(actor: Actor, gathering: Gathering) -> list[Listed]:
    """Everybody who came; names are masked for those outside the unit and its office."""
    in_clear = may_read_names(actor, gathering)
    return [
        Listed(each.pk, _shown(each, in_clear=in_clear), each.unit_name, each.get_how_display(), each.at)
        for each in gathering.attendance.all()
    ]


def attendance_in(gathering: Gathering, attendance_id: int) -> Attendance:
    """One who came. Raises NoSuchAttendance."""
    found = gathering.attendance.filter(pk=attendance_id).first()
    if found is None:
        raise NoSuchAttendance("名单里没有这个人，可能已被删去；请刷新页面", attendance=attendance_id)
    return found


def digest_of(gathering: Gathering, came: Came) -> str:
    """By which one counts once in a gathering, and leads nowhere else."""
    return machine().keyed_digest(f"{gathering.pk}|{came.key}", purpose=ON_THE_DIGEST)


def known_of(gathering: Gathering, people: Iterable[Came]) -> set[Came]:
    """Who of these stands on the list already, whatever key was in use then."""
    digests = {
        digest: came
        for came in people
        for digest in machine().keyed_digests(f"{gathering.pk}|{came.key}", purpose=ON_THE_DIGEST)
    }
    known = gathering.attendance.filter(digest__in=list(digests)).values_list("digest", flat=True)
    return {digests[digest] for digest in known if digest}


def came_of(actor: Actor) -> Came:
    """Who the actor is, as the list shows them."""
    person = Person.objects.get(pk=actor.person_id or 0)
    return Came(person.name, str(Unit.objects.get(pk=actor.unit_id or 0)))


def sheet_to_fill(gathering: Gathering) -> Sheet:
    """The sheet for the door of the hall, with its mark in the heading."""
    rows: list[tuple[Value, ...]] = [(number, "", "") for number in range(1, EMPTY_LINES + 1)]
    return Sheet(f"签到表-{gathering.title}", (SHEET.key, NAME, UNIT), rows, Fill((NAME, UNIT)))


def attendance_sheet(actor: Actor, gathering: Gathering) -> Sheet:
    """The list as a table, as the actor may know it."""
    rows = (
        (each.name, each.unit, each.how, f"{each.at:%Y-%m-%d}") for each in attendance_of(actor, gathering)
    )
    return Sheet(f"参加人-{gathering.title}", ("姓名", "单位", "方式", "登记日期"), rows)


def wall_of(gathering: Gathering, *, now: datetime) -> Wall | None:
    """The latest check-in with the code of this moment; None when there never was one."""
    latest = gathering.check_ins.first()
    if latest is None:
        return None
    return Wall(latest, code_of(latest, now), latest.ends_at > now)


def code_of(check_in: CheckIn, now: datetime) -> str:
    """The code that stands on the wall at a moment."""
    return code_from(machine().keyed_digest(_stretch(check_in, now), purpose=ON_THE_CODE))


def check_in_with(actor: Actor, code: str, gathering_id: int | None, *, now: datetime) -> CheckIn:
    """The check-in that is open to the actor and bears the code. Raises NoSuchCode, CodeOver, CodeOfAnother.

    Those of the government that meets may sign in, and those of the governments right below it.
    """
    near = list(_near(actor))
    asked = next((each for each in near if each.gathering_id == gathering_id), None)
    if asked is not None and asked.ends_at <= now:
        raise CodeOver(f"《{asked.gathering.title}》的签到已经结束，请联系会务人员补登")
    open_ones = [each for each in near if each.ends_at > now]
    found = [each for each in open_ones if tidy(code) in _codes(each, now)]
    if asked is not None and asked not in found:
        if found:
            raise CodeOfAnother(f"这是《{found[0].gathering.title}》的签到码，请扫本会场的二维码")
        raise CodeOver("签到码不对或已经更换，请看会场屏幕上现在的数字，或重新扫码")
    if len(found) != 1 and asked is None:
        raise NoSuchCode("没有正在签到的活动使用这个数字，请看会场屏幕上现在的数字再输入")
    return asked or found[0]


def _near(actor: Actor) -> QuerySet[CheckIn]:
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None or actor.tenant_id is None:
        return CheckIn.objects.none()
    near = Tenant.objects.filter(Q(pk=actor.tenant_id) | Q(below=actor.tenant_id)).values("pk")
    under_way = CheckIn.objects.filter(gathering__tenant__in=near, gathering__case__state=State.PLANNED)
    return under_way.select_related("gathering__case").order_by("-pk")


def _codes(check_in: CheckIn, now: datetime) -> set[str]:
    """The codes that open it now: the one on the wall, and the one that stood there just before."""
    from_then = max(window_of(now) - 1, window_of(check_in.opened_at))
    stretches = {_stretch(check_in, now), f"{check_in.pk}:{from_then}"}
    if check_in.is_printed:
        stretches = {_stretch(check_in, now)}
    return {
        code_from(digest)
        for stretch in stretches
        for digest in machine().keyed_digests(stretch, purpose=ON_THE_CODE)
    }


def _stretch(check_in: CheckIn, now: datetime) -> str:
    return f"{check_in.pk}:{'whole' if check_in.is_printed else window_of(now)}"


def _shown(one: Attendance, *, in_clear: bool) -> str:
    if one.erased_at:
        return "（已清除）"
    return one.name if in_clear else masked(one.name)

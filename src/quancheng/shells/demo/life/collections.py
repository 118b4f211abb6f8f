"""A notice, a collection and a draft of the model city, by the commands that people use."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.approvals.commands import agree, submit_paper
from quancheng.kernel.approvals.queries import Asked
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.orgs.queries import tenant_for
from quancheng.kernel.orgs.roles import Role
from quancheng.records.groundwork import public as groundwork
from quancheng.records.groundwork.public import Column, ColumnKind, TableWish, Wish
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.people import People

COLUMNS = (
    Column("c1", "活动名称", ColumnKind.TEXT),
    Column("c2", "场次", ColumnKind.WHOLE, is_summed=True, measure="场", least="1"),
    Column("c3", "参加人数", ColumnKind.WHOLE, is_summed=True, measure="人", least="0"),
    Column("c4", "举办日期", ColumnKind.DAY, note="多场的填第一场"),
    Column("c5", "形式", ColumnKind.CHOICE, options=("线上", "线下", "线上线下结合")),
    Column("c6", "备注", ColumnKind.TEXT, is_required=False),
)
OTHERS = ("市财政局", "市教育局", "市民政局", "市水务局")
ROWS = (
    ("政府开放日（演示）", "2", "86", "2026-01-15", "线下"),
    ("政策问答直播（演示）", "1", "1240", "2026-02-05", "线上"),
)
SUMMED_UP = "汇总上半年政务公开活动情况（演示）"
HANDED_IN = 3  # how many of the others have handed in; the first of them is accepted


def load_collections(now: datetime) -> int:
    """Send them and let units work on them; a second time changes nothing. How many were written.

    Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示通知")
    people = People(timezone.localdate(now))
    if groundwork.notices_sent(people.office).exclude(title=SUMMED_UP).exists():
        return 0
    _send_notice(people, now)
    _send_collection(people, now)
    draft = Wish(
        "关于做好政务公开专区巡查的通知（演示）", "请各单位自查专区资料是否齐全、设备能否使用。（演示）",
        people.on + timedelta(days=7), tuple(_units(people)),
    )  # fmt: skip
    groundwork.write_notice(wish=draft, files=(), actor=people.office, now=now)
    return 3


def _send_notice(people: People, now: datetime) -> None:
    """The notice waits for the signature of 市大数据局; the others have signed."""
    sent = now - timedelta(days=2)
    wish = Wish(
        "关于召开政务公开工作推进会的通知（演示）",
        "定于下周三下午召开推进会，请安排一名负责人参加。（演示）",
        people.on + timedelta(days=2), tuple(_units(people)),
    )  # fmt: skip
    notice = _issued(people, wish, sent)
    mine = people.playing("unit").unit_id
    for arrival in groundwork.arrivals_of(notice):
        clerk = _someone(people, arrival.unit_id, Role.HANDLER)
        if clerk and arrival.unit_id != mine:
            _sign(arrival, clerk, sent + timedelta(hours=3))


def _send_collection(people: People, now: datetime) -> None:
    """One table is accepted, two wait to be checked, one is begun; the district has only signed."""
    sent, on = now - timedelta(days=4), people.on
    table = TableWish(on + timedelta(days=6), is_many=True, columns=COLUMNS)
    wish = Wish(
        "报送一季度政务公开活动情况（演示）",
        "请填写本单位一季度的政务公开活动，经负责人确认后报送。（演示）",
        on, tuple(_units(people)), table,
    )  # fmt: skip
    notice, later = _issued(people, wish, sent), sent + timedelta(days=1)
    mine, done = people.playing("unit").unit_id, 0
    for arrival in groundwork.arrivals_of(notice):
        assert arrival.case is not None
        clerk = _someone(people, arrival.case.unit_id, Role.HANDLER)
        head = _someone(people, arrival.case.unit_id, Role.HEAD)
        if clerk is None or head is None:
            continue
        _sign(arrival, clerk, later)
        if arrival.unit_id == mine:
            _save(arrival, clerk, later, count=1)
        elif arrival.unit.tenant_id == notice.tenant_id and done < HANDED_IN:
            done += 1
            _hand_in(arrival, clerk, head, later)
            if done == 1:
                groundwork.accept_table(
                    arrival_id=arrival.pk, version=3, actor=people.office, now=later + timedelta(hours=5)
                )


def load_summed_up(now: datetime) -> int:
    """A collection that a head approved on the desk, that every unit handed in, and that is accepted.

    How many tables; a second time changes nothing. Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示收表")
    people, sent = People(timezone.localdate(now)), now - timedelta(days=25)
    if groundwork.notices_sent(people.office).filter(title=SUMMED_UP).exists():
        return 0
    table = TableWish(timezone.localdate(sent) + timedelta(days=10), is_many=True, columns=COLUMNS)
    told = "请填写上半年举办的政务公开活动，经负责人确认后报送；汇总结果供年度总结使用。（演示）"
    tenant = tenant_for(people.office, "jinan")
    units = sorted(people.units_called(OTHERS, tenant))
    wish = Wish(SUMMED_UP, told, timezone.localdate(sent) + timedelta(days=3), tuple(units), table)
    notice = _approved(people, wish, sent)
    for arrival in groundwork.arrivals_of(notice):
        clerk, head = (_someone(people, arrival.unit_id, role) for role in (Role.HANDLER, Role.HEAD))
        if clerk and head:
            _sign(arrival, clerk, sent + timedelta(days=2))
            _hand_in(arrival, clerk, head, sent + timedelta(days=5))
    seen = {each.arrival.pk: each.version for each in groundwork.tables_standing(notice)}
    accepted = groundwork.accept_tables(
        notice_id=notice.pk, seen=seen, actor=people.office, now=sent + timedelta(days=9)
    )
    return accepted.count


def _approved(people: People, wish: Wish, at: datetime) -> groundwork.Notice:
    """Drafted by the office, laid before its head (呈批), sent out by the office in just these words."""
    office, head = people.office, people.office_head
    draft = groundwork.write_notice(wish=wish, files=(), actor=office, now=at)
    asked = submit_paper(
        ref=RecordRef(groundwork.NOTICE_KIND, str(draft.pk)), chain=[Asked(1, "签发", head.post_id or 0)],
        until=timezone.localdate(at) + timedelta(days=2), reason="", actor=office, now=at,
    )  # fmt: skip
    agree(approval_id=asked.pk, version=asked.case.version, opinion="同意。（演示）", actor=head, now=at)
    return groundwork.send_approved_notice(
        notice_id=draft.pk, version=draft.version, actor=office, now=at + timedelta(hours=3)
    )


def _units(people: People) -> list[int]:
    tenant = tenant_for(people.office, "jinan")
    mine = people.playing("unit").unit_id, people.playing("district").unit_id
    return [*people.units_called(OTHERS, tenant), *(unit_id for unit_id in mine if unit_id)]


def _issued(people: People, wish: Wish, at: datetime) -> groundwork.Notice:
    draft = groundwork.write_notice(wish=wish, files=(), actor=people.office, now=at)
    return groundwork.issue_notice(
        notice_id=draft.pk, version=0, actor=people.office_head, now=at + timedelta(hours=1)
    )


def _someone(people: People, unit_id: int, role: Role) -> Actor | None:
    return people.of_units([unit_id], role).get(unit_id)


def _sign(arrival: groundwork.Arrival, actor: Actor, at: datetime) -> None:
    groundwork.sign_notice(arrival_id=arrival.pk, version=0, actor=actor, now=at)


def _save(arrival: groundwork.Arrival, actor: Actor, at: datetime, *, count: int) -> None:
    keys = [column.key for column in COLUMNS]
    rows = [dict(zip(keys, (*row, ""), strict=True)) for row in ROWS[:count]]
    groundwork.save_table(arrival_id=arrival.pk, version=0, rows=rows, actor=actor, now=at)


def _hand_in(arrival: groundwork.Arrival, clerk: Actor, head: Actor, at: datetime) -> None:
    _save(arrival, clerk, at, count=len(ROWS))
    told = {"arrival_id": arrival.pk}
    groundwork.fill_table(**told, version=1, actor=clerk, now=at + timedelta(hours=1))
    groundwork.confirm_table(**told, version=2, actor=head, now=at + timedelta(hours=2))

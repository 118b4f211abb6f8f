"""A city with an office, departments and two districts, and the people who send and answer notices."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.test import Client

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.records.groundwork.commands.collecting import (
    confirm_table,
    fill_table,
    save_table,
    sign_notice,
)
from quancheng.records.groundwork.commands.issuing import issue_notice
from quancheng.records.groundwork.commands.notices import write_notice
from quancheng.records.groundwork.models import Notice, Recipient
from quancheng.records.groundwork.rules.columns import Column, ColumnKind
from quancheng.records.groundwork.rules.drafts import TableWish, Wish

LONG_AGO = date(2020, 1, 1)  # Wednesday
SIGN_BY, DUE_ON = date(2026, 3, 6), date(2026, 3, 20)  # two Fridays
COLUMNS = (
    Column("c1", "活动名称", ColumnKind.TEXT),
    Column("c2", "场次", ColumnKind.WHOLE, is_summed=True, measure="场", least="0"),
    Column("c3", "经费", ColumnKind.AMOUNT, is_required=False, is_summed=True, measure="万元"),
    Column("c4", "举办日期", ColumnKind.DAY),
    Column("c5", "是否公开", ColumnKind.YES),
    Column("c6", "形式", ColumnKind.CHOICE, options=("线上", "线下")),
)
ROW = {"c1": "开放日", "c2": "3", "c3": "1.5", "c4": "2026-03-01", "c5": "是", "c6": "线下"}


def at(day: str, hour: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


NOW = at("2026-03-02")  # Monday


def build_city() -> Tenant:
    city = Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level=Level.CITY)
    for slug, name in (("dong", "东区"), ("xi", "西区")):
        Tenant.objects.create(
            slug=slug, name=name, full_name=f"{name}人民政府", level=Level.DISTRICT, parent=city
        )
    for slug, name in (
        ("qzw", "市政府办公厅"), ("qzw", "市财政局"), ("qzw", "市水务局"), ("dong", "东区政府办公室"),
        ("dong", "东区财政局"), ("dong", "东区水务局"), ("xi", "西区政府办公室"),
    ):  # fmt: skip
        Unit.objects.create(
            tenant=Tenant.objects.get(slug=slug), code=f"{slug}-{Unit.objects.count() + 1}",
            kind=UnitKind.DEPARTMENT, name=name, short_name=name,
        )  # fmt: skip
    return city


def unit(name: str) -> Unit:
    return Unit.objects.get(name=name)


def staff(unit_name: str, account: str, *roles: str) -> Actor:
    """Somebody in a post of the unit with these roles."""
    whose = unit(unit_name)
    someone = Person.objects.create(account=account, name=f"演示{account}", tenant=whose.tenant)
    post = Post.objects.create(unit=whose, title=f"岗位{account}")
    for role in roles:
        PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=someone, post=post, from_on=LONG_AGO)
    return actor_for(someone, None, NOW.date(), account)


def wish(*names: str, table: TableWish | None = None, **told: object) -> Wish:
    given = {"title": "报送政务公开活动情况", "text": "请各单位认真办理。", "sign_by": SIGN_BY, **told}
    return Wish(unit_ids=tuple(unit(name).pk for name in names), table=table, **given)


def table(**told: object) -> TableWish:
    return TableWish(**{"due_on": DUE_ON, "is_many": True, "columns": COLUMNS, **told})


def write(office: Actor, *names: str, now: datetime = NOW, **told: object) -> Notice:
    return write_notice(wish=wish(*names, **told), files=(), actor=office, now=now)


def issue(draft: Notice, head: Actor, now: datetime = NOW) -> Notice:
    return issue_notice(notice_id=draft.pk, version=draft.version, actor=head, now=now)


def arrival_of(notice: Notice, name: str) -> Recipient:
    return Recipient.objects.get(notice=notice, unit__name=name)


def seen(arrival: Recipient) -> dict[str, int]:
    """Number and version, as the page of a moment ago showed them."""
    return {"arrival_id": arrival.pk, "version": Recipient.objects.get(pk=arrival.pk).case.version}


def sign(arrival: Recipient, actor: Actor, now: datetime = NOW) -> Recipient:
    return sign_notice(**seen(arrival), actor=actor, now=now)


def version_of(arrival: Recipient) -> int:
    found = Recipient.objects.get(pk=arrival.pk)
    return found.filling.version if hasattr(found, "filling") else 0


def save(arrival: Recipient, actor: Actor, *rows: dict[str, str], now: datetime = NOW):
    return save_table(
        arrival_id=arrival.pk, version=version_of(arrival), rows=list(rows), actor=actor, now=now
    )


def hand_in(arrival: Recipient, clerk: Actor, head: Actor, *rows: dict[str, str], now: datetime = NOW):
    """Sign, fill in, hand to the head, confirm."""
    sign(arrival, clerk, now)
    save(arrival, clerk, *(rows or (ROW,)), now=now)
    fill_table(**seen(arrival), actor=clerk, now=now)
    return confirm_table(**seen(arrival), actor=head, now=now)


def signed_in(actor: Actor) -> Client:
    """A window in which the official has signed in."""
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client

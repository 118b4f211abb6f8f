"""A city with an office and two departments, a district below, and duties laid upon them by hand."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.test import Client

from quancheng.insight.scorecards.commands import letters
from quancheng.insight.scorecards.commands.indicators import add_indicator
from quancheng.insight.scorecards.commands.results import freeze_result
from quancheng.insight.scorecards.commands.sets import Settings, draft_set, issue_set
from quancheng.insight.scorecards.commands.talks import Held
from quancheng.insight.scorecards.models import Indicator, Letter, Result, Score, ScoreSet
from quancheng.insight.scorecards.rules.indicators import Told
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.insight.scorecards.rules.periods import Period
from quancheng.insight.scorecards.rules.scoring import NoBase, Shape
from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.obligations.models import DueItem, Obligation
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import Role

LONG_AGO = date(2020, 1, 1)  # Wednesday
SOURCE = "演示市政务公开考核办法"


def at(day: str, hour: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


NOW = at("2026-03-02")  # Monday
AFTER = at("2026-04-01")  # Wednesday: the first quarter is over
QUARTER = Period(2026, 1)


@pytest.fixture(autouse=True)
def kept_apart(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def city(db) -> Tenant:
    city = Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level=Level.CITY)
    below = Tenant.objects.create(
        slug="dong", name="东区", full_name="东区人民政府", level=Level.DISTRICT, parent=city
    )
    for tenant, name, kind in (
        (city, "市政府办公厅", UnitKind.DEPARTMENT),
        (city, "市财政局", UnitKind.DEPARTMENT),
        (city, "市水务局", UnitKind.DEPARTMENT),
        (below, "东区政府", UnitKind.GOVERNMENT),
    ):
        code = f"{tenant.slug}-{Unit.objects.count() + 1}"
        Unit.objects.create(tenant=tenant, code=code, kind=kind, name=name, short_name=name)
    return city


def unit(name: str) -> Unit:
    return Unit.objects.get(name=name)


def staff(unit_name: str, account: str, *roles: str) -> Actor:
    """Somebody in a post of the unit with these roles."""
    own = unit(unit_name)
    someone = Person.objects.create(account=account, name=f"演示{account}", tenant=own.tenant)
    post = Post.objects.create(unit=own, title=f"岗位{account}")
    for role in roles:
        PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=someone, post=post, from_on=LONG_AGO)
    return actor_for(someone, None, NOW.date(), account)


@pytest.fixture
def office(city) -> Actor:
    return staff("市政府办公厅", "office", Role.OPENNESS_OFFICE)


@pytest.fixture
def office_head(city) -> Actor:
    return staff("市政府办公厅", "office-head", Role.OPENNESS_HEAD)


@pytest.fixture
def mayor(city) -> Actor:
    return staff("市政府办公厅", "mayor", Role.HEAD)


@pytest.fixture
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return staff("市财政局", "head", Role.HEAD)


@pytest.fixture
def neighbour(city) -> Actor:
    return staff("市水务局", "neighbour", Role.HANDLER, Role.HEAD)


@pytest.fixture
def stranger(city) -> Actor:
    return staff("东区政府", "stranger", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)


def duty(
    city: Tenant, owner: str, last: str, *, done: str = "", opened: str = "2026-01-05", state: str = "issued"
) -> DueItem:
    """A duty of a unit that was due on a day and, when told, confirmed on another, with its history."""
    own = unit(owner)
    case = Case.objects.create(
        workflow="duty", state="confirmed" if done else state, tenant=city, unit=own, opened_on=opened,
        last_on=last, due_on=None if done else last, ended_on=done or None,
    )  # fmt: skip
    told = (
        [("issue", "issued", opened), ("confirm", "confirmed", done)]
        if done
        else [("issue", "issued", opened)]
    )
    for step, into, on in told:
        CaseLine.objects.create(case=case, step=step, state=into, on=on, at=at(on), unit=own, until=last)
    number = Obligation.objects.count() + 1
    obligation = Obligation.objects.create(
        tenant=city, unit=own, about=f"plan.task:{_task(city, number, last)}", rhythm="once", from_on=opened,
        until_on=last,
    )  # fmt: skip
    return DueItem.objects.create(
        obligation=obligation, case=case, period=f"第{number}期", from_on=opened, until_on=last
    )


def _task(city: Tenant, number: int, last: str) -> str:
    """A task of a plan of the government, made as rows: how plans come about is not the matter here."""
    plan, row, task = (apps.get_model("plan", name) for name in ("Plan", "Row", "Task"))
    of, _ = plan.objects.get_or_create(
        ref=f"{city.slug}-2026", defaults={"tenant": city, "year": 2026, "title": "2026年工作要点（演示）"}
    )
    in_row, _ = row.objects.get_or_create(
        ref=f"{of.ref}-1",
        defaults={"plan": of, "no": "1", "place": 1, "requirement": "演示", "deadline_kind": "none"},
    )
    made = task.objects.create(
        row=in_row, ref=f"{in_row.ref}-{number}", place=number, title=f"演示事项{number}", rhythm="once",
        due_on=last, issued_at=NOW,
    )  # fmt: skip
    return str(made.ref)


def said(**told: object) -> Settings:
    given: dict[str, object] = {
        "title": "2026年政务公开考核指标", "from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31),
        "no_base": NoBase.SPREAD, "appeal_days": 5, "decide_days": 10, "is_ranked": True, "source": SOURCE,
        **told,
    }  # fmt: skip
    return Settings(**given)


def told(code: str = "A1", **more: object) -> Told:
    given: dict[str, object] = {
        "code": code, "name": f"指标{code}", "group": "任务落实", "points": Decimal(60), "is_bonus": False,
        "shape": Shape.PROPORTIONAL, "reading": "plan.duties_in_time", "source": SOURCE, **more,
    }  # fmt: skip
    return Told(**given)


THREE = (
    told("A1", name="责任事项按时完成"),
    told("A2", name="没有逾期未办", points=Decimal(30), shape=Shape.DEDUCT, each=Decimal(5),
         reading="plan.duties_overdue"),
    told("B1", name="群众留言按期答复", points=Decimal(10), reading="mailbox.answered_in_time"),
)  # fmt: skip


def version_of(score_set: ScoreSet) -> int:
    return ScoreSet.objects.get(pk=score_set.pk).version


@pytest.fixture
def draft(office) -> ScoreSet:
    """Three indicators from plan and mailbox, 100 points, as the office drafted them."""
    score_set = draft_set(year=2026, settings=said(), actor=office, now=NOW)
    for each in THREE:
        add_indicator(set_id=score_set.pk, version=version_of(score_set), told=each, actor=office, now=NOW)
    return ScoreSet.objects.get(pk=score_set.pk)


@pytest.fixture
def issued(draft, office_head) -> ScoreSet:
    return issue_set(set_id=draft.pk, version=draft.version, actor=office_head, now=NOW)


@pytest.fixture
def worked(city, issued) -> ScoreSet:
    """Of the finance bureau four duties fell due by the end of March: two in time, one late, one open."""
    duty(city, "市财政局", "2026-02-27", done="2026-02-26")  # Friday, Thursday
    duty(city, "市财政局", "2026-03-27", done="2026-03-27")  # Friday
    duty(city, "市财政局", "2026-03-20", done="2026-03-23")  # Friday, Monday
    duty(city, "市财政局", "2026-03-25")  # Wednesday
    duty(city, "市水务局", "2026-03-31", done="2026-03-30")  # Tuesday, Monday
    return issued


@pytest.fixture
def frozen(worked, office_head, clerk, head) -> Result:
    return freeze_result(period=QUARTER, actor=office_head, now=AFTER)


def draft_letter(frozen, actor, kind=Kind.REMINDER, *, to=("市财政局",), now=AFTER, **said) -> Letter:
    """A letter about the frozen quarter, a reminder to the finance bureau unless said otherwise."""
    words = {"subject": "第一季度考核提醒", "text": "请对照记录查找原因。", **said}
    return letters.draft_letter(
        kind=kind, result_id=frozen.pk, unit_ids=[unit(name).pk for name in to],
        wording=letters.LetterWording(**words), actor=actor, now=now,
    )  # fmt: skip


def issue_letter(letter, actor, now=AFTER) -> Letter:
    fresh = Letter.objects.get(pk=letter.pk)
    return letters.issue_letter(letter_id=letter.pk, version=fresh.version, actor=actor, now=now)


HELD = Held(
    on=date(2026, 4, 8), held_by="演示主任", held_with="演示局长", agreed="四月底前补齐。",
    follow_up_on=date(2026, 4, 30),
)  # fmt: skip  # Wednesday, Thursday


def score(result: Result, name: str = "市财政局") -> Score:
    return Score.objects.get(result=result, unit_name=name)


def indicator(code: str) -> Indicator:
    return Indicator.objects.get(code=code)


def signed_in(actor: Actor) -> Client:
    """A window in which the official has signed in."""
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client

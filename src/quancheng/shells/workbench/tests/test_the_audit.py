"""The audit at the desk: for the audit administrator of the government, and only what happened in it."""

import csv
import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry, PeriodicJob
from quancheng.kernel.audit.queries import VERIFY
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.files.keeping import digest_of
from quancheng.kernel.orgs import events
from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Tenant
from quancheng.shells.workbench.audit import queries
from quancheng.shells.workbench.tests.test_orgs import government, seat, signed_in, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
MARCH = datetime(2026, 3, 4, 1, 0, tzinfo=UTC)  # a Wednesday, 9 in the morning in Jinan
MOST_QUERIES = 26


@pytest.fixture
def city() -> Tenant:
    return government("c")


def administrator(tenant: Tenant, role: str) -> Client:
    person = Person.objects.create(account=f"{role}-{tenant.slug}", name="演示管理员", tenant=tenant)
    AdminSeat.objects.create(tenant=tenant, role=role, person=person)
    return signed_in(person)


@pytest.fixture
def auditor(city) -> Client:
    return administrator(city, "audit")


@pytest.fixture
def clerk(city) -> Holding:
    return seat(unit_of(city, "9", "演示市财政局"), "经办", "clerk")


@pytest.fixture
def other(city) -> Holding:
    return seat(unit_of(city, "8", "演示市审计局"), "经办", "zhangsan")


def actor_of(held: Holding) -> Actor:
    return Actor(
        kind=Kind.OFFICIAL,
        person_id=held.person_id,
        post_id=held.post_id,
        unit_id=held.post.unit_id,
        tenant_id=held.post.unit.tenant_id,
    )


def happened(held: Holding, name: str, *, at: datetime = MARCH) -> AuditEntry:
    return record(events.UnitAdded(unit="01", name=name), actor=actor_of(held), at=at)


def look(client: Client, **told: object):
    return client.get(reverse("workbench:audit"), told)


def found(client: Client, **told: object) -> list[str]:
    return [line.says for line in look(client, **told).context["lines"]]


def take(client: Client, **told: object):
    return client.post(reverse("workbench:audit_file"), told)


class TestTheDoor:
    @pytest.mark.parametrize("role", ["system", "security"])
    def test_is_shut_to_the_other_administrators(self, city, role):
        client = administrator(city, role)
        assert look(client).status_code == 403
        assert take(client).status_code == 403
        assert reverse("workbench:audit") not in client.get(reverse("workbench:my_work")).content.decode()

    @pytest.mark.parametrize("role", ["handler", "head", "openness_office", "openness_head", "reviewer"])
    def test_is_shut_to_who_does_business(self, city, role):
        client = signed_in(seat(unit_of(city, "9", "演示市财政局"), "岗位", role, role=role).person)
        assert look(client).status_code == 403
        assert take(client).status_code == 403
        assert not AuditEntry.objects.exists()

    def test_is_shut_before_the_sign_in(self):
        assert look(Client()).status_code == 302

    def test_stands_in_the_menu_and_on_the_first_page_of_who_audits(self, auditor):
        assert reverse("workbench:audit") in auditor.get(reverse("workbench:my_work")).content.decode()

    def test_is_passed_by_reading_alone(self, auditor):
        assert auditor.post(reverse("workbench:audit")).status_code == 405
        assert auditor.get(reverse("workbench:audit_file")).status_code == 405


class TestTheLines:
    def test_are_sentences_with_who_and_where_the_newest_first(self, auditor, clerk):
        happened(clerk, "演示市甲局")
        happened(clerk, "演示市乙局", at=MARCH + timedelta(hours=1))
        lines = look(auditor).context["lines"]
        assert [line.says for line in lines] == ["登记单位“演示市乙局”（01）", "登记单位“演示市甲局”（01）"]
        assert (lines[0].who, lines[0].account, lines[0].unit) == ("演示clerk", "clerk", "演示市财政局")
        assert "2026-03-04 10:00:00" in look(auditor).content.decode()

    def test_hide_personal_fields(self, auditor, clerk):
        event = events.PersonAdded(account="neu", name="演示张三丰")
        record(event, actor=actor_of(clerk), at=MARCH)
        page = look(auditor).content.decode()
        assert "演示张三丰" not in page
        assert "登记人员〔不在此显示〕（账号neu）" in page

    def test_of_another_government_are_never_seen(self, auditor, clerk):
        elsewhere = seat(unit_of(government("w"), "9", "外市财政局"), "经办", "far")
        below = seat(unit_of(government("d", clerk.post.unit.tenant), "9", "演示区财政局"), "经办", "low")
        happened(elsewhere, "外市甲局")
        happened(below, "演示区甲局")
        record(events.UnitAdded(unit="1", name="无主局"), actor=Actor.clockwork(), at=MARCH)
        assert found(auditor) == []
        assert found(auditor, kind="orgs.unit.added") == []
        assert found(auditor, from_on="2026-03-04", until_on="2026-03-04") == []
        assert found(auditor, person="far") == found(auditor, person="low") == []
        assert look(auditor, unit=elsewhere.post.unit_id).status_code == 422
        assert look(auditor, unit=below.post.unit_id).status_code == 422
        assert "甲局" not in take(auditor, ending="csv").content.decode("utf-8-sig")

    def test_name_nobody_of_another_government(self, auditor, city):
        far = seat(unit_of(government("w"), "9", "外市财政局"), "经办", "far")
        ours = Actor(kind=Kind.OFFICIAL, person_id=far.person_id, unit_id=far.post.unit_id, tenant_id=city.pk)
        record(events.UnitAdded(unit="1", name="演示市甲局"), actor=ours, at=MARCH)
        line = look(auditor).context["lines"][0]
        assert (line.who, line.account, line.unit) == ("不在名册的人员", "", "")

    def test_tell_the_clockwork_and_the_public_apart(self, auditor, city):
        for actor in (Actor.clockwork(city.pk), Actor(kind=Kind.ANONYMOUS, tenant_id=city.pk)):
            record(events.UnitAdded(unit="1", name="演示市甲局"), actor=actor, at=MARCH)
        assert [line.who for line in look(auditor).context["lines"]] == ["社会公众", "自动程序"]

    def test_that_are_none_say_so(self, auditor):
        assert "还没有记录" in look(auditor).content.decode()

    def test_come_page_by_page(self, auditor, clerk):
        for number in range(60):
            happened(clerk, f"演示{number}局")
        assert len(look(auditor).context["lines"]) == 50
        assert len(look(auditor, page=2, kind="orgs.").context["lines"]) == 10
        assert "kind=orgs." in look(auditor, kind="orgs.").content.decode()

    def test_ask_the_database_as_often_for_many(self, auditor, city, clerk, django_assert_max_num_queries):
        happened(clerk, "演示市甲局")
        look(auditor)
        with django_assert_max_num_queries(MOST_QUERIES) as for_one:
            look(auditor)
        for number in range(20):
            happened(seat(clerk.post.unit, f"岗{number}", f"p{number}"), f"演示{number}局")
        with django_assert_max_num_queries(len(for_one.captured_queries)):
            assert len(found(auditor)) == 21


class TestAFilter:
    @pytest.fixture(autouse=True)
    def two_lines(self, clerk, other):
        happened(clerk, "演示市甲局")
        actor = actor_of(other)
        record(events.AliasAdded(unit="01", name="甲"), actor=actor, at=MARCH + timedelta(days=2))

    @pytest.mark.parametrize(
        "told",
        [
            {"kind": "orgs.unit.added"},
            {"person": "CLERK"},
            {"person": "演示cler"},
            {"until_on": "2026-03-05"},
            {"from_on": "2026-03-04", "until_on": "2026-03-04"},
        ],
    )
    def test_leaves_the_first(self, auditor, told):
        assert found(auditor, **told) == ["登记单位“演示市甲局”（01）"]

    @pytest.mark.parametrize(
        "told", [{"kind": "orgs.unit.alias_added"}, {"person": "zhangsan"}, {"from_on": "2026-03-05"}]
    )
    def test_leaves_the_second(self, auditor, told):
        assert found(auditor, **told) == ["单位01增加别名“甲”"]

    def test_by_unit_leaves_its_own(self, auditor, clerk, other):
        assert found(auditor, unit=clerk.post.unit_id) == ["登记单位“演示市甲局”（01）"]
        assert found(auditor, unit=other.post.unit_id) == ["单位01增加别名“甲”"]

    def test_by_module_takes_all_its_kinds(self, auditor):
        assert len(found(auditor, kind="orgs.")) == 2
        assert found(auditor, kind="plan.") == []

    def test_by_day_counts_days_of_jinan(self, auditor, clerk):
        happened(
            clerk, "演示市夜局", at=datetime(2026, 3, 6, 16, 30, tzinfo=UTC)
        )  # Saturday, half past midnight
        assert found(auditor, from_on="2026-03-07", until_on="2026-03-07") == ["登记单位“演示市夜局”（01）"]

    def test_that_finds_nothing_says_so(self, auditor):
        page = look(auditor, person="没有这个人").content.decode()
        assert "没有这样的记录" in page
        assert "导出 xlsx" not in page

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"from_on": "2026-03-05", "until_on": "2026-03-04"}, "起始日期不能晚于截止日期"),
            ({"from_on": "三月"}, "日期无法读取"),
            ({"until_on": "0001-01-01"}, "日期应在1900年至2199年之间"),
            ({"kind": "orgs.unit.eaten"}, "没有这一项，请重新选择"),
            ({"unit": "all"}, "没有这一项，请重新选择"),
        ],
    )
    def test_that_cannot_be_read_is_refused_and_shows_nothing(self, auditor, told, sentence):
        for answer in (look(auditor, **told), take(auditor, ending="csv", **told)):
            assert answer.status_code == 422
            assert sentence in answer.content.decode()
            assert answer.context["lines"] == []
        assert not AuditEntry.objects.filter(code="workbench.audit.taken_out").exists()


class TestTakingOut:
    def test_gives_what_was_found_and_leaves_a_line(self, auditor, clerk, other):
        happened(clerk, "演示市甲局")
        happened(other, "演示市乙局")
        answer = take(auditor, ending="csv", person="clerk", from_on="2026-03-01")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        entry = AuditEntry.objects.get(code="orgs.unit.added", person_id=clerk.person_id)
        assert rows[1:] == [
            ["1", "2026-03-04 09:00:00", "登记单位“演示市甲局”（01）", "演示clerk", "clerk", "演示市财政局",
             "orgs.unit.added", entry.hash]
        ]  # fmt: skip
        line = AuditEntry.objects.get(code="workbench.audit.taken_out")
        assert line.facts["lines"] == 1
        assert line.facts["sought"] == "指定办理人、自2026-03-01"
        assert line.facts["digest"] == digest_of(answer.content)
        assert "clerk" not in str(line.facts)
        assert found(auditor)[0].startswith("导出审计记录1条，条件：指定办理人、自2026-03-01（文件摘要")

    def test_gives_a_workbook_too(self, auditor, clerk):
        happened(clerk, "=演示市甲局")
        answer = take(auditor, ending="xlsx", kind="orgs.unit.added", unit=clerk.post.unit_id)
        page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert page["C2"].value == "登记单位“=演示市甲局”（01）"
        assert answer["Cache-Control"] == "private, no-store"
        line = AuditEntry.objects.get(code="workbench.audit.taken_out")
        assert line.facts["sought"] == "事项“登记单位“…”（…）”、单位“演示市财政局”"

    def test_of_too_much_is_refused(self, auditor, clerk, monkeypatch):
        monkeypatch.setattr(queries, "MOST", 1)
        happened(clerk, "演示市甲局")
        happened(clerk, "演示市乙局")
        answer = take(auditor, ending="csv")
        assert answer.status_code == 422
        assert "找到2条，一次最多导出1条，请缩小日期范围" in answer.content.decode()
        assert not AuditEntry.objects.filter(code="workbench.audit.taken_out").exists()


class TestTheVerification:
    def test_that_never_was_is_told(self, auditor):
        assert "审计链还没有核对过" in look(auditor).content.decode()

    def test_that_passed_is_told_with_its_time(self, auditor):
        passed = timezone.now() - timedelta(hours=3)
        PeriodicJob.objects.create(name=VERIFY, last_success_at=passed)
        assert f"{timezone.localtime(passed):%H:%M}核对完好" in look(auditor).content.decode()

    def test_that_was_missed_is_told(self, auditor):
        PeriodicJob.objects.create(name=VERIFY, last_success_at=timezone.now() - timedelta(days=2))
        assert "此后没有再核对" in look(auditor).content.decode()

    def test_that_failed_is_told_with_its_place(self, auditor):
        PeriodicJob.objects.create(
            name=VERIFY,
            claimed_at=MARCH,
            last_success_at=MARCH - timedelta(days=1),
            failures=1,
            last_fault="审计链断裂：第7行不见了。",
        )
        page = look(auditor).content.decode()
        assert "审计链在2026年3月4日 09:00的核对没有通过。" in page
        assert "第7行不见了" in page

    def test_that_broke_down_is_told_in_chinese(self, auditor):
        PeriodicJob.objects.create(name=VERIFY, claimed_at=MARCH, failures=2, last_fault="OperationalError")
        page = look(auditor).content.decode()
        assert "OperationalError" not in page
        assert "核对没有做完" in page

"""The portal's pages and data of a plan: results, released evidence, published moves; no lateness."""

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.models import DueItem, EvidenceRelease
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties, moves, oversight, publishing, releases
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.models import Plan, PublishedMove
from quancheng.records.plan.queries import duties as queries
from quancheng.records.plan.queries.happenings import happenings
from quancheng.records.plan.queries.moves import moves_of
from quancheng.records.plan.queries.plans import TASK_KIND, NoSuchRow
from quancheng.records.plan.queries.progress import Progress
from quancheng.records.plan.queries.publishing import publish_preview
from quancheng.records.plan.queries.shown import narrowed, shown_plan, shown_row
from quancheng.records.plan.tests.conftest import NOW, at
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import staff, told

pytestmark = pytest.mark.django_db
LATER = at("2026-06-01")  # Monday
AFTER_ALL = at("2027-03-01")  # Monday: every day of the plan has gone by


@pytest.fixture
def published(office, office_head) -> Plan:
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return publishing.publish_plan(ref=plan.ref, actor=office_head, now=NOW)


@pytest.fixture
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return staff("市财政局", "head", Role.HEAD)


def duty_of(plan: Plan, actor: Actor, no: int = 1) -> DueItem:
    return queries.own_duties(actor).filter(obligation__about=f"{TASK_KIND}:{plan.ref}-{no}-1")[0]


def finish(duty: DueItem, clerk: Actor, head: Actor, page: str = "a") -> None:
    address = f"https://www.example.cn/{page}.html"
    duties.add_evidence_address(duty_id=duty.pk, address=address, says="内部说明", actor=clerk, now=LATER)
    duties.report_duty(**told(duty), note="内部情况", actor=clerk, now=LATER)
    duties.confirm_duty(**told(duty), actor=head, now=LATER)


def release(duty: DueItem, clerk: Actor, office_head: Actor, title: str = "预算公开页面") -> None:
    evidence = duty.evidence.get()
    proposed = releases.propose_release(evidence_id=evidence.pk, title=title, actor=clerk, now=LATER)
    releases.release_evidence(release_id=proposed.pk, version=0, reason="", actor=office_head, now=LATER)


def move(duty: DueItem, office: Actor) -> None:
    oversight.postpone_duty(**told(duty), until=date(2027, 1, 29), reason="经办人休假", actor=office, now=NOW)
    line = moves_of(DueItem.objects.get(pk=duty.pk))[0].line
    moves.publish_move(duty_id=duty.pk, line_id=line.pk, reason="机构职能调整", actor=office, now=LATER)


@pytest.fixture
def worked(published, clerk, head, office, office_head) -> Plan:
    """Row 1: one of three units done, with evidence; another moved. Row 3: nothing but issued."""
    duty = duty_of(published, clerk)
    finish(duty, clerk, head)
    release(duty, clerk, office_head)
    east = DueItem.objects.get(
        obligation__about=f"{TASK_KIND}:{published.ref}-1-1", case__unit__name__startswith="东"
    )
    move(east, office)
    return published


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


class TestPublishPreview:
    def test_counts_what_would_become_visible_again(self, worked, office_head):
        told = publish_preview(office_head, worked)
        assert (told.rows, told.units, told.rows_done, told.evidence, told.moves) == (3, 3, 0, 1, 1)


class TestShownPlan:
    def test_counts_what_is_confirmed(self, worked):
        first, second, third = shown_plan(worked).rows
        assert (first.done, first.total, first.progress) == (1, 3, Progress.UNDER_WAY)
        assert (second.progress, third.progress) == (Progress.NOT_BEGUN, Progress.NOT_BEGUN)
        assert [one.title for one in first.evidence] == ["预算公开页面"]
        assert [(str(one.unit), one.reason) for one in first.moves] == [("东区政府", "机构职能调整")]

    def test_asks_the_same_however_much_was_done(self, published, worked):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            shown_plan(worked)
        assert len(asked) <= 8

    def test_does_not_learn_that_a_day_has_gone_by(self, published, monkeypatch):
        before = [row.progress for row in shown_plan(published).rows]
        monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER_ALL)
        assert [row.progress for row in shown_plan(published).rows] == before

    def test_tells_a_doubtful_result_as_under_way(self, published, clerk, head, office):
        duty = duty_of(published, clerk, 3)
        finish(duty, clerk, head)
        oversight.doubt_duty(**told(duty), reason="看不到", actor=office, now=LATER)
        row = shown_plan(published).rows[2]
        assert (row.done, row.progress, row.evidence) == (0, Progress.UNDER_WAY, ())

    def test_hides_evidence_that_nobody_released(self, published, clerk, head):
        finish(duty_of(published, clerk), clerk, head)
        assert shown_plan(published).rows[0].evidence == ()

    @pytest.mark.parametrize(
        ("told", "found"),
        [
            ({}, ["1", "2", "3"]),
            ({"unit": "市财政局"}, ["1", "3"]),
            ({"word": "重大项目"}, ["2"]),
            ({"progress": "进行中"}, ["1"]),
            ({"progress": "未开始", "unit": "市财政局"}, ["3"]),
            ({"progress": "已完成"}, []),
        ],
    )
    def test_is_narrowed_by_unit_word_and_progress(self, worked, told, found):
        wanted = {"unit": "", "word": "", "progress": "", **told}
        assert [row.row.no for row in narrowed(shown_plan(worked).rows, **wanted)] == found


class TestShownRow:
    def test_lists_results_by_unit_with_their_day(self, worked):
        _, results = shown_row(f"{worked.ref}-1")
        assert [(r.unit, r.confirmed_on, len(r.evidence)) for r in results] == [
            ("市财政局", date(2026, 6, 1), 1)
        ]

    def test_is_not_there_before_the_plan_is_published(self, worked, office_head):
        publishing.withdraw_plan(ref=worked.ref, reason="调整", actor=office_head, now=LATER)
        with pytest.raises(NoSuchRow):
            shown_row(f"{worked.ref}-1")

    def test_loses_a_result_that_is_returned(self, worked, clerk, office):
        oversight.return_duty(**told(duty_of(worked, clerk)), reason="请补充", actor=office, now=LATER)
        shown, results = shown_row(f"{worked.ref}-1")
        assert (shown.done, shown.evidence, results) == (0, (), ())

    def test_asks_a_constant_number_of_queries(self, worked):
        with CaptureQueriesContext(connection) as asked:
            shown_row(f"{worked.ref}-1")
        assert len(asked) <= 12


class TestThePages:
    def test_of_a_row_tells_results_evidence_and_moves(self, worked):
        text = page(f"/plan/rows/{worked.ref}-1/")
        moved = ("2026年12月31日", "2027年1月29日", "机构职能调整")
        assert [word for word in ("2026年6月1日确认完成", "预算公开页面", *moved) if word not in text] == []

    def test_tell_nothing_of_the_desk(self, worked):
        for address in ("", "plan.csv", "plan.json", "feed.atom"):
            text = page(f"/plan/{worked.ref}/{address}")
            assert not [inner for inner in ("内部", "休假", "逾期", "退回") if inner in text]
        text = page(f"/plan/rows/{worked.ref}-1/")
        assert not [inner for inner in ("内部", "休假", "逾期", "退回") if inner in text]

    def test_of_a_plan_is_narrowed_by_progress(self, worked):
        text = page(f"/plan/{worked.ref}/?progress=进行中")
        assert "3项中有1项符合" in text

    def test_of_a_plan_ignores_a_progress_that_is_none(self, worked):
        text = page(f"/plan/{worked.ref}/?progress=<script>")
        assert "<script>" not in text
        assert "符合" not in text

    def test_of_a_dropped_row_says_so_and_shows_no_results(self, worked):
        row = worked.rows.get(no="1")
        row.dropped_in = worked.editions.first()
        row.save()
        text = page(f"/plan/rows/{row.ref}/")
        assert "调整时取消" in text
        assert "预算公开页面" not in text


class TestTheData:
    def test_of_the_table_has_the_columns_of_the_page(self, worked):
        text = page(f"/plan/{worked.ref}/plan.csv").removeprefix("\ufeff")
        first = next(iter(csv.DictReader(io.StringIO(text))))
        assert (first["进展"], first["已完成"], first["责任事项数"]) == ("进行中", "1", "3")
        assert first["调整后的时限"] == "东区政府：2027-01-29"
        assert first["调整原因"] == "东区政府：机构职能调整"
        assert first["佐证"] == "预算公开页面 https://www.example.cn/a.html"

    def test_of_the_object_has_the_same(self, worked):
        first = json.loads(page(f"/plan/{worked.ref}/plan.json"))["任务分工"][0]
        assert (first["进展"], first["已完成"], first["责任事项数"]) == ("进行中", 1, 3)
        assert first["调整后的时限"] == [
            {"责任单位": "东区政府", "原时限": "2026-12-31", "时限": "2027-01-29"}
        ]
        assert first["佐证"] == [{"标题": "预算公开页面", "网址": "https://www.example.cn/a.html"}]

    def test_is_no_formula(self, published, clerk, head, office_head):
        duty = duty_of(published, clerk)
        finish(duty, clerk, head)
        release(duty, clerk, office_head, "=HYPERLINK(1)")
        assert ",'=HYPERLINK(1)" in page(f"/plan/{published.ref}/plan.csv")

    def test_of_the_feed_tells_everything_the_newest_first(self, worked):
        titles = [one.title for one in happenings(worked)]
        assert set(titles[:3]) == {"第1项 时限调整", "第1项 公开佐证", "第1项 新确认1项结果"}
        assert titles[3:] == ["第1项 第1版", "第2项 第1版", "第3项 第1版"]
        feed = etree.fromstring(page(f"/plan/{worked.ref}/feed.atom").encode())
        assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 6

    def test_of_the_feed_forgets_what_was_returned(self, worked, clerk, office):
        oversight.return_duty(**told(duty_of(worked, clerk)), reason="请补充", actor=office, now=LATER)
        assert [one.title for one in happenings(worked)][:2] == ["第1项 时限调整", "第1项 第1版"]

    def test_of_the_feed_asks_a_constant_number_of_queries(self, worked):
        with CaptureQueriesContext(connection) as asked:
            happenings(worked)
        assert len(asked) <= 6


class TestComingDown:
    """Two readers served by two processes: each client has a shelf of its own, filled before."""

    @pytest.fixture
    def readers(self, worked) -> tuple[Client, Client]:
        both = (Client(), Client())
        for reader in both:
            for address in self.addresses(worked):
                assert reader.get(address).status_code == 200
                assert reader.get(address)["ETag"]
        return both

    def addresses(self, plan: Plan) -> list[str]:
        whole = [f"/plan/{plan.ref}/{part}" for part in ("", "plan.csv", "plan.json", "feed.atom")]
        return [*whole, f"/plan/rows/{plan.ref}-1/"]

    def seen(self, readers: tuple[Client, Client], plan: Plan, word: str) -> int:
        """On how many pages the word stands, over both readers."""
        answers = [reader.get(address) for reader in readers for address in self.addresses(plan)]
        return sum(word in answer.content.decode() for answer in answers)

    def test_a_plan_is_gone_with_the_next_request(self, readers, worked, office_head):
        publishing.withdraw_plan(ref=worked.ref, reason="调整", actor=office_head, now=LATER)
        asked = [reader.get(address) for reader in readers for address in self.addresses(worked)]
        assert {answer.status_code for answer in asked} == {404}

    def test_evidence_is_gone_with_the_next_request(self, readers, worked, office_head):
        assert self.seen(readers, worked, "预算公开页面") == 8
        one = EvidenceRelease.objects.get()
        releases.withdraw_release(release_id=one.pk, reason="有误", actor=office_head, now=LATER)
        assert self.seen(readers, worked, "预算公开页面") == 0

    def test_a_move_is_gone_with_the_next_request(self, readers, worked, office):
        assert self.seen(readers, worked, "机构职能调整") == 8
        told_move = PublishedMove.objects.get()
        moves.take_back_move(duty_id=told_move.duty_id, line_id=told_move.line_id, actor=office, now=LATER)
        assert self.seen(readers, worked, "机构职能调整") == 0

    def test_a_result_is_gone_with_the_next_request(self, readers, worked, clerk, office):
        oversight.return_duty(**told(duty_of(worked, clerk)), reason="请补充", actor=office, now=LATER)
        assert self.seen(readers, worked, "确认完成</time>") == 0

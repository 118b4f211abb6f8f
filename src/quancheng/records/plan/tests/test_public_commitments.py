"""The portal's pages of public commitments: the city's word as a page, as a table, as data, as a feed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import commitment_editions as editions
from quancheng.records.plan.commands import commitments as working
from quancheng.records.plan.models import CommitmentList
from quancheng.records.plan.tests.commitments import THREE, published, report, staff, told
from quancheng.records.plan.tests.conftest import NOW, at, official
from quancheng.ui import offers

pytestmark = pytest.mark.django_db
WHY = "苗木供应推迟，须待秋季栽植。"
HERE = "qzw-2026"


@pytest.fixture
def chief(city) -> Actor:
    return official(city, "chief", Role.OPENNESS_HEAD)


@pytest.fixture
def lived(office, chief) -> CommitmentList:
    """One promise kept, one moved with a reason, one under way; a word that nobody has confirmed yet."""
    found = published(office, chief).list
    clerk, head = staff("市财政局", "clerk", Role.HANDLER), staff("市财政局", "head", Role.HEAD)
    parks, canteens = found.commitments.get(no="1"), found.commitments.get(no="3")
    working.move_commitment(
        **told(parks), until=date(2026, 11, 30), reason=WHY, actor=office, now=at("2026-03-03")
    )
    report(canteens, clerk, on=date(2026, 3, 2), is_done=True, words="12家全部开张。")
    working.confirm_progress(**told(canteens), actor=head, now=at("2026-03-03"))
    report(parks, clerk, on=date(2026, 3, 2), words="还没有人确认的话。")
    return found


@pytest.fixture
def citizen(db) -> Client:
    return Client()


def page(name: str, *args: str) -> str:
    return reverse(f"plan_site:{name}", args=args)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


class TestTheList:
    def test_takes_the_words_of_a_query_along_to_the_newest_year(self, citizen, lived):
        answer = citizen.get(page("commitments"), {"state": "done"})
        assert answer["Location"] == page("commitments_of", HERE) + "?state=done"

    def test_is_an_honest_page_while_none_is_published(self, citizen, office):
        assert "本年度的公开承诺还没有公布" in text(citizen.get(page("commitments")))

    def test_tells_each_promise_with_day_unit_and_name(self, citizen, lived):
        told = text(citizen.get(page("commitments"), follow=True))
        for word in ("口袋公园", "2026年11月", "原承诺", "市财政局", "演示·赵清泉", WHY, "12家全部开张。"):
            assert word in told
        assert "还没有人确认的话" not in told
        assert "时限已调整" in told
        assert "如期完成" in told

    def test_tells_no_lateness(self, citizen, lived, monkeypatch):
        monkeypatch.setattr(timezone, "now", lambda: at("2027-06-01"))  # Tuesday, long after every day
        told = text(citizen.get(page("commitments_of", HERE)))
        for word in ("逾期", "超期", "已过"):
            assert word not in told
        assert "进行中" in told

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("?state=on_time", ["3"]),
            ("?state=moved", ["1"]),
            ("?state=nonsense", ["1", "2", "3"]),
            ("?unit=99999", ["1", "2", "3"]),
            ("?unit=x", ["1", "2", "3"]),
        ],
    )
    def test_narrows_to_what_is_looked_for(self, citizen, lived, query, found):
        shown = citizen.get(page("commitments_of", HERE) + query).context["page"].groups
        assert [line.commitment.no for group in shown for line in group.lines] == found

    def test_narrows_to_a_unit(self, citizen, lived):
        unit = Unit.objects.get(short_name="市发展改革委").pk
        shown = citizen.get(page("commitments_of", HERE) + f"?unit={unit}").context["page"]
        assert (shown.shown, shown.total) == (1, 3)

    def test_takes_a_constant_number_of_queries(self, citizen, lived, django_assert_max_num_queries):
        with django_assert_max_num_queries(14):
            citizen.get(page("commitments_of", HERE))

    def test_is_gone_once_it_is_taken_back(self, citizen, lived, chief):
        editions.withdraw_commitments(ref=HERE, reason="有误", actor=chief, now=NOW)
        for name in ("commitments_of", "commitments_csv", "commitments_json", "commitments_feed"):
            assert citizen.get(page(name, HERE)).status_code == 404
        assert citizen.get(page("commitment", f"{HERE}-1")).status_code == 404

    def test_shows_what_an_edition_took_back_with_the_reason(self, citizen, lived, office, chief):
        published(
            office, chief, [(*THREE[0][:3], "2026年11月30日", *THREE[0][4:]), THREE[2]], reason="机构改革。"
        )
        shown = text(citizen.get(page("commitments_of", HERE)))
        assert "修订清单时取消的承诺" in shown
        assert "机构改革。" in shown

    def test_can_be_followed(self, citizen, lived):
        offers.register(offers.Offer("try", "订阅更新", "portal:follow"))
        try:
            assert f"plan.commitments%3A{HERE}" in text(citizen.get(page("commitments_of", HERE)))
            assert f"plan.commitment%3A{HERE}-1" in text(citizen.get(page("commitment", f"{HERE}-1")))
        finally:
            offers._offers.pop("try")


class TestOneCommitment:
    def test_tells_every_day_and_why_it_was_moved(self, citizen, lived):
        told = text(citizen.get(page("commitment", f"{HERE}-1")))
        for word in ("向社会承诺", "承诺完成时限：2026年9月30日", "由2026年9月30日调整为2026年11月30日", WHY):
            assert word in told
        assert "还没有人确认的话" not in told

    def test_leads_to_where_everybody_can_see_it(self, citizen, lived):
        assert 'href="https://www.example.cn/a.html"' in text(citizen.get(page("commitment", f"{HERE}-3")))

    def test_names_nobody_who_wrote_or_decided(self, citizen, lived):
        told = text(citizen.get(page("commitment", f"{HERE}-1"))) + text(
            citizen.get(page("commitment", f"{HERE}-3"))
        )
        for name in ("演示clerk", "演示head", "演示office", "演示chief"):
            assert name not in told

    def test_that_is_not_there_is_a_sentence(self, citizen, lived):
        assert "没有找到这项公开承诺" in citizen.get(page("commitment", "nobody")).content.decode()


class TestData:
    def test_as_csv_is_a_table_that_no_spreadsheet_runs(self, citizen, office, chief):
        published(office, chief, [("1", "=1+1", "十条", "12月底前", "市财政局", "演示·赵清泉")])
        rows = citizen.get(page("commitments_csv", HERE)).content.decode().splitlines()
        assert rows[0].startswith("\ufeff序号,分类,任务")
        assert "'=1+1" in rows[1]

    def test_as_json_says_what_the_page_says(self, citizen, lived):
        told = citizen.get(page("commitments_json", HERE)).json()
        assert told["年度"] == 2026
        parks, _, canteens = told["公开承诺"]
        assert (parks["最初承诺时限"], parks["现行时限"], parks["状态"]) == (
            "2026-09-30", "2026-11-30", "时限已调整",
        )  # fmt: skip
        assert (canteens["状态"], canteens["完成日期"], canteens["责任人"]) == (
            "如期完成", "2026-03-02", "演示·赵清泉",
        )  # fmt: skip

    def test_as_a_feed_tells_moves_and_progress(self, citizen, lived):
        told = text(citizen.get(page("commitments_feed", HERE)))
        assert WHY in told
        assert "12家全部开张。" in told
        assert "还没有人确认的话" not in told

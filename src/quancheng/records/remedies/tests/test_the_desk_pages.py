"""The desk's pages of proceedings: what each sees, what each may do, and what is refused in its place."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.rules.kinds import Kind
from quancheng.records.remedies.tests.conftest import enter, signed_in, suit
from quancheng.records.remedies.web import exports
from quancheng.ui import sure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
LIST = "/remedies/"
NEW = f"{LIST}new/?request=2024-001"


def page_of(one: Proceeding) -> str:
    return reverse("remedies_desk:proceeding", args=[one.pk])


def take(client: Client, one: Proceeding, code: str, **told: object):
    version = Proceeding.objects.get(pk=one.pk).case.version
    address = reverse("remedies_desk:step", args=[one.pk, code])
    return client.post(address, {"version": version, **told}, follow=True)


@pytest.fixture
def today(db):
    return timezone.localdate()


@pytest.fixture
def fresh(clerk, today) -> Proceeding:
    """A reconsideration whose notice came today."""
    return enter(clerk, timezone.now(), filed_on=today, accepted_on=today, notified_on=today)


class TestTheList:
    def test_shows_the_office_everything_and_a_unit_its_own(self, fresh, office, clerk, neighbour, district):
        for actor, count in ((office, 1), (clerk, 1), (neighbour, 0), (district, 0)):
            assert len(signed_in(actor).get(LIST).context["lines"]) == count
        for stranger in (neighbour, district):
            assert signed_in(stranger).get(page_of(fresh)).status_code == 404

    @pytest.mark.parametrize(
        ("told", "count"),
        [
            ({"kind": "review"}, 1), ({"kind": "direct"}, 0), ({"standing": "open"}, 1),
            ({"standing": "over"}, 0), ({"column": "4"}, 1), ({"column": "2"}, 0), ({"urgency": "late"}, 0),
            ({"q": "2024-001"}, 1), ({"q": "没有这个词"}, 0), ({"scope": "mine"}, 0),
            ({"kind": "x", "urgency": "z", "column": "w", "page": "v"}, 1),
        ],
    )  # fmt: skip
    def test_is_narrowed(self, fresh, office, told, count):
        assert len(signed_in(office).get(LIST, told).context["lines"]) == count

    def test_asks_the_database_no_more_for_more(self, fresh, office, clerk, today):
        client = signed_in(office)
        client.get(LIST)
        with CaptureQueriesContext(connection) as for_one:
            client.get(LIST)
        for _ in range(5):
            enter(clerk, timezone.now(), filed_on=today, accepted_on=today, notified_on=today)
        with CaptureQueriesContext(connection) as for_many:
            client.get(LIST)
        assert len(for_many) == len(for_one) <= 34

    def test_goes_out_as_a_file(self, fresh, office, monkeypatch):
        assert all(sure.asks_for_proof(view) for view in exported())
        shown = signed_in(office).get(f"{LIST}proceedings.csv")
        if shown.status_code == 200:
            assert "FY" in shown.content.decode("utf-8-sig")
            assert signed_in(office).get(f"{LIST}proceedings.xlsx").content.startswith(b"PK")


def exported() -> list[Callable[..., object]]:
    names = [
        f"{name}_{ending}" for name in ("proceedings", "measures", "overview") for ending in ("csv", "xlsx")
    ]
    return [getattr(exports, name) for name in names]


class TestEntering:
    def told(self, today, **more) -> dict[str, str]:
        return {
            "kind": "review", "reply": "市财政局依复〔2024〕1号", "before_id": "",
            "organ": "泉州湾市人民政府", "file_number": "泉政复〔2024〕9号", "procedure": "simple",
            "filed_on": today.isoformat(), "accepted_on": today.isoformat(), "notified_on": today.isoformat(),
            **more,
        }  # fmt: skip

    def test_asks_for_the_request_first(self, clerk, neighbour):
        assert "下一步" in signed_in(clerk).get(f"{LIST}new/").text
        refused = signed_in(neighbour).get(NEW)
        assert refused.status_code == 422
        assert "没有找到申请2024-001" in refused.text

    def test_offers_the_replies_of_the_request(self, clerk, today):
        chosen = signed_in(clerk).get(NEW).context["form"]["reply"].value()
        assert chosen == "市财政局依复〔2024〕1号"
        page = signed_in(clerk).post(NEW, self.told(today), follow=True)
        assert "已登记" in page.text
        made = Proceeding.objects.get()
        assert (made.clause, made.procedure) == ("A", "simple")

    def test_keeps_what_was_entered(self, clerk, today):
        told = self.told(today, kind="after", organ="写了一半的机关")
        page = signed_in(clerk).post(NEW, told)
        assert page.status_code == 422
        assert "写了一半的机关" in page.text
        assert "先行的行政复议" in page.text
        assert not Proceeding.objects.exists()


class TestThePage:
    def test_shows_clocks_facts_and_the_way_to_the_request(self, fresh, clerk):
        shown = signed_in(clerk).get(page_of(fresh)).text
        for said in ("本机关期限", "复议决定期限", "A 复议前置", "/disclosure/2024-001/", "还有10个工作日"):
            assert said in shown

    def test_warns_of_what_looks_wrong(self, clerk, today):
        made = suit(
            clerk, timezone.now(), request="2024-001", reply="市财政局依复〔2024〕1号", filed_on=today,
            accepted_on=today, notified_on=None,
        )  # fmt: skip
        assert "复议前置" in signed_in(clerk).get(page_of(made)).text

    def test_takes_it_to_a_decision_with_an_order(self, fresh, clerk, today):
        client = signed_in(clerk)
        assert "已登记书面答复" in take(client, fresh, "replied", on=today.isoformat()).text
        told = {
            "outcome": "r-quashed", "decided_on": today.isoformat(), "received_on": today.isoformat(),
            "decision_number": "泉政复决〔2026〕1号", "redo_by": today.isoformat(),
        }  # fmt: skip
        refused = take(client, fresh, "decided", **told)
        assert refused.status_code == 422
        assert "应晚于收到日期" in refused.text
        assert "泉政复决〔2026〕1号" in refused.text
        told["redo_by"] = (today + timedelta(days=30)).isoformat()
        shown = take(client, fresh, "decided", **told).text
        assert "待履行" in shown
        assert "结果纠正" in shown
        assert "已登记履行完毕" in take(client, fresh, "complied", on=today.isoformat()).text

    def test_is_put_into_another_column_and_keeps_lessons(self, fresh, clerk, office, today):
        client, day = signed_in(clerk), today.isoformat()
        take(client, fresh, "decided", outcome="r-settled", decided_on=day, received_on=day)
        column = reverse("remedies_desk:column", args=[fresh.pk])
        assert client.post(column, {"column": "2", "reason": ""}).status_code == 422
        assert "已改列" in client.post(column, {"column": "2", "reason": "填报说明"}, follow=True).text
        lessons = reverse("remedies_desk:lessons", args=[fresh.pk])
        assert "已保存" in client.post(lessons, {"lessons": "检索留痕"}, follow=True).text
        refused = signed_in(office).post(lessons, {"lessons": "别人的"})
        assert refused.status_code == 422

    def test_knows_no_other_steps(self, fresh, clerk, office):
        assert take(signed_in(clerk), fresh, "nonsense").status_code == 404
        assert take(signed_in(office), fresh, "replied", on="2024-01-01").status_code == 422


class TestTheOverview:
    def test_tells_how_often_a_unit_was_corrected(self, fresh, clerk, office, today):
        day = today.isoformat()
        take(signed_in(clerk), fresh, "decided", outcome="r-changed", decided_on=day, received_on=day)
        shown = signed_in(office).get(f"{LIST}overview/")
        assert shown.context["seen"].review.percent == "100.0%"
        assert shown.context["seen"].lines[0].unit == "市财政局"
        assert signed_in(office).get(f"{LIST}overview/?year=x9").status_code == 200
        nothing = signed_in(office).get(f"{LIST}overview/?year=2019")
        assert "这一年没有案件" in nothing.text

    def test_shows_a_unit_its_own(self, fresh, neighbour):
        assert not signed_in(neighbour).get(f"{LIST}overview/").context["seen"].lines

    def test_blocks_are_those_of_the_report(self):
        assert [kind.block for kind in Kind] == [1, 2, 3]

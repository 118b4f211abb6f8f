"""The pages of meetings and trainings at the desk."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document

from quancheng.kernel.files.tables import Sheet, as_xlsx
from quancheng.records.groundwork.commands import attendance
from quancheng.records.groundwork.models import Attendance, Council, Gathering
from quancheng.records.groundwork.queries.attendance import code_of
from quancheng.records.groundwork.rules.attendance import NAME, SHEET, UNIT
from quancheng.records.groundwork.tests.conftest import AFTER, signed_in
from quancheng.records.groundwork.workflow.gatherings import State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


@pytest.fixture(autouse=True)
def counts_afresh() -> None:
    cache.clear()


def href(name: str, *args: object) -> str:
    return reverse(f"groundwork_desk:{name}", args=args)


def entered(**more: object) -> dict[str, object]:
    lines = {f"{prefix}-INITIAL_FORMS": 0 for prefix in ("agenda", "decisions")}
    return {
        "kind": "meeting", "title": "演示会议", "on": "2026-03-04", "begins": "14:00", "ends": "16:00",
        "place": "三楼", "chair": "演示局长", "agenda-TOTAL_FORMS": 1, "agenda-0-title": "听取汇报",
        "agenda-0-reporter": "演示科长", "decisions-TOTAL_FORMS": 1, **lines, **more,
    }  # fmt: skip


def today_at(hour: int) -> datetime:
    return timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0)


@pytest.fixture
def open_now(planned, clerk) -> Gathering:
    """The same meeting, today, with the signing-in open."""
    now = timezone.now()
    Gathering.objects.update(starts_at=now, ends_at=now + timedelta(hours=2))
    told = {"ends_at": now + timedelta(hours=1), "is_printed": False, "actor": clerk, "now": now}
    attendance.open_check_in(gathering_id=planned.pk, **told)
    return planned


class TestTheForm:
    def test_writes_a_meeting(self, clerk):
        answer = signed_in(clerk).post(href("gathering_new"), entered())
        one = Gathering.objects.get()
        assert answer.url == href("gathering", one.pk)
        assert [(each.title, each.reporter) for each in one.agenda.all()] == [("听取汇报", "演示科长")]

    def test_adds_a_line_by_its_button_and_loses_nothing(self, clerk):
        page = signed_in(clerk).post(href("gathering_new"), entered(add_agenda="1"))
        assert page.status_code == 200
        assert len(page.context["agenda"].forms) == 2
        assert "听取汇报" in page.content.decode()
        assert not Gathering.objects.exists()

    def test_tells_what_is_wrong_in_its_place(self, clerk):
        page = signed_in(clerk).post(href("gathering_new"), entered(ends="13:00"))
        assert page.status_code == 422
        assert "结束时间须晚于开始时间" in page.content.decode()

    def test_asks_for_the_unit_and_day_of_a_decision(self, clerk):
        page = signed_in(clerk).post(href("gathering_new"), entered(**{"decisions-0-what": "核对"}))
        assert "请补上议定事项的责任单位" in page.content.decode()

    @pytest.mark.parametrize("count", ["", "x", "-1", "999999"])
    def test_bears_a_broken_count_of_lines(self, clerk, count):
        told = entered(**{"agenda-TOTAL_FORMS": count, "add_agenda": "1"})
        assert signed_in(clerk).post(href("gathering_new"), told).status_code in {200, 422}

    def test_shows_what_stands_and_changes_it(self, planned, clerk):
        at_desk = signed_in(clerk)
        assert "会议听取了汇报" in at_desk.get(href("gathering_edit", planned.pk)).content.decode()
        at_desk.post(href("gathering_edit", planned.pk), entered(version=0, title="改名"))
        assert Gathering.objects.get().title == "改名"


class TestTheList:
    def test_is_ours_or_for_the_office_everybodys(self, planned, clerk, office, neighbour):
        for actor, count in ((clerk, 1), (office, 1), (neighbour, 0)):
            assert len(signed_in(actor).get(href("gatherings")).context["lines"]) == count

    def test_asks_the_same_number_of_questions_for_many(self, planned, clerk, django_assert_max_num_queries):
        at_desk = signed_in(clerk)
        at_desk.get(href("gatherings"))
        with django_assert_max_num_queries(24):
            at_desk.get(f"{href('gatherings')}?year=2026&kind=meeting&state=planned&q=演示")

    def test_bears_nonsense(self, planned, clerk):
        assert signed_in(clerk).get(f"{href('gatherings')}?year=x&unit=x&state=x&page=x").status_code == 200


class TestThePage:
    def test_takes_each_step_to_the_end(self, planned, clerk, head):
        signed_in(clerk).post(href("gathering_step", planned.pk, "hold"), {"version": 0})
        signed_in(head).post(href("gathering_step", planned.pk, "confirm"), {"version": 1})
        assert Gathering.objects.get().case.state == State.CONFIRMED

    def test_shows_a_refusal_in_its_place(self, held, head):
        page = signed_in(head).post(href("gathering_step", held.pk, "refuse"), {"version": 1})
        assert page.status_code == 422
        assert Gathering.objects.get().case.state == State.HELD

    def test_does_not_offer_a_report_before_it_ended(self, open_now, clerk):
        page = signed_in(clerk).get(href("gathering", open_now.pk)).context["page"]
        assert "hold" not in {each.code for each in (page.main, *page.others) if each}

    def test_keeps_the_inside_from_others(self, confirmed, neighbour, district):
        text = signed_in(neighbour).get(href("gathering", confirmed.pk)).content.decode()
        assert "只供举办单位" in text
        assert "会议听取了汇报" not in text
        assert signed_in(neighbour).get(href("minutes", confirmed.pk)).status_code == 404
        assert signed_in(district).get(href("gathering", confirmed.pk)).status_code == 404

    def test_writes_the_minutes_as_a_paper(self, planned, clerk):
        answer = signed_in(clerk).get(href("minutes", planned.pk))
        text = "\n".join(each.text for each in Document(BytesIO(answer.content)).paragraphs)
        assert "演示政务公开专题会议纪要" in text
        assert "1．听取年度政务公开工作汇报（演示科长汇报）" in text

    def test_keeps_a_paper_and_gives_it_back(self, planned, clerk, neighbour):
        file = SimpleUploadedFile("讲义.txt", "讲义全文".encode())
        signed_in(clerk).post(href("bring_material", planned.pk), {"file": file})
        one = planned.materials.get()
        answer = signed_in(clerk).get(href("material", one.pk))
        assert b"".join(answer.streaming_content).decode() == "讲义全文"
        assert signed_in(neighbour).get(href("material", one.pk)).status_code == 404

    def test_turns_away_a_file_that_is_not_what_it_says(self, planned, clerk):
        file = SimpleUploadedFile("讲义.pdf", b"no paper")
        page = signed_in(clerk).post(href("bring_material", planned.pk), {"file": file})
        assert page.status_code == 422
        assert not planned.materials.exists()


class TestWhoCame:
    def test_is_put_down_by_hand_and_taken_off(self, planned, clerk):
        at_desk = signed_in(clerk)
        at_desk.post(href("attendance_add", planned.pk), {"name": "演示甲", "unit": "市财政局"})
        assert "演示甲" in at_desk.get(href("gathering", planned.pk)).content.decode()
        one = Attendance.objects.get()
        at_desk.post(href("attendance_strike", planned.pk, one.pk))
        assert not Attendance.objects.exists()

    def test_is_read_from_a_sheet_with_all_its_faults(self, planned, clerk):
        rows = [(1, "演示甲", "市财政局"), (2, "", "市水务局"), (3, "演示甲", "市财政局")]
        data = as_xlsx(Sheet("签到表", (SHEET.key, NAME, UNIT), rows))
        at_desk = signed_in(clerk)
        page = at_desk.post(
            href("attendance_sheet", planned.pk), {"file": SimpleUploadedFile("a.xlsx", data)}
        )
        assert page.status_code == 422
        assert all(word in page.content.decode() for word in ("B3：没有填姓名", "B4：与"))
        sound = as_xlsx(Sheet("签到表", (SHEET.key, NAME, UNIT), rows[:1]))
        at_desk.post(href("attendance_sheet", planned.pk), {"file": SimpleUploadedFile("a.xlsx", sound)})
        assert Attendance.objects.count() == 1

    def test_gives_out_the_sheet(self, planned, clerk):
        assert signed_in(clerk).get(href("attendance_blank", planned.pk)).content[:2] == b"PK"


class TestTheWall:
    def test_shows_the_code_and_looks_again(self, open_now, clerk):
        page = signed_in(clerk).get(href("wall", open_now.pk))
        assert code_of(open_now.check_ins.get(), timezone.now()) in page.content.decode()
        assert page["Refresh"]

    def test_draws_it_for_a_phone(self, open_now, clerk):
        drawn = signed_in(clerk).get(href("wall_code", open_now.pk))
        assert drawn["Content-Type"] == "image/svg+xml"
        assert b"<svg" in drawn.content

    def test_has_none_when_nothing_is_open(self, planned, clerk):
        at_desk = signed_in(clerk)
        assert "签到没有开启" in at_desk.get(href("wall", planned.pk)).content.decode()
        assert at_desk.get(href("wall_code", planned.pk)).status_code == 410

    def test_is_opened_and_closed_at_the_desk(self, planned, clerk):
        now = timezone.now()
        Gathering.objects.update(starts_at=now, ends_at=now + timedelta(hours=2))
        at_desk, until = signed_in(clerk), timezone.localtime(now + timedelta(hours=1))
        told = {"until": f"{until:%Y-%m-%dT%H:%M}", "way": "shown"}
        assert at_desk.post(href("check_in", planned.pk), told).url == href("wall", planned.pk)
        at_desk.post(href("check_in", planned.pk), {"close": "1"})
        assert planned.check_ins.get().ends_at <= timezone.now()


class TestSigningIn:
    def test_is_one_touch_after_the_scan(self, open_now, neighbour):
        code = code_of(open_now.check_ins.get(), timezone.now())
        at_phone = signed_in(neighbour)
        page = at_phone.get(f"{href('sign_in')}?code={code}&gathering={open_now.pk}")
        assert f'value="{code}"' in page.content.decode()
        assert "签到成功" in at_phone.post(href("sign_in"), {"code": code}).content.decode()
        again = at_phone.post(href("sign_in"), {"code": code})
        assert "您已经签到" in again.content.decode()
        assert Attendance.objects.count() == 1

    def test_stops_who_guesses(self, open_now, neighbour):
        at_phone = signed_in(neighbour)
        for _ in range(15):
            at_phone.post(href("sign_in"), {"code": "x", "gathering": open_now.pk})
        page = at_phone.post(href("sign_in"), {"code": "x", "gathering": open_now.pk})
        assert "输错的次数太多" in page.content.decode()


class TestTheYear:
    def test_is_a_page_a_table_and_a_notice(self, confirmed, office, clerk, neighbour):
        at_office = signed_in(office)
        page = at_office.get(f"{href('year')}?year=2026")
        assert page.context["view"].met == 1
        lacking = at_office.get(f"{href('year')}?year=2026&lacks=1").content.decode()
        assert "市水务局" in lacking
        answer = at_office.post(href("urge"), {"kind": "training", "year": "2026"})
        assert answer.url == f"{href('year')}?year=2026"
        assert signed_in(clerk).get(href("year")).status_code == 403


class TestCouncils:
    def test_are_founded_changed_and_shown(self, clerk, neighbour, office):
        at_desk = signed_in(clerk)
        told = {"name": "演示机制", "basis": "演示", "from_on": "2026-01-05", "unit_id": clerk.unit_id}
        at_desk.post(href("council_new"), {**told, "member_ids": [neighbour.unit_id]})
        council = Council.objects.get()
        joined = {"unit_id": office.unit_id, "on": "2026-02-02"}
        at_desk.post(href("council_change", council.pk, "join"), joined)
        assert "市政府办公厅" in at_desk.get(href("council", council.pk)).content.decode()
        again = at_desk.post(href("council_change", council.pk, "join"), joined)
        assert again.status_code == 422
        assert "演示机制" in at_desk.get(href("councils")).content.decode()

    def test_decisions_are_settled_in_their_list(self, clerk, head, neighbour):
        decided = {
            "decisions-0-what": "核对目录", "decisions-0-unit_id": neighbour.unit_id,
            "decisions-0-due_on": "2026-03-31", "minutes": "演示",
        }  # fmt: skip
        signed_in(clerk).post(href("gathering_new"), entered(**decided))
        one = Gathering.objects.get()
        signed_in(clerk).post(href("gathering_step", one.pk, "hold"), {"version": 0})
        signed_in(head).post(href("gathering_step", one.pk, "confirm"), {"version": 1})
        at_desk = signed_in(neighbour)
        assert "核对目录" in at_desk.get(href("decisions")).content.decode()
        settle = href("decision_settle", one.decisions.get().pk)
        assert at_desk.post(settle, {"result": ""}).status_code == 422
        at_desk.post(settle, {"result": "已核对"})
        assert one.decisions.get().result == "已核对"


def test_my_work_names_what_waits(held, head):
    assert "会议培训待我确认" in signed_in(head).get(reverse("workbench:my_work")).content.decode()
    assert held.ends_at < AFTER

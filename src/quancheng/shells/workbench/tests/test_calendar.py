"""The calendar at the desk: reading a year, entering its notice, comparing it with the printed text."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import entry_in_force
from quancheng.kernel.calendar.commands import load_notices
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.models import HolidayNotice
from quancheng.kernel.orgs.models import Person
from quancheng.shells.workbench.calendar.grid import months_of
from quancheng.shells.workbench.tests.test_orgs import administrator_of, government, seat, signed_in, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
NOON = datetime(2027, 3, 1, 4, 0, tzinfo=UTC)  # Monday, 12:00 in Jinan
MOST_QUERIES = 25
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
TEXT = """国务院办公厅关于2031年部分节假日安排的通知
国办发明电〔2030〕9号
一、元旦：1月1日（星期三）放假，共1天。
二、春节：1月22日（星期三）至1月28日放假调休，共7天。1月19日（星期日）上班。
"""


class TestWhoKeepsIt:
    def test_is_the_first_government_at_the_top(self):
        first, other = government("c"), government("n")
        below = government("d", first)
        assert administrator_of(first).get(reverse("workbench:calendar_bring")).status_code == 200
        for one in (other, below):
            client = administrator_of(one)
            refused = client.get(reverse("workbench:calendar_bring"))
            assert refused.status_code == 403
            assert "统一维护日历的政府" in refused.content.decode()
            assert client.post(reverse("workbench:calendar_load")).status_code == 403
            assert reverse("workbench:calendar_bring") not in client.get("/calendar/").content.decode()
        assert not HolidayNotice.objects.exists()

    def test_is_the_one_that_the_settings_name(self, settings):
        settings.CALENDAR_KEEPER = "n"
        first, other = government("c"), government("n")
        assert administrator_of(first).get(reverse("workbench:calendar_bring")).status_code == 403
        assert administrator_of(other).get(reverse("workbench:calendar_bring")).status_code == 200

    def test_is_nobody_when_the_settings_name_nobody(self, settings):
        settings.CALENDAR_KEEPER = "gone"
        first = government("c")
        assert administrator_of(first).get(reverse("workbench:calendar_bring")).status_code == 403


@pytest.fixture
def city():
    return government("c")


@pytest.fixture
def keeper(city) -> Client:
    """In the openness office of the city."""
    return signed_in(seat(unit_of(city, "1", "演示办公厅"), "科长", "keeper", role="openness_office").person)


@pytest.fixture
def handler(city) -> Client:
    return signed_in(seat(unit_of(city, "2", "演示局"), "经办", "handler").person)


def shown(client: Client, text: str = TEXT) -> str:
    """What the page that shows the understood notice would send back."""
    told: str = client.post(reverse("workbench:calendar_bring"), {"text": text}).context["shown"]
    return told


def entered(client: Client, text: str = TEXT):
    return client.post(reverse("workbench:calendar_enter"), {"shown": shown(client, text)})


def confirm(client: Client, version: int = 1, **more: str):
    told = {"version": version, **more}
    return client.post(reverse("workbench:calendar_confirm", args=[2031]), told)


class TestTheGrid:
    def test_names_rest_days_and_days_made_up_for(self):
        rest, worked = date(2024, 2, 12), date(2024, 2, 18)  # a Monday, a Sunday
        february = months_of(2024, WorkCalendar({rest: "春节"}, {worked: "春节"}))[1]
        cells = {cell.day: cell for week in february.weeks for cell in week if cell.day}
        assert (cells[rest].tone, cells[rest].told) == ("holiday", "春节放假")
        assert (cells[worked].label, cells[worked].told) == ("班", "春节调休上班")
        assert (len(cells), february.worked) == (29, 21)

    @pytest.mark.parametrize(
        ("holiday", "label"), [("春节", "春节"), ("清明节", "清明"), ("抗战胜利日", "休")]
    )
    def test_shortens_a_name_so_that_it_fits(self, holiday, label):
        day = date(2024, 2, 12)  # a Monday
        february = months_of(2024, WorkCalendar({day: holiday}))[1]
        assert label in [cell.label for week in february.weeks for cell in week]


class TestTheYears:
    def test_show_the_shipped_notices_to_everybody_at_the_desk(self, handler):
        page = handler.get(reverse("workbench:calendar")).content.decode()
        assert "国办发明电〔2023〕7号" in page
        assert "随产品提供" in page
        assert "录入放假安排" not in page

    def test_name_people_to_their_own_government_alone(self, keeper, city):
        entered(keeper)
        assert "演示keeper" in keeper.get(reverse("workbench:calendar")).content.decode()
        stranger = administrator_of(government("west"))
        page = stranger.get(reverse("workbench:calendar")).content.decode()
        assert "演示keeper" not in page
        assert "其他政府的工作人员" in page

    def test_ask_the_database_no_more_for_more_years(self, keeper, django_assert_max_num_queries):
        keeper.get("/calendar/")
        with django_assert_max_num_queries(MOST_QUERIES) as for_shipped:
            keeper.get("/calendar/")
        load_notices(actor=Actor.clockwork(), now=NOON)
        with django_assert_max_num_queries(len(for_shipped.captured_queries) + 3):
            keeper.get("/calendar/")

    def test_say_that_a_year_is_not_there(self, handler):
        answer = handler.get(reverse("workbench:calendar_year", args=[2099]))
        assert answer.status_code == 404
        assert "还没有录入2099年的放假安排" in answer.content.decode()


class TestEnteringAYear:
    def test_shows_first_what_was_understood_and_writes_nothing(self, keeper):
        page = keeper.post(reverse("workbench:calendar_bring"), {"text": TEXT}).content.decode()
        assert "调整9天" in page
        assert "1月19日（星期日）" in page
        assert entry_in_force(2031) is None

    def test_reads_a_file_too(self, keeper):
        table = "date,is,holiday\n2031-01-01,rest,元旦\n"
        file = SimpleUploadedFile("2031.csv", table.encode())
        told = {"file": file, "number": "国办发明电〔2030〕9号"}
        answer = keeper.post(reverse("workbench:calendar_bring"), told)
        assert [item.day for item in answer.context["notice"].days] == [date(2031, 1, 1)]  # a Wednesday

    def test_enters_what_was_shown(self, keeper):
        assert entered(keeper)["Location"] == reverse("workbench:calendar_year", args=[2031])
        entry = entry_in_force(2031)
        assert entry is not None
        assert (entry.mark, entry.days.count()) == ("memory", 9)

    def test_refuses_what_was_not_shown(self, keeper):
        told = {"shown": shown(keeper)[:-2] + "xx"}
        answer = keeper.post(reverse("workbench:calendar_enter"), told)
        assert answer.status_code == 400
        assert "没有录入任何内容" in answer.content.decode()
        assert not HolidayNotice.objects.exists()

    def test_refuses_what_another_has_entered_meanwhile(self, keeper):
        first, second = shown(keeper), shown(keeper, TEXT.replace("1月19日（星期日）", "1月18日（星期六）"))
        keeper.post(reverse("workbench:calendar_enter"), {"shown": first})
        answer = keeper.post(reverse("workbench:calendar_enter"), {"shown": second})
        assert answer.status_code == 422
        assert "刚被他人录入" in answer.content.decode()
        assert HolidayNotice.objects.count() == 1

    def test_keeps_the_text_beside_the_refusal(self, keeper):
        wrong = TEXT.replace("1月1日（星期三）", "1月1日（星期五）")
        answer = keeper.post(reverse("workbench:calendar_bring"), {"text": wrong})
        assert answer.status_code == 422
        assert "通知里写的是星期五" in answer.content.decode()
        assert "1月1日（星期五）" in answer.context["form"]["text"].value()

    def test_wants_a_file_or_a_text(self, keeper):
        answer = keeper.post(reverse("workbench:calendar_bring"), {})
        assert "二者选一" in answer.content.decode()

    @pytest.mark.parametrize(
        ("name", "data"), [("通知.png", PICTURE), ("通知.txt", PICTURE), ("通知.docx", TEXT.encode())]
    )
    def test_says_of_a_file_of_another_sort_by_its_own_name_what_is_read_here(self, keeper, name, data):
        answer = keeper.post(reverse("workbench:calendar_bring"), {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 422
        said = (
            f"“{name}”不是这里能读的文件，请上传通知正文（txt）或者表格（csv、json），也可以把正文粘贴到下面"
        )
        assert answer.context["form"].errors["file"] == [said]

    def test_is_not_for_a_handler(self, handler, keeper):
        assert handler.get(reverse("workbench:calendar_bring")).status_code == 403
        answer = handler.post(reverse("workbench:calendar_enter"), {"shown": shown(keeper)})
        assert answer.status_code == 403
        assert not HolidayNotice.objects.exists()


class TestConfirmingAYear:
    def test_says_who_compared_it_and_when(self, keeper):
        entered(keeper)
        answer = confirm(keeper, issued_on="2030-11-04")  # a Monday
        assert answer.status_code == 302
        entry = entry_in_force(2031)
        assert entry is not None
        assert (entry.mark, entry.issued_on) == ("read", date(2030, 11, 4))
        assert entry.checked_by == Person.objects.get(account="keeper").pk

    def test_is_refused_for_another_version(self, keeper):
        entered(keeper)
        answer = confirm(keeper, version=7, issued_on="2030-11-04")  # a Monday
        assert answer.status_code == 422
        assert "已有新版本，请按现行版本重新核对" in answer.content.decode()
        assert "2030-11-04" in answer.content.decode()

    def test_is_not_for_a_handler(self, keeper, handler):
        entered(keeper)
        assert "与通知原文一致" not in handler.get("/calendar/2031/").content.decode()
        assert confirm(handler).status_code == 403


class TestLoadingTheShippedNotices:
    def test_makes_each_year_ready_to_be_compared(self, keeper):
        assert "与通知原文一致" not in keeper.get("/calendar/2023/").content.decode()
        keeper.post(reverse("workbench:calendar_load"))
        assert "与通知原文一致" in keeper.get("/calendar/2023/").content.decode()
        assert "载入随产品提供的安排" not in keeper.get("/calendar/").content.decode()

    def test_is_not_for_a_handler(self, handler):
        assert handler.post(reverse("workbench:calendar_load")).status_code == 403

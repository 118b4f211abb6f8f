"""The page of the desk on which an official reads notices."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import registry as links
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.notify import registry
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.kernel.notify.wording import Wording
from quancheng.kernel.orgs.models import Holding, Person, Post, Tenant, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
LONG_AGO = date(2020, 1, 1)  # a Wednesday
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # Monday, 12:00 in Jinan


@pytest.fixture
def city():
    return Tenant.objects.create(slug="c", name="演示市", full_name="演示市人民政府", level="city")


@pytest.fixture
def people(city):
    unit = Unit.objects.create(tenant=city, code="01", kind="department", name="演示局")
    made = []
    for account in ("a", "b"):
        person = Person.objects.create(account=account, name=f"演示{account}", tenant=city)
        post = Post.objects.create(unit=unit, title=f"经办{account}")
        Holding.objects.create(person=person, post=post, from_on=LONG_AGO)
        made.append(person)
    return made


@pytest.fixture
def at_desk(people):
    client = Client()
    client.force_login(people[0])
    return client


@pytest.fixture
def say(city, people):
    """Tell the first person something about a record that opens on the desk."""
    kind = registry.register(
        NoticeKind(
            code="trial.page",
            says="试",
            policy=Policy.QUIET,
            facts=frozenset({"title"}),
            wordings=(Wording(date(2024, 1, 1), "{title}到期", "请在今天办理。"),),
        )
    )
    links.register("trial.row", says="条目", find=lambda actor, ref: Linked(f"第{ref}行", f"/rows/{ref}/"))

    def say(title, to=None):
        ids = [(to or people[0]).pk]
        about = RecordRef("trial.row", "17")
        tell(person_ids=ids, kind=kind, facts={"title": title}, about=about, at=NOON, tenant_id=city.pk)

    yield say
    registry.forget("trial.page")
    links.forget("trial.row")


def shown(client, query=""):
    return client.get(reverse("workbench:inbox") + query).content.decode()


class TestInbox:
    def test_says_that_there_is_nothing_yet(self, at_desk):
        assert "没有通知" in shown(at_desk)

    def test_shows_what_was_told_and_leads_to_it(self, at_desk, say):
        say("甲事项")
        page = shown(at_desk)
        assert '<a href="/rows/17/">甲事项到期</a>' in page
        assert "请在今天办理。" in page
        assert "1 条未读" in page
        assert "2026年3月2日 12:00" in page

    def test_stands_in_the_menu(self, at_desk):
        assert reverse("workbench:inbox") in at_desk.get(reverse("workbench:my_work")).content.decode()

    def test_shows_nothing_of_another(self, at_desk, say, people):
        say("乙事项", to=people[1])
        assert "乙事项" not in shown(at_desk)

    def test_writes_no_script_that_a_title_brings(self, at_desk, say):
        say("<script>alert(1)</script>")
        assert "<script>alert" not in shown(at_desk)

    def test_marks_nothing_by_looking(self, at_desk, say):
        say("甲事项")
        shown(at_desk)
        assert Notice.objects.get().read_at is None

    def test_asks_the_database_no_more_for_more_notices(self, at_desk, say, django_assert_max_num_queries):
        say("一")
        with django_assert_max_num_queries(40) as for_one:
            shown(at_desk)
        for _ in range(20):
            say("多")
        with django_assert_max_num_queries(40) as for_many:
            shown(at_desk)
        assert len(for_many) == len(for_one)

    def test_turns_pages_and_filters(self, at_desk, say):
        for number in range(30):
            say(f"第{number:02}件")
        assert "第04件到期" not in shown(at_desk)
        assert "第04件到期" in shown(at_desk, "?page=2")
        Notice.objects.filter(subject="第29件到期").update(read_at=NOON)
        assert "第29件到期" not in shown(at_desk, "?show=unread")


class TestRead:
    def post(self, client, **told):
        return client.post(reverse("workbench:inbox_read"), told)

    def test_marks_one(self, at_desk, say):
        say("甲")
        say("乙")
        answer = self.post(at_desk, notice=Notice.objects.get(subject="甲到期").pk)
        assert answer["Location"] == reverse("workbench:inbox")
        assert list(Notice.objects.filter(read_at=None).values_list("subject", flat=True)) == ["乙到期"]

    def test_marks_all_that_were_shown_and_nothing_newer(self, at_desk, say):
        say("甲")
        say("乙")
        Notice.objects.filter(subject="乙到期").update(created_at=datetime(2026, 3, 2, 5, 0, tzinfo=UTC))
        self.post(at_desk, notice="all", shown_at="2026-03-02T04:30:00+00:00")
        assert list(Notice.objects.filter(read_at=None).values_list("subject", flat=True)) == ["乙到期"]

    def test_is_refused_for_the_notice_of_another(self, at_desk, say, people):
        say("乙", to=people[1])
        assert self.post(at_desk, notice=Notice.objects.get().pk).status_code == 404
        assert Notice.objects.get().read_at is None

    @pytest.mark.parametrize(
        "told",
        [{}, {"notice": "x"}, {"notice": "all"}, {"notice": "all", "shown_at": "2026-02-30T00:00:00Z"}],
    )
    def test_is_refused_with_a_sentence_when_the_page_is_stale_or_broken(self, at_desk, say, told):
        answer = self.post(at_desk, **told)
        assert answer.status_code == 404
        assert "通知页面" in answer.content.decode()

    def test_takes_no_get(self, at_desk):
        assert at_desk.get(reverse("workbench:inbox_read")).status_code == 405

"""The handbook: a chapter for what stands in the reader's menu, told in words that the pages really use."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

import quancheng
from quancheng.kernel.casework.registry import workflows
from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Post, PostRole, Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.shells.workbench import menu
from quancheng.shells.workbench.handbook.reading import CHAPTERS

SELF_EVIDENT = {"workbench:inbox", "workbench:overview", "workbench:pattern_book"}
QUOTED = re.compile(r"“([^”]+)”")


def words_of_the_desk() -> str:
    root = Path(quancheng.__file__).parent
    texts = [page.read_text() for page in root.rglob("templates/**/*.html") if "help" not in page.name]
    return "".join([*texts, *(entry.label for entry in menu.MENU)])


def window(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def seated(city: Tenant, role: Role) -> Client:
    """The window of somebody in one post."""
    unit, _ = Unit.objects.get_or_create(tenant=city, code="01", kind="department", name="市教育局")
    post = Post.objects.create(unit=unit, title=role.says)
    PostRole.objects.create(post=post, role=role)
    person = Person.objects.create(account=role, name="甲", tenant=city)
    Holding.objects.create(person=person, post=post, from_on=date(2020, 1, 1))  # a Wednesday
    return window(person)


class TestChapters:
    def test_tell_of_every_entry_of_the_menu(self):
        assert {each.url_name for each in CHAPTERS} == {each.url_name for each in menu.MENU} - SELF_EVIDENT

    def test_bear_codes_of_their_own(self):
        assert len({each.code for each in CHAPTERS}) == len(CHAPTERS)

    def test_tell_of_every_declared_workflow(self):
        assert {code for each in CHAPTERS for code in each.workflows} == set(workflows)

    @pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda each: each.code)
    def test_quote_only_what_stands_on_a_page(self, chapter):
        told = [line for part in chapter.parts for line in part.lines] + [
            each.answer for each in chapter.asked
        ]
        desk = words_of_the_desk()
        assert [quoted for line in told for quoted in QUOTED.findall(line) if quoted not in desk] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("desk_surface")
class TestTheHandbook:
    @pytest.fixture
    def city(self) -> Tenant:
        return Tenant.objects.create(slug="c", name="某市", full_name="某市人民政府", level="city")

    @pytest.fixture
    def handler(self, city) -> Client:
        return seated(city, Role.HANDLER)

    @pytest.fixture
    def head(self, city) -> Client:
        return seated(city, Role.HEAD)

    @pytest.fixture
    def keeper(self, city) -> Client:
        person = Person.objects.create(account="keeper", name="丙", tenant=city)
        AdminSeat.objects.create(tenant=city, role="system", person=person)
        return window(person)

    def test_shows_a_unit_what_its_menu_has(self, handler):
        page = handler.get("/help/").content.decode()
        assert "/help/duties/" in page
        assert "/help/releases/" not in page

    def test_shows_administrators_no_business(self, keeper):
        assert "/help/duties/" not in keeper.get("/help/").content.decode()
        assert keeper.get("/help/duties/").status_code == 404
        assert keeper.get("/help/orgs/").status_code == 200

    def test_tells_a_job_to_those_who_have_it(self, handler, head):
        assert "确认或退回" not in handler.get("/help/duties/").content.decode()
        assert "确认或退回" in head.get("/help/duties/").content.decode()

    def test_marks_the_steps_that_are_the_readers(self, handler):
        page = handler.get("/help/duties/").content.decode()
        own = sum(Role.HANDLER in step.by for step in workflows["duty"].steps)
        assert page.count("您可以办") == own > 0

    def test_leads_from_chapter_to_chapter(self, handler):
        page = handler.get("/help/agenda/").content.decode()
        assert 'href="/help/my-work/" rel="prev"' in page
        assert 'href="/help/approvals/" rel="next"' in page

    def test_does_not_know_other_chapters(self, handler):
        answer = handler.get("/help/nothing/")
        assert answer.status_code == 404
        assert "没有这一章" in answer.content.decode()

"""What of Wagtail stands at the desk: the site tree for its editors; nothing else, for nobody."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from quancheng.kernel.orgs.models import Person
from quancheng.shells.portal.layout import SitePlan, lay_out_site
from quancheng.shells.portal.models import HomePage, Notice, NoticeBoard
from quancheng.shells.workbench.tests.editors import make_editor
from quancheng.shells.workbench.tests.test_orgs import administrator_of, government, seat, signed_in, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
GONE = (
    "/users/", "/groups/", "/sites/", "/collections/", "/images/", "/documents/", "/documents/1/x.pdf/",
    "/reports/site-history/", "/workflows/list/", "/api/main/pages/", "/password_reset/", "/block-preview/",
)  # fmt: skip


@pytest.fixture
def home() -> HomePage:
    return lay_out_site(SitePlan(title="演示市", government="演示市人民政府", host="演示市政府办公厅"))


@pytest.fixture
def clerk() -> Person:
    return seat(unit_of(government("c"), "9", "演示市财政局"), "经办", "clerk").person


@pytest.fixture
def almighty(clerk) -> Client:
    """Whoever has every permission that Wagtail and Django know: to them it would open every room."""
    make_editor(clerk)
    clerk.user_permissions.set(Permission.objects.all())
    return signed_in(clerk)


class TestARoomThatTheHouseDoesNotHave:
    @pytest.mark.parametrize("address", GONE)
    def test_is_not_there_for_who_has_every_permission_either(self, almighty, address):
        assert almighty.get(address).status_code == 404

    def test_is_not_offered_beside_the_search(self, almighty, home):
        told = almighty.get(reverse("wagtailadmin_pages:search")).content.decode()
        assert 'href="/images/' not in told
        assert 'href="/users/' not in told

    def test_is_not_reached_by_acts_on_many(self, almighty, clerk):
        assert almighty.get(f"/bulk/orgs/person/delete/?id={clerk.pk}").status_code == 404


class TestTheSiteTree:
    def test_is_not_there_for_who_edits_no_page(self, clerk, home):
        for address in (f"/pages/{home.pk}/", "/choose-page/", "/pages/search/"):
            assert signed_in(clerk).get(address).status_code == 404

    def test_acts_on_many_pages_at_once(self, almighty, home):
        board = NoticeBoard.objects.get()
        assert almighty.get(f"/bulk/wagtailcore/page/delete/?id={board.pk}").status_code == 200

    def test_offers_neither_private_pages_nor_a_preview_that_it_cannot_draw(self, home):
        for kind in (HomePage, NoticeBoard, Notice):
            assert kind.private_page_options == []
            assert not kind().is_previewable()
        assert Page.private_page_options


class TestThePolicy:
    def test_allows_no_inline_script_on_our_own_pages(self, almighty, home):
        for address in (
            "/login/",
            "/my-work/",
            "/help/",
            "/account/",
            "/calendar/",
            "/nothing-here/",
            "/users/",
        ):
            policy = almighty.get(address)["Content-Security-Policy"]
            assert "script-src 'self';" in f"{policy};", address
            assert "style-src 'self';" in f"{policy};", address
            assert "unsafe" not in policy, address

    def test_allows_it_in_wagtails_editor_alone(self, almighty, home):
        for address in (f"/pages/{home.pk}/", f"/pages/{home.pk}/edit/", "/choose-page/"):
            policy = almighty.get(address)["Content-Security-Policy"]
            assert "script-src 'self' 'unsafe-inline';" in f"{policy};", address
            assert "unsafe-eval" not in policy


class TestBusiness:
    def test_is_closed_to_an_administrator(self, clerk):
        answer = administrator_of(clerk.tenant).get("/plan/duties/")
        assert answer.status_code == 403
        assert "管理员不办理业务" in answer.content.decode()

    def test_is_not_offered_to_an_administrator(self, clerk):
        keeper = administrator_of(clerk.tenant)
        for address in ("/account/", "/overview/", "/my-work/", "/help/"):
            told = keeper.get(address).content.decode()
            assert 'href="/plan/' not in told
            assert 'href="/mailbox/' not in told

    @pytest.mark.parametrize("address", ["/plan/upload/", "/plan/commitments/upload/"])
    def test_of_the_office_is_closed_to_a_unit(self, clerk, address):
        assert signed_in(clerk).get(address).status_code == 403

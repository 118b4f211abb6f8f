"""No page and no file of the desk stays in a browser or in a proxy on the way."""

import pytest
from django.urls import reverse

from quancheng.kernel.orgs.models import Person
from quancheng.shells.workbench.tests.test_orgs import administrator_of, government, seat, signed_in, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
PAGES = ("/my-work/", "/help/", "/account/", "/inbox/", "/nothing-here/", "/users/", "/login/")


@pytest.fixture
def clerk() -> Person:
    return seat(unit_of(government("c"), "9", "演示市财政局"), "经办", "clerk").person


class TestWhatTheDeskAnswers:
    @pytest.mark.parametrize("address", PAGES)
    def test_is_kept_nowhere_when_it_is_a_page(self, clerk, address):
        assert signed_in(clerk).get(address)["Cache-Control"] == "private, no-store"

    def test_is_kept_nowhere_when_it_is_a_file(self, clerk):
        answer = administrator_of(clerk.tenant).get(reverse("workbench:orgs_export"))
        assert answer["Cache-Control"] == "private, no-store"

    def test_is_kept_nowhere_when_it_refuses(self, clerk):
        answer = administrator_of(clerk.tenant).get("/plan/duties/")
        assert answer.status_code == 403
        assert answer["Cache-Control"] == "private, no-store"


class TestWhatIsTheSameForAll:
    @pytest.mark.parametrize("name", ["wagtailadmin_sprite", "wagtailadmin_javascript_catalog"])
    def test_is_kept_for_an_hour_and_by_nobody_but_the_browser(self, clerk, name):
        assert signed_in(clerk).get(reverse(name))["Cache-Control"] == "private, max-age=3600"

    @pytest.mark.parametrize("name", ["wagtailadmin_sprite", "wagtailadmin_javascript_catalog"])
    def test_tells_of_nobody(self, client, clerk, name):
        assert client.get(reverse(name)).content == signed_in(clerk).get(reverse(name)).content

    def test_is_not_kept_when_it_refuses(self, clerk):
        answer = signed_in(clerk).post(reverse("wagtailadmin_javascript_catalog"))
        assert (answer.status_code, answer["Cache-Control"]) == (405, "private, no-store")

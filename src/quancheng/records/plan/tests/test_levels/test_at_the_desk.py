"""Taking up at the desk."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import levels
from quancheng.records.plan.commands.orders import issue_order
from quancheng.records.plan.models import Order, Plan, RowSetAside, RowTakenUp
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_levels.conftest import NOW, TODAY, take_up


@pytest.mark.django_db
@pytest.mark.usefixtures("desk_surface")
class TestThePages:
    @pytest.fixture
    def east(self, city) -> Client:
        return signed_in(Unit.objects.get(short_name="东区政府"), "desk-east", Role.OPENNESS_OFFICE)

    @pytest.fixture
    def west(self, city) -> Client:
        return signed_in(Unit.objects.get(short_name="西区政府"), "desk-west", Role.OPENNESS_OFFICE)

    @pytest.fixture
    def at_city(self, city) -> Client:
        return signed_in(Unit.objects.get(short_name="市政府"), "desk-city", Role.OPENNESS_OFFICE)

    def test_lead_from_the_choice_of_a_plan_to_what_is_taken_up(self, east, plan, above):
        here = reverse("plan_desk:taking_up", args=[plan.ref])
        assert east.get(here)["Location"] == reverse("plan_desk:plan_above", args=[plan.ref])
        form = east.get(reverse("plan_desk:plan_above", args=[plan.ref])).context["form"]
        assert form.initial["above"] == above.ref  # the one of the same year is proposed
        told = east.post(reverse("plan_desk:plan_above", args=[plan.ref]), {"above": above.ref}, follow=True)
        assert [line.above.no for line in told.context["page"].lines] == ["1", "4"]
        pair = f"{above.ref}-1:{plan.ref}-1"
        assert pair in told.content.decode()
        east.post(here, {"pair": [pair]})
        assert RowTakenUp.objects.count() == 1

    @pytest.mark.parametrize(("stands", "says"), [(False, "本来就不承接上级要点"), (True, "承接的就是《")])
    def test_say_so_when_the_choice_changes_nothing(self, east, plan, above, district, stands, says):
        if stands:
            levels.choose_plan_above(plan_ref=plan.ref, above_ref=above.ref, actor=district, now=NOW)
        before = AuditEntry.objects.count()
        choice = {"above": above.ref if stands else ""}
        page = east.post(
            reverse("plan_desk:plan_above", args=[plan.ref]), choice, follow=True
        ).content.decode()
        assert f"没有更改：这份要点{says}" in page
        assert "已改为不承接" not in page
        assert AuditEntry.objects.count() == before

    @pytest.mark.parametrize("pair", [[], ["x"], ["x:"], [":y"], ["x:y"]])
    def test_refuse_bad_input_in_its_place(self, east, chosen, pair):
        told = east.post(reverse("plan_desk:taking_up", args=[chosen.ref]), {"pair": pair})
        assert told.status_code == 422
        assert "承接上级要点" in told.content.decode()

    def test_keep_what_was_ticked_when_the_page_was_stale(self, east, chosen, district):
        take_up(chosen, "1", "1", actor=district)
        here = reverse("plan_desk:taking_up_row", args=[chosen.ref, f"{chosen.takes_up.ref}-1"])
        told = east.post(here, {"row": [f"{chosen.ref}-2"]})
        assert told.status_code == 422
        assert {each.row.no for each, ticked in told.context["choices"] if ticked} == {"2"}
        assert list(told.context["seen"]) == [f"{chosen.ref}-1"]

    def test_set_a_row_aside_with_a_reason_and_back(self, east, chosen):
        args = [chosen.ref, f"{chosen.takes_up.ref}-4"]
        assert east.post(reverse("plan_desk:set_aside", args=args), {"reason": " "}).status_code == 422
        east.post(reverse("plan_desk:set_aside", args=args), {"reason": "本区没有乡村"})
        assert RowSetAside.objects.get().reason == "本区没有乡村"
        assert "本区没有乡村" in east.get(reverse("plan_desk:taking_up_row", args=args)).content.decode()
        east.post(reverse("plan_desk:put_back", args=args))
        assert not RowSetAside.objects.exists()

    def test_show_the_city_the_matrix_and_each_row(self, at_city, chosen, district, above):
        take_up(chosen, "1", "1", actor=district)
        page = at_city.get(reverse("plan_desk:levels", args=[above.ref]), {"show": "gaps"})
        assert [line.row.no for line, _ in page.context["rows"]] == ["4"]
        row = at_city.get(reverse("plan_desk:levels_row", args=[f"{above.ref}-1"])).content.decode()
        assert "要点尚未公开，只有数字" in row
        assert "公开全区稳增长政策" not in row

    def test_are_not_there_for_a_sibling(self, west, chosen, above):
        first = f"{above.ref}-1"
        for name, args in (
            ("taking_up", [chosen.ref]), ("plan_above", [chosen.ref]), ("taking_up_row", [chosen.ref, first]),
            ("plan", [chosen.ref]), ("row", [f"{chosen.ref}-1"]),
            ("levels", [above.ref]), ("levels_row", [first]),
        ):  # fmt: skip
            assert west.get(reverse(f"plan_desk:{name}", args=args)).status_code == 404, name
        for name in ("set_aside", "put_back"):
            told = west.post(reverse(f"plan_desk:{name}", args=[chosen.ref, first]), {"reason": "x"})
            assert told.status_code in {302, 404, 422}, name
        assert not RowSetAside.objects.exists()

    def test_send_a_sibling_to_the_public_page_of_a_published_plan(self, west, at_city, chosen):
        Plan.objects.filter(pk=chosen.pk).update(published_on=TODAY)
        told = west.get(reverse("plan_desk:plan", args=[chosen.ref]))
        assert told["Location"] == f"{settings.PUBLIC_ADDRESS}/plan/{chosen.ref}/"
        row = west.get(reverse("plan_desk:row", args=[f"{chosen.ref}-1"]))
        assert row["Location"] == f"{settings.PUBLIC_ADDRESS}/plan/rows/{chosen.ref}-1/"
        figures = at_city.get(reverse("plan_desk:plan", args=[chosen.ref]))
        assert figures.status_code == 200
        assert "演示district" not in figures.content.decode()  # who confirmed it is not told to the city

    def test_ask_for_a_row_where_none_was_ticked(self, east, chosen):
        here = reverse("plan_desk:taking_up_row", args=[chosen.ref, f"{chosen.takes_up.ref}-1"])
        told = east.post(here, {})
        assert told.status_code == 422
        assert "请至少勾选一行" in told.content.decode()

    def test_say_beside_a_stale_tick_which_row_stands(self, east, chosen, district):
        take_up(chosen, "1", "1", actor=district)
        here = reverse("plan_desk:taking_up_row", args=[chosen.ref, f"{chosen.takes_up.ref}-1"])
        assert east.post(here, {"row": [f"{chosen.ref}-2"]}).content.decode().count("现由此行承接") == 1

    def test_put_governments_without_a_plan_apart(self, at_city, chosen, above):
        told = at_city.get(reverse("plan_desk:levels", args=[above.ref]))
        page = told.context["page"]
        assert [each.tenant.name for each in page.taking] == ["东区"]
        assert [each.tenant.name for each in page.waiting] == ["西区"]
        assert (page.gaps, page.gaps_waiting) == (2, 2)
        assert {len(cells) for _, cells in told.context["rows"]} == {1}
        assert "还没有要点承接的下级政府" in told.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("desk_surface")
class TestUrging:
    """The city's office drafts orders about gaps."""

    @pytest.fixture
    def at_city(self, city) -> Client:
        return signed_in(Unit.objects.get(short_name="市政府"), "desk-city", Role.OPENNESS_OFFICE)

    @pytest.fixture
    def here(self, above) -> str:
        return reverse("plan_desk:order_about_gaps", args=[above.ref])

    def test_begins_with_what_was_ticked(self, at_city, here, chosen, district):
        take_up(chosen, "1", "1", actor=district)
        told = at_city.get(here, {"to": ["dong", "xi"]})
        gaps = [(str(each.unit), [row.no for row in each.rows]) for each in told.context["gaps"]]
        assert gaps == [("东区政府", ["4"]), ("西区政府", ["1", "4"])]
        assert told.context["form"].initial["subject"] == "承接2026年政务公开工作要点"

    def test_drafts_one_order_a_government(self, at_city, here, chosen):
        form = at_city.get(here, {"to": ["dong", "xi"]}).context["form"]
        at_city.post(here, {"to": ["dong", "xi"], **form.initial})
        drafted = [
            (str(order.case.unit), order.points.count()) for order in Order.objects.order_by("case__unit_id")
        ]
        assert sorted(drafted) == [("东区政府", 2), ("西区政府", 2)]
        again = at_city.get(here, {"to": ["xi"]})
        assert [order.case.unit.short_name for order in again.context["known_orders"]] == ["西区政府"]

    def test_leads_the_district_from_its_order_to_where_it_takes_up(
        self, at_city, here, chosen, above, office_head, district
    ):
        form = at_city.get(here, {"to": ["dong"]}).context["form"]
        at_city.post(here, {"to": ["dong"], **form.initial})
        order = Order.objects.get()
        now = timezone.now()
        until = timezone.localdate(now) + timedelta(days=30)
        issue_order(order_id=order.pk, version=order.case.version, until=until, actor=office_head, now=now)
        page = reverse("plan_desk:order", args=[order.pk])
        east = signed_in(Unit.objects.get(short_name="东区政府"), "desk-east", Role.OPENNESS_OFFICE)
        way = reverse("plan_desk:taking_up_row", args=[chosen.ref, f"{above.ref}-4"])
        assert f'href="{way}"' in east.get(page).content.decode()
        assert "到承接页面办理" not in at_city.get(page).content.decode()
        Plan.objects.filter(pk=chosen.pk).update(takes_up=None)
        choice = reverse("plan_desk:plan_above", args=[chosen.ref])
        assert f'href="{choice}"' in east.get(page).content.decode()

    @pytest.mark.parametrize("to", [[], ["nowhere"], ["qzw"]])
    def test_refuses_what_has_no_gap_and_keeps_the_words(self, at_city, here, chosen, to):
        said = {"subject": "承接", "demand": "请逐行承接", "answer_on": "2099-01-01"}
        told = at_city.post(here, {"to": to, **said})
        assert (told.status_code, Order.objects.count()) == (422, 0)
        assert "请逐行承接" in told.content.decode()
        assert "没有选定有缺口的下级政府" in told.content.decode()

    def test_is_for_the_office_above_alone(self, here, city, chosen):
        east = signed_in(Unit.objects.get(short_name="东区政府"), "desk-east", Role.OPENNESS_OFFICE)
        assert east.get(here, {"to": ["xi"]}).status_code == 404

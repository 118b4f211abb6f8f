"""The turn of the year at the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import CarryOver, Draft, RowContinues, Task
from quancheng.records.plan.queries.plans import NoSuchPlan
from quancheng.records.plan.queries.taking_up import kept_plan
from quancheng.records.plan.tests.conftest import official
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring
from quancheng.records.plan.tests.test_turn_of_the_year.conftest import (
    left,
)

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("desk_surface")
class TestThePages:
    @pytest.fixture
    def at_office(self, city) -> Client:
        return signed_in(Unit.objects.get(short_name="市政府"), "desk-office", Role.OPENNESS_OFFICE)

    @pytest.fixture
    def elsewhere(self, city) -> Client:
        return signed_in(Tenant.objects.get(slug="xi").units.get(), "desk-west", Role.OPENNESS_OFFICE)

    def test_lead_from_last_years_plan_to_this_years(self, at_office, last):
        next_href = reverse("plan_desk:next_year", args=[last.ref])
        assert next_href in at_office.get(reverse("plan_desk:plan", args=[last.ref])).content.decode()
        draft_page = at_office.post(next_href, {"rows": "all"}, follow=True)
        draft = Draft.objects.get(starts_from=last)
        beside = reverse("plan_desk:draft_beside", args=[draft.pk])
        assert beside in draft_page.content.decode()
        page = at_office.get(beside).context["page"]
        assert (page.same_count, page.changed_count, page.added_count, page.dropped_count) == (3, 0, 0, 0)
        again = at_office.post(next_href, {"rows": "all"}, follow=True)
        assert "正在等待核对" in again.content.decode()
        assert "底稿：" in at_office.get(reverse("plan_desk:plans")).content.decode()

    @pytest.mark.parametrize("rows", ["", "some"])
    def test_refuse_bad_input_in_its_place(self, at_office, last, rows):
        assert (
            at_office.post(reverse("plan_desk:next_year", args=[last.ref]), {"rows": rows}).status_code == 422
        )
        assert not Draft.objects.filter(starts_from=last).exists()

    def test_say_when_there_is_nothing_to_compare_with(self, at_office, office):
        draft = bring(office)
        told = at_office.get(reverse("plan_desk:draft_beside", args=[draft.pk])).content.decode()
        assert "没有可以比较的上年要点" in told

    def test_show_and_change_which_row_goes_on_with_which(self, at_office, this, last):
        told = at_office.get(reverse("plan_desk:beside", args=[this.ref]))
        assert [len(tie.earlier) for tie in told.context["ties"]] == [1, 1, 1]
        here = reverse("plan_desk:tie", args=[f"{this.ref}-1"])
        assert at_office.post(here, {"seen": [f"{last.ref}-1"]}).status_code == 302
        stale = at_office.post(here, {"seen": [f"{last.ref}-1"], "row": [f"{last.ref}-2"]})
        assert stale.status_code == 422
        assert [row.no for row, _, ticked in stale.context["choices"] if ticked] == ["2"]
        beside, opened = reverse("plan_desk:beside", args=[this.ref]), told.context["version"]
        stale = at_office.post(beside, {"earlier": last.ref, "version": opened})
        assert (stale.status_code, RowContinues.objects.count()) == (422, 2)
        assert "刚被他人更改" in stale.content.decode()
        at_office.post(beside, {"earlier": last.ref, "version": stale.context["version"]})
        assert RowContinues.objects.count() == 3
        fresh = at_office.get(beside)
        assert f'name="version" value="{fresh.context["version"]}"' in fresh.content.decode()

    def test_carry_a_whole_row_over(self, at_office, issued, last):
        here = reverse("plan_desk:left_overs", args=[issued.ref])
        groups = at_office.get(here).context["groups"]
        seen = [group.seen for group in groups]
        assert len(seen) < sum(len(group.duties) for group in groups)
        at_office.post(here, {"seen": seen, "row": [f"{last.ref}-1"], "decision": "carry"})
        assert CarryOver.objects.filter(decision="carry").count() == 3

    @pytest.mark.parametrize(
        "bad",
        [
            {"x": "y"},
            {"decision": "burn"},
            {"seen": ["x"], "duty": ["1"], "decision": "stay"},
            {"seen": ["::"]},
        ],
    )
    def test_refuse_what_they_cannot_understand(self, at_office, issued, bad):
        assert at_office.post(reverse("plan_desk:left_overs", args=[issued.ref]), bad).status_code == 422

    def test_keep_what_was_ticked_when_refused(self, at_office, issued):
        duty = left(issued, "市财政局")
        told = at_office.post(
            reverse("plan_desk:left_overs", args=[issued.ref]),
            {"seen": [f"{duty.pk}:0:x"], "duty": [str(duty.pk)], "decision": "cancel"},
        )
        ticked = [v.line.duty for group in told.context["groups"] for v in group.duties if v.is_ticked]
        assert (told.status_code, ticked) == (422, [duty])

    def test_propose_last_years_parts(self, at_office, this):
        told = at_office.get(reverse("plan_desk:take_apart", args=[f"{this.ref}-1"]))
        assert told.context["forms"].initial[0]["title"] == "公开稳增长政策69项。"

    def test_are_not_there_for_another_government(self, elsewhere, this, last):
        draft = Draft.objects.get(starts_from=last)
        for name, arg in (
            ("next_year", last.ref), ("beside", this.ref), ("left_overs", this.ref), ("tie", f"{this.ref}-1"),
            ("draft_beside", draft.pk),
        ):  # fmt: skip
            assert elsewhere.get(reverse(f"plan_desk:{name}", args=[arg])).status_code == 404, name
        elsewhere.post(reverse("plan_desk:as_last_year", args=[this.ref]))
        assert not Task.objects.filter(row__plan=this).exists()

    def test_are_for_the_office_alone(self, this):
        clerk = official(Tenant.objects.get(slug="qzw"), "city-clerk", Role.HANDLER)
        with pytest.raises(NoSuchPlan):
            kept_plan(clerk, this.ref)

"""A district takes up the rows of the plan above, or says why not."""

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import drafts, levels
from quancheng.records.plan.commands.drafts import NotYourOffice
from quancheng.records.plan.models import Plan, RowSetAside, RowTakenUp
from quancheng.records.plan.queries import levels as from_above
from quancheng.records.plan.queries import taking_up as queries
from quancheng.records.plan.queries.plans import NoSuchPlan
from quancheng.records.plan.rules.levels import Uptake
from quancheng.records.plan.tests.conftest import NOW, official
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_levels.conftest import (
    ABOVE,
    TODAY,
    last_code,
    set_aside,
    standing,
    take_up,
)


@pytest.mark.django_db
class TestChoosePlanAbove:
    def test_ties_the_plan_to_the_one_above(self, chosen, above):
        assert Plan.objects.get(pk=chosen.pk).takes_up == above
        assert last_code() == "plan.above.chosen"

    def test_may_be_taken_back_while_nothing_is_taken_up(self, chosen, district):
        assert (
            levels.choose_plan_above(plan_ref=chosen.ref, above_ref="", actor=district, now=NOW).takes_up
            is None
        )

    def test_is_refused_once_rows_are_taken_up(self, chosen, district):
        take_up(chosen, "1", "1", actor=district)
        with pytest.raises(levels.LinksStand):
            levels.choose_plan_above(plan_ref=chosen.ref, above_ref="", actor=district, now=NOW)

    def test_finds_no_plan_of_another_government(self, plan, district, stranger):
        draft = bring(stranger)
        every = frozenset({1, 2, 3})
        looked = drafts.accept_doubts(draft_id=draft.pk, version=0, keys=every, actor=stranger, now=NOW)
        elsewhere = confirm(looked, stranger).plan
        for ref in (elsewhere.ref, plan.ref, "nowhere"):
            with pytest.raises(NoSuchPlan):
                levels.choose_plan_above(plan_ref=plan.ref, above_ref=ref, actor=district, now=NOW)

    def test_is_refused_to_all_but_the_own_office(self, plan, above, sibling, office, handler):
        for other in (sibling, office):
            with pytest.raises(NoSuchPlan):
                levels.choose_plan_above(plan_ref=plan.ref, above_ref=above.ref, actor=other, now=NOW)
        with pytest.raises(NotYourOffice):
            levels.choose_plan_above(plan_ref=plan.ref, above_ref=above.ref, actor=handler, now=NOW)


@pytest.mark.django_db
class TestTakingUp:
    def test_lists_what_concerns_the_district_gaps_first(self, chosen):
        assert standing(chosen) == [("1", Uptake.GAP), ("4", Uptake.GAP)]

    def test_proposes_what_is_alike(self, chosen):
        first, other = queries.taking_up(chosen, chosen.takes_up, today=TODAY).lines
        assert [each.row.no for each in first.proposals] == ["1"]
        assert other.proposals == ()

    def test_puts_what_is_settled_behind_the_gaps(self, chosen, district):
        take_up(chosen, "1", "1", "2", actor=district)
        assert standing(chosen) == [("4", Uptake.GAP), ("1", Uptake.TAKEN)]

    def test_asks_the_database_a_fixed_number_of_times(self, chosen, district, django_assert_max_num_queries):
        take_up(chosen, "1", "1", actor=district)
        with django_assert_max_num_queries(16):
            queries.taking_up(chosen, chosen.takes_up, today=TODAY)

    def test_is_for_the_own_office_alone(self, chosen, sibling, office, stranger):
        for other in (sibling, office, stranger, Actor.anonymous()):
            with pytest.raises(NoSuchPlan):
                queries.kept_plan(other, chosen.ref)
        clerk = official(Tenant.objects.get(slug="dong"), "clerk", Role.HANDLER)
        with pytest.raises(NoSuchPlan):
            queries.kept_plan(clerk, chosen.ref)


@pytest.mark.django_db
class TestTakeUpRow:
    def test_lets_several_below_take_up_one_above_and_one_below_several(self, chosen, district):
        take_up(chosen, "1", "1", "2", actor=district)
        take_up(chosen, "4", "2", actor=district)
        assert RowTakenUp.objects.count() == 3
        assert last_code() == "plan.above.row_taken_up"

    def test_with_no_row_makes_it_a_gap_again(self, chosen, district):
        take_up(chosen, "1", "1", actor=district)
        take_up(chosen, "1", actor=district, seen=("1",))
        assert standing(chosen)[0] == ("1", Uptake.GAP)

    def test_of_a_stale_page_is_refused_and_changes_nothing(self, chosen, district):
        take_up(chosen, "1", "1", actor=district)
        with pytest.raises(drafts.ChangedMeanwhile):
            take_up(chosen, "1", "2", actor=district)
        assert [link.row.no for link in RowTakenUp.objects.all()] == ["1"]

    def test_knows_only_rows_of_the_two_plans(self, chosen, district):
        with pytest.raises(queries.NoSuchRowHere):
            take_up(chosen, "1", "9", actor=district)
        with pytest.raises(queries.NoSuchRowAbove):
            take_up(chosen, "9", "1", actor=district)

    def test_ends_that_the_row_was_set_aside(self, chosen, district):
        set_aside(chosen, "4", district)
        take_up(chosen, "4", "2", actor=district)
        assert not RowSetAside.objects.exists()

    def test_is_refused_to_a_sibling_and_to_the_city(self, chosen, sibling, office):
        for other in (sibling, office):
            with pytest.raises(NoSuchPlan):
                take_up(chosen, "1", "1", actor=other)


@pytest.mark.django_db
class TestTakeUpProposals:
    def test_accepts_many_at_once(self, chosen, district):
        pairs = [
            (f"{chosen.takes_up.ref}-1", f"{chosen.ref}-1"),
            (f"{chosen.takes_up.ref}-4", f"{chosen.ref}-2"),
        ]
        count = levels.take_up_proposals(plan_ref=chosen.ref, pairs=pairs, actor=district, now=NOW)
        assert (count, last_code()) == (2, "plan.above.proposals_taken_up")
        again = levels.take_up_proposals(plan_ref=chosen.ref, pairs=pairs, actor=district, now=NOW)
        assert (again, RowTakenUp.objects.count()) == (0, 2)

    def test_is_all_or_nothing(self, chosen, district):
        pairs = [(f"{chosen.takes_up.ref}-1", f"{chosen.ref}-1"), (f"{chosen.takes_up.ref}-4", "qzw-2026-1")]
        with pytest.raises(queries.NoSuchRowHere):
            levels.take_up_proposals(plan_ref=chosen.ref, pairs=pairs, actor=district, now=NOW)
        assert not RowTakenUp.objects.exists()

    def test_wants_a_choice(self, chosen, district):
        with pytest.raises(levels.NothingChosen):
            levels.take_up_proposals(plan_ref=chosen.ref, pairs=[], actor=district, now=NOW)

    def test_is_refused_to_a_sibling(self, chosen, sibling):
        with pytest.raises(NoSuchPlan):
            levels.take_up_proposals(plan_ref=chosen.ref, pairs=[("a", "b")], actor=sibling, now=NOW)


@pytest.mark.django_db
class TestSetRowAside:
    def test_tells_the_city_why(self, chosen, district, office, above):
        set_aside(chosen, "4", district)
        assert (standing(chosen)[1], last_code()) == (("4", Uptake.ASIDE), "plan.above.row_set_aside")
        cells = dict(from_above.row_across(office, above.rows.get(no="4"), today=TODAY))
        assert cells[Tenant.objects.get(slug="dong")].reason == "本区没有乡村"

    def test_keeps_the_reason_out_of_the_audit(self, chosen, district):
        set_aside(chosen, "4", district)
        assert "本区没有乡村" not in str(AuditEntry.objects.order_by("-seq")[0].facts)

    def test_wants_a_reason(self, chosen, district):
        with pytest.raises(levels.WhyNot):
            set_aside(chosen, "4", district, "  ")

    def test_is_refused_while_the_row_is_taken_up(self, chosen, district):
        take_up(chosen, "4", "2", actor=district)
        with pytest.raises(levels.TakenUpAlready):
            set_aside(chosen, "4", district)

    def test_is_refused_to_a_sibling_and_to_the_city(self, chosen, sibling, office):
        for other in (sibling, office):
            with pytest.raises(NoSuchPlan):
                set_aside(chosen, "4", other)


@pytest.mark.django_db
class TestPutRowBack:
    def back(self, plan: Plan, no: str, actor: Actor) -> None:
        above = f"{plan.takes_up.ref}-{no}"
        levels.put_row_back(plan_ref=plan.ref, above_ref=above, actor=actor, now=NOW)

    def test_makes_it_a_gap_again(self, chosen, district):
        set_aside(chosen, "4", district)
        self.back(chosen, "4", district)
        assert (dict(standing(chosen))["4"], last_code()) == (Uptake.GAP, "plan.above.row_put_back")

    def test_is_refused_when_nothing_is_set_aside(self, chosen, district):
        with pytest.raises(levels.NotSetAside):
            self.back(chosen, "4", district)

    def test_is_refused_to_a_sibling(self, chosen, district, sibling):
        set_aside(chosen, "4", district)
        with pytest.raises(NoSuchPlan):
            self.back(chosen, "4", sibling)


@pytest.mark.django_db
class TestAnAmendedPlanAbove:
    """The city changes row 1 and drops row 4, both of which the district has decided about."""

    @pytest.fixture
    def amended(self, chosen, district, office) -> Plan:
        take_up(chosen, "1", "1", actor=district)
        set_aside(chosen, "4", district)
        rows = (
            ("1", "一、主动公开", "（一）经济", "公开稳增长政策72项。", "各区县政府", "2026年11月底前"),
            *ABOVE[1:3],
        )
        confirm(bring(office, rows, "修订.txt"), office)
        return Plan.objects.select_related("takes_up", "tenant").get(pk=chosen.pk)

    def test_is_noted_at_the_links_which_stay(self, amended):
        assert standing(amended) == [("1", Uptake.CHANGED), ("4", Uptake.DROPPED)]
        assert RowTakenUp.objects.count() == 1

    def test_is_settled_by_deciding_anew(self, amended, district):
        take_up(amended, "1", "1", actor=district, seen=("1",))
        assert dict(standing(amended))["1"] is Uptake.TAKEN

    def test_is_seen_by_the_city_too(self, amended, office, above):
        page = from_above.levels(office, above, today=TODAY)
        east = [tenant.tenant.slug for tenant in page.below].index("dong")
        assert page.rows[0].cells[east].uptake is Uptake.CHANGED

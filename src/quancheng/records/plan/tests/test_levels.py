"""A district takes up the city's plan row by row; the city reads figures; a sibling sees nothing."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import drafts, duties, levels, publishing, tasks
from quancheng.records.plan.commands.drafts import NotYourOffice
from quancheng.records.plan.models import Plan, RowSetAside, RowTakenUp
from quancheng.records.plan.queries import levels as from_above
from quancheng.records.plan.queries import taking_up as queries
from quancheng.records.plan.queries.plans import NoSuchPlan, NoSuchRow
from quancheng.records.plan.queries.progress import Progress
from quancheng.records.plan.rules.levels import PROPOSED_FROM, Uptake, Words, has_moved, proposed, ranked
from quancheng.records.plan.tests.conftest import NOW, THREE_ROWS, official
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import report, staff, told

TODAY = date(2026, 3, 2)  # Monday
ABOVE = (
    *THREE_ROWS,
    ("4", "", "", "建设乡村振兴公开专栏。", "各区县政府", "2026年12月底前"),
)
EAST = (
    ("1", "一、主动公开", "（一）经济", "公开全区稳增长政策20项。", "东区政府", "2026年12月底前"),
    ("2", "", "", "办好政务公开专区。", "东区政府", "2026年12月底前"),
)


@pytest.fixture
def sibling(city) -> Actor:
    return official(Tenant.objects.get(slug="xi"), "sibling", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)


@pytest.fixture
def above(office) -> Plan:
    """The city's plan: rows 1 and 4 are for all districts."""
    return confirm(bring(office, ABOVE), office).plan


@pytest.fixture
def plan(above, district) -> Plan:
    """The eastern district's plan; its first row is alike to the city's first."""
    return confirm(bring(district, EAST, "东区任务分工.txt"), district).plan


@pytest.fixture
def chosen(plan, above, district) -> Plan:
    return levels.choose_plan_above(plan_ref=plan.ref, above_ref=above.ref, actor=district, now=NOW)


def take_up(plan: Plan, no: str, *rows: str, actor: Actor, seen: tuple[str, ...] = ()) -> None:
    assert plan.takes_up is not None
    levels.take_up_row(
        plan_ref=plan.ref,
        above_ref=f"{plan.takes_up.ref}-{no}",
        row_refs=frozenset(f"{plan.ref}-{row}" for row in rows),
        seen=frozenset(f"{plan.ref}-{row}" for row in seen),
        actor=actor,
        now=NOW,
    )


def set_aside(plan: Plan, no: str, actor: Actor, reason: str = "本区没有乡村") -> RowSetAside:
    assert plan.takes_up is not None
    return levels.set_row_aside(
        plan_ref=plan.ref, above_ref=f"{plan.takes_up.ref}-{no}", reason=reason, actor=actor, now=NOW
    )


def standing(plan: Plan) -> list[tuple[str, Uptake]]:
    assert plan.takes_up is not None
    found = queries.taking_up(plan, plan.takes_up, today=TODAY)
    return [(line.above.no, line.uptake) for line in found.lines]


def last_code() -> str:
    return AuditEntry.objects.order_by("-seq")[0].code


class TestLikeness:
    def test_proposes_the_row_that_says_nearly_the_same(self):
        above = [Words("a", "主动公开", "公开稳增长政策69项。")]
        own = [Words("x", "专区", "办好政务公开专区。"), Words("y", "主动公开", "公开全区稳增长政策20项。")]
        [(ref, found)] = ranked(above, own)
        assert (ref, [each.ref for each in proposed(found)]) == ("a", ["y"])

    def test_proposes_nothing_out_of_nothing(self):
        [(_, found)] = ranked([Words("a", "", "")], [Words("x", "", "")])
        assert proposed(found) == ()

    @given(st.text(max_size=40), st.text(max_size=40))
    def test_lies_between_nought_and_one_and_is_mutual(self, one, other):
        [(_, [there])] = ranked([Words("a", "", one)], [Words("b", "", other)])
        [(_, [back])] = ranked([Words("b", "", other)], [Words("a", "", one)])
        assert 0 <= there.likeness <= 1
        assert there.likeness == back.likeness

    def test_of_a_demand_with_itself_is_nearly_sure(self):
        [(_, [found])] = ranked([Words("a", "一", "公开政策")], [Words("b", "一", "公开政策")])
        assert found.is_nearly_sure
        assert found.likeness > PROPOSED_FROM


class TestHasMoved:
    FACTS = {"no": "1", "requirement": "公开政策"}

    def test_when_the_words_changed_since(self):
        assert has_moved([(1, self.FACTS), (2, {**self.FACTS, "requirement": "公开规划"})], since=1)

    def test_not_by_a_number_alone_nor_by_what_was_seen(self):
        renumbered = {**self.FACTS, "no": "2"}
        assert not has_moved([(1, self.FACTS), (2, renumbered)], since=1)
        assert not has_moved([(1, self.FACTS), (2, {**self.FACTS, "requirement": "公开规划"})], since=2)


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


@pytest.mark.django_db
class TestLevels:
    """What the city's openness office sees."""

    @pytest.fixture
    def lived(self, chosen, district) -> Plan:
        """The eastern district took up row 1 by its row 1, which is done, and set row 4 aside."""
        take_up(chosen, "1", "1", actor=district)
        set_aside(chosen, "4", district)
        tasks.issue_tasks(plan_ref=chosen.ref, actor=district, now=NOW)
        clerk, head = staff("东区政府", "e1", Role.HANDLER), staff("东区政府", "e2", Role.HEAD)
        duty = DueItem.objects.get(obligation__about__endswith=f"{chosen.ref}-1-1")
        report(duty, clerk)
        duties.confirm_duty(**told(duty), actor=head, now=NOW)
        return chosen

    def test_rolls_up_what_the_districts_do(self, lived, above, office):
        page = from_above.levels(office, above, today=TODAY)
        east, west = page.below
        assert (east.asked, east.taken, east.gaps, east.aside) == (2, 1, 0, 1)
        assert (west.has_plan, west.asked, west.taken, west.gaps) == (False, 2, 0, 2)
        assert (page.tally.done, page.tally.total) == (1, 1)
        cell = page.rows[0].cells[0]
        assert (cell.uptake, cell.takers, cell.progress) == (Uptake.TAKEN, 1, Progress.DONE)
        assert page.rows[1].cells[0].uptake is Uptake.NOT_ASKED

    def test_shows_rows_of_published_plans_alone(self, lived, above, office):
        first = above.rows.get(no="1")
        assert dict(from_above.row_across(office, first, today=TODAY))[lived.tenant].shown == ()
        head = official(Tenant.objects.get(slug="dong"), "east-head", Role.OPENNESS_HEAD)
        publishing.publish_plan(ref=lived.ref, actor=head, now=NOW)
        shown = dict(from_above.row_across(office, first, today=TODAY))[lived.tenant].shown
        assert [row.no for row in shown] == ["1"]

    def test_shows_a_district_its_own_figures_alone(self, lived, above, district, sibling, handler):
        assert list(from_above.plans_taking_up(district, above)) == [lived]
        for other in (sibling, handler, Actor.anonymous(), Actor.citizen(1)):
            assert not from_above.plans_taking_up(other, above).exists()

    def test_is_for_the_office_above_alone(self, lived, above, district, sibling, stranger, handler):
        for other in (district, sibling, stranger, handler, Actor.anonymous()):
            with pytest.raises(NoSuchPlan):
                from_above.overseen_from_above(other, above.ref)
            with pytest.raises(NoSuchRow):
                from_above.row_overseen(other, f"{above.ref}-1")

    def test_asks_the_database_as_often_for_many(self, lived, above, office, django_assert_max_num_queries):
        with django_assert_max_num_queries(13):
            from_above.levels(office, above, today=TODAY)

    def test_lets_nobody_read_figures_who_may_not(self, lived, above, district, sibling, office, stranger):
        readers = [
            (district, lived, True), (office, lived, True), (sibling, lived, False),
            (stranger, lived, False), (district, above, True), (stranger, above, False),
        ]  # fmt: skip
        assert [from_above.may_read_figures(who, what) for who, what, _ in readers] == [
            may for *_, may in readers
        ]
        clerk = staff("市财政局", "city-clerk", Role.HANDLER)
        assert not from_above.may_read_figures(clerk, lived)


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
        assert [line.row.no for line in page.context["rows"]] == ["1", "4"]
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

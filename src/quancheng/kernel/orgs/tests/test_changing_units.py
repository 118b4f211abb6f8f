"""Units are added, renamed, moved, merged and closed; what was before stays known."""

from datetime import date

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.authority import NotYourRegister
from quancheng.kernel.orgs.commands import units
from quancheng.kernel.orgs.handover import NotHandedOver
from quancheng.kernel.orgs.matching import How
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.naming import match_all
from quancheng.kernel.orgs.queries import NoSuchTenant, NoSuchUnit, tree
from quancheng.kernel.orgs.tests.conftest import CONSOLE, NOW, TODAY

pytestmark = pytest.mark.django_db

FRIDAY = date(2024, 3, 1)
TUESDAY = date(2024, 3, 5)


def codes() -> list[str]:
    return [entry.code for entry in AuditEntry.objects.order_by("seq")]


def rename(
    unit: Unit, actor: Actor, name: str = "某市财政金融局", short: str = "市财政金融局", on: date = TODAY
):
    return units.rename_unit(unit_id=unit.pk, name=name, short_name=short, from_on=on, actor=actor, now=NOW)


class TestAddUnit:
    def test_gives_it_names_and_a_place(self, organs, city, system):
        (root,) = tree(system, tenant=city, on=TODAY)
        assert root.unit == organs.government
        assert [branch.unit.code for branch in root.below] == ["2", "3"]
        assert codes().count("orgs.unit.added") == 3

    def test_is_refused_for_a_code_that_is_taken(self, organs, system):
        with pytest.raises(units.CodeTaken, match="“2”"):
            units.add_unit(tenant="city", code="2", kind="street", name="x", actor=system, now=NOW)

    def test_is_refused_to_other_administrators(self, organs, security, stranger):
        with pytest.raises(NotYourRegister, match="系统管理员"):
            units.add_unit(tenant="city", code="9", kind="street", name="x", actor=security, now=NOW)
        with pytest.raises(NoSuchTenant):
            units.add_unit(tenant="city", code="9", kind="street", name="x", actor=stranger, now=NOW)

    def test_is_refused_under_a_unit_of_another_government(self, organs, district, system):
        theirs = units.add_unit(tenant="east", code="1", kind="government", name="x", actor=CONSOLE, now=NOW)
        with pytest.raises(units.NotTheSameGovernment):
            units.add_unit(
                tenant="city", code="9", kind="street", name="x", under=theirs.pk, actor=system, now=NOW
            )


class TestRenameUnit:
    def test_shows_the_new_name_and_knows_the_old(self, organs, city, system):
        rename(organs.finance, system)
        now = match_all(["市财政金融局", "市财政局"], tenant=city, on=TODAY)
        assert now["市财政金融局"].unit_ids == now["市财政局"].unit_ids == (organs.finance.pk,)
        assert (now["市财政金融局"].how, now["市财政局"].how) == (How.EXACT, How.FORMER)
        before = match_all(
            ["市财政局", "市财政金融局"], tenant=city, on=date(2024, 3, 3)
        )  # the Sunday before
        assert (before["市财政局"].how, before["市财政金融局"].how) == (How.EXACT, How.FORMER)
        assert Unit.objects.get(pk=organs.finance.pk).name == "某市财政金融局"
        assert codes()[-1] == "orgs.unit.renamed"

    def test_keeps_the_short_name_when_only_the_full_one_changes(self, organs, system):
        unit = rename(organs.finance, system, short="市财政局")
        assert unit.names.get(kind="short").until_on is None

    def test_is_refused_for_a_day_to_come(self, organs, system):
        with pytest.raises(units.NotYet):
            rename(organs.finance, system, on=TUESDAY)

    def test_is_refused_when_nothing_changes(self, organs, system):
        with pytest.raises(units.NothingToRename):
            rename(organs.finance, system, name="某市财政局", short="市财政局")

    def test_is_refused_before_the_name_in_force_began(self, organs, system):
        rename(organs.finance, system)
        with pytest.raises(units.TooEarly):
            rename(organs.finance, system, name="某市第三局", on=TODAY)

    def test_is_out_of_sight_for_a_sibling(self, organs, stranger):
        with pytest.raises(NoSuchUnit):
            rename(organs.finance, stranger)


class TestAddAlias:
    def test_lets_documents_find_the_unit(self, organs, city, system):
        units.add_alias(unit_id=organs.data.pk, name="市数据局", actor=system, now=NOW)
        found = match_all(["市数据局"], tenant=city, on=TODAY)["市数据局"]
        assert (found.how, found.unit_ids) == (How.EXACT, (organs.data.pk,))
        with pytest.raises(units.NothingToRename):
            units.add_alias(unit_id=organs.data.pk, name="市数据局", actor=system, now=NOW)
        assert codes()[-1] == "orgs.unit.alias_added"


class TestMoveUnit:
    def move(self, unit: Unit, under: Unit, actor: Actor, on: date = TODAY) -> Unit:
        return units.move_unit(unit_id=unit.pk, under=under.pk, from_on=on, actor=actor, now=NOW)

    def test_changes_the_tree_from_that_day_on(self, organs, city, system):
        self.move(organs.data, organs.finance, system)
        (root,) = tree(system, tenant=city, on=TODAY)
        assert [b.unit.code for b in root.below] == ["2"]
        assert [b.unit.code for b in root.below[0].below] == ["3"]
        (before,) = tree(system, tenant=city, on=FRIDAY)
        assert [b.unit.code for b in before.below] == ["2", "3"]
        assert codes()[-1] == "orgs.unit.moved"

    def test_never_makes_a_circle(self, organs, system):
        self.move(organs.data, organs.finance, system)
        for under in (organs.data, organs.government):
            with pytest.raises(units.MovesIntoItself):
                self.move(organs.government, under, system)
        with pytest.raises(units.MovesIntoItself):
            self.move(organs.finance, organs.data, system)

    def test_is_refused_on_the_day_of_the_last_move(self, organs, system):
        self.move(organs.data, organs.finance, system)
        with pytest.raises(units.TooEarly):
            self.move(organs.data, organs.government, system)

    def test_is_refused_for_a_day_to_come(self, organs, system):
        with pytest.raises(units.NotYet):
            self.move(organs.data, organs.finance, system, on=TUESDAY)


class TestMergeUnit:
    def merge(self, actor: Actor, unit: Unit, into: Unit, on: date = FRIDAY) -> Unit:
        return units.merge_unit(unit_id=unit.pk, into=into.pk, last_on=on, actor=actor, now=NOW)

    def test_leads_documents_to_the_heir(self, organs, city, system):
        self.merge(system, organs.data, organs.finance)
        found = match_all(["市大数据局"], tenant=city, on=TODAY)["市大数据局"]
        assert (found.how, found.unit_ids) == (How.FORMER, (organs.finance.pk,))
        then = match_all(["市大数据局"], tenant=city, on=FRIDAY)["市大数据局"]
        assert then.unit_ids == (organs.data.pk,)
        assert codes()[-1] == "orgs.unit.merged"

    def test_waits_for_an_empty_hand_over_list(self, organs, held, system, in_hand):
        in_hand["计划任务"] = 3
        with pytest.raises(NotHandedOver) as refusal:
            self.merge(system, organs.finance, organs.data)
        assert refusal.value.sentence == "“市财政局”还有岗位1项、计划任务3项未移交，请先移交再合并"
        assert Unit.objects.get(pk=organs.finance.pk).closed_on is None

    def test_is_refused_into_itself_or_into_a_closed_unit(self, organs, system):
        with pytest.raises(units.MovesIntoItself):
            self.merge(system, organs.data, organs.data)
        self.merge(system, organs.data, organs.finance)
        with pytest.raises(units.UnitIsClosed):
            self.merge(system, organs.finance, organs.data)

    def test_is_refused_for_a_unit_that_is_no_more(self, organs, system):
        self.merge(system, organs.data, organs.finance)
        with pytest.raises(units.UnitIsClosed, match="2024-03-01"):
            self.merge(system, organs.data, organs.finance)


class TestCloseUnit:
    def test_leaves_it_in_history(self, organs, city, system):
        units.close_unit(unit_id=organs.data.pk, last_on=FRIDAY, actor=system, now=NOW)
        found = match_all(["市大数据局"], tenant=city, on=TODAY)["市大数据局"]
        assert (found.how, found.unit_ids) == (How.UNKNOWN, ())
        assert codes()[-1] == "orgs.unit.closed"

    def test_waits_until_nothing_is_below_it(self, organs, system):
        with pytest.raises(NotHandedOver, match="下级单位2项"):
            units.close_unit(unit_id=organs.government.pk, last_on=FRIDAY, actor=system, now=NOW)

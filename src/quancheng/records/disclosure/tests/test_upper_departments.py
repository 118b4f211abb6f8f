"""The upper department of vertical organs and justice bureaus: entered by unit, signed, then told."""

import pytest

from quancheng.kernel.norms.commands import enter_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.norms.queries import NotYours
from quancheng.kernel.orgs.models import Unit, UnitKind
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.models import Reply
from quancheng.records.disclosure.rules.letter import LetterNotReady
from quancheng.records.disclosure.rules.neighbours import NamedTwice
from quancheng.records.disclosure.tests.conftest import NOW, decide, divide, draft, enter_norm, hand_in, staff


def asked_of(city, name, code):
    """A request that an agency of this name has in hand, decided as not found."""
    Unit.objects.create(tenant=city, code=code, kind=UnitKind.DEPARTMENT, name=name, short_name=name)
    clerk = staff(name, f"clerk-{code}", Role.HANDLER)
    request = hand_in(clerk)
    divide(request, clerk)
    decide(request, clerk, "36-4", search_record="档案系统，关键词“演示”，没有查到")
    return request, clerk


@pytest.mark.parametrize(
    ("name", "upper", "told"),
    [
        ("国家税务总局泉州湾市税务局", "国家税务总局演示省税务局", "向国家税务总局演示省税务局申请行政复议"),
        ("泉州湾市司法局", "演示省司法厅", "向泉州湾市人民政府或者演示省司法厅申请行政复议"),
    ],
)
class TestTheReply:
    def test_waits_while_nobody_entered_the_upper_department(self, city, court, name, upper, told):
        request, clerk = asked_of(city, name, "v1")
        with pytest.raises(LetterNotReady, match="复议机关"):
            draft(request, clerk)
        assert not Reply.objects.exists()

    def test_names_it_once_it_is_entered_and_signed(self, city, court, office, legal, name, upper, told):
        request, clerk = asked_of(city, name, "v1")
        enter_norm("disclosure.upper_departments", (("v1", upper),), office, legal)
        draft(request, clerk)
        assert told in Reply.objects.get().text

    def test_waits_while_another_unit_is_named(self, city, court, office, legal, name, upper, told):
        request, clerk = asked_of(city, name, "v1")
        enter_norm("disclosure.upper_departments", (("other", upper),), office, legal)
        with pytest.raises(LetterNotReady):
            draft(request, clerk)


class TestTheTable:
    def test_names_each_unit_once(self, city, office):
        with pytest.raises(NamedTwice):
            enter_value(
                norm="disclosure.upper_departments", from_on=NOW.date(), value=(("a", "甲"), ("a", "乙")),
                source="演示", mark=Mark.V, actor=office, now=NOW,
            )  # fmt: skip

    def test_is_entered_by_the_office_or_the_legal_reader(self, city, clerk):
        with pytest.raises(NotYours):
            enter_value(
                norm="disclosure.upper_departments", from_on=NOW.date(), value=(("a", "甲"),),
                source="演示", mark=Mark.V, actor=clerk, now=NOW,
            )  # fmt: skip

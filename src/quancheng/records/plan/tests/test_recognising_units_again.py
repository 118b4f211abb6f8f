"""A name that meant nobody means a unit once the register knows it: the same file may be taken up again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import drafts, recognising
from quancheng.records.plan.models import Draft, Plan, Row, RowVersion
from quancheng.records.plan.rules.drafting import rows_from_json
from quancheng.records.plan.tests.conftest import NOW, THREE_ROWS, add_unit, flattened
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm

pytestmark = pytest.mark.django_db
ROWS = (*THREE_ROWS, ("4", "", "", "建设专题。", "市海洋局", "长期坚持"))


@pytest.fixture
def plan(office) -> Plan:
    """A plan whose fourth row names a unit that nobody has registered."""
    draft = bring(office, ROWS)
    keys = frozenset(row.key for row in rows_from_json(draft.rows))
    draft = drafts.accept_doubts(draft_id=draft.pk, version=draft.version, keys=keys, actor=office, now=NOW)
    return confirm(draft, office).plan


@pytest.fixture
def known(plan, city) -> Unit:
    return add_unit(city, "泉州湾市海洋局", "市海洋局")


def again(plan: Plan, actor: Actor) -> Draft:
    return recognising.recognise_units(plan_ref=plan.ref, actor=actor, now=NOW)


def members(plan: Plan, no: str) -> list[str]:
    units = Row.objects.get(ref=f"{plan.ref}-{no}").units.all()
    return [str(each) for unit in units for each in unit.members.all()]


class TestRecogniseUnits:
    def test_gives_the_name_its_unit_and_changes_nothing_else(self, plan, known, office):
        rows = list(Row.objects.filter(plan=plan).order_by("place").values())
        versions = RowVersion.objects.count()
        edition = confirm(again(plan, office), office)
        assert (edition.plan, edition.number) == (plan, 2)
        assert members(plan, "4") == ["市海洋局"]
        assert list(Row.objects.filter(plan=plan).order_by("place").values()) == rows
        assert RowVersion.objects.count() == versions

    def test_is_told_in_the_audit(self, plan, known, office):
        again(plan, office)
        assert AuditEntry.objects.order_by("-seq")[0].code == "plan.draft.recognised"

    def test_is_refused_while_the_register_is_the_same(self, plan, office):
        with pytest.raises(drafts.NothingNew, match="没有变化"):
            again(plan, office)
        assert Draft.objects.count() == 1

    def test_is_refused_while_a_draft_waits(self, plan, known, office):
        first = again(plan, office)
        with pytest.raises(drafts.AlreadyBrought) as refused:
            again(plan, office)
        assert refused.value.facts["draft"] == first.pk

    def test_is_for_the_openness_office_alone(self, plan, known, handler):
        with pytest.raises(drafts.NotYourOffice):
            again(plan, handler)


class TestTheSameFile:
    def test_is_refused_with_the_offer_once_its_names_mean_units(self, plan, known, office):
        with pytest.raises(drafts.UnitsKnownNow, match="1项") as refused:
            bring(office, ROWS)
        assert refused.value.facts["plan"] == plan.ref

    def test_still_changes_nothing_with_the_same_register(self, plan, office):
        with pytest.raises(drafts.NothingNew) as refused:
            bring(office, ROWS)
        assert not isinstance(refused.value, drafts.UnitsKnownNow)


@pytest.mark.usefixtures("desk_surface")
class TestTheDesk:
    @pytest.fixture
    def at_office(self, city) -> Client:
        return signed_in(Unit.objects.get(short_name="市政府"), "desk-office", Role.OPENNESS_OFFICE)

    def upload(self, client: Client):
        file = SimpleUploadedFile("任务分工.txt", flattened(ROWS))
        return client.post(reverse("plan_desk:upload"), {"file": file})

    def test_offers_it_where_the_file_was_refused(self, at_office, plan, known):
        told = self.upload(at_office)
        here = reverse("plan_desk:recognise", args=[plan.ref])
        assert told.status_code == 422
        assert f'action="{here}"' in told.content.decode()
        draft = at_office.post(here)
        assert draft["Location"] == reverse("plan_desk:draft_compare", args=[Draft.objects.latest("pk").pk])
        assert "市海洋局" in at_office.get(draft["Location"]).content.decode()

    def test_offers_nothing_where_nothing_would_change(self, at_office, plan):
        assert "重新识别单位" not in self.upload(at_office).content.decode()

    def test_offers_it_where_nobody_can_be_issued_to(self, at_office, plan):
        page = at_office.get(reverse("plan_desk:issue", args=[plan.ref])).content.decode()
        assert "重新识别单位" in page
        here = reverse("plan_desk:recognise", args=[plan.ref])
        assert "没有变化" in at_office.post(here, follow=True).content.decode()

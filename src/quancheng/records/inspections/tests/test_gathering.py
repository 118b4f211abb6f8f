"""Records are proposed, taken and refused; tasks go their way; the office rates."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import MovedMeanwhile, NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.links import finding, registry
from quancheng.kernel.links.finding import Found, Shelf
from quancheng.kernel.links.queries import ties_of
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.links.ties import AlreadyTied, NoSuchRecord
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.handover import left_by_unit
from quancheng.kernel.orgs.models import Unit
from quancheng.records.inspections.commands import materials, tasks
from quancheng.records.inspections.commands.sheets import NotYourInspection
from quancheng.records.inspections.models import Material
from quancheng.records.inspections.queries import gathering
from quancheng.records.inspections.queries.tasks import NoSuchTask, NoUnitToAsk, tasks_waiting
from quancheng.records.inspections.tests.conftest import NOW, at, finance, seen, signed_in
from quancheng.records.inspections.workflow import State

REF = RecordRef("test.paper", "1")
HIDDEN = RecordRef("test.paper", "hidden")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


def lines(code: str) -> int:
    return AuditEntry.objects.filter(code=code).count()


@pytest.fixture
def papers(office):
    """A kind of record that the office sees, and one among them that nobody sees."""
    registry.register("test.paper", says="演示文件", find=lambda actor, ref: paper(actor, ref))
    finding.register(
        Shelf(
            "test.paper", "演示文件", seen=lambda actor: Unit.objects.all(), words=lambda spelt: Q(),
            tell=lambda rows: found(), proves=lambda actor, asked: Unit.objects.all(),
        )
    )  # fmt: skip
    yield
    registry.forget("test.paper")
    finding.forget("test.paper")


def paper(actor: Actor, ref: str) -> Linked | None:
    return Linked("公报电子版发布记录", "/x/", date(2026, 2, 2)) if ref == "1" and actor.roles else None


def found() -> list[Found]:
    return [
        Found(REF, "公报电子版发布记录", "政府公报电子版已经及时发布", date(2026, 2, 2)),
        Found(HIDDEN, "公报电子版", "政府公报电子版及时发布"),
        Found(RecordRef("test.paper", "3"), "供水", "城市供水"),
    ]


@pytest.mark.usefixtures("papers")
class TestProposals:
    def test_are_the_likest_records_with_their_words_and_none_out_of_sight(self, office, indicator):
        [one] = gathering.proposed_for(office, indicator)
        assert one.ref == REF
        assert "政府公报" in one.likeness.words
        assert one.likeness.percent > 50
        page = signed_in(office).get(f"/inspections/indicators/{indicator.pk}/").text
        assert "公报电子版发布记录" in page
        assert "<mark>政府公报</mark>" in page

    def test_taken_is_bound_and_linked_and_proposed_no_more(self, office, indicator):
        material = materials.take_record(indicator_id=indicator.pk, ref=REF, actor=office, now=NOW)
        assert material.ref == str(REF)
        [tie] = ties_of(office, RecordRef("inspections.indicator", str(indicator.pk)))
        assert tie.other == REF
        assert gathering.proposed_for(office, indicator) == []
        assert lines("inspections.record.taken") == 1
        with pytest.raises(AlreadyTied):
            materials.take_record(indicator_id=indicator.pk, ref=REF, actor=office, now=NOW)

    def test_what_is_out_of_sight_cannot_be_taken(self, office, indicator):
        with pytest.raises(NoSuchRecord):
            materials.take_record(indicator_id=indicator.pk, ref=HIDDEN, actor=office, now=NOW)

    def test_refused_is_proposed_no_more(self, office, indicator):
        materials.set_aside(indicator_id=indicator.pk, ref=REF, actor=office, now=NOW)
        assert gathering.proposed_for(office, indicator) == []
        assert lines("inspections.record.set_aside") == 1

    def test_taken_back_is_proposed_again(self, office, indicator):
        taken = materials.take_record(indicator_id=indicator.pk, ref=REF, actor=office, now=NOW)
        materials.withdraw_material(material_id=taken.pk, actor=office, now=NOW)
        assert [one.ref for one in gathering.proposed_for(office, indicator)] == [REF]
        assert lines("inspections.material.withdrawn") == 1

    def test_a_stranger_takes_nothing(self, clerk, indicator):
        with pytest.raises(NotYourInspection):
            materials.take_record(indicator_id=indicator.pk, ref=REF, actor=clerk, now=NOW)


class TestMaterials:
    def test_the_office_adds_files_and_addresses(self, office, indicator, clerk):
        upload = check_upload("公报目录".encode(), name="公报.txt", accepted=EVIDENCE)
        told = {"indicator_id": indicator.pk, "actor": office, "now": NOW}
        file = materials.upload_material(upload=upload, data="公报目录".encode(), says="", **told)
        materials.add_address(address="https://example.cn/gb", says="公报页", **told)
        [mine] = gathering.materials_of(office, [indicator]).values()
        assert [one.material.says for one in mine] == ["公报.txt", "公报页"]
        assert lines("inspections.material.added") == 2
        answer = signed_in(office).get(f"/inspections/materials/{file.pk}/")
        assert b"".join(answer.streaming_content) == "公报目录".encode()
        assert signed_in(clerk).get(f"/inspections/materials/{file.pk}/").status_code == 404

    def test_a_marked_file_stays_out_and_is_told(self, office, indicator):
        sent = {"file": SimpleUploadedFile("机密 公报.txt", "公报".encode())}
        answer = signed_in(office).post(f"/inspections/indicators/{indicator.pk}/file/", sent)
        assert answer.status_code == 422
        assert "涉密" in answer.text
        assert not Material.objects.exists()


class TestRateIndicator:
    def test_keeps_points_and_reason(self, office, indicator):
        materials.rate_indicator(
            indicator_id=indicator.pk, version=0, points=3, why="缺一期", actor=office, now=NOW
        )
        indicator.refresh_from_db()
        assert (indicator.expected, indicator.rated_by_id) == (3, office.person_id)
        assert lines("inspections.indicator.rated") == 1

    def test_refuses_more_than_full_and_an_old_page(self, office, indicator):
        told = {"indicator_id": indicator.pk, "why": "好", "actor": office, "now": NOW}
        with pytest.raises(materials.TooManyPoints):
            materials.rate_indicator(version=0, points=5, **told)
        materials.rate_indicator(version=0, points=4, **told)
        with pytest.raises(materials.RatedMeanwhile):
            materials.rate_indicator(version=0, points=2, **told)

    def test_at_the_desk_sums_what_is_at_risk(self, office, indicator):
        window = signed_in(office)
        sent = {"version": 0, "points": "3", "why": "缺一期"}
        window.post(f"/inspections/indicators/{indicator.pk}/rating/", sent)
        page = window.get(f"/inspections/{indicator.inspection_id}/").text
        assert "可能失分1" in page


class TestLayTask:
    def test_tells_the_unit_and_stands_on_its_list(self, task, clerk, indicator, office):
        assert task.case.due_on == date(2026, 3, 13)  # Friday
        notice = Notice.objects.get(to_person_id=clerk.person_id)
        assert "政府公报" in notice.subject
        assert tasks_waiting(clerk, today=NOW.date()).to_bring == 1
        assert "待报送" in signed_in(clerk).get("/", follow=True).text
        assert lines("inspections.task.laid") == 1
        [same] = gathering.indicators_of(office, indicator.inspection).filter(pk=indicator.pk)
        assert same.under_way == 1

    def test_refuses_a_closed_unit_a_past_day_and_a_stranger(self, indicator, office, clerk):
        told = {"indicator_id": indicator.pk, "demand": "请报送", "now": NOW}
        unit = finance()
        with pytest.raises(tasks.DayIsOver):
            tasks.lay_task(unit_id=unit.pk, until=date(2026, 2, 27), actor=office, **told)  # Friday
        unit.closed_on = date(2026, 1, 1)  # Thursday
        unit.save()
        with pytest.raises(NoUnitToAsk):
            tasks.lay_task(unit_id=unit.pk, until=date(2026, 3, 13), actor=office, **told)
        with pytest.raises(NotYourInspection):
            tasks.lay_task(unit_id=unit.pk, until=date(2026, 3, 13), actor=clerk, **told)

    def test_holds_the_unit_until_it_is_settled(self, task):
        assert [str(one) for one in left_by_unit(finance().pk)][:1] == ["未办结的迎检任务1项"]

    def test_asks_nothing_for_an_indicator_that_is_gone(self, indicator, office):
        indicator.dropped_at = NOW
        indicator.save()
        with pytest.raises(tasks.IndicatorDropped):
            tasks.lay_task(
                indicator_id=indicator.pk, unit_id=finance().pk, until=date(2026, 3, 13), demand="请",
                actor=office, now=NOW,
            )  # fmt: skip


def brought(task, clerk) -> None:
    tasks.sign_task(**seen(task), actor=clerk, now=NOW)
    materials.bring_address(
        task_id=task.pk, address="https://example.cn/gb", says="公报页", actor=clerk, now=NOW
    )


class TestATask:
    def test_goes_from_signing_to_acceptance_and_only_then_counts(self, task, clerk, office, indicator):
        brought(task, clerk)
        tasks.hand_in(**seen(task), actor=clerk, now=NOW)
        assert gathering.materials_of(office, [indicator]) == {}
        assert tasks_waiting(office, today=NOW.date()).to_accept == 1
        tasks.accept_task(**seen(task), actor=office, now=NOW)
        assert len(gathering.materials_of(office, [indicator])[indicator.pk]) == 1
        for code in ("signed", "handed_in", "accepted"):
            assert lines(f"inspections.task.{code}") == 1

    def test_is_returned_with_a_reason_and_handed_in_again(self, task, clerk, office):
        brought(task, clerk)
        tasks.hand_in(**seen(task), actor=clerk, now=NOW)
        with pytest.raises(ReasonMissing):
            tasks.return_task(**seen(task), reason="", actor=office, now=NOW)
        tasks.return_task(**seen(task), reason="缺目录", actor=office, now=NOW)
        tasks.hand_in(**seen(task), actor=clerk, now=NOW)
        assert lines("inspections.task.returned") == 1

    def test_needs_materials_before_it_is_handed_in(self, task, clerk):
        tasks.sign_task(**seen(task), actor=clerk, now=NOW)
        with pytest.raises(tasks.NothingToHandIn):
            tasks.hand_in(**seen(task), actor=clerk, now=NOW)

    def test_takes_materials_only_while_it_is_in_hand(self, task, clerk, office):
        told = {"task_id": task.pk, "address": "https://example.cn/", "says": "页", "now": NOW}
        with pytest.raises(materials.NotOpenForMaterials):
            materials.bring_address(actor=clerk, **told)
        with pytest.raises(materials.NotOpenForMaterials):
            materials.bring_address(actor=office, **told)
        brought(task, clerk)
        tasks.hand_in(**seen(task), actor=clerk, now=NOW)
        with pytest.raises(materials.NotOpenForMaterials):
            materials.withdraw_material(material_id=Material.objects.get().pk, actor=clerk, now=NOW)

    @pytest.mark.usefixtures("papers")
    def test_takes_a_record_that_the_unit_sees_and_no_other(self, task, clerk, office, indicator):
        brought(task, clerk)
        materials.bring_record(task_id=task.pk, ref=REF, actor=clerk, now=NOW)
        with pytest.raises(AlreadyTied):
            materials.bring_record(task_id=task.pk, ref=REF, actor=clerk, now=NOW)
        with pytest.raises(NoSuchRecord):
            materials.bring_record(task_id=task.pk, ref=HIDDEN, actor=clerk, now=NOW)
        here = f"/inspections/tasks/{task.pk}/record/"
        answer = signed_in(clerk).post(here, {"named": "https://elsewhere.cn/1/"})
        assert "没有认出这是哪条记录" in answer.text
        tasks.hand_in(**seen(task), actor=clerk, now=NOW)
        tasks.accept_task(**seen(task), actor=office, now=NOW)
        assert len(gathering.materials_of(office, [indicator])[indicator.pk]) == 2

    def test_moves_to_a_later_day_and_is_cancelled(self, task, office, clerk):
        tasks.prolong_task(
            **seen(task), until=date(2026, 3, 20), reason="数据未出", actor=office, now=NOW
        )  # Friday
        task.case.refresh_from_db()
        assert task.case.due_on == date(2026, 3, 20)  # Friday
        tasks.cancel_task(**seen(task), reason="不再需要", actor=office, now=NOW)
        task.case.refresh_from_db()
        assert task.case.state == State.CANCELLED
        with pytest.raises(StepNotOpen):
            tasks.sign_task(**seen(task), actor=clerk, now=NOW)
        for code in ("prolonged", "cancelled"):
            assert lines(f"inspections.task.{code}") == 1

    def test_is_closed_to_neighbours_and_to_an_old_page(self, task, neighbour, clerk):
        with pytest.raises(NoSuchTask):
            tasks.sign_task(**seen(task), actor=neighbour, now=NOW)
        old = seen(task)
        tasks.sign_task(**old, actor=clerk, now=NOW)
        with pytest.raises((MovedMeanwhile, StepNotOpen)):
            tasks.sign_task(**old, actor=clerk, now=NOW)

    def test_is_not_accepted_by_the_unit_itself(self, task, clerk):
        brought(task, clerk)
        tasks.hand_in(**seen(task), actor=clerk, now=NOW)
        with pytest.raises(NotYourStep):
            tasks.accept_task(**seen(task), actor=clerk, now=NOW)

    def test_works_at_the_desk(self, task, clerk, office):
        window, here = signed_in(clerk), f"/inspections/tasks/{task.pk}/"
        window.post(f"{here}steps/sign/", {"version": 0})
        told = window.post(f"{here}steps/hand_in/", {"version": 1})
        assert told.status_code == 422
        assert "还没有添加材料" in told.text
        bad = window.post(f"{here}address/", {"address": "no address", "says": "页"})
        assert bad.status_code == 422
        window.post(f"{here}address/", {"address": "https://example.cn/gb", "says": "公报页"})
        assert "等政务公开机构验收" in window.post(f"{here}steps/hand_in/", {"version": 1}, follow=True).text
        assert "验收" in signed_in(office).get(here).text
        assert window.post(f"{here}steps/nothing/").status_code == 404
        assert "政府公报" in window.get("/inspections/tasks/").text


class TestQueries:
    def test_pages_cost_few_however_much_was_gathered(
        self, task, indicator, office, django_assert_max_num_queries
    ):
        for number in range(8):
            materials.add_address(
                indicator_id=indicator.pk, address=f"https://example.cn/{number}", says=f"页{number}",
                actor=office, now=NOW,
            )  # fmt: skip
        window = signed_in(office)
        for page, most in (
            (f"/inspections/indicators/{indicator.pk}/", 40),
            (f"/inspections/tasks/{task.pk}/", 30),
            ("/inspections/tasks/", 25),
            (f"/inspections/{indicator.inspection_id}/package/", 30),
        ):
            with django_assert_max_num_queries(most):
                assert window.get(page).status_code == 200


class TestRemindUnits:
    def test_tells_each_unit_once_a_day_of_what_is_due_soon(self, task, clerk):
        before = Notice.objects.filter(to_person_id=clerk.person_id).count()
        assert tasks.remind_units(actor=Actor.clockwork(), now=at("2026-03-05")) == 0  # Thursday
        for _ in range(2):
            assert tasks.remind_units(actor=Actor.clockwork(), now=at("2026-03-12")) == 1  # Thursday
        assert Notice.objects.filter(to_person_id=clerk.person_id).count() == before + 1
        assert lines("inspections.units.reminded") == 2

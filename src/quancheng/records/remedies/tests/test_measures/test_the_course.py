"""Measures: the right verb by the right organ, two people, evidence, and how an office goes further."""

import pytest
from django.db import IntegrityError, transaction
from docx import Document

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import NotYourStep, StepNotOpen
from quancheng.kernel.files.letterhead import as_docx
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.links.queries import ties_of
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.roles import Role
from quancheng.records.remedies.commands import measures, reporting
from quancheng.records.remedies.models import Measure
from quancheng.records.remedies.queries.measures import NoSuchMeasure, ladder_of, measure_for
from quancheng.records.remedies.queries.papers import NoPaper, measure_letter
from quancheng.records.remedies.rules.measures import BY_VERB, MEASURES, Organ, Verb
from quancheng.records.remedies.tests.conftest import (
    NOW,
    at,
    day,
    enter,
    shown,
    staff,
)
from quancheng.records.remedies.tests.test_measures.conftest import draft, entered, last_told

pytestmark = pytest.mark.django_db
CLOCKWORK = Actor.clockwork()


class TestTheVerbs:
    @pytest.mark.parametrize("verb", [one.verb for one in MEASURES if Organ.OFFICE not in one.organs])
    def test_of_other_organs_are_not_the_offices(self, office, verb):
        with pytest.raises(measures.WrongOrgan):
            draft(office, verb)
        assert not Measure.objects.exists()

    @pytest.mark.parametrize(
        ("verb", "organ"),
        [
            (Verb.ORDER, Organ.REVIEW), (Verb.ORDER, Organ.OFFICE), (Verb.DISCIPLINE, Organ.COURT),
            (Verb.TALK, Organ.COURT), (Verb.OPINION, Organ.ABOVE), (Verb.RECTIFY, Organ.ABOVE),
            (Verb.JUDICIAL, Organ.REVIEW),
        ],
    )  # fmt: skip
    def test_are_not_mixed(self, office, verb, organ):
        with pytest.raises(measures.WrongOrgan):
            entered(office, verb, organ)

    def test_are_kept_apart_by_the_database(self, drafted):
        for verb, organ in (("order", "office"), ("talk", "office"), ("rectify", "above")):
            with pytest.raises(IntegrityError), transaction.atomic():
                Measure.objects.filter(pk=drafted.pk).update(verb=verb, organ=organ)

    def test_name_the_basis_of_a_talk(self):
        assert "《行政复议法》第七十七条" in BY_VERB[Verb.TALK].label
        assert "《条例》" not in BY_VERB[Verb.TALK].label

    def test_of_another_organ_are_entered_with_its_name_and_number(self, office, clerk):
        made = entered(office, Verb.TALK, Organ.REVIEW)
        assert (made.issuer, made.number, made.serial) == ("泉州湾市人民政府", "泉政改〔2024〕1号", None)
        assert last_told() == "remedies.measure.entered"
        assert measure_for(clerk, made.pk) == made
        for told in ({"issuer": " "}, {"number": ""}):
            with pytest.raises(measures.BadMeasure):
                entered(office, Verb.TALK, Organ.REVIEW, **told)
        with pytest.raises(measures.WrongOrgan):
            entered(office, Verb.TALK, Organ.REVIEW, issuer="市政府办公厅")


class TestAnOpinion:
    def test_is_reported_on_within_sixty_days(self, office):
        made = entered(office, Verb.OPINION, Organ.REVIEW, until=None, received_on=day("2024-04-22"))
        assert made.case.due_on == day("2024-06-21")  # Friday

    def test_gives_no_longer(self, office):
        told = {"received_on": day("2024-04-15"), "until": day("2024-06-21")}
        with pytest.raises(measures.BadMeasure, match="2024-06-14"):
            entered(office, Verb.OPINION, Organ.REVIEW, **told)

    def test_alone_needs_no_day(self, office):
        with pytest.raises(measures.BadMeasure):
            entered(office, Verb.ORDER, Organ.ABOVE, until=None)


class TestDraftMeasure:
    def test_is_seen_by_the_office_alone(self, drafted, office, chief, clerk, district, keeper):
        for actor in (office, chief):
            assert measure_for(actor, drafted.pk) == drafted
        for stranger in (clerk, district, keeper):
            with pytest.raises(NoSuchMeasure):
                measure_for(stranger, drafted.pk)
        assert last_told() == "remedies.measure.drafted"

    def test_is_the_offices(self, clerk, city):
        with pytest.raises(NotYourStep):
            draft(clerk)

    @pytest.mark.parametrize("told", [{"problem": " "}, {"demand": ""}, {"until": day("2024-04-22")}])
    def test_that_says_too_little_is_refused(self, office, told):
        with pytest.raises(measures.BadMeasure):
            draft(office, **told)

    def test_is_linked_with_what_it_is_about(self, office, clerk):
        proceeding = enter(clerk)
        about = RecordRef("remedies.proceeding", str(proceeding.pk))
        made = draft(office, about=str(about))
        [tie] = [tie for tie in ties_of(office, about) if tie.relation == "measure_about"]
        assert tie.other == RecordRef("remedies.measure", str(made.pk))


class TestIssueMeasure:
    def test_is_another_persons_and_numbers_its_own_series(self, drafted, chief, clerk):
        measures.issue_measure(**shown(drafted), actor=chief, now=NOW)
        stood = Measure.objects.get()
        assert stood.number == "市政府办公厅公开督〔2024〕1号"
        assert stood.case.due_on == day("2024-05-10")
        assert Notice.objects.filter(kind="remedies.issued").exists()

    def test_is_not_its_drafters(self, city, office):
        both = staff("市政府办公厅", "both", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)
        made = draft(both)
        with pytest.raises(measures.SecondPersonNeeded):
            measures.issue_measure(**shown(made), actor=both, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.filter(pk=made.pk).update(issued_by=both.person_id)

    def test_is_not_for_who_drafts(self, drafted, office):
        with pytest.raises(NotYourStep):
            measures.issue_measure(**shown(drafted), actor=office, now=NOW)

    def test_numbers_each_verb_by_itself(self, issued, office, chief):
        numbers = []
        for verb in (Verb.SUPERVISE, Verb.ADVISE):
            made = measures.issue_measure(**shown(draft(office, verb)), actor=chief, now=NOW)
            numbers.append(made.number)
        assert numbers == ["市政府办公厅公开督〔2024〕2号", "市政府办公厅公开建〔2024〕1号"]


class TestReportMeasure:
    def test_stops_the_clock_and_tells_the_office(self, reported):
        assert reported.case.state == "reported"
        assert Measure.objects.get().case.due_on is None
        assert Notice.objects.filter(kind="remedies.reported").exists()

    def test_is_the_units(self, issued, neighbour, office, clerk):
        with pytest.raises(NoSuchMeasure):
            reporting.report_measure(**shown(issued), feedback="有", actor=neighbour, now=NOW)
        with pytest.raises(NotYourStep):
            reporting.report_measure(**shown(issued), feedback="有", actor=office, now=NOW)
        with pytest.raises(reporting.NothingReported):
            reporting.report_measure(**shown(issued), feedback=" ", actor=clerk, now=NOW)

    def test_comes_with_evidence(self, issued, clerk, office):
        data = "整改报告（演示）".encode()
        upload = check_upload(data, name="整改报告.txt")
        told = {"measure_id": issued.pk, "actor": clerk, "now": NOW}
        reporting.add_proof_file(**told, says="", upload=upload, data=data)
        reporting.add_proof_address(**told, says="公开页", address="https://www.example.cn/")
        assert [one.says for one in issued.proofs.all()] == ["整改报告.txt", "公开页"]
        assert last_told() == "remedies.measure.evidence_added"
        with pytest.raises(NotYourStep):
            reporting.add_proof_address(
                measure_id=issued.pk, says="", address="https://www.example.cn/", actor=office, now=NOW
            )

    def test_takes_no_evidence_once_reported(self, reported, clerk):
        with pytest.raises(StepNotOpen):
            reporting.add_proof_address(
                measure_id=reported.pk, says="", address="https://www.example.cn/", actor=clerk, now=NOW
            )


class TestCloseMeasure:
    def test_by_somebody_else(self, reported, office):
        reporting.close_measure(**shown(reported), reason="已抽查三件", actor=office, now=NOW)
        stood = Measure.objects.get()
        assert (stood.case.state, stood.verified_by_id) == ("closed", office.person_id)

    def test_is_not_for_who_reported(self, office, chief):
        made = draft(office, unit_id=office.unit_id)
        measures.issue_measure(**shown(made), actor=chief, now=NOW)
        reporting.report_measure(**shown(made), feedback="已改", actor=office, now=NOW)
        with pytest.raises(measures.SecondPersonNeeded):
            reporting.close_measure(**shown(made), reason="已核", actor=office, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.filter(pk=made.pk).update(verified_by=office.person_id)

    def test_or_sent_back_to_report_again(self, reported, office, clerk):
        reporting.return_measure(**shown(reported), reason="没有附材料", actor=office, now=NOW)
        assert Measure.objects.get().case.due_on == day("2024-05-10")
        reporting.report_measure(**shown(reported), feedback="附上", actor=clerk, now=NOW)


class TestRaiseMeasure:
    def test_goes_up_the_ladder(self, issued, office, chief):
        later = at("2024-05-13")  # Monday
        above = measures.raise_measure(
            **shown(issued), verb=Verb.RECTIFY, until=day("2024-05-31"), reason="逾期未反馈", actor=office,
            now=later,
        )  # fmt: skip
        assert "逾期未反馈" in above.problem
        rungs = ladder_of(office, above)
        assert [rung.measure.pk if rung.measure else None for rung in rungs] == [
            None,
            issued.pk,
            above.pk,
            None,
        ]
        assert [rung.is_here for rung in rungs] == [False, False, True, False]
        assert last_told() == "remedies.measure.raised"

    def raised(self, issued, office):
        return measures.raise_measure(
            **shown(issued), verb=Verb.RECTIFY, until=day("2024-05-31"), reason="逾期未反馈", actor=office,
            now=at("2024-05-13"),
        )  # fmt: skip

    def test_leaves_the_lower_one_standing_until_the_higher_is_signed(self, issued, office, chief):
        above = self.raised(issued, office)
        below = Measure.objects.get(pk=issued.pk).case
        assert (below.state, below.due_on, below.ended_on) == ("issued", day("2024-05-10"), None)
        measures.issue_measure(**shown(above), actor=chief, now=at("2024-05-15"))
        below = Measure.objects.get(pk=issued.pk).case
        assert (below.state, below.ended_on) == ("raised", day("2024-05-15"))
        assert below.lines.last().note == "逾期未反馈"

    def test_drafts_one_at_a_time_and_anew_once_it_is_dropped(self, issued, office):
        above = self.raised(issued, office)
        with pytest.raises(measures.BadMeasure, match="已经拟了升级"):
            self.raised(issued, office)
        measures.drop_measure(**shown(above), actor=office, now=at("2024-05-14"))
        assert Measure.objects.get(pk=issued.pk).case.state == "issued"
        assert self.raised(issued, office).raised_from_id == issued.pk

    def test_is_not_signed_once_the_lower_one_was_closed(self, issued, office, chief, clerk):
        above = self.raised(issued, office)
        reporting.report_measure(**shown(issued), feedback="已改", actor=clerk, now=at("2024-05-14"))
        reporting.close_measure(**shown(issued), reason="已核", actor=office, now=at("2024-05-14"))
        with pytest.raises(measures.BadMeasure, match="已经了结"):
            measures.issue_measure(**shown(above), actor=chief, now=at("2024-05-15"))

    def test_does_not_go_down_or_off_it(self, issued, office):
        for verb in (Verb.REMIND, Verb.SUPERVISE, Verb.ADVISE):
            with pytest.raises(measures.BadMeasure):
                measures.raise_measure(
                    **shown(issued), verb=verb, until=day("2024-05-31"), reason="理由", actor=office, now=NOW
                )


class TestTheOtherSteps:
    def test_move_and_drop(self, issued, office):
        measures.move_measure(
            **shown(issued), until=day("2024-05-20"), reason="单位申请", actor=office, now=NOW
        )
        assert Measure.objects.get(pk=issued.pk).case.due_on == day("2024-05-20")
        made = draft(office)
        measures.drop_measure(**shown(made), actor=office, now=NOW)
        assert last_told() == "remedies.measure.moved"


class TestThePaper:
    def test_is_written_on_the_letterhead(self, issued, tmp_path):
        kept = tmp_path / "paper.docx"
        kept.write_bytes(as_docx(measure_letter(measure_for_all(issued))))
        text = "\n".join(one.text for one in Document(str(kept)).paragraphs)
        for said in (
            "督办单",
            "公开督〔2024〕1号",
            "三件申请逾期答复",
            "2024年5月10日",
            "《条例》第四十七条",
        ):
            assert said in text

    def test_of_another_organ_is_not_ours(self, office):
        with pytest.raises(NoPaper):
            measure_letter(entered(office, Verb.ORDER, Organ.ABOVE))


def measure_for_all(measure: Measure) -> Measure:
    return Measure.objects.select_related("case__unit").get(pk=measure.pk)

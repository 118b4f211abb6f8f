"""A complaint that is true owes a measure, or a reason why there is none; who complained is answered."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.notify.models import Notice
from quancheng.records.remedies.commands import complaints, measures, nightly
from quancheng.records.remedies.models import Complaint
from quancheng.records.remedies.queries.complaints import NoSuchComplaint, complaints_listed
from quancheng.records.remedies.rules.looking import Wanted
from quancheng.records.remedies.rules.measures import Organ, Source, Verb
from quancheng.records.remedies.tests.conftest import NOW, at, day, demand, finance, shown, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(office) -> Complaint:
    return complaints.enter_complaint(
        way="letter", unit_id=finance().pk, came_on=NOW.date(), request="", complainant="演示甲，演示路1号",
        matter="逾期没有答复", actor=office, now=NOW,
    )  # fmt: skip


@pytest.fixture
def owing(complaint, office) -> Complaint:
    return complaints.verify_complaint(
        complaint_id=complaint.pk, version=0, finding="属实", followed="", actor=office, now=NOW
    )


def stood(one: Complaint) -> Complaint:
    return Complaint.objects.select_related("case").get(pk=one.pk)


def draft(office, one, verb=Verb.RECTIFY):
    told = demand(about=f"remedies.complaint:{one.pk}", source=Source.COMPLAINT)
    return measures.draft_measure(verb=verb, demand=told, actor=office, now=NOW)


def answer(one, actor, **told):
    given = {"on": NOW.date(), "way": "letter", "answer": "经核查属实，已督促整改。", **told}
    return complaints.answer_complainant(complaint_id=one.pk, **given, actor=actor, now=NOW)


class TestAVerifiedComplaint:
    def test_owes_a_measure_within_ten_worked_days(self, owing):
        case = stood(owing).case
        assert (case.state, case.ended_on) == ("owing", None)
        assert case.due_on == day("2024-05-08")  # Wednesday

    def test_stands_in_a_list_of_its_own(self, owing, office):
        wanted = Wanted(standing="owing")
        assert list(complaints_listed(office, wanted, today=NOW.date())) == [owing]

    def test_is_reminded_of(self, owing):
        assert nightly.remind_of_remedies(actor=Actor.clockwork(), now=at("2024-05-07")) == 1
        assert Notice.objects.filter(kind="remedies.due_complaints").exists()

    def test_is_settled_by_a_measure_once_it_is_signed(self, owing, office, chief):
        made = draft(office, owing)
        assert stood(owing).case.state == "owing"
        measures.issue_measure(**shown(made), actor=chief, now=NOW)
        case = stood(owing).case
        assert (case.state, case.ended_on) == ("verified", NOW.date())
        assert case.lines.last().note.startswith("督促整改")

    def test_is_settled_by_no_reminder_whether_before_or_after(self, complaint, office, chief):
        measures.issue_measure(**shown(draft(office, complaint, Verb.REMIND)), actor=chief, now=NOW)
        told = {"version": 0, "finding": "属实", "followed": "", "actor": office, "now": NOW}
        complaints.verify_complaint(complaint_id=complaint.pk, **told)
        assert stood(complaint).case.state == "owing"
        measures.issue_measure(**shown(draft(office, complaint, Verb.REMIND)), actor=chief, now=NOW)
        assert stood(complaint).case.state == "owing"

    def test_is_settled_by_the_measure_of_another_organ(self, owing, office):
        told = demand(about=f"remedies.complaint:{owing.pk}", source=Source.COMPLAINT)
        measures.enter_measure(
            verb=Verb.ORDER, organ=Organ.ABOVE, issuer="泉州湾市人民政府", number="泉政改〔2024〕2号",
            demand=told, actor=office, now=NOW,
        )  # fmt: skip
        assert stood(owing).case.state == "verified"

    def test_owes_none_where_one_was_signed_before(self, complaint, office, chief):
        measures.issue_measure(**shown(draft(office, complaint)), actor=chief, now=NOW)
        complaints.verify_complaint(
            complaint_id=complaint.pk, version=0, finding="属实", followed="", actor=office, now=NOW
        )
        assert stood(complaint).case.state == "verified"

    def test_may_be_excused_with_a_reason(self, owing, office, clerk):
        told = {"complaint_id": owing.pk, "version": 1, "now": NOW}
        with pytest.raises(ReasonMissing):
            complaints.excuse_complaint(**told, reason=" ", actor=office)
        with pytest.raises(NoSuchComplaint):
            complaints.excuse_complaint(**told, reason="已经改正", actor=clerk)
        complaints.excuse_complaint(**told, reason="核查前已经改正", actor=office)
        assert (stood(owing).case.state, stood(owing).excuse) == ("excused", "核查前已经改正")
        assert AuditEntry.objects.latest("seq").code == "remedies.complaint.excused"
        assert nightly.remind_of_remedies(actor=Actor.clockwork(), now=at("2024-05-07")) == 0


class TestAnswerComplainant:
    def test_keeps_the_day_the_way_and_the_words(self, owing, office):
        answer(owing, office)
        told = stood(owing)
        assert (told.answered_on, told.answer_way, told.answer) == (
            NOW.date(),
            "letter",
            "经核查属实，已督促整改。",
        )
        entry = AuditEntry.objects.latest("seq")
        assert entry.code == "remedies.complaint.answered"
        assert "督促整改" not in str(entry.facts)
        with pytest.raises(complaints.AnsweredAlready):
            answer(owing, office)

    def test_comes_after_the_finding_and_on_a_day_that_can_be(self, complaint, owing, office):
        for told in ({"on": day("2024-04-21")}, {"on": day("2024-04-23")}, {"answer": " "}):
            with pytest.raises(complaints.BadComplaint):
                answer(owing, office, **told)
        Complaint.objects.update(is_true=None, finding="")
        with pytest.raises(complaints.NotYetExamined):
            answer(owing, office)

    def test_of_nobody_is_refused(self, owing, office):
        Complaint.objects.update(complainant="")
        with pytest.raises(complaints.BadComplaint, match="匿名"):
            answer(owing, office)

    def test_is_the_offices(self, owing, clerk):
        with pytest.raises(NoSuchComplaint):
            answer(owing, clerk)

    @pytest.mark.usefixtures("desk_surface")
    def test_is_printed_as_a_letter_without_a_name(self, owing, office, clerk):
        letter = reverse("remedies_desk:complaint_paper", args=[owing.pk])
        assert signed_in(office).get(letter).status_code == 404  # nothing was answered yet
        answer(owing, office)
        got = signed_in(office).get(letter)
        text = "\n".join(one.text for one in Document(BytesIO(b"".join(got))).paragraphs)
        for said in (
            f"编号{owing.number}",
            "市政府办公厅公开诉复〔2024〕1号",
            "投诉举报人",
            "经核查属实，已督促整改。",
            "第四十七条第二款",
            "2024年4月22日",
        ):
            assert said in text
        assert "演示甲" not in text
        assert "下载答复函" in signed_in(office).get(reverse("remedies_desk:complaint", args=[owing.pk])).text
        assert signed_in(clerk).get(letter).status_code == 404

    def test_draws_the_next_number_of_unit_and_year(self, owing, office):
        answer(owing, office)
        assert stood(owing).answer_number == "市政府办公厅公开诉复〔2024〕1号"
        for came, on, number in (
            ("2024-04-22", "2024-04-22", "〔2024〕2号"),
            ("2024-04-22", "2025-01-06", "〔2025〕1号"),
            ("2024-04-22", "2024-12-31", "〔2024〕3号"),
        ):
            other = complaints.enter_complaint(
                way="phone", unit_id=finance().pk, came_on=day(came), request="", complainant="演示乙",
                matter="没有公开", actor=office, now=NOW,
            )  # fmt: skip
            complaints.clear_complaint(
                complaint_id=other.pk, version=0, finding="不属实", followed="", actor=office, now=NOW
            )
            made = complaints.answer_complainant(
                complaint_id=other.pk, on=day(on), way="phone", answer="已告知", actor=office,
                now=at("2025-01-06"),
            )  # fmt: skip
            assert made.answer_number.endswith(number)

    def test_that_is_refused_draws_none(self, owing, office):
        with pytest.raises(complaints.BadComplaint):
            answer(owing, office, answer=" ")
        assert answer(owing, office).answer_number.endswith("〕1号")

    @pytest.mark.usefixtures("desk_surface")
    def test_of_before_has_none_and_says_so(self, owing, office):
        answer(owing, office)
        Complaint.objects.update(answer_number="")
        page = reverse("remedies_desk:complaint", args=[owing.pk])
        assert "登记答复时没有编文号" in signed_in(office).get(page).text
        got = signed_in(office).get(reverse("remedies_desk:complaint_paper", args=[owing.pk]))
        text = "\n".join(one.text for one in Document(BytesIO(b"".join(got))).paragraphs)
        assert "登记答复时没有编文号" in text

    @pytest.mark.usefixtures("desk_surface")
    def test_is_entered_on_the_page(self, owing, office):
        page = reverse("remedies_desk:complaint", args=[owing.pk])
        shown_page = signed_in(office).get(page).text
        assert "查证属实，待采取措施" in shown_page
        assert "登记答复" in shown_page
        assert "还没有采取监督措施" in signed_in(office).get("/remedies/complaints/").text
        send = reverse("remedies_desk:answer_complainant", args=[owing.pk])
        told = {"on": NOW.date().isoformat(), "way": "phone", "answer": ""}
        assert signed_in(office).post(send, told).status_code == 422
        done = signed_in(office).post(send, {**told, "answer": "已电话告知"}, follow=True).text
        assert "2024年4月22日答复，电话" in done
        assert "市政府办公厅公开诉复〔2024〕1号" in done

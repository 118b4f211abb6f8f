"""疑难会商 and 跨部门协调: called, spoken to, concluded; the clock goes on, and nobody learns who asks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import BadDay, MovedMeanwhile, NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.commands import conference as writing
from quancheng.records.disclosure.commands.handling import note_withdrawal
from quancheng.records.disclosure.commands.watching import urge_parties
from quancheng.records.disclosure.models import Conference, ConferenceUnit
from quancheng.records.disclosure.queries.conference import NoSuchJoint, joints_for
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.queries.unnamed import NamesApplicant
from quancheng.records.disclosure.rules.conference import Sort
from quancheng.records.disclosure.tests.conftest import NOW, PAPER, WHO, at, day, now_of, seen, signed_in
from quancheng.records.disclosure.tests.supervised import CLOCKWORK

pytestmark = pytest.mark.django_db
LATER = at("2024-04-24")  # Wednesday
LIST = "/disclosure/supervision/joint/"


def water() -> Unit:
    return Unit.objects.get(name="市水务局")


def call(request, actor, **told):
    given = {
        "sort": Sort.HARD, "question": "这份报告是否属于过程性信息", "excerpt": "预算执行报告",
        "unit_ids": [water().pk], "until": day("2024-04-25"), **told,
    }  # fmt: skip
    return writing.call_joint(number=request.number, **given, actor=actor, now=NOW)


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


def version(joint: Conference) -> int:
    return Conference.objects.select_related("case").get(pk=joint.pk).case.version


@pytest.fixture
def called(received, clerk, neighbour) -> Conference:
    return call(received, clerk)


def conclude(joint, actor, **told):
    given = {"held_on": LATER.date(), "attended": "市水务局 张三（演示）", "conclusion": "可以公开", **told}
    return writing.conclude_joint(joint_id=joint.pk, version=version(joint), **given, actor=actor, now=LATER)


class TestCallJoint:
    def test_asks_the_units_and_leaves_the_clock_running(self, received, called):
        assert last_told() == "disclosure.joint.called"
        assert now_of(received).case.due_on == day("2024-05-21")
        assert called.case.due_on == day("2024-04-25")
        assert Notice.objects.filter(kind="disclosure.joint_called").count() == 1

    def test_is_the_offices_as_well(self, received, office, neighbour):
        assert str(call(received, office).case.unit) == "市政府办公厅"

    def test_tells_nobody_who_asks(self, received, clerk, neighbour):
        for text in (f"{WHO.name}问的", f"证件{PAPER}", "电话138 0000 0000", "电话138-0000-0000"):
            with pytest.raises(NamesApplicant):
                call(received, clerk, question=text)
            with pytest.raises(NamesApplicant):
                call(received, clerk, excerpt=text)
        assert not Conference.objects.exists()

    def test_confirms_no_guess_of_the_office(self, received, office, neighbour):
        """The office does not know who asks, and a refusal would tell it."""
        assert call(received, office, question=f"是不是{WHO.name}问的").pk

    def test_wants_units_of_its_government_and_a_day_to_come(self, received, clerk, neighbour, district):
        elsewhere = Unit.objects.get(name="东区政府办公室")
        for units in ([], [elsewhere.pk], [water().pk, elsewhere.pk], [clerk.unit_id]):
            with pytest.raises(writing.NobodyCalled):
                call(received, clerk, unit_ids=units)
        with pytest.raises(BadDay):
            call(received, clerk, until=day("2024-04-19"))

    def test_is_not_for_strangers_nor_for_what_is_over(self, received, neighbour, district, clerk):
        for stranger in (neighbour, district):
            with pytest.raises(NoSuchRequest):
                call(received, stranger)
        note_withdrawal(**seen(received), reason="不需要了", actor=clerk, now=NOW)
        with pytest.raises(writing.RequestOver):
            call(received, clerk)


class TestGiveOpinion:
    def test_keeps_who_said_what_and_may_be_put_otherwise(self, called, neighbour, clerk):
        for opinion in ("属于过程性信息", "重新研究，可以公开"):
            writing.give_opinion(joint_id=called.pk, opinion=opinion, actor=neighbour, now=LATER)
        told = ConferenceUnit.objects.get()
        assert (told.opinion, told.given_by_id) == ("重新研究，可以公开", neighbour.person_id)
        assert last_told() == "disclosure.joint.opinion_given"
        assert Notice.objects.filter(kind="disclosure.opinion_given", to_person=clerk.person_id).exists()

    def test_is_for_those_who_are_asked(self, called, clerk, district):
        with pytest.raises(writing.NotAsked):
            writing.give_opinion(joint_id=called.pk, opinion="意见", actor=clerk, now=LATER)
        with pytest.raises(NoSuchJoint):
            writing.give_opinion(joint_id=called.pk, opinion="意见", actor=district, now=LATER)

    def test_says_something_and_in_time(self, called, neighbour, clerk):
        with pytest.raises(ReasonMissing):
            writing.give_opinion(joint_id=called.pk, opinion=" ", actor=neighbour, now=LATER)
        conclude(called, clerk)
        with pytest.raises(StepNotOpen):
            writing.give_opinion(joint_id=called.pk, opinion="意见", actor=neighbour, now=LATER)


class TestAskAlso:
    def test_gives_one_unit_a_day_of_its_own(self, called, clerk, office):
        writing.ask_also(
            joint_id=called.pk, version=version(called), unit_id=water().pk, until=day("2024-04-30"),
            actor=clerk, now=NOW,
        )  # fmt: skip
        assert ConferenceUnit.objects.get().due_on == day("2024-04-30")

    def test_is_the_callers(self, called, neighbour):
        with pytest.raises(NotYourStep):
            writing.ask_also(
                joint_id=called.pk, version=version(called), unit_id=called.case.unit_id,
                until=day("2024-04-30"), actor=neighbour, now=NOW,
            )  # fmt: skip


class TestConcludeJoint:
    def test_keeps_what_came_of_it_and_who_was_there(self, called, clerk, neighbour):
        conclude(called, clerk)
        told = Conference.objects.get()
        assert (told.conclusion, told.case.state) == ("可以公开", "concluded")
        assert last_told() == "disclosure.joint.concluded"
        assert Notice.objects.filter(kind="disclosure.joint_over", to_person=neighbour.person_id).exists()

    @pytest.mark.parametrize(
        ("told", "refusal"),
        [
            ({"conclusion": " "}, ReasonMissing),
            ({"attended": ""}, ReasonMissing),
            ({"held_on": day("2024-04-19")}, BadDay),  # Friday, before it was called
            ({"held_on": day("2024-04-25")}, BadDay),  # Thursday, to come
            ({"conclusion": f"{WHO.name}的申请可以公开"}, NamesApplicant),
        ],
    )
    def test_is_refused(self, called, clerk, told, refusal):
        with pytest.raises(refusal):
            conclude(called, clerk, **told)

    def test_is_the_callers_on_what_they_saw(self, called, clerk, neighbour):
        with pytest.raises(NotYourStep):
            conclude(called, neighbour)
        with pytest.raises(MovedMeanwhile):
            writing.drop_joint(joint_id=called.pk, version=9, reason="不需要", actor=clerk, now=LATER)


class TestDropJoint:
    def test_needs_a_reason(self, called, clerk):
        with pytest.raises(ReasonMissing):
            writing.drop_joint(joint_id=called.pk, version=version(called), reason="", actor=clerk, now=LATER)
        writing.drop_joint(
            joint_id=called.pk, version=version(called), reason="已经有先例", actor=clerk, now=LATER
        )
        assert last_told() == "disclosure.joint.dropped"


class TestReminding:
    def test_those_who_have_not_spoken_the_day_before(self, called, neighbour):
        assert urge_parties(actor=CLOCKWORK, now=at("2024-04-23")) == 0  # Tuesday
        assert urge_parties(actor=CLOCKWORK, now=at("2024-04-24")) == 1  # Wednesday
        assert Notice.objects.filter(kind="disclosure.opinion_due").count() == 1
        writing.give_opinion(joint_id=called.pk, opinion="可以公开", actor=neighbour, now=LATER)
        assert urge_parties(actor=CLOCKWORK, now=at("2024-04-25")) == 0


@pytest.mark.usefixtures("desk_surface")
class TestThePages:
    def test_show_those_who_take_part_what_they_need_and_no_more(
        self, received, called, neighbour, clerk, office
    ):
        page = f"{LIST}{called.pk}/"
        shown = signed_in(neighbour).get(page).text
        assert "不暂停答复期限" in shown
        assert "预算执行报告" in shown
        assert received.wanted not in shown
        assert f"/disclosure/{received.number}/" not in shown
        for actor in (clerk, office):
            assert f"/disclosure/{received.number}/" in signed_in(actor).get(page).text
        for actor in (neighbour, clerk, office):
            text = signed_in(actor).get(page).text
            assert WHO.name not in text
            assert PAPER not in text

    def test_are_closed_to_strangers(self, received, called, district):
        client = signed_in(district)
        assert client.get(f"{LIST}{called.pk}/").status_code == 404
        assert client.get(f"{LIST}new/{received.number}/").status_code == 404
        assert client.post(f"{LIST}{called.pk}/steps/say/", {"opinion": "意见"}).status_code == 404
        assert not client.get(LIST).context["rows"]

    def test_carry_it_from_call_to_conclusion(self, received, clerk, neighbour):
        client, theirs = signed_in(clerk), signed_in(neighbour)
        told = {"sort": "across", "question": "请提供意见", "unit_ids": [water().pk], "until": "2024-04-25"}
        refused = client.post(f"{LIST}new/{received.number}/", {**told, "until": "x"})
        assert refused.status_code == 422
        assert "请提供意见" in refused.text
        told["until"] = "2099-12-31"
        came = client.post(f"{LIST}new/{received.number}/", told)
        page = came["Location"]
        assert theirs.post(f"{page}steps/say/", {"opinion": ""}).status_code == 422
        said = theirs.post(f"{page}steps/say/", {"opinion": "没有意见"}, follow=True)
        assert "意见已反馈" in said.text
        joint = Conference.objects.select_related("case").get()
        done = client.post(
            f"{page}steps/conclude/",
            {"version": joint.case.version, "held_on": joint.case.opened_on.isoformat(),
             "attended": "两个单位", "conclusion": "按意见办理"}, follow=True,
        )  # fmt: skip
        assert "结论已记录" in done.text
        assert client.post(f"{page}steps/nothing/").status_code == 404

    def test_ask_the_database_no_more_for_more(self, received, clerk, called):
        client = signed_in(clerk)
        client.get(LIST)
        with CaptureQueriesContext(connection) as for_one:
            client.get(LIST)
        for _ in range(5):
            call(received, clerk)
        with CaptureQueriesContext(connection) as for_many:
            client.get(LIST)
        assert len(for_many) == len(for_one) <= 30
        assert joints_for(clerk).count() == 6

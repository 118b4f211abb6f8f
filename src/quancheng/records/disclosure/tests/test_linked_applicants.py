"""Who belongs together with whom: what links two applicants, what is counted, and who sees any of it."""

from dataclasses import replace

import pytest
from django.urls import reverse

from quancheng.records.disclosure.commands import replies
from quancheng.records.disclosure.models import Applicant
from quancheng.records.disclosure.queries.akin import alike_as_a_whole, earlier_like, repeats_of
from quancheng.records.disclosure.queries.applicants import linked_applicants
from quancheng.records.disclosure.queries.replies import item_for
from quancheng.records.disclosure.rules.applicants import Applicant as Sort
from quancheng.records.disclosure.rules.applicants import Proof
from quancheng.records.disclosure.rules.patterns import Counted, Limits, Marks, hints_of, why_linked
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    WHAT,
    WHO,
    at,
    day,
    divide,
    hand_in,
    seen,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]

TODAY = NOW.date()  # Monday 22 April 2024
ANOTHER = replace(WHO, name="王五（演示）", proof=Proof.PASSPORT, proof_number="E00000001")
FIRM = replace(
    WHO, sort=Sort.LEGAL, name="演示律师事务所", proof=Proof.CREDIT, proof_number="91350100M000100Y43",
    phone="0531-88880000", address="",
)  # fmt: skip


def wanting(text: str):
    return replace(WHAT, wanted=text)


def of(actor, request):
    return linked_applicants(actor, request, alike_as_a_whole(actor, request, on=TODAY), on=TODAY)


class TestWhyLinked:
    MINE = Marks(proof="p", phone="t", email="e", address="a", name="n")

    @pytest.mark.parametrize(
        ("theirs", "why"),
        [
            (Marks(phone="t", name="m"), "同一手机号，姓名不同"),
            (Marks(proof="p", name="n"), "同一证件号码"),
            (Marks(proof="p", name="m"), "同一证件号码，姓名或者名称写法不同"),
            (Marks(phone="t", address="a", name="n"), "同一手机号、同一通信地址，姓名相同"),
            (Marks(email="e"), "同一电子邮箱"),
            (Marks(name="n"), ""),  # many people bear one name
            (Marks(), ""),
        ],
    )
    def test_says_what_is_the_same_and_what_is_not(self, theirs, why):
        assert why_linked(self.MINE, theirs) == why

    def test_takes_the_name_of_an_organisation(self):
        mine, theirs = (Marks(proof=paper, name="n", is_person=False) for paper in "xy")
        assert why_linked(mine, theirs) == "同一单位名称，姓名相同"

    def test_takes_nothing_that_was_erased(self):
        assert why_linked(Marks(), Marks()) == ""


class TestHints:
    LIMITS = Limits(same_day=5, this_month=10, same_topic=3, people=3, agencies=3)

    def test_show_from_their_number_on(self):
        told = hints_of(Counted(same_day=5, this_month=9, same_topic=2, people=3, agencies=2), self.LIMITS)
        assert [(one.says, one.number, one.limit) for one in told] == [
            ("一人同日提出多件", 5, 5), ("多人提出相同内容", 3, 3),
        ]  # fmt: skip

    def test_show_nothing_where_nothing_piles_up(self):
        assert hints_of(Counted(same_day=1, people=1, agencies=1), self.LIMITS) == ()


class TestLinkedApplicants:
    def test_finds_one_phone_with_two_names_however_it_is_written(self, received, clerk):
        other = hand_in(clerk, who=replace(ANOTHER, phone="+86 138-0000-0000", address=""))
        (line,) = of(clerk, received).requests
        assert (line.number, line.why, line.is_same_applicant) == (
            other.number, "同一手机号，姓名不同", False,
        )  # fmt: skip

    def test_finds_one_address_and_one_mailbox(self, received, clerk):
        hand_in(clerk, who=replace(ANOTHER, phone="", address="演示路 1 号"))
        (line,) = of(clerk, received).requests
        assert line.why == "同一通信地址，姓名不同"
        first = hand_in(clerk, who=replace(FIRM, email="Yan@example.cn"))
        hand_in(clerk, who=replace(ANOTHER, phone="", address="", email="yan@EXAMPLE.cn"))
        assert [one.why for one in of(clerk, first).requests] == ["同一电子邮箱，姓名不同"]

    def test_finds_nobody_by_a_common_name(self, received, clerk):
        namesake = replace(ANOTHER, name=WHO.name, phone="13911111111", address="")
        hand_in(clerk, who=namesake)
        assert of(clerk, received).is_empty

    def test_counts_calendar_month_and_year_by_the_day_of_receipt(self, clerk):
        for came in ("2024-03-29", "2024-04-01", "2023-12-29"):  # Friday, Monday, Friday
            hand_in(clerk, came_on=came, now=NOW)
        request = hand_in(clerk)
        counted = of(clerk, request).counted
        assert (counted.same_day, counted.this_month, counted.this_year) == (1, 2, 3)

    def test_shows_the_pattern_of_many_at_once_and_decides_nothing(self, clerk):
        made = [hand_in(clerk, what=wanting(f"第{place}号地块的批复")) for place in range(5)]
        hints = of(clerk, made[0]).hints
        assert ("一人同日提出多件", 5, 5) in [(one.says, one.number, one.limit) for one in hints]
        assert {one.case.state for one in made} == {"in_hand"}

    def test_shows_many_people_who_want_the_same(self, received, clerk):
        for place in (1, 2):
            hand_in(clerk, who=replace(ANOTHER, proof_number=f"E0000000{place}", phone="13911111111"))
        (hint,) = [one for one in of(clerk, received).hints if one.unit == "人"]
        assert (hint.says, hint.number) == ("多人提出相同内容", 3)

    def test_counts_other_agencies_and_names_none_of_theirs(self, received, clerk, neighbour):
        other = hand_in(neighbour)
        told = of(clerk, received)
        assert (told.elsewhere, told.agencies_elsewhere, told.counted.agencies) == (1, 1, 2)
        assert not told.requests
        page = signed_in(clerk).get(reverse("disclosure_desk:request", args=[received.number])).text
        assert "另有1件" in page
        assert other.number not in page

    def test_does_not_look_into_other_governments(self, received, clerk, district):
        hand_in(district)
        assert of(clerk, received).is_empty

    def test_is_for_the_agency_alone(self, received, clerk, office, neighbour):
        hand_in(clerk)
        assert of(office, received) is None
        assert of(neighbour, received) is None
        page = signed_in(office).get(reverse("disclosure_desk:request", args=[received.number])).text
        assert "关联申请" not in page

    def test_masks_names_on_the_page(self, received, clerk):
        hand_in(clerk, who=replace(ANOTHER, name="欧阳甲乙"))
        page = signed_in(clerk).get(reverse("disclosure_desk:request", args=[received.number])).text
        assert "同一手机号、同一通信地址，姓名不同" in page
        assert "欧***" in page
        assert "欧阳" not in page

    def test_keeps_digests_only_and_loses_them_with_the_rest(self, received):
        kept = Applicant.objects.get(request=received)
        for digest in (kept.name_digest, kept.phone_digest, kept.address_digest, kept.proof_digest):
            assert digest
            assert WHO.phone not in digest
            assert WHO.name not in digest
        assert kept.email_digest == ""


class TestRepeats:
    @pytest.fixture
    def answered(self, issued, clerk):
        return replies.serve_reply(
            **seen(issued), way="by_post", proof="XA12345678901", on=TODAY, actor=clerk, now=NOW
        )

    def again(self, clerk, wanted="申请公开预算报告", who=WHO):
        request = hand_in(clerk, came_on="2024-05-06", now=at("2024-05-06"), who=who)  # Monday
        return replies.divide_request(**seen(request), wanted=[wanted], actor=clerk, now=at("2024-05-06"))

    def repeats(self, clerk, request):
        return repeats_of(request, item_for(clerk, request.number, 1), on=day("2024-05-06"))

    def test_of_the_same_person_the_same_thing_answered_here(self, answered, clerk):
        (found,) = self.repeats(clerk, self.again(clerk))
        assert found.reply == "市财政局依复〔2024〕1号"
        assert (found.likeness.percent, found.served_on) == (100, TODAY)

    def test_of_another_person_are_none(self, answered, clerk):
        assert not self.repeats(clerk, self.again(clerk, who=ANOTHER))

    def test_of_another_thing_are_none(self, answered, clerk):
        assert not self.repeats(clerk, self.again(clerk, wanted="水库移民安置方案"))

    def test_of_another_year_are_none(self, clerk, answered):
        answered.items.update(wanted="2023年预算报告")
        assert not self.repeats(clerk, self.again(clerk, wanted="2024年预算报告"))
        assert self.repeats(clerk, self.again(clerk, wanted="2023年的预算报告"))

    def test_not_served_yet_are_none(self, issued, clerk):
        assert not self.repeats(clerk, self.again(clerk))

    def test_in_another_agency_are_none(self, answered, neighbour):
        request = divide(hand_in(neighbour), neighbour, "预算报告")
        assert not repeats_of(request, item_for(neighbour, request.number, 1), on=TODAY)

    def test_propose_the_number_and_wait_for_a_person(self, answered, clerk):
        request = self.again(clerk)
        page = reverse("disclosure_desk:decide", args=[request.number, 1])
        client = signed_in(clerk)
        assert "可能是重复申请" in client.get(page).text
        chosen = client.get(page, {"ground": "36-6"}).text
        assert "市财政局依复〔2024〕1号（2024年4月22日送达）" in chosen
        assert item_for(clerk, request.number, 1).ground == ""

    def test_decided_as_repeats_are_not_repeated_again(self, answered, clerk):
        answered.items.update(ground="36-6", row=17)
        assert not self.repeats(clerk, self.again(clerk))


class TestEarlierLike:
    def test_shows_the_reply_without_its_applicant(self, issued, clerk):
        request = divide(hand_in(clerk, who=ANOTHER, what=wanting("市级部门预算报告")), clerk, "部门预算报告")
        (found,) = earlier_like(clerk, request, "部门预算报告", on=TODAY)
        assert [ground.code for ground in found.grounds] == ["36-4"]
        page = signed_in(clerk).get(reverse("disclosure_desk:decide", args=[request.number, 1])).text
        assert issued.number in page
        assert "李四" not in page

    def test_stays_inside_the_agency(self, issued, neighbour, office):
        request = divide(hand_in(neighbour), neighbour, "预算报告")
        assert earlier_like(neighbour, request, "预算报告", on=TODAY) == ()
        assert earlier_like(office, issued, "预算报告", on=TODAY) == ()

    def test_asks_as_often_for_many_as_for_few(self, issued, clerk, django_assert_max_num_queries):
        for place in range(8):
            hand_in(clerk, what=wanting(f"第{place}批预算报告"))
        with django_assert_max_num_queries(7):  # two of them for the norms
            assert len(earlier_like(clerk, issued, "预算报告", on=TODAY)) == 5

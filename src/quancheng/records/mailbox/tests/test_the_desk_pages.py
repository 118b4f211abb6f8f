"""The desk's pages: what each sees, what each may do, and what is refused in its place."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.records.mailbox.commands.handling import classify_message
from quancheng.records.mailbox.commands.limits import TooMuch, set_limit
from quancheng.records.mailbox.models import Limit, Message, Publication
from quancheng.records.mailbox.models.limits import MOST
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.rules.limits import Rule
from quancheng.records.mailbox.tests.conftest import NOW, TEXT, at, finance, send, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
LIST = "/mailbox/"


def page_of(message: Message) -> str:
    return reverse("mailbox_desk:message", args=[message.number])


def take(client: Client, message: Message, code: str, **told: object):
    version = Message.objects.get(pk=message.pk).case.version
    address = reverse("mailbox_desk:step", args=[message.number, code])
    return client.post(address, {"version": version, **told}, follow=True)


class TestTheList:
    def test_shows_the_office_everything_and_a_unit_its_own(self, handed, city, office, clerk):
        send(city)
        assert len(signed_in(office).get(LIST).context["lines"]) == 2
        shown = signed_in(clerk).get(LIST)
        assert [line.number for line in shown.context["lines"]] == [handed.number]
        assert len(signed_in(clerk).get(LIST, {"scope": "all"}).context["lines"]) == 1

    def test_shows_a_neighbour_and_another_government_nothing(self, handed, neighbour, district):
        for stranger in (neighbour, district):
            assert len(signed_in(stranger).get(LIST).context["lines"]) == 0
            assert signed_in(stranger).get(page_of(handed)).status_code == 404

    @pytest.mark.parametrize(
        ("told", "count"),
        [
            ({"state": "in_hand"}, 1),
            ({"state": "answered"}, 0),
            ({"kind": "fault"}, 1),
            ({"kind": "question"}, 0),
            ({"q": "办事指南"}, 1),
            ({"q": "没有这个词"}, 0),
            ({"urgency": "later"}, 0),
            ({"urgency": "late"}, 1),
            ({"state": "x", "kind": "y", "urgency": "z", "page": "w"}, 1),
        ],
    )
    def test_is_narrowed(self, handed, office, told, count):
        assert len(signed_in(office).get(LIST, told).context["lines"]) == count

    def test_tells_in_words_by_what_it_is_narrowed(self, handed, office):
        told = {"q": "办事指南", "state": "in_hand", "kind": "fault", "urgency": "late"}
        assert "共1件（含有“办事指南”、办理中、找错、已逾期）" in signed_in(office).get(LIST, told).text
        assert "共1件（" not in signed_in(office).get(LIST, {"state": "x", "page": "w"}).text

    def test_asks_the_database_no_more_for_more(self, city, office):
        client = signed_in(office)
        send(city)
        client.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as for_one:
            client.get(LIST)
        for _ in range(7):
            send(city)
        with CaptureQueriesContext(connection) as for_many:
            client.get(LIST)
        assert len(for_many) == len(for_one) <= 30

    def test_is_empty_with_words(self, office):
        assert "还没有留言" in signed_in(office).get(LIST).text


class TestTheMessage:
    def test_hides_who_wrote_until_asked(self, handed, clerk):
        client = signed_in(clerk)
        shown = client.get(page_of(handed))
        assert TEXT in shown.text
        assert "张**" in shown.text
        assert "zhang@example.cn" not in shown.text
        clear = client.post(reverse("mailbox_desk:contact", args=[handed.number]))
        assert "zhang@example.cn" in clear.text
        assert "no-store" in clear["Cache-Control"]
        assert AuditEntry.objects.filter(code="mailbox.contact.read").count() == 1
        assert "zhang@example.cn" not in client.get(page_of(handed)).text

    @pytest.mark.parametrize("kind", [Kind.COMPLAINT, Kind.QUESTION])  # also when it was reclassified
    def test_tells_the_unit_of_a_complaint_only_that_a_contact_was_left(self, city, office, clerk, kind):
        sent = send(city, name="李四光", contact="13912345678", wish=Kind.COMPLAINT)
        told = {"kind": kind, "unit_id": finance().pk, "reason": "", "actor": office, "now": NOW}
        classify_message(number=sent.number, version=0, **told)
        shown = signed_in(clerk).get(page_of(sent))
        assert not any(part in shown.text for part in ("李*", "李四光", "139*", "*78"))
        assert "留有姓名或联系方式。投诉人的身份只对受理机构显示。" in shown.text
        assert (shown.context["page"].sender.name, shown.context["page"].sender.contact) == ("", "")
        assert "李**" in signed_in(office).get(page_of(sent)).text

    def test_says_of_a_complaint_without_a_name_that_there_is_none(self, city, office, clerk):
        sent = send(city, wish=Kind.COMPLAINT)
        told = {"kind": Kind.COMPLAINT, "unit_id": finance().pk, "reason": "", "actor": office, "now": NOW}
        classify_message(number=sent.number, version=0, **told)
        assert "没有留姓名和联系方式" in signed_in(clerk).get(page_of(sent)).text

    def test_goes_through_classifying_drafting_and_answering(self, received, office, clerk, head):
        done = take(signed_in(office), received, "classify", kind="fault", unit_id=finance().pk, reason="")
        assert "已分类" in done.text
        assert "答复已提交" in take(signed_in(clerk), received, "draft", text="电话已更正。").text
        assert "已答复留言人" in take(signed_in(head), received, "answer").text
        assert Message.objects.get().case.state == "answered"

    def test_offers_each_only_what_is_theirs(self, drafted, clerk, head, office):
        def offered(actor):
            page = signed_in(actor).get(page_of(drafted)).context["page"]
            return {action.code for action in (page.main, *page.others) if action}

        assert offered(clerk) == set()
        assert offered(head) == {"answer", "refuse"}
        assert offered(office) == {"transfer", "reclassify", "set_aside"}  # too late to extend: long ago

    def test_keeps_what_was_entered_when_refused(self, handed, office, clerk):
        refused = take(signed_in(office), handed, "set_aside", reason=" ")
        assert refused.status_code == 422
        assert refused.context["refused"].form.errors["reason"]
        assert "还不能提交" in refused.text
        stale = signed_in(clerk).post(
            reverse("mailbox_desk:step", args=[handed.number, "draft"]), {"version": "0", "text": "写了很久"}
        )
        assert stale.status_code == 422
        assert "写了很久" in stale.text
        assert Message.objects.get().case.state == "in_hand"

    def test_knows_no_other_step(self, handed, office):
        assert take(signed_in(office), handed, "delete").status_code == 404
        assert Message.objects.exists()

    def test_goes_back_to_the_list_when_it_went_away(self, handed, clerk):
        done = take(signed_in(clerk), handed, "send_back", reason="不属财政职责")
        assert done.redirect_chain[-1][0] == LIST


def draft(client: Client, message: Message, **told: object):
    given = {"title": "电话更正", "question": "电话打不通。", "answer": "已更正。", **told}
    return client.post(reverse("mailbox_desk:publication", args=[message.number]), given, follow=True)


class TestPublishing:
    def test_needs_a_second_person(self, answered, office, reviewer, client):
        draft(signed_in(office), answered)
        one = Publication.objects.get()
        address = reverse("mailbox_desk:publish", args=[one.pk])
        assert "须由审核人" in signed_in(office).post(address, follow=True).text
        assert "已公开" in signed_in(reviewer).post(address, follow=True).text
        one.refresh_from_db()
        assert one.published_by_id == reviewer.person_id

    def test_shows_the_letter_only_to_who_may_see_it(self, answered, office, office_head, reviewer):
        draft(signed_in(office), answered)
        shown = {who: signed_in(who).get("/mailbox/publications/").text for who in (office_head, reviewer)}
        assert ["对照原信" in text for text in shown.values()] == [True, False]
        assert all("电话更正" in text for text in shown.values())

    def test_waits_for_nobody_else(self, answered, office, district, clerk):
        draft(signed_in(office), answered)
        for stranger in (district, clerk):
            assert "电话更正" not in signed_in(stranger).get("/mailbox/publications/").text

    def test_is_not_for_the_head_who_wrote_it(self, answered, office_head):
        draft(signed_in(office_head), answered)
        address = reverse("mailbox_desk:publish", args=[Publication.objects.get().pk])
        assert "须由另一人审核" in signed_in(office_head).post(address, follow=True).text

    @pytest.mark.parametrize(
        ("told", "what"),
        [
            ({"question": "我是张三丰，电话打不通。"}, "留言人的姓名"),
            ({"answer": "请打13800000000。"}, "电话号码"),
            ({"title": "给zhang@example.cn的答复"}, "电子邮箱"),
            ({"question": "身份证37010119900101123X办不了。"}, "身份证号码"),
        ],
    )
    def test_names_nobody(self, answered, office, told, what):
        refused = draft(signed_in(office), answered, **told)
        assert refused.status_code == 422
        assert what in refused.text
        assert not Publication.objects.exists()

    def test_is_for_answered_messages_alone(self, handed, office):
        assert "先答复" in draft(signed_in(office), handed).text

    def test_is_not_the_units(self, answered, clerk):
        assert "由政务公开机构拟写" in draft(signed_in(clerk), answered).text

    def test_comes_down_at_once_and_can_go_up_again(self, answered, office, reviewer):
        draft(signed_in(office), answered)
        one = Publication.objects.get()
        signed_in(reviewer).post(reverse("mailbox_desk:publish", args=[one.pk]))
        down = reverse("mailbox_desk:withdraw", args=[one.pk])
        assert "请填写理由" in signed_in(office).post(down, {"reason": ""}, follow=True).text
        assert "已撤下" in signed_in(office).post(down, {"reason": "写得不准"}, follow=True).text
        assert AuditEntry.objects.filter(code="mailbox.publication.withdrawn").count() == 1
        draft(signed_in(office), answered)
        assert Publication.objects.count() == 2

    def test_of_another_government_is_not_there(self, answered, office, district, neighbour):
        draft(signed_in(office), answered)
        for action in ("publish", "withdraw"):
            address = reverse(f"mailbox_desk:{action}", args=[Publication.objects.get().pk])
            for stranger in (district, neighbour):
                signed_in(stranger).post(address, {"reason": "试"})
        one = Publication.objects.get()
        assert (one.published_at, one.withdrawn_at) == (None, None)


class TestLimits:
    TOLD = {"rule": "question", "value": "4", "from_on": "2099-01-05", "source": "本府办发〔2099〕1号"}

    def test_are_set_by_the_head_from_a_day_to_come(self, office_head):
        answer = signed_in(office_head).post("/mailbox/limits/", self.TOLD, follow=True)
        assert "本府办发〔2099〕1号" in answer.text
        assert Limit.objects.get().value == 4

    @pytest.mark.parametrize(
        ("told", "what"),
        [({"from_on": "2020-01-06"}, "须晚于今天"), ({"value": "0"}, "1"), ({"source": ""}, "依据"),
         ({"from_on": "2099-02-30"}, "日期"), ({"value": "367"}, "“答复咨询”最多366个工作日，请改小"),
         ({"value": "9" * 30}, "最多366个工作日"), ({"rule": "a_source", "value": "1001"}, "最多1000件"),
         ({"rule": "unpublished", "value": "13"}, "最多12个月")],
    )  # fmt: skip
    def test_are_refused_in_their_place(self, office_head, told, what):
        answer = signed_in(office_head).post("/mailbox/limits/", {**self.TOLD, **told})
        assert answer.status_code == 422
        assert what in answer.text
        assert not Limit.objects.exists()

    def test_are_refused_twice_for_one_day(self, office_head):
        client = signed_in(office_head)
        client.post("/mailbox/limits/", self.TOLD)
        assert "已有设定" in client.post("/mailbox/limits/", self.TOLD).text

    @pytest.mark.parametrize("rule", Rule)
    def test_that_close_the_mailbox_are_refused(self, office_head, city, rule):
        told = {"rule": rule, "from_on": at("2026-03-03").date(), "source": "试", "now": NOW}
        with pytest.raises(TooMuch) as refused:
            set_limit(**told, value=MOST[rule] + 1, actor=office_head)
        assert rule.says in refused.value.sentence
        set_limit(**told, value=MOST[rule], actor=office_head)
        assert send(city, now=at("2026-03-03")).number  # with the most of it people can still write

    def test_are_not_for_others(self, office):
        answer = signed_in(office).post("/mailbox/limits/", self.TOLD)
        assert answer.status_code == 422
        assert "只有政务公开机构负责人" in answer.text


class TestMyWork:
    def test_shows_what_waits(self, handed, city, office, clerk):
        send(city)
        assert signed_in(office).get("/my-work/").context["letters"].to_sort == 1
        counts = signed_in(clerk).get("/my-work/").context["letters"]
        assert (counts.open, counts.to_sort, counts.late) == (1, 0, 1)

"""The desk's pages of public commitments: bring, correct, send, publish, tell how far, move."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import Commitment, CommitmentDraft, CommitmentList
from quancheng.records.plan.tests.commitments import THREE, brought, listed, published, sent, told
from quancheng.records.plan.tests.conftest import official
from quancheng.records.plan.tests.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
HERE = "qzw-2026"


@pytest.fixture
def chief(city) -> Actor:
    return official(city, "chief", Role.OPENNESS_HEAD)


@pytest.fixture
def at_office(city) -> Client:
    return signed_in(Unit.objects.get(short_name="市政府"), "desk-office", Role.OPENNESS_OFFICE)


@pytest.fixture
def at_head(city) -> Client:
    return signed_in(Unit.objects.get(short_name="市政府"), "desk-head", Role.OPENNESS_HEAD)


@pytest.fixture
def at_unit(city) -> Client:
    return signed_in(Unit.objects.get(short_name="市财政局"), "desk-unit", Role.HANDLER)


@pytest.fixture
def at_unit_head(city) -> Client:
    return signed_in(Unit.objects.get(short_name="市财政局"), "desk-unit-head", Role.HEAD)


@pytest.fixture
def at_other(city) -> Client:
    return signed_in(Unit.objects.get(short_name="市发展改革委"), "desk-other", Role.HANDLER)


@pytest.fixture
def public_list(office, chief) -> CommitmentList:
    return published(office, chief).list


def carried(answer: HttpResponse) -> int:
    """The version that the form carries on."""
    [version, *_] = re.findall(r'name="version" value="(-?\d+)"', answer.content.decode())
    return int(version)


def page(name: str, *args: object) -> str:
    return reverse(f"plan_desk:{name}", args=args)


def step(client: Client, promise: Commitment, code: str, **fields: object):
    data = {"version": told(promise)["version"], **fields}
    return client.post(page("commitment_step", promise.ref, code), data, follow=True)


class TestBringing:
    def upload(self, client: Client, data: bytes, name: str = "承诺.txt"):
        return client.post(page("commitments_upload"), {"file": SimpleUploadedFile(name, data)}, follow=True)

    def test_leads_to_the_draft_with_each_doubt_in_its_cell(self, at_office):
        rows = [THREE[0], ("2", "修路", "", "长期坚持", "市天文局", "市财政局")]
        shown = self.upload(at_office, listed(rows)).content.decode()
        for word in ("口袋公园", "承诺须写明哪天完成", "机构名册中没有", "没有读出责任人姓名"):
            assert word in shown

    def test_of_the_same_file_leads_to_the_draft_that_waits(self, at_office):
        self.upload(at_office, listed())
        again = self.upload(at_office, listed())
        assert "核对中" in str(next(iter(again.context["messages"])))
        assert CommitmentDraft.objects.count() == 1

    @pytest.mark.parametrize(
        ("data", "name", "word"),
        [
            (b"", "空.txt", "空"),
            ("承诺把事办好。".encode(), "话.txt", "没有读出承诺清单"),
            ("机密★三年\n".encode() + listed(), "密.txt", "机密"),
            (b"%PDF-1.7 broken", "坏.pdf", "坏.pdf"),
        ],
    )
    def test_of_a_bad_file_is_refused_in_its_place(self, at_office, data, name, word):
        answer = self.upload(at_office, data, name)
        assert answer.status_code in {422, 200}
        assert word in answer.content.decode()
        assert not CommitmentDraft.objects.exists()

    def test_is_refused_to_a_unit(self, at_unit):
        assert "只有政务公开机构" in self.upload(at_unit, listed()).content.decode()


class TestCorrecting:
    def test_saves_the_cells(self, at_office, office):
        draft = brought(office)
        data = {
            "version": 0, "no": "1", "task": "口袋公园", "day": "2026-10-31", "unit": "市财政局",
            "person": "演示·钱涌波",
        }  # fmt: skip
        answer = at_office.post(page("commitments_row", draft.pk, 1), data, follow=True)
        assert "已更正第1项" in answer.content.decode()
        row = CommitmentDraft.objects.get().rows[0]
        assert (row["day"], row["person"], row["corrected"]) == (
            "2026-10-31",
            "演示·钱涌波",
            ["content", "day", "office", "person"],
        )

    @pytest.mark.parametrize(
        "wrong", [{"day": "2026-02-30"}, {"task": ""}, {"person": ""}, {"chosen": "99999"}, {"version": "x"}]
    )
    def test_keeps_what_was_entered_when_it_is_refused(self, at_office, office, wrong):
        draft = brought(office)
        data = {
            "version": 0, "no": "1", "task": "口袋公园", "content": "我写的话", "day": "2026-10-31",
            "unit": "市财政局", "person": "演示·钱涌波", **wrong,
        }  # fmt: skip
        answer = at_office.post(page("commitments_row", draft.pk, 1), data)
        assert answer.status_code == 422
        assert "我写的话" in answer.content.decode()

    def test_writes_over_nothing_that_its_writer_has_not_seen(self, at_office, office):
        draft = brought(office)
        here = page("commitments_row", draft.pk, 1)
        cells = {"no": "1", "task": "口袋公园", "day": "2026-10-31", "unit": "市财政局"}
        at_office.post(here, {"version": 0, **cells, "person": "演示·钱涌波"})  # the quicker one
        incomplete = at_office.post(here, {"version": 0, **cells, "person": ""})
        assert carried(incomplete) == 0
        told = at_office.post(here, {"version": 0, **cells, "person": "演示·周沐源"})
        assert (told.status_code, carried(told)) == (422, 1)
        assert CommitmentDraft.objects.get().rows[0]["person"] == "演示·钱涌波"
        at_office.post(here, {"version": carried(told), **cells, "person": "演示·周沐源"})
        assert CommitmentDraft.objects.get().rows[0]["person"] == "演示·周沐源"

    def test_adds_removes_accepts_and_describes(self, at_office, office):
        draft = brought(office)
        cells = {"no": "4", "task": "办学", "day": "2026-12-31", "unit": "市财政局", "person": "演示·钱涌波"}
        at_office.post(page("commitments_new_row", draft.pk), {"version": 0, **cells})
        at_office.post(page("commitments_remove_row", draft.pk, 1), {"version": 1})
        at_office.post(page("commitments_accept", draft.pk), {"version": 2, "key": ["2"]})
        at_office.post(page("commitments_about", draft.pk), {"version": 3, "title": "新标题", "year": 2026})
        draft.refresh_from_db()
        assert ([row["no"] for row in draft.rows], draft.title) == (["2", "3", "4"], "新标题")

    def test_is_nothing_for_a_unit(self, at_unit, office):
        draft = brought(office)
        assert at_unit.get(page("commitment_draft", draft.pk)).status_code == 404


class TestReview:
    def test_is_sent_by_one_and_published_by_another(self, at_office, at_head, office):
        draft = brought(office)
        at_office.post(page("commitments_review", draft.pk), {"version": 0})
        shown = at_head.get(page("commitment_draft", draft.pk), follow=True).content.decode()
        assert "已作保密审查，公开这3项承诺" in shown
        done = at_head.post(page("commitments_publish", draft.pk), {"version": 1}, follow=True)
        assert "第1版已公开" in done.content.decode()
        assert Commitment.objects.count() == 3

    def test_of_doubts_offers_no_way_on(self, at_office, office):
        draft = brought(office, [("1", "修路", "", "长期坚持", "市财政局", "演示·赵清泉")])
        shown = at_office.get(page("commitments_review", draft.pk)).content.decode()
        assert "还有1项有疑点" in shown
        assert "核对无误" not in shown
        assert at_office.post(page("commitments_review", draft.pk), {"version": 0}).status_code == 422

    def test_of_an_amendment_shows_each_change_and_asks_why(self, at_office, office, public_list):
        draft = brought(office, [(*THREE[0][:3], "2026年11月底前", *THREE[0][4:]), *THREE[1:]])
        shown = at_office.get(page("commitments_review", draft.pk)).content.decode()
        assert "<ins>" in shown
        assert "修订说明" in shown
        assert at_office.post(page("commitments_review", draft.pk), {"version": 0}).status_code == 422
        sent_now = at_office.post(
            page("commitments_review", draft.pk), {"version": 0, "reason": "推迟"}, follow=True
        )
        assert "已送审" in sent_now.content.decode()

    def test_may_send_it_back(self, at_office, at_head, office):
        draft = sent(office)
        assert (
            at_head.post(page("commitments_return", draft.pk), {"version": 1, "reason": ""}).status_code
            == 422
        )
        back = at_head.post(
            page("commitments_return", draft.pk), {"version": 1, "reason": "第2项有误"}, follow=True
        )
        assert "审核人退回：第2项有误" in back.content.decode()

    def test_of_a_stale_page_publishes_nothing(self, at_head, office):
        draft = sent(office)
        answer = at_head.post(page("commitments_publish", draft.pk), {"version": 0}, follow=True)
        assert "页面已不是最新" in answer.content.decode()
        assert not Commitment.objects.exists()

    def test_puts_a_draft_aside(self, at_office, office):
        draft = brought(office)
        at_office.post(page("commitments_discard", draft.pk), {"version": 0})
        draft.refresh_from_db()
        assert draft.state == "discarded"


class TestTheLists:
    def test_show_what_concerns_whom(self, at_office, at_unit, at_other, office, public_list):
        brought(office, THREE[:2])
        assert "核对和审核中" in at_office.get(page("commitments")).content.decode()
        unit = at_unit.get(page("commitments"))
        assert [line.commitment.no for line in unit.context["mine"]] == ["3", "1"]
        assert "核对和审核中" not in unit.content.decode()
        assert "口袋公园" in at_other.get(page("commitments_of", HERE)).content.decode()

    def test_take_a_constant_number_of_queries(self, at_unit, public_list, django_assert_max_num_queries):
        at_unit.get(page("commitments"))
        with django_assert_max_num_queries(40):
            at_unit.get(page("commitments"))

    def test_come_down_with_a_reason_and_up_again(self, at_head, public_list):
        assert at_head.post(page("commitments_withdraw", HERE), {"reason": ""}).status_code == 422
        at_head.post(page("commitments_withdraw", HERE), {"reason": "有误"})
        assert CommitmentList.objects.get().published_on is None
        shown = at_head.post(page("commitments_restore", HERE), follow=True)
        assert "已恢复公开" in shown.content.decode()


class TestOneCommitment:
    def test_is_told_of_and_confirmed(self, at_unit, at_unit_head, public_list):
        promise = public_list.commitments.get(no="3")
        CommitmentList.objects.update(published_on=date(2026, 3, 2))
        shown = step(at_unit, promise, "report", on="2026-03-02", words="开张六家。")
        assert "已填报，等单位负责人确认" in shown.content.decode()
        shown = step(at_unit_head, promise, "confirm")
        assert "公众现在可以看到" in shown.content.decode()

    @pytest.mark.parametrize(
        ("fields", "word"),
        [
            ({"on": "2026-02-30", "words": "我写的话"}, "我写的话"),
            ({"on": "2026-03-02", "words": ""}, "进展"),
            ({"on": "2026-03-02", "words": "我写的话", "is_done": "on"}, "公开页面的网址"),
            ({"on": "2020-03-02", "words": "我写的话"}, "公开承诺之日"),
            ({"on": "2026-03-02", "words": "我写的话", "address": "javascript:alert(1)"}, "我写的话"),
        ],
    )
    def test_keeps_what_was_entered_when_it_is_refused(self, at_unit, public_list, fields, word):
        answer = step(at_unit, public_list.commitments.get(no="1"), "report", **fields)
        assert answer.status_code == 422
        assert word in answer.content.decode()

    def test_is_moved_by_the_office(self, at_unit, at_office, public_list):
        promise = public_list.commitments.get(no="1")
        step(at_unit, promise, "ask_later", until="2026-11-30", reason="苗木推迟")
        shown = step(at_office, promise, "move", until="2026-11-30", reason="苗木供应推迟")
        assert "时限已调整，理由已公开" in shown.content.decode()
        assert promise.case.lines.get(step="move").note == "苗木供应推迟"

    def test_offers_others_no_step_and_nothing_from_inside(self, at_unit, at_other, public_list):
        promise = public_list.commitments.get(no="1")
        step(at_unit, promise, "ask_later", until="2026-11-30", reason="内部的理由")
        shown = at_other.get(page("commitment", promise.ref)).content.decode()
        assert "现在没有需要您办理的步骤" in shown
        assert "内部的理由" not in shown
        assert "内部的理由" in at_unit.get(page("commitment", promise.ref)).content.decode()

    def test_knows_no_other_step(self, at_unit, public_list):
        answer = step(at_unit, public_list.commitments.get(no="1"), "nonsense")
        assert answer.status_code == 404

    def test_that_is_not_there_is_a_sentence(self, at_unit, public_list):
        assert "没有找到这项公开承诺" in at_unit.get(page("commitment", "nobody")).content.decode()

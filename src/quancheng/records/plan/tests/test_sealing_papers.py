"""Orders and bulletins under a seal: put by its keeper, handed out to whoever may see the paper."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.approvals.commands import agree, submit_paper
from quancheng.kernel.approvals.queries import Asked, stages_of
from quancheng.kernel.approvals.scans import ACCEPTED, bring_scan
from quancheng.kernel.approvals.slip import slip
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.letterhead import as_pdf
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Person, Post, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.seals import trial
from quancheng.kernel.seals.commands import SealTold, register_seal, use_seal
from quancheng.kernel.seals.keyed import KeySeal
from quancheng.kernel.seals.models import Seal, SealedScan, Use
from quancheng.kernel.seals.picture import Face
from quancheng.kernel.seals.port import Paper, Place, Sealing, machine
from quancheng.kernel.seals.refusals import NoSuchPaper, WordsChanged
from quancheng.kernel.seals.told import SealSettings
from quancheng.records.plan.commands.bulletins import draft_bulletin, issue_bulletin
from quancheng.records.plan.commands.orders import (
    OrderWording,
    draft_orders,
    issue_order,
    prolong_order,
    send_approved_order,
    withdraw_order,
)
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.models import Bulletin, Order
from quancheng.records.plan.queries.plans import BULLETIN_KIND, ORDER_KIND
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_telling_of_duties import seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
ANSWER_ON = date(2026, 3, 16)  # Monday


@pytest.fixture(autouse=True)
def ink(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SEALS = SealSettings()
    machine.cache_clear()
    yield
    machine.cache_clear()


@pytest.fixture
def plan(office):
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


@pytest.fixture
def people(plan):
    """Of one office: who drafts, who issues, who keeps the seal."""
    return {
        "clerk": seat("市政府", Role.OPENNESS_OFFICE),
        "head": seat("市政府", Role.OPENNESS_HEAD),
        "keeper": seat("市政府", Role.REVIEWER),
    }


@pytest.fixture
def seal(people) -> Seal:
    told = SealTold(
        name="市政府公章", organ="泉州湾市人民政府", below="", sort=Seal.Sort.OFFICIAL, diameter=42, key="",
        keeper_id=people["keeper"].post_id or _post_of(people["keeper"]), from_on=date(2026, 1, 1),
        until_on=None,
    )  # fmt: skip
    return register_seal(told=told, actor=_in_post(people["head"]), now=NOW)


def _post_of(actor) -> int:
    return Post.objects.get(holdings__person_id=actor.person_id).pk


def _in_post(actor):
    return actor_for(Person.objects.get(pk=actor.person_id), None, timezone.localdate(NOW), "act")


@pytest.fixture
def drafted(people) -> Order:
    duty = DueItem.objects.filter(case__unit__short_name="市财政局").order_by("pk").first()
    wording = OrderWording(subject="预算公开", demand="请公开预算说明。", answer_on=ANSWER_ON)
    [order] = draft_orders(duty_ids=[duty.pk], wording=wording, actor=_in_post(people["clerk"]), now=NOW)
    return order


@pytest.fixture
def order(drafted, people) -> Order:
    return issue_order(
        order_id=drafted.pk, version=drafted.case.version, until=ANSWER_ON, actor=_in_post(people["head"]),
        now=NOW,
    )  # fmt: skip


def put(seal, people, ref, **told) -> Use:
    return use_seal(
        seal_id=seal.pk, ref=ref, copies=1, reason="印发", actor=_in_post(people["keeper"]), now=NOW, **told
    )


def of(order: Order) -> RecordRef:
    return RecordRef(ORDER_KIND, str(order.pk))


def client_of(actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


class TestAnOrder:
    def test_is_sealed_once_it_stands_issued(self, seal, people, order):
        use = put(seal, people, of(order))
        assert (use.title, use.label) == ("关于预算公开的督办单", order.label)
        assert use.issued_by_id == people["head"].person_id

    def test_is_not_sealed_as_a_draft(self, seal, people, drafted):
        with pytest.raises(NoSuchPaper):
            put(seal, people, of(drafted))

    def test_is_not_sealed_once_it_is_withdrawn(self, seal, people, order):
        now_so = Order.objects.get(pk=order.pk)
        withdraw_order(
            order_id=order.pk,
            version=now_so.case.version,
            reason="误发",
            actor=_in_post(people["head"]),
            now=NOW,
        )
        with pytest.raises(NoSuchPaper):
            put(seal, people, of(order))

    def test_is_not_sealed_when_its_words_changed_since_the_approval(self, seal, people, drafted):
        clerk, head = _in_post(people["clerk"]), _in_post(people["head"])
        laid = submit_paper(
            ref=of(drafted),
            chain=[Asked(1, "签发", head.post_id)],
            until=ANSWER_ON,
            reason="",
            actor=clerk,
            now=NOW,
        )
        agree(approval_id=laid.pk, version=laid.case.version, opinion="", actor=head, now=NOW)
        send_approved_order(
            order_id=drafted.pk, version=Order.objects.get(pk=drafted.pk).case.version, actor=clerk, now=NOW
        )
        prolong_order(
            order_id=drafted.pk, version=Order.objects.get(pk=drafted.pk).case.version,
            until=ANSWER_ON + timedelta(days=7), reason="单位申请", actor=head, now=NOW,
        )  # fmt: skip
        with pytest.raises(WordsChanged):
            put(seal, people, of(drafted))

    def test_is_sealed_in_its_approved_words(self, seal, people, drafted):
        clerk, head = _in_post(people["clerk"]), _in_post(people["head"])
        laid = submit_paper(
            ref=of(drafted),
            chain=[Asked(1, "签发", head.post_id)],
            until=ANSWER_ON,
            reason="",
            actor=clerk,
            now=NOW,
        )
        agree(approval_id=laid.pk, version=laid.case.version, opinion="", actor=head, now=NOW)
        send_approved_order(
            order_id=drafted.pk, version=Order.objects.get(pk=drafted.pk).case.version, actor=clerk, now=NOW
        )
        assert put(seal, people, of(drafted)).approval_id == laid.pk


class TestABulletin:
    def test_is_sealed_once_it_stands_issued(self, seal, people, plan):
        made = draft_bulletin(plan_ref=plan.ref, actor=_in_post(people["clerk"]), now=NOW)
        ref = RecordRef(BULLETIN_KIND, str(made.pk))
        with pytest.raises(NoSuchPaper):
            put(seal, people, ref)
        issue_bulletin(bulletin_id=made.pk, version=made.version, actor=_in_post(people["head"]), now=NOW)
        use = put(seal, people, ref)
        assert use.title == Bulletin.objects.get().title
        page = client_of(people["head"]).get(reverse("plan_desk:bulletin", args=[made.pk]))
        assert "盖章件待登记" in page.content.decode()


class TestAtTheDesk:
    def test_the_keeper_finds_what_waits_and_puts_the_seal(self, seal, people, order):
        keeper = client_of(people["keeper"])
        assert "关于预算公开的督办单" in keeper.get(reverse("workbench:seals_waiting")).content.decode()
        page = keeper.get(reverse("workbench:seal_paper", args=[ORDER_KIND, order.pk]))
        assert "请公开预算说明。" in page.content.decode()
        form = {"seal_id": seal.pk, "copies": 3, "reason": "印发"}
        answer = keeper.post(reverse("workbench:seal_paper_use", args=[ORDER_KIND, order.pk]), form)
        use = Use.objects.get()
        assert answer.url == reverse("workbench:seal_use", args=[use.pk])
        again = keeper.post(reverse("workbench:seal_paper_use", args=[ORDER_KIND, order.pk]), form)
        assert (again.status_code, "已经加盖这枚印章" in again.content.decode()) == (422, True)

    def test_the_scan_is_handed_out_to_the_unit_from_then_on(self, seal, people, order):
        use = put(seal, people, of(order))
        unit = signed_in(Unit.objects.get(short_name="市财政局"), "unit", Role.HANDLER)
        href = reverse("plan_desk:order_sealed", args=[order.pk])
        assert unit.get(href).status_code == 404
        keeper = client_of(people["keeper"])
        printed = keeper.get(reverse("workbench:seal_use_file", args=[use.pk]))
        data = b"".join(printed.streaming_content)
        assert "（盖章处）" in PdfReader(io.BytesIO(data)).pages[-1].extract_text()
        brought = SimpleUploadedFile("盖章件.pdf", data, content_type="application/pdf")
        done = keeper.post(reverse("workbench:seal_use_scan", args=[use.pk]), {"file": brought})
        assert done.status_code == 302
        assert SealedScan.objects.get().use == use
        assert b"".join(unit.get(href).streaming_content) == data
        assert "下载盖章件" in unit.get(reverse("plan_desk:order", args=[order.pk])).content.decode()

    def test_a_scan_that_is_none_is_told_so(self, seal, people, order):
        use = put(seal, people, of(order))
        brought = SimpleUploadedFile("盖章件.pdf", b"MZ\x00\x00 no scan", content_type="application/pdf")
        answer = client_of(people["keeper"]).post(
            reverse("workbench:seal_use_scan", args=[use.pk]), {"file": brought}
        )
        assert answer.status_code == 422
        assert not SealedScan.objects.exists()

    def test_others_are_kept_out(self, seal, people, order):
        use = put(seal, people, of(order))
        unit = signed_in(Unit.objects.get(short_name="市财政局"), "unit", Role.HEAD)
        sibling = signed_in(Unit.objects.get(short_name="东区政府"), "sibling", Role.OPENNESS_HEAD)
        pages = [
            reverse("workbench:seal", args=[seal.pk]), reverse("workbench:seal_use", args=[use.pk]),
            reverse("workbench:seal_use_file", args=[use.pk]),
            reverse("workbench:seal_paper", args=[ORDER_KIND, order.pk]),
        ]  # fmt: skip
        for client in (unit, sibling):
            assert [client.get(page).status_code for page in pages] == [404] * 4
            assert "市政府公章" not in client.get(reverse("workbench:seals")).content.decode()
            form = {"seal_id": seal.pk, "copies": 1, "reason": "x"}
            done = client.post(reverse("workbench:seal_paper_use", args=[ORDER_KIND, order.pk]), form)
            assert done.status_code == 404
        assert sibling.get(reverse("plan_desk:order_sealed", args=[order.pk])).status_code == 404

    def test_the_clerk_of_the_office_reads_but_does_not_seal(self, seal, people, order):
        clerk = client_of(people["clerk"])
        assert "市政府公章" in clerk.get(reverse("workbench:seals")).content.decode()
        page = clerk.get(reverse("plan_desk:order", args=[order.pk])).content.decode()
        assert reverse("workbench:seal_paper", args=[ORDER_KIND, order.pk]) not in page
        assert clerk.get(reverse("workbench:seal_new")).status_code == 403

    def test_the_register_leaves_as_a_file(self, seal, people, order):
        use = put(seal, people, of(order))
        head = client_of(people["head"])
        sheet = load_workbook(io.BytesIO(head.get(reverse("workbench:seal_uses_xlsx")).content)).active
        assert [cell.value for cell in sheet[2]][:3] == [use.code, "2026-03-02", "市政府公章"]
        found = head.get(reverse("workbench:seal_uses_csv"), {"word": "绿化"}).content.decode("utf-8-sig")
        assert len(found.splitlines()) == 1

    def test_an_odd_question_of_the_register_narrows_nothing(self, seal, people, order):
        put(seal, people, of(order))
        head = client_of(people["head"])
        page = head.get(reverse("workbench:seal_uses"), {"seal": "9" * 30, "since": "yesterday", "page": "x"})
        assert page.status_code == 200

    def test_a_seal_is_handed_over_and_stopped(self, seal, people):
        head = client_of(people["head"])
        clerk = _post_of(people["clerk"])
        told = {"version": 0, "keeper_id": clerk, "reason": "轮岗"}
        assert head.post(reverse("workbench:seal_hand_over", args=[seal.pk]), told).status_code == 302
        stopped = {"version": 1, "reason": "磨损"}
        assert head.post(reverse("workbench:seal_stop", args=[seal.pk]), stopped).status_code == 302
        seal.refresh_from_db()
        assert (seal.keeper_id, seal.stopped_for) == (clerk, "磨损")
        again = head.post(reverse("workbench:seal_stop", args=[seal.pk]), stopped)
        assert (again.status_code, "停用" in again.content.decode()) == (422, True)


class TestLookingAtAFile:
    def look(self, people, name: str, data: bytes):
        brought = SimpleUploadedFile(name, data)
        return client_of(people["clerk"]).post(reverse("workbench:seal_check"), {"file": brought})

    def test_says_that_a_letter_bears_no_signature(self, people, order, seal):
        use = put(seal, people, of(order))
        with use.file.data.open("rb") as opened:
            answer = self.look(people, "督办单.pdf", opened.read())
        assert answer.status_code == 200
        assert "文件里没有电子签名或电子印章" in answer.content.decode()

    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("a.pdf", b"%PDF-1.7 broken", "已损坏"),
            ("a.ofd", b"PK\x03\x04 broken", "a.ofd"),
            ("a.docx", b"PK\x05\x06" + b"\x00" * 18, "这里读不了"),
            ("a.pdf", b"   ", "空文件"),
            ("a.txt", "只是文字。".encode(), "这里读不了"),
        ],
    )
    def test_tells_what_cannot_be_looked_at(self, people, name, data, said):
        answer = self.look(people, name, data)
        assert answer.status_code == 422
        assert said in answer.content.decode()

    def test_asks_for_a_file(self, people):
        answer = client_of(people["clerk"]).post(reverse("workbench:seal_check"))
        assert answer.status_code == 422


class TestWhoHasNotProvedLately:
    @pytest.mark.parametrize("name", ["seal_paper_use", "seal_stop", "seal_hand_over", "seal_uses_xlsx"])
    def test_is_asked_once_more(self, seal, people, order, name, monkeypatch):
        args = {"seal_paper_use": [ORDER_KIND, order.pk], "seal_uses_xlsx": []}.get(name, [seal.pk])
        keeper = client_of(people["keeper"])
        keeper.get(reverse("workbench:seals"))
        later = timezone.now() + timedelta(minutes=16)
        monkeypatch.setattr("quancheng.shells.workbench.door.middleware.timezone.now", lambda: later)
        ask = keeper.get if name.endswith("xlsx") else keeper.post
        answer = ask(reverse(f"workbench:{name}", args=args))
        assert answer.url.startswith(reverse("account_reauthenticate"))
        assert not Use.objects.exists()


class TestMyWork:
    def test_tells_the_keeper_what_waits(self, seal, people, order):
        keeper = client_of(people["keeper"])
        assert "文件待我用印" in keeper.get(reverse("workbench:my_work")).content.decode()
        put(seal, people, of(order))
        page = keeper.get(reverse("workbench:my_work")).content.decode()
        assert "盖章件待登记" in page
        assert "文件待我用印" not in page


class TestAScanOfAnApproval:
    """A signed 呈批单 may come back with an electronic signature: the page says what it is worth."""

    def test_shows_what_its_signatures_say(self, people, drafted, settings, tmp_path):
        span = trial.Span(start=datetime(2026, 1, 1, tzinfo=UTC), end=datetime(2036, 1, 1, tzinfo=UTC))
        face = Face("泉州湾市人民政府", "演示", 42)
        authority = trial.new_authority(trial.AUTHORITY, span=span)
        trial.write_seal(tmp_path / "keys" / "office", face, authority, span=span)
        settings.SEALS = SealSettings(machine="key", keys=tmp_path / "keys")
        clerk, head = _in_post(people["clerk"]), _in_post(people["head"])
        laid = submit_paper(
            ref=of(drafted), chain=[Asked(1, "签发", head.post_id)], until=ANSWER_ON, reason="", actor=clerk,
            now=NOW,
        )  # fmt: skip
        asked = Sealing(
            paper=Paper.PDF, face=face, key="office", place=Place(1, 100, 200), reason="签批", at=NOW
        )
        data = KeySeal().sign(as_pdf(slip(laid, stages_of([laid])[laid.pk])), asked)
        upload = check_upload(data, name="签批.pdf", accepted=ACCEPTED)
        bring_scan(
            approval_id=laid.pk, version=laid.case.version, mark=laid.mark, upload=upload, data=data,
            actor=clerk, now=NOW,
        )  # fmt: skip
        page = client_of(people["head"]).get(reverse("workbench:approval", args=[laid.pk])).content.decode()
        assert "扫描件上的电子签名" in page
        assert "证书链未知" in page  # nobody told the house to trust this trial

"""The desk's pages of duties: what they show, to whom, and what they refuse in its place."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties as writing
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries.plans import TASK_KIND
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def issued(office) -> Plan:
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


def signed_in(short: str, role: str) -> Client:
    """An official of a unit at the desk, in a post with the role."""
    unit = Unit.objects.get(short_name=short)
    person = Person.objects.create(account=f"{role}{unit.pk}", name=f"演示{role}", tenant=unit.tenant)
    post = Post.objects.create(unit=unit, title=role)
    PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=person, post=post, from_on=date(2020, 1, 1))
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def clerk(issued) -> Client:
    return signed_in("市财政局", Role.HANDLER)


@pytest.fixture
def head(issued) -> Client:
    return signed_in("市财政局", Role.HEAD)


@pytest.fixture
def at_office(issued) -> Client:
    return signed_in("市政府", Role.OPENNESS_OFFICE)


@pytest.fixture
def duty(issued) -> DueItem:
    about = f"{TASK_KIND}:{issued.ref}-1-1"
    return DueItem.objects.get(obligation__about=about, case__unit__short_name="市财政局")


def page(duty: DueItem) -> str:
    return reverse("plan_desk:duty", args=[duty.pk])


def take(client: Client, duty: DueItem, code: str, **told: object):
    seen = DueItem.objects.get(pk=duty.pk).case.version
    return client.post(
        reverse("plan_desk:duty_step", args=[duty.pk, code]), {"version": seen, **told}, follow=True
    )


def show(client: Client, duty: DueItem, address: str = "https://www.example.cn/a.html"):
    return client.post(
        reverse("plan_desk:evidence_address", args=[duty.pk]), {"address": address, "says": "公开页面"}
    )


def reported(client: Client, duty: DueItem) -> None:
    show(client, duty)
    take(client, duty, "report", note="已公开")


def state(duty: DueItem) -> str:
    return DueItem.objects.get(pk=duty.pk).case.state


class TestTheList:
    def test_shows_what_my_unit_owes_and_nobody_elses(self, clerk):
        shown = clerk.get(reverse("plan_desk:duties"))
        assert [line.unit for line in shown.context["lines"]] == ["市财政局"] * 3
        assert "全部督办" not in shown.text

    def test_shows_the_office_all_that_it_laid_upon_units(self, at_office):
        assert len(at_office.get(reverse("plan_desk:duties")).context["lines"]) == 0
        assert len(at_office.get(reverse("plan_desk:duties"), {"scope": "all"}).context["lines"]) == 6

    def test_shows_a_unit_no_more_when_it_asks_for_all(self, clerk):
        assert len(clerk.get(reverse("plan_desk:duties"), {"scope": "all"}).context["lines"]) == 3

    @pytest.mark.parametrize(
        ("told", "count"),
        [
            ({"state": "issued"}, 3),
            ({"state": "reported"}, 0),
            ({"q": "同步发布"}, 2),
            ({"q": "没有这个词"}, 0),
            ({"state": "nonsense", "urgency": "x", "page": "y"}, 3),
        ],
    )
    def test_is_narrowed(self, clerk, told, count):
        assert len(clerk.get(reverse("plan_desk:duties"), told).context["lines"]) == count

    def test_asks_no_more_of_the_database_for_more_duties(self, at_office):
        def asked(**told: str) -> tuple[int, int]:
            with CaptureQueriesContext(connection) as queries:
                shown = at_office.get(reverse("plan_desk:duties"), {"scope": "all", **told})
            return len(shown.context["lines"]), len(queries)

        asked()
        (few, for_few), (many, for_many) = asked(q="同步发布"), asked()
        assert few < many
        assert for_few == for_many

    def test_lets_a_unit_sign_for_everything(self, clerk):
        assert "已签收3项" in clerk.post(reverse("plan_desk:duties_sign"), follow=True).text
        assert "没有待签收" in clerk.post(reverse("plan_desk:duties_sign"), follow=True).text


class TestOneDuty:
    def test_offers_only_what_the_actor_may_do(self, duty, clerk, at_office):
        def offered(client: Client) -> set[str]:
            shown = client.get(page(duty)).context["page"]
            return {action.code for action in (shown.main, *shown.others) if action}

        assert offered(clerk) == {"sign", "report", "ask_later"}
        assert offered(at_office) == {"postpone", "reassign", "cancel"}

    def test_is_not_there_for_others(self, duty):
        assert signed_in("市发展改革委", Role.HEAD).get(page(duty)).status_code == 404

    def test_goes_its_way_from_signing_to_done(self, duty, clerk, head):
        take(clerk, duty, "sign")
        reported(clerk, duty)
        assert "已确认完成" in take(head, duty, "confirm").text
        assert state(duty) == "confirmed"

    def test_shows_a_refusal_in_its_place_and_keeps_what_was_entered(self, duty, clerk):
        answer = take(clerk, duty, "report", note="三个栏目都已公开")
        assert answer.status_code == 422
        assert "还没有佐证" in answer.text
        assert "三个栏目都已公开" in answer.text
        assert state(duty) == "issued"

    def test_keeps_what_was_entered_when_the_step_is_open_no_more(self, duty, clerk, head):
        reported(clerk, duty)
        take(head, duty, "confirm")
        answer = take(clerk, duty, "ask_later", until="2027-01-29", reason="等上级文件")
        assert answer.status_code == 422
        assert "等上级文件" in answer.text

    def test_of_an_old_page_is_told_so(self, duty, clerk):
        address = reverse("plan_desk:duty_step", args=[duty.pk, "sign"])
        take(clerk, duty, "sign")
        assert "签收" in clerk.post(address, {"version": "0"}).text
        assert clerk.post(address, {}).status_code == 422

    def test_proposes_to_the_office_the_day_that_was_asked_for(self, duty, clerk, at_office):
        take(clerk, duty, "ask_later", until="2027-01-29", reason="机构改革")
        shown = at_office.get(page(duty))
        assert 'value="2027-01-29"' in shown.text
        assert "不同意延期" in shown.text
        take(at_office, duty, "postpone", until="2027-01-29", reason="同意，机构改革")
        moved = at_office.get(page(duty)).text
        assert "改期至2027-01-29" in moved
        assert "理由：同意，机构改革" in moved

    def test_goes_to_another_unit_of_the_register(self, duty, at_office):
        other = Unit.objects.get(short_name="市发展改革委")
        take(at_office, duty, "reassign", unit_id=other.pk, reason="职责调整")
        assert DueItem.objects.get(pk=duty.pk).case.unit == other
        [latest, *_] = at_office.get(page(duty)).context["page"].history
        assert "承办单位：市发展改革委。职责调整" in latest.text

    def test_refuses_a_step_that_does_not_exist(self, duty, clerk):
        assert clerk.post(reverse("plan_desk:duty_step", args=[duty.pk, "issue"])).status_code == 404


class TestEvidence:
    def bring(self, client: Client, duty: DueItem, name: str, data: bytes):
        told = {"file": SimpleUploadedFile(name, data), "says": "情况说明"}
        return client.post(reverse("plan_desk:evidence_file", args=[duty.pk]), told)

    def test_is_brought_and_handed_out_as_a_file_to_be_saved(self, duty, clerk, at_office):
        self.bring(clerk, duty, "说明.html", "<p>已公开</p>".encode())
        kept = duty.evidence.get()
        for client in (clerk, at_office):
            answer = client.get(reverse("plan_desk:evidence", args=[kept.pk]))
            assert b"".join(answer.streaming_content) == "<p>已公开</p>".encode()
            assert answer["Content-Disposition"].startswith("attachment")
            assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == (
                "nosniff",
                "application/octet-stream",
            )

    def test_is_not_handed_out_to_others(self, duty, clerk):
        self.bring(clerk, duty, "说明.txt", b"said")
        address = reverse("plan_desk:evidence", args=[duty.evidence.get().pk])
        assert signed_in("市发展改革委", Role.HEAD).get(address).status_code == 404

    def test_with_a_secrecy_mark_is_turned_away(self, duty, clerk):
        answer = self.bring(clerk, duty, "机密★1年.txt", "机密★1年\n内容".encode())
        assert answer.status_code == 422
        assert not duty.evidence.exists()

    def test_that_is_no_address_is_turned_away_with_what_was_entered(self, duty, clerk):
        answer = show(clerk, duty, "javascript:alert(1)")
        assert answer.status_code == 422
        assert "公开页面" in answer.text
        assert not duty.evidence.exists()

    def test_is_withdrawn_by_the_unit_alone(self, duty, clerk, at_office):
        show(clerk, duty)
        address = reverse("plan_desk:evidence_withdraw", args=[duty.evidence.get().pk])
        at_office.post(address)
        assert duty.evidence.get().withdrawn_at is None
        clerk.post(address)
        assert duty.evidence.get().withdrawn_at is not None


class TestConfirmingMany:
    def tick(self, *duties: DueItem) -> list[str]:
        return [f"{d.pk}-{DueItem.objects.get(pk=d.pk).case.version}" for d in duties]

    @pytest.fixture
    def two(self, issued, clerk) -> list[DueItem]:
        owed = list(DueItem.objects.filter(case__unit__short_name="市财政局").order_by("pk")[:2])
        for duty in owed:
            reported(clerk, duty)
        return owed

    def test_is_one_line_of_the_audit(self, two, head):
        address = reverse("plan_desk:duties_confirm")
        assert len(head.get(address).context["waiting"]) == 2
        head.post(address, {"duty": self.tick(*two)})
        assert {state(duty) for duty in two} == {"confirmed"}
        assert AuditEntry.objects.filter(code="plan.duties.confirmed").count() == 1

    def test_is_all_or_nothing(self, two, clerk, head):
        ticked = self.tick(*two)
        take(clerk, two[1], "recall")
        answer = head.post(reverse("plan_desk:duties_confirm"), {"duty": ticked})
        assert answer.status_code == 409
        assert state(two[0]) == "reported"

    def test_keeps_the_other_ticks(self, two, clerk, head):
        ticked = self.tick(*two)
        take(clerk, two[1], "recall")
        take(clerk, two[1], "report", note="另一份")  # the head has not seen this one
        answer = head.post(reverse("plan_desk:duties_confirm"), {"duty": ticked})
        assert f'value="{ticked[0]}" checked' in answer.text
        assert answer.text.count(" checked") == 1

    def test_of_a_report_that_changed_meanwhile_is_refused(self, two, clerk, head):
        ticked = self.tick(*two)
        take(clerk, two[1], "recall")
        take(clerk, two[1], "report", note="另一份")
        answer = head.post(reverse("plan_desk:duties_confirm"), {"duty": ticked})
        assert answer.status_code == 409
        assert state(two[0]) == "reported"

    def test_is_not_for_clerks(self, two, clerk):
        clerk.post(reverse("plan_desk:duties_confirm"), {"duty": self.tick(*two)})
        assert state(two[0]) == "reported"

    def test_of_nothing_is_refused(self, head):
        answer = head.post(reverse("plan_desk:duties_confirm"), {})
        assert answer.status_code == writing.NothingToConfirm.status

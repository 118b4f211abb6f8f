"""An address as evidence is kept as it stood, and looked at again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.fetch.port import Fetched, NotFetched
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations import snapshots, tasks
from quancheng.kernel.obligations.models import DueItem, Evidence, Snapshot
from quancheng.kernel.obligations.snapshots import Outcome, lost_lines
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.queries.duties import NoSuchEvidence, own_duties
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import staff

pytestmark = pytest.mark.django_db
TEXT = (
    "<!doctype html><title>公开</title><h1>采购意向公开</h1>"
    "<p>四次采购意向均已公开，附清单。</p><p>浏览 12 次</p>"
)
ADDRESS = "https://www.quanzhouwan.gov.cn/zwgk/1.html"


class Site:
    """A site that answers what the test says."""

    def __init__(self) -> None:
        self.page: str | NotFetched = TEXT
        self.asked: list[str] = []

    def fetch(self, address: str) -> Fetched:
        self.asked.append(address)
        if isinstance(self.page, NotFetched):
            raise self.page
        return Fetched(address, 200, "text/html", self.page.encode(), "www.quanzhouwan.gov.cn", "1.1.1.1")


@pytest.fixture(autouse=True)
def site(monkeypatch, settings, tmp_path) -> Site:
    settings.MEDIA_ROOT = tmp_path
    made = Site()
    monkeypatch.setattr(snapshots, "fetcher", lambda: made)
    monkeypatch.setattr(snapshots, "picture_of", lambda page: b"\x89PNG picture IEND")
    return made


@pytest.fixture
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def duty(office, clerk) -> DueItem:
    """The department's share of row 1."""
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return own_duties(clerk).get(obligation__about=f"plan.task:{plan.ref}-1-1")


@pytest.fixture
def evidence(duty: DueItem, clerk) -> Evidence:
    return duties.add_evidence_address(
        duty_id=duty.pk, address=ADDRESS, says="采购意向公开页", actor=clerk, now=NOW
    )


class TestTheFirstLook:
    def test_follows_the_bringing(self, evidence, drain, site):
        drain()
        kept = Snapshot.objects.get()
        assert (kept.outcome, kept.title) == (Outcome.KEPT, "采购意向公开")
        assert "四次采购意向均已公开" in kept.text
        assert len(kept.digest) == 64
        assert kept.picture.kind == "picture"
        assert kept.page.size == len(TEXT.encode())

    def test_is_told_in_the_audit(self, evidence, drain):
        drain()
        assert AuditEntry.objects.filter(code="obligations.snapshot.taken").count() == 1

    def test_of_a_page_that_does_not_come_says_why(self, evidence, drain, site):
        site.page = NotFetched("网站回答“404”，页面打不开", status=404)
        drain()
        kept = Snapshot.objects.get()
        assert (kept.outcome, kept.status, kept.text) == (Outcome.GONE, 404, "")
        assert "404" in kept.why

    def test_of_a_page_that_bears_a_secrecy_mark_keeps_nothing(self, evidence, drain, site):
        site.page = "<!doctype html><p>机密★10年</p><p>不该在这里的内容。</p>"
        drain()
        kept = Snapshot.objects.get()
        assert (kept.outcome, kept.text, kept.page) == (Outcome.REFUSED, "", None)

    def test_of_what_was_withdrawn_is_not_kept(self, evidence, clerk, drain):
        duties.withdraw_evidence(evidence_id=evidence.pk, actor=clerk, now=NOW)
        drain()
        assert not Snapshot.objects.exists()


class TestALaterLook:
    def look(self) -> str:
        tasks.look_around(timezone.now() + timedelta(days=8))
        return Snapshot.objects.first().outcome

    def test_finds_the_same(self, evidence, drain, site):
        drain()
        site.page = TEXT.replace("12 次", "13 次")  # a counter is no change
        assert self.look() == Outcome.SAME

    def test_finds_what_has_changed_and_tells_the_unit_once(self, evidence, drain, site, clerk):
        drain()
        site.page = TEXT.replace("四次采购意向均已公开，附清单。", "页面维护中，敬请期待。")
        assert self.look() == Outcome.CHANGED
        assert "少了1行" in Snapshot.objects.first().why
        self.look()
        assert Notice.objects.filter(kind="obligations.address_changed").count() <= 1

    def test_finds_nothing(self, evidence, drain, site):
        drain()
        site.page = NotFetched("连不上网站，稍后会再次核对")
        assert self.look() == Outcome.GONE
        assert Snapshot.objects.count() == 2  # the first one stays

    def test_waits_a_week(self, evidence, drain, site):
        drain()
        tasks.look_around(timezone.now() + timedelta(days=6))
        assert len(site.asked) == 1


class TestAskRecheck:
    def test_looks_again(self, evidence, clerk, drain):
        drain()
        duties.ask_recheck(evidence_id=evidence.pk, actor=clerk, now=timezone.now() + timedelta(hours=1))
        drain()
        assert [one.outcome for one in Snapshot.objects.all()] == [Outcome.SAME, Outcome.KEPT]

    def test_is_refused_a_moment_later(self, evidence, clerk, drain):
        drain()
        with pytest.raises(duties.LookedJustNow):
            duties.ask_recheck(evidence_id=evidence.pk, actor=clerk, now=timezone.now())

    def test_is_out_of_sight_for_others(self, evidence, stranger, district):
        for other in (stranger, district):
            with pytest.raises(NoSuchEvidence):
                duties.ask_recheck(evidence_id=evidence.pk, actor=other, now=NOW)


class TestLostLines:
    def test_leave_counters_and_blanks_out(self):
        assert lost_lines("浏览 12 次\n公开 目录已经更新", "公开目录已经更新") == []

    def test_are_those_that_are_gone(self):
        assert lost_lines("公开目录已经更新\n办事指南已经更新", "公开目录已经更新") == ["办事指南已经更新"]


@pytest.mark.usefixtures("desk_surface")
class TestThePage:
    def test_shows_text_digest_and_picture(self, evidence, drain, city):
        drain()
        client = signed_in(city.units.get(short_name="市财政局"), "clerk2", Role.HANDLER)
        told = client.get(reverse("plan_desk:snapshot", args=[evidence.pk]))
        kept = Snapshot.objects.get()
        assert "四次采购意向均已公开" in told.content.decode()
        assert kept.digest in told.content.decode()
        picture = client.get(reverse("plan_desk:snapshot_picture", args=[kept.pk]))
        assert b"".join(picture.streaming_content).startswith(b"\x89PNG")
        assert (picture["Content-Type"], picture["X-Content-Type-Options"]) == ("image/png", "nosniff")

    def test_leads_from_an_unchanged_look_to_the_text_that_is_kept(self, evidence, drain, city):
        drain()
        tasks.look_around(timezone.now() + timedelta(days=8))
        same = Snapshot.objects.get(outcome=Outcome.SAME)
        client = signed_in(city.units.get(short_name="市财政局"), "clerk2", Role.HANDLER)
        told = client.get(reverse("plan_desk:snapshot", args=[evidence.pk]), {"look": str(same.pk)})
        assert "没有另存；正文见较早的快照" in told.content.decode()

    def test_is_not_there_for_another_unit(self, evidence, drain, city):
        drain()
        client = signed_in(city.units.get(short_name="市发展改革委"), "other", Role.HANDLER)
        kept = Snapshot.objects.get()
        assert client.get(reverse("plan_desk:snapshot", args=[evidence.pk])).status_code == 404
        assert client.get(reverse("plan_desk:snapshot_picture", args=[kept.pk])).status_code == 404
        assert client.post(reverse("plan_desk:evidence_recheck", args=[evidence.pk])).status_code == 404

    def test_stands_beside_the_evidence_in_a_constant_number_of_queries(
        self,
        evidence,
        duty,
        clerk,
        drain,
        city,
        django_assert_max_num_queries,
    ):
        for number in range(6):
            duties.add_evidence_address(
                duty_id=duty.pk, address=f"{ADDRESS}?{number}", says="页", actor=clerk, now=NOW
            )
        drain()
        client = signed_in(city.units.get(short_name="市财政局"), "clerk2", Role.HANDLER)
        with django_assert_max_num_queries(36):
            told = client.get(reverse("plan_desk:duty", args=[duty.pk]))
        assert told.content.decode().count("已存快照") == 7

"""A meeting is planned, people sign themselves in, the head confirms; the office sees who has met."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.groundwork.commands import attendance, councils, gatherings
from quancheng.records.groundwork.models import Gathering
from quancheng.records.groundwork.queries.attendance import code_of
from quancheng.records.groundwork.rules.gatherings import AgendaLine, DecisionLine, Kind, Told
from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS, overflow


@pytest.fixture(autouse=True)
def counts_afresh(official) -> None:  # after the database is at hand
    cache.clear()


@pytest.fixture
def bureau(official) -> Unit:
    return Unit.objects.create(
        tenant=official.tenant, code="02", kind="department", name="济南市财政局", short_name="市财政局"
    )


def person(unit: Unit, role: str, name: str) -> Person:
    someone = Person.objects.create(account=role, name=name, tenant=unit.tenant)
    post = Post.objects.create(unit=unit, title=name.removesuffix("（演示）"))
    PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=someone, post=post, from_on=date(2020, 1, 1))  # Wednesday
    return someone


@pytest.fixture
def clerk(bureau) -> Person:
    return person(bureau, Role.HANDLER, "承办人（演示）")


@pytest.fixture
def head(bureau) -> Person:
    return person(bureau, Role.HEAD, "负责人（演示）")


def acting(who: Person) -> Actor:
    return actor_for(who, None, timezone.localdate(), "journey")


def meeting(clerk: Person, *, hours: int, **more: object) -> Gathering:
    """A meeting that began so many hours ago, or will begin; two hours long."""
    begins = timezone.now() - timedelta(hours=hours)
    given = {
        "kind": Kind.MEETING, "title": "2026年政务公开专题会议（演示）", "starts_at": begins,
        "ends_at": begins + timedelta(hours=2), "place": "三楼第二会议室（演示）", "chair": "局长（演示）",
        "is_chaired_by_leader": True, "hears_report": True, "for_whom": "各科室负责人",
        "minutes": "会议听取了上半年政务公开工作汇报，研究了目录更新和依申请公开答复中的难点问题。（演示）",
        "agenda": (
            AgendaLine("听取上半年政务公开工作汇报", "办公室（演示）"), AgendaLine("研究主动公开目录更新")
        ),
        "decisions": (
            DecisionLine("核对并更新本局主动公开目录", acting(clerk).unit_id or 0, timezone.localdate()),
        ),
    }  # fmt: skip
    return gatherings.plan_gathering(told=Told(**{**given, **more}), actor=acting(clerk), now=timezone.now())


class TestAMeeting:
    @WIDTHS
    def test_is_written_down_held_and_confirmed(
        self, page: Page, desk, official, clerk, head, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/groundwork/gatherings/")
        must_be_accessible(page)
        shot(page, "gatherings-empty")
        page.get_by_role("link", name="登记会议").click()
        page.get_by_label("名称", exact=True).fill("专题会议（演示）")
        page.get_by_label("日期", exact=True).fill("2026-03-04")
        page.get_by_label("开始").fill("14:00")
        page.get_by_label("结束", exact=True).fill("13:00")
        page.get_by_label("地点").fill("三楼（演示）")
        page.get_by_label("主持人").fill("局长（演示）")
        page.get_by_label("议题").fill("听取汇报")
        page.get_by_role("button", name="再加一项议程").click()
        expect(page.get_by_label("议题")).to_have_count(2)
        expect(page.get_by_label("议题").first).to_have_value("听取汇报")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "gatherings-form")
        page.get_by_label("会议纪要").fill("会议听取了汇报。（演示）")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("结束时间须晚于开始时间").first).to_be_visible()
        page.get_by_label("结束", exact=True).fill("16:00")
        page.get_by_role("button", name="保存").click()
        page.get_by_role("button", name="报送已举行").click()
        expect(page.get_by_text("已举行，待确认").first).to_be_visible()
        must_be_accessible(page)
        sit_down(page, desk, head)
        page.goto(f"{desk}/my-work/")
        must_be_accessible(page)
        page.get_by_role("link", name="会议培训待我确认").click()
        page.get_by_role("link", name="专题会议（演示）").click()
        page.get_by_role("button", name="负责人确认").click()
        expect(page.get_by_text("已确认").first).to_be_visible()
        must_be_accessible(page)

    @WIDTHS
    def test_is_attended_by_the_code_on_the_wall(
        self, page: Page, desk, official, clerk, head, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        now = timezone.now()
        one = meeting(clerk, hours=1)
        told = {"gathering_id": one.pk, "actor": acting(clerk), "now": now}
        opened = attendance.open_check_in(ends_at=now + timedelta(hours=1), is_printed=False, **told)
        for name in ("甲", "乙", "丙"):
            attendance.add_attendance(name=f"演示{name}", unit="市财政局", **told)
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/groundwork/gatherings/{one.pk}/wall/")
        expect(page.get_by_alt_text("签到二维码")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "gatherings-wall")
        sit_down(page, desk, official)
        code = code_of(opened, timezone.now())
        page.goto(f"{desk}/groundwork/gatherings/sign-in/?gathering={one.pk}&code={code}")
        must_be_accessible(page)
        shot(page, "gatherings-sign-in")
        page.get_by_role("button", name="签到").click()
        expect(page.get_by_role("heading", name="签到成功")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "gatherings-signed")
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/groundwork/gatherings/{one.pk}/")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "gatherings-one")


class TestTheOffice:
    @WIDTHS
    def test_sees_who_has_met_and_what_was_decided(
        self, page: Page, desk, official, clerk, head, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        council = councils.found_council(
            name="信息共享联席会议（演示）", unit_id=acting(clerk).unit_id or 0, basis="联席会议纪要（演示）",
            from_on=date(2024, 1, 8), member_ids=[acting(official).unit_id or 0], actor=acting(clerk),
            now=timezone.now(),
        )  # fmt: skip
        one, now = meeting(clerk, hours=3, council_id=council.pk), timezone.now()
        gatherings.hold_gathering(gathering_id=one.pk, version=0, actor=acting(clerk), now=now)
        gatherings.confirm_gathering(gathering_id=one.pk, version=1, actor=acting(head), now=now)
        meeting(clerk, hours=-30, kind=Kind.TRAINING, title="业务培训（演示）")
        sit_down(page, desk, official)
        for path, name in (
            ("gatherings/", "list"), ("gatherings/year/", "year"), ("councils/", "councils"),
            (f"councils/{council.pk}/", "council"), ("decisions/?scope=all", "decisions"),
            ("councils/new/", "council-new"),
        ):  # fmt: skip
            page.goto(f"{desk}/groundwork/{path}")
            must_be_accessible(page)
            assert overflow(page) == 0, path
            shot(page, f"gatherings-{name}")
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/my-work/")
        must_be_accessible(page)
        shot(page, "gatherings-my-work")

"""A citizen opens the portal."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from quancheng.shells.portal import front
from quancheng.shells.portal.glance import ChapterAtAGlance, PlanAtAGlance
from quancheng.shells.portal.models import Notice, NoticeBoard
from quancheng.ui.bands import Share, Tone
from tests.journeys.conftest import WIDTHS, overflow


def shares(done: int, going: int, lasting: int, moved: int) -> tuple[Share, ...]:
    return (
        Share("已兑现", done, Tone.GREEN),
        Share("推进中", going, Tone.BLUE),
        Share("长期坚持", lasting, Tone.GREY),
        Share("时限已调整", moved, Tone.YELLOW),
    )


SAMPLE = PlanAtAGlance(
    year=2024,
    title="2024年政务公开工作要点",
    kept=21,
    shares=shares(21, 24, 12, 2),
    chapters=(
        ChapterAtAGlance("以公开促进高质量发展", shares(9, 8, 5, 0)),
        ChapterAtAGlance("提升政策公开质效", shares(4, 5, 2, 1)),
        ChapterAtAGlance("深化政民互动", shares(3, 4, 1, 1)),
        ChapterAtAGlance("夯实工作基础", shares(5, 7, 4, 0)),
    ),
    as_of=date(2024, 9, 30),
    href="/",
)


@pytest.fixture
def told(home):
    """A site with a published plan and a few notices."""
    board = NoticeBoard.objects.child_of(home).get()
    for number, title in enumerate(
        ("关于公开征集2025年政府开放日主题的公告", "2024年第三季度政务公开工作情况")
    ):
        board.add_child(
            instance=Notice(
                title=title,
                slug=f"notice-{number}",
                issuer="市政府办公厅",
                issued_on=date(2024, 9, 20 + number),
                body="<p>演示内容。</p>",
            )
        )


class TestTheFrontPage:
    @WIDTHS
    def test_says_honestly_that_no_plan_is_published(
        self, page: Page, public_site, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        page.goto(public_site)
        expect(page.get_by_role("heading", level=1)).to_have_text("年度工作要点尚未公布")
        must_be_accessible(page)
        shot(page, "front-without-plan")

    @WIDTHS
    def test_shows_what_was_promised_and_how_far_it_is(
        self, page: Page, public_site, told, monkeypatch, size, must_be_accessible, shot
    ):
        monkeypatch.setattr(front, "plan_at_a_glance", lambda: SAMPLE)
        page.set_viewport_size(size)
        page.goto(public_site)
        expect(page.get_by_role("heading", level=1)).to_contain_text("59")
        expect(page.get_by_role("row", name="已兑现 21 36%")).to_be_visible()
        must_be_accessible(page)
        shot(page, "front-with-plan")

    def test_reads_whole_without_a_script(self, browser: Browser, public_site, told):
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(public_site)
        page.get_by_role("link", name="2024年第三季度政务公开工作情况").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("2024年第三季度政务公开工作情况")
        page.context.close()

    @pytest.mark.parametrize("width", [320, 390, 1440])
    def test_keeps_within_the_window_at_twice_the_text(
        self, page: Page, public_site, told, monkeypatch, width
    ):
        monkeypatch.setattr(front, "plan_at_a_glance", lambda: SAMPLE)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(public_site)
        assert overflow(page) <= 0
        page.evaluate("document.styleSheets[0].insertRule('html { font-size: 200% !important }')")
        assert text_size(page) == 32
        assert overflow(page) <= 0

    def test_lets_the_keyboard_skip_to_the_content(self, page: Page, public_site):
        page.goto(public_site)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()

    def test_grows_in_the_elder_friendly_mode(self, page: Page, public_site, told, must_be_accessible, shot):
        page.goto(public_site)
        page.get_by_role("banner").get_by_role("link", name="长者模式").click()
        expect(page.get_by_role("banner").get_by_role("link", name="退出长者模式")).to_be_visible()
        assert text_size(page) == 20
        must_be_accessible(page)
        shot(page, "front-elder")
        page.get_by_role("banner").get_by_role("link", name="退出长者模式").click()
        expect(page.get_by_role("banner").get_by_role("link", name="长者模式", exact=True)).to_be_visible()
        assert text_size(page) == 16

    def test_weighs_little(self, page: Page, public_site, told):
        weights: list[int] = []
        page.on(
            "response", lambda r: weights.append(len(r.body())) if r.url.endswith((".css", ".js")) else None
        )
        page.goto(public_site, wait_until="networkidle")
        assert 10_000 < sum(weights) <= 150_000


def text_size(page: Page) -> float:
    """How many pixels one rem has, once the style sheets have come."""
    page.wait_for_load_state()
    size: float = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    return size

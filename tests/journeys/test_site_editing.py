"""An editor works in the site tree: Wagtail's own screens, in Chinese and in our colours."""

import re

import pytest
from playwright.sync_api import Page, expect

from quancheng.kernel.orgs.roles import Role
from quancheng.shells.portal.models import Notice, NoticeBoard
from tests.journeys.cast import person, sit_down
from tests.journeys.conftest import NARROW, WIDTHS, overflow

LATIN = re.compile(r"[A-Za-z]{3,}")
NAMES = re.compile(
    r"https?://\S+|localhost\S*|\b(?:Ctrl|Shift|Alt|Cmd|Tab|Esc|Enter|Space|Delete)\b|\bslug\b|SEO|HTML"
)

SCREENS = (
    "pages/",
    "pages/{board}/",
    "pages/{board}/edit/",
    "pages/{board}/history/",
    "pages/{board}/delete/",
    "pages/{board}/move/",
    "pages/add/portal/notice/{board}/",
)


def latin_of(page: Page) -> list[str]:
    """Lines of the page, and its spoken names, that are not in Chinese."""
    seen = page.evaluate("document.body.innerText").splitlines()
    spoken = page.evaluate(
        "[...document.querySelectorAll('[aria-label],[title],[placeholder]')]"
        ".flatMap(e => [e.getAttribute('aria-label'), e.title, e.placeholder]).filter(Boolean)"
    )
    return sorted({line.strip() for line in [*seen, *spoken] if LATIN.search(NAMES.sub("", line))})


@pytest.fixture
def board(home) -> NoticeBoard:
    return NoticeBoard.objects.child_of(home).get()


class TestTheEditor:
    @WIDTHS
    def test_lays_a_notice_before_a_second_person_who_puts_it_up(
        self, at_desk: Page, desk, board, official, size, must_be_accessible, shot
    ):
        at_desk.set_viewport_size(size)
        second = person(
            official.tenant, official.tenant.units.get(code="01"), Role.REVIEWER, "审核人（演示）"
        )
        at_desk.goto(f"{desk}/pages/add/portal/notice/{board.pk}/")
        at_desk.locator("#id_title").fill("关于征集政府开放日主题的公告")
        at_desk.locator("#id_issuer").fill("市政府办公厅")
        at_desk.locator(".public-DraftEditor-content").first.fill("欢迎提出主题。")
        expect(at_desk.locator("#id_body")).to_have_value(
            re.compile("欢迎提出主题")
        )  # the editor writes late
        at_desk.locator("footer [data-w-dropdown-target='toggle']").click()
        expect(at_desk.get_by_role("button", name="发布", exact=True)).to_have_count(0)
        at_desk.get_by_role("button", name="保存并提交审核").click()
        expect(at_desk.get_by_text("由另一人审核后公开").first).to_be_visible()
        expect(at_desk.get_by_role("button", name="审核通过，公开")).to_have_count(0)
        must_be_accessible(at_desk)
        shot(at_desk, "site-own")
        assert not Notice.objects.live().exists()

        sit_down(at_desk, desk, second)
        at_desk.goto(f"{desk}/my-work/")
        at_desk.get_by_role("link", name="网站页面待审核").click()
        must_be_accessible(at_desk)
        assert overflow(at_desk) == 0
        shot(at_desk, "site-list")
        at_desk.get_by_role("link", name="关于征集政府开放日主题的公告").click()
        must_be_accessible(at_desk)
        assert overflow(at_desk) == 0
        shot(at_desk, "site-release")
        at_desk.get_by_role("button", name="审核通过，公开").click()
        expect(at_desk.get_by_text("“关于征集政府开放日主题的公告”已公开")).to_be_visible()
        assert Notice.objects.live().get().issuer == "市政府办公厅"

        sit_down(at_desk, desk, official)
        at_desk.goto(f"{desk}/site/")
        down = (
            at_desk.get_by_role("listitem")
            .filter(has_text="关于征集政府开放日主题的公告")
            .filter(has_text="立即撤下")
        )
        down.get_by_text("撤下", exact=False).first.click()
        down.get_by_label("理由").fill("日期有误（演示）")
        shot(at_desk, "site-down")
        down.get_by_role("button", name="立即撤下").click()
        expect(at_desk.get_by_text("已撤下，公众已看不到")).to_be_visible()
        assert not Notice.objects.live().exists()
        must_be_accessible(at_desk)
        shot(at_desk, "site-after")

    @pytest.mark.parametrize("screen", SCREENS)
    def test_meets_chinese_screens_only(self, at_desk: Page, desk, board, screen):
        at_desk.goto(f"{desk}/" + screen.format(board=board.pk), wait_until="networkidle")
        left = latin_of(at_desk)
        assert left == [], "\n".join(left)

    def test_finds_the_site_in_the_menu(self, at_desk: Page, home, must_be_accessible, shot):
        at_desk.reload()
        at_desk.get_by_role("link", name="网站内容").click()
        expect(at_desk).to_have_title(re.compile("济南市政务公开"))
        must_be_accessible(at_desk)
        shot(at_desk, "desk-site")

    def test_edits_on_a_telephone_too(self, at_desk: Page, desk, board, shot):
        shot(at_desk, "desk-home-again")
        at_desk.goto(f"{desk}/pages/{board.pk}/edit/")
        shot(at_desk, "desk-edit")
        at_desk.set_viewport_size(NARROW)
        expect(at_desk.locator("#id_title")).to_be_visible()
        shot(at_desk, "desk-edit")

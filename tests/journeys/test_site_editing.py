"""An editor works in the site tree: Wagtail's own screens, in Chinese and in our colours."""

import re

import pytest
from playwright.sync_api import Page, expect

from quancheng.shells.portal.models import Notice, NoticeBoard
from tests.journeys.conftest import NARROW

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
    def test_publishes_a_notice_that_the_public_reads(self, at_desk: Page, desk, board):
        at_desk.goto(f"{desk}/pages/add/portal/notice/{board.pk}/")
        at_desk.locator("#id_title").fill("关于征集政府开放日主题的公告")
        at_desk.locator("#id_issuer").fill("市政府办公厅")
        at_desk.locator(".public-DraftEditor-content").first.fill("欢迎提出主题。")
        expect(at_desk.locator("#id_body")).to_have_value(
            re.compile("欢迎提出主题")
        )  # the editor writes late
        at_desk.locator("footer [data-w-dropdown-target='toggle']").click()
        at_desk.get_by_role("button", name="发布", exact=True).click()
        expect(at_desk.get_by_role("status")).to_contain_text("已创建并发布")
        assert Notice.objects.live().get().issuer == "市政府办公厅"

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

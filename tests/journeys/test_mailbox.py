"""A citizen writes, the office hands it out, a unit answers; the citizen and everybody read it."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.mailbox.commands import handling, publishing, replies, sending
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.senders import code_of
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.ui import seals
from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS, overflow

TEXT = "“办事指南”里的咨询电话是空号，打了三次都没有人接，请更正。（演示）"
ANSWER = "您好！咨询电话已更正为新号码，其他页面也一并核对过。谢谢您的提醒。（演示）"


@pytest.fixture(autouse=True)
def counts_afresh(shared_database: None) -> None:
    """No message of an earlier test counts against the throttle."""
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
    Holding.objects.create(person=someone, post=post, from_on=date(2020, 1, 1))
    return someone


@pytest.fixture
def clerk(bureau) -> Person:
    return person(bureau, Role.HANDLER, "承办人（演示）")


@pytest.fixture
def head(bureau) -> Person:
    return person(bureau, Role.HEAD, "负责人（演示）")


@pytest.fixture
def reviewer(official) -> Person:
    return person(Unit.objects.get(code="01"), Role.REVIEWER, "审核人（演示）")


def acting(who: Person) -> Actor:
    return actor_for(who, None, timezone.localdate(), "journey")


def written(official: Person, once: str = "journey") -> Message:
    return sending.send_message(
        tenant_id=official.tenant_id, wish=Kind.FAULT, text=TEXT, name="演示甲", contact="jia@example.cn",
        wants_mail=True, once=once, source="journey", actor=Actor.anonymous(), now=timezone.now(),
    )  # fmt: skip


def answered(official: Person, bureau: Unit, clerk: Person, head: Person) -> Message:
    message, now = written(official, "answered"), timezone.now()
    handling.classify_message(
        number=message.number, version=0, kind=Kind.FAULT, unit_id=bureau.pk, reason="",
        actor=acting(official), now=now,
    )  # fmt: skip
    replies.draft_reply(number=message.number, version=1, text=ANSWER, actor=acting(clerk), now=now)
    return replies.answer_message(number=message.number, version=2, actor=acting(head), now=now)


class TestACitizen:
    @WIDTHS
    def test_writes_keeps_the_receipt_and_looks_it_up(
        self, page: Page, public_site, official, size, must_be_accessible, shot, monkeypatch
    ):
        page.set_viewport_size(size)
        page.goto(f"{public_site}/mailbox/")
        must_be_accessible(page)
        shot(page, "mailbox-index-empty")
        page.get_by_role("link", name="写留言").click()
        must_be_accessible(page)
        shot(page, "mailbox-new")
        page.get_by_label("手机或电子邮箱").fill("不是号码")
        page.get_by_role("button", name="提交留言").click()
        expect(page.get_by_role("alert")).to_contain_text("请写下您要说的话")
        expect(page.get_by_label("手机或电子邮箱")).to_have_value("不是号码")
        must_be_accessible(page)
        shot(page, "mailbox-new-refused")
        page.get_by_label("手机或电子邮箱").fill("")
        page.get_by_label(re.compile("找错：")).check()
        page.get_by_label("留言内容").fill(TEXT)
        monkeypatch.setattr(seals, "TOO_FAST", timedelta(0))  # a browser at full speed is no human
        page.get_by_role("button", name="提交留言").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("留言已收到")
        assert overflow(page) == 0
        must_be_accessible(page)
        shot(page, "mailbox-receipt")
        number, code = page.locator(".mail-receipt__codes dd").all_text_contents()
        page.get_by_role("link", name="查办理情况").click()
        page.get_by_label("编号").fill(number)
        page.get_by_label("查询码").fill("AAAAAAAA")
        page.get_by_role("button", name="查询").click()
        expect(page.get_by_role("alert")).to_contain_text("不相符")
        must_be_accessible(page)
        shot(page, "mailbox-status-wrong")
        page.get_by_label("查询码").fill(code)
        page.get_by_role("button", name="查询").click()
        expect(page.get_by_text("收到您的留言")).to_be_visible()
        must_be_accessible(page)

    @WIDTHS
    def test_reads_the_answer_and_what_was_answered_to_others(
        self, page: Page, public_site, official, bureau, clerk, head, reviewer, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        message = answered(official, bureau, clerk, head)
        one = publishing.draft_publication(
            number=message.number, title="办事指南的咨询电话是空号，已更正（演示）", question=TEXT,
            answer=ANSWER, actor=acting(official), now=timezone.now(),
        )  # fmt: skip
        publishing.publish_message(publication_id=one.pk, actor=acting(reviewer), now=timezone.now())
        page.goto(f"{public_site}/mailbox/status/")
        page.get_by_label("编号").fill(message.number)
        page.get_by_label("查询码").fill(code_of(message.number))
        page.get_by_role("button", name="查询").click()
        expect(page.get_by_text("咨询电话已更正为新号码").first).to_be_visible()
        assert overflow(page) == 0
        must_be_accessible(page)
        shot(page, "mailbox-status-answered")
        page.goto(f"{public_site}/mailbox/")
        must_be_accessible(page)
        shot(page, "mailbox-index")
        page.get_by_role("link", name="办事指南的咨询电话").click()
        must_be_accessible(page)
        shot(page, "mailbox-published")


class TestAnOfficial:
    @WIDTHS
    def test_hands_out_answers_and_proposes_for_publication(
        self, page: Page, desk, official, bureau, clerk, head, reviewer, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        message = written(official)
        sit_down(page, desk, official)
        page.goto(f"{desk}/my-work/")
        must_be_accessible(page)
        page.get_by_role("link", name="留言待分类").click()
        must_be_accessible(page)
        shot(page, "mailbox-desk-list")
        page.get_by_role("link", name="办事指南").click()
        expect(page.get_by_role("button", name="查看全部")).to_be_visible()
        expect(page.get_by_text("jia@example.cn")).not_to_be_visible()
        page.get_by_role("button", name="查看全部").click()
        expect(page.get_by_text("jia@example.cn")).to_be_visible()
        must_be_accessible(page)
        shot(page, "mailbox-desk-received")
        page.get_by_label("办理单位").first.select_option(label="市财政局")
        page.get_by_role("button", name="分类转办").click()
        expect(page.get_by_text("已分类")).to_be_visible()

        sit_down(page, desk, clerk)
        page.goto(f"{desk}/mailbox/{message.number}/")
        page.get_by_label("答复内容").fill(ANSWER)
        page.get_by_role("button", name="提交答复").click()
        expect(page.get_by_text("答复由您拟写")).to_be_visible()
        must_be_accessible(page)

        sit_down(page, desk, head)
        page.goto(f"{desk}/mailbox/{message.number}/")
        must_be_accessible(page)
        shot(page, "mailbox-desk-drafted")
        page.get_by_role("button", name="审核通过并答复").click()
        expect(page.get_by_text("已答复留言人")).to_be_visible()

        sit_down(page, desk, official)
        page.goto(f"{desk}/mailbox/{message.number}/publication/")
        page.get_by_label("标题").fill("咨询电话已更正（演示）")
        must_be_accessible(page)
        shot(page, "mailbox-desk-publication")
        page.get_by_role("button", name="提交审核").click()
        must_be_accessible(page)
        shot(page, "mailbox-desk-answered")

        sit_down(page, desk, reviewer)
        page.goto(f"{desk}/mailbox/publications/")
        must_be_accessible(page)
        shot(page, "mailbox-desk-review")
        page.get_by_role("button", name="审核通过，公开").click()
        expect(page.get_by_text("没有待审核的选登")).to_be_visible()
        page.goto(f"{desk}/mailbox/limits/")
        must_be_accessible(page)
        shot(page, "mailbox-desk-limits")


class TestAnAnswerBeforeLeaders:
    @WIDTHS
    def test_is_approved_and_goes_out_in_just_these_words(
        self, page: Page, desk, official, chief, bureau, clerk, head, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        message = written(official)
        handling.classify_message(
            number=message.number, version=0, kind=Kind.COMPLAINT, unit_id=bureau.pk, reason="",
            actor=acting(official), now=timezone.now(),
        )  # fmt: skip
        sit_down(page, desk, chief)
        page.goto(f"{desk}/mailbox/ways/")
        page.get_by_label("投诉").check()
        page.get_by_label("须经呈批批准后发出").check()
        page.get_by_label("启用日期").fill(timezone.localdate().isoformat())
        page.get_by_label("依据").fill("演示文件第1条")
        page.get_by_role("button", name="设定").click()
        expect(page.get_by_text("已设定，从启用日期起")).to_be_visible()
        must_be_accessible(page)
        shot(page, "mailbox-desk-ways")

        sit_down(page, desk, clerk)
        page.goto(f"{desk}/mailbox/{message.number}/")
        page.get_by_label("答复内容").fill(ANSWER)
        page.get_by_role("button", name="提交答复").click()
        expect(page.get_by_text("投诉的答复须经呈批批准后发出").first).to_be_visible()
        must_be_accessible(page)
        page.get_by_role("link", name="呈批", exact=True).last.click()
        chain = page.get_by_role("group", name="送谁批示")
        chain.get_by_label("岗位").first.select_option(label=str(chief.holdings.get().post))
        chain.get_by_label("环节").first.fill("签发")
        must_be_accessible(page)
        shot(page, "mailbox-approval-new")
        page.get_by_role("button", name="呈送").click()
        expect(page.get_by_text("已呈送，编号呈批〔")).to_be_visible()
        page.goto(f"{desk}/mailbox/{message.number}/")
        expect(page.get_by_text("答复正在呈批")).to_be_visible()
        shot(page, "mailbox-desk-with-leaders")

        sit_down(page, desk, chief)
        page.goto(f"{desk}/approvals/")
        page.get_by_role("link", name=f"关于留言{message.number}的答复").click()
        expect(page.get_by_text("呈批期间继续计算").first).to_be_visible()
        expect(page.get_by_text("jia@example.cn")).to_have_count(0)
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "mailbox-approval-decide")
        page.get_by_role("button", name="同意", exact=True).click()

        sit_down(page, desk, clerk)
        page.goto(f"{desk}/mailbox/{message.number}/")
        expect(page.get_by_text("答复已经批准，可以发出")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "mailbox-desk-approved")
        page.get_by_role("button", name="发出（已批准）").click()
        expect(page.get_by_text("已答复留言人")).to_be_visible()
        shot(page, "mailbox-desk-approved-sent")

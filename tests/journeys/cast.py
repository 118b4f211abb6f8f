"""Who and what the journeys through a plan share: its paper, its people, how they sit down at the desk."""

from collections.abc import Sequence
from datetime import date

from django.test import Client
from playwright.sync_api import Page

from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Tenant, Unit

HEADER = ("序号", "工作任务", "具体要求", "责任单位", "完成时限")
ROWS = (
    ("1", "一、公开财政信息", "公开部门预算和决算，附说明。", "市财政局", "2026年12月底前"),
    ("2", "", "公开政府采购意向，全年不少于4次。", "市财政局", "2026年12月底前"),
)
PLAN = "2026年演示市政务公开工作任务分工"


def person(tenant: Tenant, unit: Unit, role: str, name: str) -> Person:
    someone = Person.objects.create(account=role, name=name, tenant=tenant)
    post = Post.objects.create(unit=unit, title=name.removesuffix("（演示）"))
    PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=someone, post=post, from_on=date(2020, 1, 1))
    return someone


def paper(rows: Sequence[Sequence[str]] = ROWS) -> bytes:
    """The plan as a text file: one cell a line, a blank line between rows."""
    blocks = ["\n".join(f"\t{cell}" for cell in row) for row in (HEADER, *rows)]
    return "\n\n".join([PLAN, *blocks, ""]).encode()


def sit_down(page: Page, desk: str, who: Person) -> None:
    """The same window, another official."""
    client = Client()
    client.force_login(who)
    page.context.clear_cookies()
    for name, morsel in client.cookies.items():
        page.context.add_cookies([{"name": name, "value": morsel.value, "url": desk}])

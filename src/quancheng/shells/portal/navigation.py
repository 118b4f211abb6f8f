"""What stands in the main navigation of the portal: one line an entry, in the order of the eye."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Entry:
    """A word and the name of the address behind it. An entry whose page does not exist yet is not shown."""

    label: str
    url_name: str
    says: str = ""  # what one finds there, for the front page


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a page shows it."""

    label: str
    href: str
    is_here: bool = False
    says: str = ""


HOME = Entry("首页", "portal:home")
NAVIGATION = (
    HOME,
    Entry("工作要点", "plan_site:plan", "全年要做的每一项工作：谁负责、何时完成、做到哪一步。"),
    Entry("公开承诺", "plan_site:commitments", "年度重点任务的完成时限和责任人，逐项向社会承诺。"),
    Entry("依申请公开", "disclosure_site:index", "没有主动公开的信息，谁都可以申请，20个工作日内答复。"),
    Entry("我要留言", "mailbox_site:index", "咨询、建议、找错、投诉，每一件都有编号、有期限、有答复。"),
    Entry("年度报告", "yearbook_site:index", "各单位每年公布的政府信息公开工作年度报告，表格可以下载。"),
    Entry("通知公告", "portal:notices", "面向公众的通知、公告和征集。"),
    Entry(
        "工作日计算器", "portal:working_days", "从哪天算起、到哪天为止，连同法定节假日和调休一步步算给您看。"
    ),
)
SEARCH = Entry("站内检索", "finder:search")
MINE = Entry("我的", "mine:home")
ACCESSIBILITY = Entry("无障碍说明", "portal:accessibility")


def address_of(entry: Entry) -> str | None:
    """Where an entry leads, or None while nobody has built its page."""
    if entry is HOME:
        return "/"
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return None


def navigation(request: HttpRequest) -> tuple[Link, ...]:
    """The entries that lead somewhere, with the one marked under which the reader stands."""
    return tuple(_links(request.path))


def _links(path: str) -> Iterator[Link]:
    found = [(entry, href) for entry in NAVIGATION if (href := address_of(entry)) is not None]
    here = max((href for _, href in found if _is_under(path, href)), key=len, default=None)
    for entry, href in found:
        yield Link(entry.label, href, is_here=href == here, says=entry.says)


def _is_under(path: str, href: str) -> bool:
    """Of entries below one another (要点, 公开承诺) the nearest one counts."""
    return path == href or (href != "/" and path.startswith(href))

"""The main menu of the desk: one line an entry; a page that does not exist yet is not shown."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from wagtail.admin.menu import MenuItem

from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.kernel.retention.queries import MAY_LOOK
from quancheng.kernel.transfer.pair import is_set_up
from quancheng.kernel.transfer.queries import may_see_the_way
from quancheng.shells.workbench.site.queries import RELEASERS
from quancheng.shells.workbench.unread import unread_of
from quancheng.ui.gate import actor_of

OFFICE: frozenset[str] = frozenset({Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD})
OF_REGISTER: frozenset[str] = OFFICE | {Role.HEAD} | set(AdminRole)
BUSINESS: frozenset[str] = frozenset(Role)  # not for the three administrators, who handle none


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, the name of the address behind it, and the roles it is for (none named: for every official)."""

    label: str
    url_name: str
    icon: str
    roles: frozenset[str] = frozenset()
    tells_unread: bool = False  # with the number of notices that wait
    needs_transfer: bool = False  # shown where there is a house in another network, to who may see the way


MENU = (
    Entry("我的工作", "workbench:my_work", "tasks"),
    Entry("通知", "workbench:inbox", "mail", tells_unread=True),
    Entry("一屏总览", "workbench:overview", "view", roles=OFFICE),
    Entry("日程", "workbench:agenda", "calendar-alt", roles=BUSINESS),
    Entry("呈批", "workbench:approvals", "circle-check", roles=BUSINESS),
    Entry("用印与验章", "workbench:seals", "key", roles=BUSINESS),
    Entry("责任事项", "plan_desk:duties", "clipboard-list", roles=BUSINESS),
    Entry("工作要点", "plan_desk:plans", "list-ol", roles=BUSINESS),
    Entry("督办单", "plan_desk:orders", "warning", roles=BUSINESS),
    Entry("通报", "plan_desk:bulletins", "doc-full-inverse", roles=BUSINESS),
    Entry("公开承诺", "plan_desk:commitments", "calendar-check", roles=BUSINESS),
    Entry("依申请公开", "disclosure_desk:requests", "doc-full", roles=BUSINESS),
    Entry("复议诉讼与监督", "remedies_desk:proceedings", "rotate", roles=BUSINESS),
    Entry("群众留言", "mailbox_desk:messages", "comment", roles=BUSINESS),
    Entry("会议与培训", "groundwork_desk:gatherings", "group", roles=BUSINESS),
    Entry("通知与收表", "groundwork_desk:notices", "form", roles=BUSINESS),
    Entry("迎检", "inspections_desk:inspections", "folder-open-1", roles=OFFICE | {Role.HANDLER, Role.HEAD}),
    Entry("督导考核", "scorecards_desk:matrix", "order", roles=BUSINESS),
    Entry("年度报告", "yearbook_desk:board", "table", roles=BUSINESS),
    Entry("佐证公开", "plan_desk:releases", "globe", roles=OFFICE | {Role.REVIEWER}),
    Entry("依据与规则", "workbench:norms", "list-ul", roles=BUSINESS),
    Entry("区分处理", "workbench:redactions", "no-view", roles=OFFICE | {Role.HANDLER, Role.HEAD}),
    Entry("机构与人员", "workbench:orgs", "group", roles=OF_REGISTER),
    Entry("审计记录", "workbench:audit", "history", roles=frozenset({AdminRole.AUDIT})),
    Entry("数据留存", "workbench:retention", "lock", roles=MAY_LOOK),
    Entry("网闸", "workbench:transfer", "resubmit", roles=OFFICE | {AdminRole.SYSTEM}, needs_transfer=True),
    Entry("日历", "workbench:calendar", "date"),
    Entry("网站内容", "workbench:site_tree", "site", roles=frozenset({Role.SITE_EDITOR})),
    Entry("网站发布", "workbench:site_releases", "upload", roles=RELEASERS),
    Entry("组件样册", "workbench:pattern_book", "snippet"),
)


def shown_to(request: HttpRequest) -> list[Entry]:
    """The entries that the official who asks may open."""
    return [entry for entry in MENU if address_of(entry.url_name) and _is_for(entry, request)]


def entries_for(request: HttpRequest) -> list[MenuItem]:
    """The entries that the official who asks may open, as Wagtail's frame draws them."""
    return [
        MenuItem(
            entry.label,
            address_of(entry.url_name),
            name=entry.url_name.replace(":", "-"),
            icon_name=entry.icon,
            attrs=_told_with(entry, request),
            order=order,
        )
        for order, entry in enumerate(shown_to(request))
    ]


def _told_with(entry: Entry, request: HttpRequest) -> dict[str, str]:
    """What the entry says beside its word; the style sheet draws it."""
    waiting = unread_of(request) if entry.tells_unread else 0
    return {"data-unread": str(waiting)} if waiting else {}


def address_of(url_name: str) -> str:
    """Where an entry leads; nothing where its page does not exist in this house."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _is_for(entry: Entry, request: HttpRequest) -> bool:
    if entry.needs_transfer and not (is_set_up() and may_see_the_way(actor_of(request))):
        return False
    return not entry.roles or bool(entry.roles & actor_of(request).roles)

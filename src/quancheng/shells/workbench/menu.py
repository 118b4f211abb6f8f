"""The main menu of the desk: one line an entry; a page that does not exist yet is not shown."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem

from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.kernel.retention.queries import MAY_LOOK
from quancheng.shells.workbench.unread import unread_of
from quancheng.ui.gate import actor_of

OFFICE: frozenset[str] = frozenset({Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD})
BUSINESS: frozenset[str] = frozenset(Role)  # not for the three administrators, who handle none


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, the name of the address behind it, and the roles it is for (none named: for every official)."""

    label: str
    url_name: str
    icon: str
    roles: frozenset[str] = frozenset()
    is_for_editors: bool = False  # shown to those who may edit a page of the site
    tells_unread: bool = False  # with the number of notices that wait


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
    Entry("群众留言", "mailbox_desk:messages", "comment", roles=BUSINESS),
    Entry("会议与培训", "groundwork_desk:gatherings", "group", roles=BUSINESS),
    Entry("通知与收表", "groundwork_desk:notices", "form", roles=BUSINESS),
    Entry("迎检", "inspections_desk:inspections", "folder-open-1", roles=OFFICE | {Role.HANDLER, Role.HEAD}),
    Entry("督导考核", "scorecards_desk:matrix", "order", roles=BUSINESS),
    Entry("佐证公开", "plan_desk:releases", "globe", roles=OFFICE | {Role.REVIEWER}),
    Entry("机构与人员", "workbench:orgs", "group", roles=OFFICE | {Role.HEAD} | set(AdminRole)),
    Entry("审计记录", "workbench:audit", "history", roles=frozenset({AdminRole.AUDIT})),
    Entry("数据留存", "workbench:retention", "lock", roles=MAY_LOOK),
    Entry("日历", "workbench:calendar", "date"),
    Entry("网站内容", "workbench:site_tree", "site", is_for_editors=True),
    Entry("组件样册", "workbench:pattern_book", "snippet"),
)


def entries_for(request: HttpRequest) -> list[MenuItem]:
    """The entries that the official who asks may open, as Wagtail's frame draws them."""
    return [
        MenuItem(
            entry.label,
            href,
            name=entry.url_name.replace(":", "-"),
            icon_name=entry.icon,
            attrs=_told_with(entry, request),
            order=order,
        )
        for order, entry in enumerate(MENU)
        if (href := _address_of(entry)) is not None and _is_for(entry, request)
    ]


def _told_with(entry: Entry, request: HttpRequest) -> dict[str, str]:
    """What the entry says beside its word; the style sheet draws it."""
    waiting = unread_of(request) if entry.tells_unread else 0
    return {"data-unread": str(waiting)} if waiting else {}


def _address_of(entry: Entry) -> str | None:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return None


def _is_for(entry: Entry, request: HttpRequest) -> bool:
    if entry.is_for_editors:
        return bool(user_has_any_page_permission(request.user))
    return not entry.roles or bool(entry.roles & actor_of(request).roles)

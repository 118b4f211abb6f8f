"""What a post may be entrusted with; the three administrators stand apart and touch no business."""

from enum import StrEnum


class Role(StrEnum):
    """The roles of a post (岗位角色). `by` of a workflow step names one of these."""

    HANDLER = "handler"
    HEAD = "head"
    OPENNESS_OFFICE = "openness_office"
    OPENNESS_HEAD = "openness_head"
    REVIEWER = "reviewer"
    SITE_EDITOR = "site_editor"
    LEGAL_READER = "legal_reader"

    @property
    def says(self) -> str:
        return _ROLE_SAYS[self]


class AdminRole(StrEnum):
    """The three administrators (三员) of a government. Never one person: a constraint of the database."""

    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"

    @property
    def says(self) -> str:
        return _ADMIN_SAYS[self]


_ROLE_SAYS = {
    Role.HANDLER: "承办人",
    Role.HEAD: "单位负责人",
    Role.OPENNESS_OFFICE: "政务公开机构人员",
    Role.OPENNESS_HEAD: "政务公开机构负责人",
    Role.REVIEWER: "审核人",
    Role.SITE_EDITOR: "网站编辑",
    Role.LEGAL_READER: "合法性审核人",
}
_ADMIN_SAYS = {
    AdminRole.SYSTEM: "系统管理员",
    AdminRole.SECURITY: "安全管理员",
    AdminRole.AUDIT: "审计管理员",
}

ROLE_SAID = {said: role for role, said in _ROLE_SAYS.items()}
EVERY_ROLE = frozenset(Role)
EVERY_ADMIN = frozenset(AdminRole)

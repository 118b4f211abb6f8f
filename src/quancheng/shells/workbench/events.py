"""What can happen at the desk that belongs to no engine."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef


@dataclass(frozen=True, kw_only=True)
class RegisterBrought(AuditEvent):
    """A workbook of the register was brought for a preview; nothing of it was applied yet."""

    code = "workbench.register.brought"
    sentence = "上传机构名册文件“{file}”供预览（摘要{digest}）"

    file: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class SignedIn(AuditEvent):
    """An official came through the door."""

    code = "workbench.door.signed_in"
    sentence = "账号{account}从{source}登录（{proof}）"

    account: str
    source: str  # the network address
    proof: str  # by what they proved who they are


@dataclass(frozen=True, kw_only=True)
class SignedOut(AuditEvent):
    """An official left, or the sign-in ended by itself."""

    code = "workbench.door.signed_out"
    sentence = "账号{account}退出登录（{why}）"

    account: str
    why: str


@dataclass(frozen=True, kw_only=True)
class AccountLocked(AuditEvent):
    """Too many wrong passwords. What was typed as an account may be anything, a password too: a digest."""

    code = "workbench.door.account_locked"
    sentence = "从{source}连续输错密码，账号{account}被锁定"
    personal = frozenset({"account"})

    account: str
    source: str


@dataclass(frozen=True, kw_only=True)
class AccountUnlocked(AuditEvent):
    """The security administrator let somebody try again before the time was over."""

    code = "workbench.door.account_unlocked"
    sentence = "为账号{account}解除锁定"

    account: str


@dataclass(frozen=True, kw_only=True)
class SecondFactorEvent(AuditEvent):
    """Something that an official did with the own second factor."""

    account: str


@dataclass(frozen=True, kw_only=True)
class SecondFactorSet(SecondFactorEvent):
    """An official took up a second factor."""

    code = "workbench.door.second_factor_set"
    sentence = "账号{account}启用动态口令"


@dataclass(frozen=True, kw_only=True)
class SecondFactorEnded(SecondFactorEvent):
    """An official gave up the second factor."""

    code = "workbench.door.second_factor_ended"
    sentence = "账号{account}停用动态口令"


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(SecondFactorEvent):
    """A recovery code stood for the second factor."""

    code = "workbench.door.recovery_code_used"
    sentence = "账号{account}使用了一个恢复码"


@dataclass(frozen=True, kw_only=True)
class SecondFactorReset(AuditEvent):
    """The security administrator took a lost second factor away; the person sets a new one."""

    code = "workbench.door.second_factor_reset"
    sentence = "为账号{account}重置动态口令，并退出其全部登录"

    account: str


@dataclass(frozen=True, kw_only=True)
class AuditTakenOut(AuditEvent):
    """Lines of the audit left the house as a file. Whoever was looked for is kept as a digest."""

    code = "workbench.audit.taken_out"
    sentence = "导出审计记录{lines}条，条件：{sought}（文件摘要{digest}）"
    personal = frozenset({"person"})

    lines: int
    sought: str
    person: str | None
    digest: str


SITE_KIND = "workbench.site_release"


@dataclass(frozen=True, kw_only=True)
class SitePageEvent(AuditEvent):
    """Something that happened to a page of the site on its way up or down."""

    release: int
    page: str  # its title, which the public reads or is to read

    def concerns(self) -> RecordRef:
        return RecordRef(SITE_KIND, str(self.release))


@dataclass(frozen=True, kw_only=True)
class SitePageSubmitted(SitePageEvent):
    """An editor laid a page before a second person."""

    code = "workbench.site.submitted"
    sentence = "提交网站页面“{page}”审核：{note}"
    personal = frozenset({"note"})

    note: str


class SitePageReleased(SitePageEvent):
    """A second person put the page up."""

    code = "workbench.site.released"
    sentence = "审核公开网站页面“{page}”"


@dataclass(frozen=True, kw_only=True)
class SitePageReturned(SitePageEvent):
    """A second person sent the page back."""

    code = "workbench.site.returned"
    sentence = "退回网站页面“{page}”：{reason}"
    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class SitePageWithdrawn(SitePageEvent):
    """A page was taken down."""

    code = "workbench.site.withdrawn"
    sentence = "撤下网站页面“{page}”：{reason}"
    personal = frozenset({"reason"})

    reason: str

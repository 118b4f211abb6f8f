"""What can happen to accounts of the public. No number, address or name ever stands here, not as a digest."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class AccountEvent(AuditEvent):
    """Something that happened to one account, named by its place in the register alone."""

    account: int


@dataclass(frozen=True, kw_only=True)
class CodeAsked(AuditEvent):
    """Somebody asked for a code; nobody has proved that the address is theirs. `asked` names the row."""

    code = "citizens.code.asked"
    sentence = "申请{purpose}验证码，发往{way}"

    asked: str
    purpose: str
    way: str


@dataclass(frozen=True, kw_only=True)
class AccountRegistered(AccountEvent):
    code = "citizens.account.registered"
    sentence = "公众账号{account}注册并登录，已同意个人信息处理告知（{notice}版）"

    notice: str


@dataclass(frozen=True, kw_only=True)
class SignedIn(AccountEvent):
    code = "citizens.account.signed_in"
    sentence = "公众账号{account}登录：{by}"

    by: str


@dataclass(frozen=True, kw_only=True)
class SignInsEnded(AccountEvent):
    code = "citizens.account.sign_ins_ended"
    sentence = "公众账号{account}结束{count}处登录：{reason}"

    count: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AddressChanged(AccountEvent):
    code = "citizens.account.address_changed"
    sentence = "公众账号{account}更改{way}"

    way: str


@dataclass(frozen=True, kw_only=True)
class NameChanged(AccountEvent):
    code = "citizens.account.name_changed"
    sentence = "公众账号{account}更改称呼"


@dataclass(frozen=True, kw_only=True)
class PasswordSet(AccountEvent):
    code = "citizens.account.password_set"
    sentence = "公众账号{account}设定密码"


@dataclass(frozen=True, kw_only=True)
class PasswordTakenAway(AccountEvent):
    code = "citizens.account.password_taken_away"
    sentence = "公众账号{account}取消密码"


@dataclass(frozen=True, kw_only=True)
class AccountClosed(AccountEvent):
    """What other modules hold of the account is detached after this."""

    code = "citizens.account.closed"
    sentence = "公众账号{account}注销，个人信息已清除"

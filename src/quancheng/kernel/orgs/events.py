"""What can happen to the register, in words for its history."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class TenantAdded(AuditEvent):
    """A government joined the register."""

    code = "orgs.tenant.added"
    sentence = "登记政府“{full_name}”（{slug}），级别{level}"

    slug: str
    full_name: str
    level: str


@dataclass(frozen=True, kw_only=True)
class UnitAdded(AuditEvent):
    """A unit joined the register."""

    code = "orgs.unit.added"
    sentence = "登记单位“{name}”（{unit}）"

    unit: str
    name: str


@dataclass(frozen=True, kw_only=True)
class UnitRenamed(AuditEvent):
    """A unit bears another full name."""

    code = "orgs.unit.renamed"
    sentence = "自{from_on}起，单位{unit}由“{old}”更名为“{new}”"

    unit: str
    old: str
    new: str
    from_on: date


@dataclass(frozen=True, kw_only=True)
class AliasAdded(AuditEvent):
    """A unit is also known by another name."""

    code = "orgs.unit.alias_added"
    sentence = "单位{unit}增加别名“{name}”"

    unit: str
    name: str


@dataclass(frozen=True, kw_only=True)
class UnitMoved(AuditEvent):
    """A unit stands under another."""

    code = "orgs.unit.moved"
    sentence = "自{from_on}起，单位{unit}改由{under}管理"

    unit: str
    under: str
    from_on: date


@dataclass(frozen=True, kw_only=True)
class UnitMerged(AuditEvent):
    """A unit went into another."""

    code = "orgs.unit.merged"
    sentence = "单位{unit}自{last_on}后并入{into}"

    unit: str
    into: str
    last_on: date


@dataclass(frozen=True, kw_only=True)
class UnitClosed(AuditEvent):
    """A unit is no more."""

    code = "orgs.unit.closed"
    sentence = "单位{unit}撤销，最后一日为{last_on}"

    unit: str
    last_on: date


@dataclass(frozen=True, kw_only=True)
class PostOpened(AuditEvent):
    """A post was opened."""

    code = "orgs.post.opened"
    sentence = "单位{unit}设岗“{title}”，角色：{roles}"

    unit: str
    title: str
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PostClosed(AuditEvent):
    """A post is no more."""

    code = "orgs.post.closed"
    sentence = "单位{unit}撤销岗位“{title}”，最后一日为{last_on}"

    unit: str
    title: str
    last_on: date


@dataclass(frozen=True, kw_only=True)
class RolesChanged(AuditEvent):
    """A post may do other things than before."""

    code = "orgs.post.roles_changed"
    sentence = "单位{unit}岗位“{title}”的角色由{old}改为{new}"

    unit: str
    title: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PersonAdded(AuditEvent):
    """A person joined the register."""

    code = "orgs.person.added"
    sentence = "登记人员{name}（账号{account}）"
    personal = frozenset({"name"})

    account: str
    name: str


@dataclass(frozen=True, kw_only=True)
class PersonCorrected(AuditEvent):
    """A person bears another name or is written to elsewhere."""

    code = "orgs.person.corrected"
    sentence = "更改账号{account}的{changed}"
    personal = frozenset({"name", "email"})

    account: str
    changed: tuple[str, ...]
    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class PersonRetired(AuditEvent):
    """An account is out of use."""

    code = "orgs.person.retired"
    sentence = "停用账号{account}"

    account: str


@dataclass(frozen=True, kw_only=True)
class PersonReinstated(AuditEvent):
    """An account is in use again."""

    code = "orgs.person.reinstated"
    sentence = "恢复使用账号{account}"

    account: str


@dataclass(frozen=True, kw_only=True)
class PasswordIssued(AuditEvent):
    """A person got a password; the password is in no event."""

    code = "orgs.person.password_issued"
    sentence = "为账号{account}设置密码"

    account: str


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(AuditEvent):
    """A person chose a password of their own."""

    code = "orgs.person.password_changed"
    sentence = "账号{account}修改本人密码"

    account: str


@dataclass(frozen=True, kw_only=True)
class PersonSeated(AuditEvent):
    """A person took up a post."""

    code = "orgs.holding.seated"
    sentence = "账号{account}自{from_on}起任{unit}“{post}”"

    account: str
    unit: str
    post: str
    from_on: date


@dataclass(frozen=True, kw_only=True)
class DeputySeated(AuditEvent):
    """A person stands in for another."""

    code = "orgs.holding.deputy_seated"
    sentence = "账号{account}自{from_on}至{until_on}代{holder}任{unit}“{post}”"

    account: str
    holder: str
    unit: str
    post: str
    from_on: date
    until_on: date


@dataclass(frozen=True, kw_only=True)
class DeputyCalledOff(AuditEvent):
    """A deputyship did not come about."""

    code = "orgs.holding.deputy_called_off"
    sentence = "取消账号{account}自{from_on}起代{holder}任{unit}“{post}”的安排"

    account: str
    holder: str
    unit: str
    post: str
    from_on: date


@dataclass(frozen=True, kw_only=True)
class PersonRelieved(AuditEvent):
    """A person left a post."""

    code = "orgs.holding.relieved"
    sentence = "账号{account}离开{unit}“{post}”，最后一日为{last_on}"

    account: str
    unit: str
    post: str
    last_on: date


@dataclass(frozen=True, kw_only=True)
class AdministratorAppointed(AuditEvent):
    """One of the three administrators was appointed."""

    code = "orgs.seat.appointed"
    sentence = "任命账号{account}为{tenant}的{role}"

    tenant: str
    role: str
    account: str


@dataclass(frozen=True, kw_only=True)
class SeatVacated(AuditEvent):
    """An administrator's seat is empty."""

    code = "orgs.seat.vacated"
    sentence = "{tenant}的{role}席位空缺，原任账号{account}"

    tenant: str
    role: str
    account: str


@dataclass(frozen=True, kw_only=True)
class RegisterImported(AuditEvent):
    """A register was laid over the one that was there."""

    code = "orgs.register.imported"
    sentence = "导入{tenant}机构名册：新增{added}行，变更{changed}行，未变{unchanged}行"

    tenant: str
    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, kw_only=True)
class DemoLoaded(AuditEvent):
    """The model city moved in."""

    code = "orgs.demo.loaded"
    sentence = "载入演示政府{tenants}个，单位{units}个，演示人员{people}名"

    tenants: int
    units: int
    people: int


@dataclass(frozen=True, kw_only=True)
class DemoRemoved(AuditEvent):
    """The model city moved out."""

    code = "orgs.demo.removed"
    sentence = "移除演示政府{tenants}个，单位{units}个，演示人员{people}名"

    tenants: int
    units: int
    people: int


@dataclass(frozen=True, kw_only=True)
class HouseOpened(AuditEvent):
    """A real house began: its first government, with its administrators and its openness office."""

    code = "orgs.house.opened"
    sentence = (
        "开通{tenant}：系统管理员{system}，安全管理员{security}，审计管理员{audit}；"
        "政务公开机构{office}，负责人{head}，经办人{clerk}"
    )

    tenant: str
    office: str
    system: str
    security: str
    audit: str
    head: str
    clerk: str

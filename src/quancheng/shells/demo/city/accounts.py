"""The fixed accounts of the model city, for the console that starts a trial house and for tests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account, and whom it plays."""

    account: str
    plays: str


ACCOUNTS = (
    DemoAccount("office", "市政府办公厅政务公开处　经办"),
    DemoAccount("office-head", "市政府办公厅政务公开处　负责人"),
    DemoAccount("reviewer", "市政府办公厅政务公开处　审核"),
    DemoAccount("legal", "市政府办公厅政务公开处　合法性审核"),
    DemoAccount("unit", "市大数据局　承办人"),
    DemoAccount("unit-head", "市大数据局　负责人"),
    DemoAccount("district", "历下区政府办公室　经办"),
    DemoAccount("district-head", "历下区政府办公室　负责人"),
    DemoAccount("system", "系统管理员"),
    DemoAccount("security", "安全管理员"),
    DemoAccount("audit", "审计管理员"),
)

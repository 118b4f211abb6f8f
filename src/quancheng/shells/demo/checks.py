"""`check --deploy`: a real site has no demo accounts."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info
from django.db import OperationalError, ProgrammingError, connection

from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.queries import demo_people, demo_tenants


def no_demo_in_production(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001  # a check's signature
    **told: object,  # noqa: ARG001
) -> list[CheckMessage]:
    """Everybody knows the password of a demo account; the model city is no real government."""
    if not settings.IN_PRODUCTION:
        return []
    try:
        built = Person._meta.db_table in connection.introspection.table_names()
    except OperationalError:
        return [Info("数据库无法连接，没有检查演示账号", id="demo.I001")]
    try:
        found = built and (demo_tenants().exists() or demo_people().exists())
    except ProgrammingError:  # the role of the public process reads no person
        return [Info("公众界面的数据库角色不读取人员；演示账号由工作台一侧检查", id="demo.I002")]
    if found:
        remedy = "运行 ./manage.py demo unload 移除演示城市"
        return [Error("正式环境中还有演示账号或演示政府", hint=remedy, id="demo.E001")]
    return []

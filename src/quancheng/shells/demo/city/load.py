"""Moving the model city in and out."""

from datetime import datetime

from django.conf import settings

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.commands.demo import Moved, load_demo, remove_demo
from quancheng.kernel.orgs.queries import any_tenant, demo_people
from quancheng.shells.demo.city.accounts import ACCOUNTS
from quancheng.shells.demo.city.build import governments


class DemoInProduction(Refusal):
    """Demo accounts have a password that everybody knows."""

    code = "demo.in_production"


def load_city(now: datetime) -> Moved:
    """Move the model city in; a second time changes nothing but what was lost.

    Raises DemoInProduction, RealTenantInTheWay.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示城市；试用请设置 QUANCHENG_MODE=trial")
    return load_demo(
        governments=governments(), password=settings.DEMO_PASSWORD, actor=Actor.clockwork(), now=now
    )


def unload_city(now: datetime) -> Moved:
    """Move the model city out, in production too. Raises DemoStillInUse."""
    return remove_demo(actor=Actor.clockwork(), now=now)


def is_empty() -> bool:
    """Whether no government is registered, neither a real one nor one of the demo."""
    return not any_tenant()


def told_accounts() -> str:
    """The demo accounts and their password, for a console; nothing when there are none."""
    if settings.IN_PRODUCTION or not demo_people().exists():
        return ""
    lines = (f"  {told.account:<14}{told.plays}\n" for told in ACCOUNTS)
    return f"\n演示账号（密码均为 {settings.DEMO_PASSWORD}）：\n{''.join(lines)}"

"""A console that Django brings, and that this house does not have: nobody may do everything."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "本系统没有超级用户：说明由谁代替"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What Django's own console would take, so that the sentence is told and no fault of typing."""
        parser.add_argument("--account", "--username", help="不起作用")
        parser.add_argument("--name", help="不起作用")
        parser.add_argument("--noinput", "--no-input", action="store_true", help="不起作用")
        parser.add_argument("--database", help="不起作用")

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError(
            "本系统没有超级用户，数据库也不允许设立。管理权限分属三员：系统管理员管机构、岗位和人员，安全管理员发放密码、"
            "任命管理员，审计管理员查阅审计；请由本级政府的安全管理员在工作台“机构与人员”中任命。"
            "新站先运行 manage.py open_house 开通。网站内容由岗位带“网站编辑”角色的人员维护。"
        )

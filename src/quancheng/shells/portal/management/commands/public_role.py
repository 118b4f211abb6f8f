"""Console: make the database role of the public surface, or bring it in step with the list."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.portal.role.standing import make_role, role_statements


class Command(BaseCommand):
    help = "建立或更新公众界面的 PostgreSQL 角色；每次 migrate 之后再运行一次"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="角色名，如：quancheng_public")
        parser.add_argument("--sql", action="store_true", help="只打印语句，不执行")

    def handle(self, *args: object, name: str, sql: bool = False, **options: object) -> None:
        try:
            if sql:
                told = role_statements(name)
                self.stdout.write("\n".join(["BEGIN;", *(f"{one};" for one in told), "COMMIT;"]))
                return
            count = make_role(name)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(
            f"角色 {name} 已按清单更新（{count} 条语句）。密码由运维人员设置：\\password {name}"
        )

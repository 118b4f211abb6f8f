"""A console: open a real house, with its first government, its administrators and its openness office."""

import secrets
import string
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.commands.opening import FirstGovernment, Newcomer, open_house
from quancheng.kernel.orgs.models import Level
from quancheng.kernel.orgs.roles import AdminRole

SIGNS = "".join(sign for sign in string.ascii_letters + string.digits if sign not in "0O1lI")
GROUPS, A_GROUP = 4, 4  # [D] sixteen signs in four groups: read out, typed once, then changed
ASKED = {
    "slug": "政府代号（拼音或字母，用在网址里，如 jinan）",
    "name": "政府简称（如 济南市）",
    "full_name": "政府全称（如 济南市人民政府）",
    "level": f"层级（{'、'.join(f'{level.value}＝{level.label}' for level in Level)}）",
    "office": "政务公开机构全称（如 济南市人民政府办公厅）",
    "system": "系统管理员（账号:姓名）",
    "security": "安全管理员（账号:姓名）",
    "audit": "审计管理员（账号:姓名）",
    "head": "政务公开机构负责人（账号:姓名）",
    "clerk": "政务公开机构经办人（账号:姓名）",
}
PEOPLE = ("system", "security", "audit", "head", "clerk")
SEATS = {
    "system": "系统管理员",
    "security": "安全管理员",
    "audit": "审计管理员",
    "head": "政务公开机构负责人",
    "clerk": "政务公开机构经办人",
}
NEXT = """
接下来：
  1. 五个人分别打开工作台 {desk} 登录，改掉密码，启用动态口令，收好恢复码。
  2. 系统管理员在“机构与人员”登记其他单位、岗位和人员，也可以导出名册、填好再导入；
     岗位的角色（承办人、单位负责人、审核人、网站编辑、合法性审核人等）在这里给。
  3. 安全管理员给每个新账号发放密码；三员换人也由安全管理员办理。
  4. 审计管理员查看“审计记录”，第一行就是这次开通。
  5. 运维人员建立门户，载入放假安排：
     ./manage.py lay_out_site --title {name}政务公开 --government {full_name} --host {office}
     ./manage.py load_notices
  6. 政务公开机构负责人核对办理期限、督办规则和预警设置，经办人上传工作要点。
  7. 运维人员照 docs/operating.md 做第一次备份和演练。"""


class Command(BaseCommand):
    help = "开通本站：登记第一个政府，任命三员，设立政务公开机构，发放一次性密码；只能运行一次"

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, says in ASKED.items():
            parser.add_argument(f"--{name.replace('_', '-')}", default="", help=says)

    def handle(self, *args: Any, **options: Any) -> None:
        told = self._told({name: str(options[name]).strip() for name in ASKED})
        passwords = {one.account: _one_time_password() for one in told.everybody}
        try:
            open_house(told=told, passwords=passwords, actor=Actor.clockwork(None), now=timezone.now())
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self._tell(told, passwords)

    def _told(self, given: dict[str, str]) -> FirstGovernment:
        """What was given, and what is asked for. Raises CommandError."""
        missing = [name for name, text in given.items() if not text]
        if missing and not sys.stdin.isatty():
            told = (f"--{name.replace('_', '-')} {ASKED[name]}" for name in missing)
            raise CommandError("还缺：" + "；".join(told))
        for name in missing:
            given[name] = self._asked(ASKED[name])
        if given["level"] not in Level.values:
            raise CommandError(f"没有“{given['level']}”这个层级，请从中选一个：{'、'.join(Level.values)}")
        people = {name: _newcomer(given[name], SEATS[name]) for name in PEOPLE}
        return FirstGovernment(
            slug=given["slug"], name=given["name"], full_name=given["full_name"], level=given["level"],
            office=given["office"], head=people["head"], clerk=people["clerk"],
            administrators={role: people[role.value] for role in AdminRole},
        )  # fmt: skip

    def _asked(self, says: str) -> str:
        while True:
            self.stdout.write(f"{says}：", ending="")
            self.stdout.flush()
            line = sys.stdin.readline()
            if not line:
                raise CommandError("没有填完，什么也没有写入")
            if line.strip():
                return line.strip()

    def _tell(self, told: FirstGovernment, passwords: dict[str, str]) -> None:
        seats = [*((role.says, one) for role, one in told.administrators.items())]
        seats += [("政务公开机构负责人", told.head), ("政务公开机构经办人", told.clerk)]
        lines = [
            f"已开通：{told.full_name}，政务公开机构是{told.office}。",
            "",
            "一次性密码（只显示这一次，请当面交给本人；第一次登录必须改掉）：",
        ]
        for says, one in seats:
            lines.append(f"  {says}　{one.name}　账号 {one.account}　密码 {passwords[one.account]}")
        lines.append(
            NEXT.format(
                desk=settings.DESK_ADDRESS, name=told.name, full_name=told.full_name, office=told.office
            )
        )
        self.stdout.write("\n".join(lines))


def _newcomer(text: str, seat: str) -> Newcomer:
    account, colon, name = text.replace("：", ":").partition(":")
    if not (colon and account.strip() and name.strip()):
        raise CommandError(f"{seat}请写成“账号:姓名”，现在是“{text}”")
    return Newcomer(account.strip(), name.strip())


def _one_time_password() -> str:
    """Drawn until it passes the house's own rules for passwords."""
    while True:
        groups = ("".join(secrets.choice(SIGNS) for _ in range(A_GROUP)) for _ in range(GROUPS))
        drawn = "-".join(groups)
        try:
            validate_password(drawn)
        except ValidationError:
            continue
        return drawn

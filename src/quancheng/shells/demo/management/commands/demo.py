"""`./manage.py demo load|unload`: the model city moves in, with a year of its life, or out."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.demo.city import load_city, told_accounts, unload_city
from quancheng.shells.demo.life import live, take_notices_down


class Command(BaseCommand):
    help = "载入（load）或移除（unload）演示城市"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bare", action="store_true", help="只载入机构与人员，不载入要点和进展")
        parser.add_argument("act", choices=["load", "unload"], help="load 载入，unload 移除")

    def handle(self, *args: object, act: str, bare: bool = False, **options: object) -> None:
        try:
            moved = load_city(timezone.now()) if act == "load" else unload_city(timezone.now())
            told = list(live(timezone.now())) if act == "load" and not bare else []
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        if act == "unload" and (notices := take_notices_down()):
            told.append(f"已移除演示通知公告{notices}篇。")
        done = "载入" if act == "load" else "移除"
        self.stdout.write(f"已{done}演示政府{moved.tenants}个、单位{moved.units}个、人员{moved.people}名。")
        for sentence in told:
            self.stdout.write(sentence)
        if act == "load":
            self.stdout.write(told_accounts())

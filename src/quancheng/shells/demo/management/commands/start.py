"""`make run`: prepare the house, start it, and say where it is."""

import signal
import sys
from argparse import ArgumentParser
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from quancheng.kernel.audit.periodic import run_due
from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.demo import trial
from quancheng.shells.demo.city import facts, is_empty, load_city, told_accounts
from quancheng.shells.demo.life import live
from quancheng.shells.portal.layout import SitePlan, lay_out_site


class Command(BaseCommand):
    help = "准备数据库，启动门户、工作台和后台任务"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", metavar="FILE", help="启动前先导入这份任务分工")

    def handle(self, *args: object, plan: str | None = None, **options: object) -> None:
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            for address in (settings.PUBLIC_ADDRESS, settings.DESK_ADDRESS):
                trial.must_be_free(address)
            self._prepare(plan)
            trial.run(
                trial.parts(
                    root=settings.ROOT,
                    public_address=settings.PUBLIC_ADDRESS,
                    desk_address=settings.DESK_ADDRESS,
                ),
                ready=(settings.PUBLIC_ADDRESS + "/", settings.DESK_ADDRESS + "/login/"),
                when_ready=self._say_where,
                tick=_tick,
            )
        except Refusal as refusal:
            sys.exit(refusal.sentence)
        except KeyboardInterrupt:
            self._say("已停止。")

    def _prepare(self, plan: str | None) -> None:
        self._say("正在准备数据库……")
        call_command("migrate", verbosity=0, interactive=False)
        if settings.IN_TRIAL:
            _lay_out()
        if settings.IN_TRIAL and is_empty():
            self._say("数据库是空的，正在载入演示城市……")
            load_city(timezone.now())
            if not plan:
                for sentence in live(timezone.now()):
                    self._say(sentence)
        if plan:
            self._import(plan)

    def _import(self, plan: str) -> None:
        """A plan that was imported before stays as it is; one with unknown units waits at the desk."""
        try:
            call_command("import_plan", plan, confirm=True, issue=True)
        except SystemExit:
            self._say("（以上是导入任务分工时的提示；其余照常启动）")

    def _say_where(self) -> None:
        self._say(f"\n门户　　{settings.PUBLIC_ADDRESS}/\n工作台　{settings.DESK_ADDRESS}/")
        self._say(f"{told_accounts()}\n按 Ctrl-C 停止。")

    def _say(self, sentence: str) -> None:
        """At once, into a file or a journal too."""
        self.stdout.write(sentence)
        self.stdout.flush()


def _lay_out() -> None:
    city = facts.CITY
    lay_out_site(SitePlan(f"{city}政务公开", government=f"{city}人民政府", host=facts.OFFICE.full_name))


def _tick() -> None:
    close_old_connections()
    run_due(now=timezone.now())


def _interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # a signal handler's signature
    raise KeyboardInterrupt

"""A console: is the audit what was written?"""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from quancheng.kernel.audit.anchors import AnchorBroken
from quancheng.kernel.audit.verify import Verdict, verify_chain
from quancheng.kernel.audit.walk import Break, Fault
from quancheng.kernel.basis.refusal import Refusal


class Command(BaseCommand):
    help = "核对审计链：逐行核对内容、衔接、链尾和锚；断裂时指出第一处，返回码为1"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出一个JSON对象")

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        verdict = self._verdict()
        self.stdout.write(_as_json(verdict) if json else verdict.sentence)
        if verdict.broken:
            sys.exit(1)

    def _verdict(self) -> Verdict:
        try:
            return verify_chain()
        except AnchorBroken as refusal:
            return Verdict(0, 0, Break(0, Fault.ANCHOR, refusal.sentence))
        except Refusal as refusal:
            self.stderr.write(f"无法核对：{refusal.sentence}")
            sys.exit(1)


def _as_json(verdict: Verdict) -> str:
    told = {**asdict(verdict), "intact": verdict.broken is None, "sentence": verdict.sentence}
    return json.dumps(told, ensure_ascii=False)

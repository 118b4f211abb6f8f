"""`remedy --grounds 14,36-5 [--unit CODE [--government SLUG]] [--on DATE] [--json]`: class and clause."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.management.parsing import day_from, refused, speaks_chinese
from quancheng.records.disclosure.queries.remedies import agency_with_code, remedy_told
from quancheng.records.disclosure.rules.grounds import grounds_listed
from quancheng.records.disclosure.rules.remedies import Service, Told


class Command(BaseCommand):
    help = "由处理依据得出救济途径的类别和文字：A复议前置，B复议或者诉讼。"
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return speaks_chinese(super().create_parser(prog_name, subcommand, **kwargs))

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--grounds", required=True, metavar="依据", help="例如 14,36-5 或者 37,15")
        parser.add_argument("--unit", default="", metavar="编码", help="作出答复的单位的编码")
        parser.add_argument("--government", default="", metavar="代号", help="单位编码在几级政府都有时写明")
        parser.add_argument("--on", default="", metavar="日期", help="作出答复的日期（默认今天）")
        parser.add_argument("--network", action="store_true", help="通过互联网送达")
        parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")

    def handle(self, *args: Any, **told: Any) -> None:
        on = day_from(told["on"], "--on") or timezone.localdate()
        service = Service.NETWORK if told["network"] else Service.PAPER
        try:
            grounds = grounds_listed(told["grounds"])
            agency = agency_with_code(told["unit"], told["government"]) if told["unit"] else None
            found = remedy_told(grounds, agency=agency, on=on, service=service)
        except Refusal as refusal:
            refused(refusal.sentence)
        self.stdout.write(
            json.dumps(_data(found, on), ensure_ascii=False, indent=2) if told["json"] else _words(found)
        )


def _data(told: Told, on: date) -> dict[str, object]:
    return {
        "on": on.isoformat(),
        "class": told.remedy.value,
        "says": told.remedy.says,
        "text": told.text,
        "missing": list(told.missing),
        "waits_for_legal_reader": told.waits,
        "grounds": [
            {
                "code": one.code, "says": one.says, "law": one.law, "row": told.row_of[one.code],
                "must": [must.value for must in sorted(one.must)],
            }
            for one in told.grounds
        ],
        "rows": list(told.rows),
    }  # fmt: skip


def _words(told: Told) -> str:
    grounds = [
        f"  {one.code}  {one.says}（{one.law}）年报第{told.row_of[one.code]}行" for one in told.grounds
    ]
    tail = [f"尚缺：{'、'.join(told.missing)}"] if told.missing else []
    if told.waits:
        tail.append("须待合法性审核人签署救济途径表、复议机关表后才能签发")
    return "\n".join([f"{told.remedy.value} {told.remedy.says}", *grounds, told.text, *tail])

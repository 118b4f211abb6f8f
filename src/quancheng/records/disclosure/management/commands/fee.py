"""`fee --items N | --pages N [--before N] [--government SLUG] [--on DATE] [--json]`: the fee, with working.

Without a government by the tariff that the house ships, which the answer says.
"""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.management.parsing import day_from, number_from, refused, speaks_chinese
from quancheng.records.disclosure.queries.fees import has_own_tariff, tariff_of
from quancheng.records.disclosure.queries.remedies import government_called
from quancheng.records.disclosure.rules.fees import LAW, Basis, Tier, Worksheet, shipped_tariff, worksheet

SHIPPED = "系统内置的标准"


class Command(BaseCommand):
    help = "计算信息处理费并列出算式：按件（--items，一个自然月内）或者按量（--pages，一件申请）。"
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return speaks_chinese(super().create_parser(prog_name, subcommand, **kwargs))

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--items", default=None, metavar="N", help="一个自然月内的申请件数")
        parser.add_argument("--pages", default=None, metavar="N", help="一件申请提供的页数")
        parser.add_argument("--before", default="0", metavar="N", help="按件时，当月此前已有的件数")
        parser.add_argument("--government", default="", metavar="代号", help="按哪一级政府的标准，默认内置")
        parser.add_argument("--on", default="", metavar="日期", help="按哪一天的标准（默认今天）")
        parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")

    def handle(self, *args: Any, **told: Any) -> None:
        if (told["items"] is None) == (told["pages"] is None):
            refused("请写明 --items 或者 --pages 其中一个：每件申请只能选择一种计收方式")
        basis = Basis.ITEMS if told["items"] is not None else Basis.PAGES
        count = number_from(told[basis.value], f"--{basis.value}")
        on = day_from(told["on"], "--on") or timezone.localdate()
        try:
            tiers, source = _tariff(basis, told["government"], on)
            sheet = worksheet(basis, count, tiers, before=number_from(told["before"], "--before"))
        except Refusal as refusal:
            refused(refusal.sentence)
        print_to = self.stdout.write
        print_to(
            json.dumps({**_data(sheet, on), **source}, ensure_ascii=False, indent=2)
            if told["json"]
            else f"{_words(sheet)}\n标准：{source['tariff']}"
        )


def _tariff(basis: Basis, slug: str, on: date) -> tuple[tuple[Tier, ...], dict[str, str]]:
    """The tiers, and whose they are. Raises NoSuchAgency, NoTariff."""
    if not slug:
        return shipped_tariff(basis, on=on), {"government": "", "tariff": SHIPPED}
    government = government_called(slug)
    own = has_own_tariff(basis, tenant_id=government.pk, on=on)
    told = f"{government}自行确定的标准" if own else f"{SHIPPED}（{government}没有另行确定）"
    return tariff_of(basis, tenant_id=government.pk, on=on), {"government": slug, "tariff": told}


def _data(sheet: Worksheet, on: date) -> dict[str, object]:
    """`fee` is the whole sum; `marginal` what the last item or page costs by itself."""
    lines = [
        {"from": one.first, "to": one.last, "count": one.count, "yuan": one.yuan, "amount": one.amount}
        for one in sheet.lines
    ]
    return {
        "basis": sheet.basis.value, "count": sheet.count, "before": sheet.before, "on": on.isoformat(),
        "marginal": sheet.lines[-1].yuan if sheet.lines else 0, "fee": sheet.total, "lines": lines,
        "law": LAW,
    }  # fmt: skip


def _words(sheet: Worksheet) -> str:
    head = f"{sheet.basis.says}，{sheet.basis.within}"
    if sheet.before:
        head += f"此前{sheet.before}件之后的{sheet.count}件"
    return "\n".join([head, *sheet.says, f"依据：{LAW}；可以收费，不是必须收费"])

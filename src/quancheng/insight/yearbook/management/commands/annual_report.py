"""Prints the tables of an annual report, counted from the records of today.

Of a government its own units are counted, without the governments below, whose reports its published one
adds; the year before is compared without them as well. `scope` and `former` say so.
"""

import json
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from quancheng.insight.yearbook.queries.counted import (
    Whose,
    figures_of_year,
    former_like,
    violations_of_year,
    whose,
)
from quancheng.insight.yearbook.queries.papers import tables_as_data
from quancheng.insight.yearbook.rules.figures import Figures, plain
from quancheng.insight.yearbook.rules.shape import SUM_OF_REQUESTS, Part, places_of
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.public import AnnualRow

FAULTY = 1


class Command(BaseCommand):
    """Prints the tables of an annual report, counted from the records of today."""

    help = "按记录统计年度报告的三张表，并核对勾稽关系；不输出JSON时，有不平的退出码为1"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="报告年度")
        parser.add_argument("--unit", default="", help="单位编码；不写则为本级政府全部单位，不含下级政府")
        parser.add_argument("--government", default="", help="政府代号；不写则为本平台的首个政府")
        parser.add_argument("--json", action="store_true", help="输出JSON")

    def handle(self, *_: object, **told: object) -> None:
        year = int(str(told["year"]))
        try:
            of = whose(slug=str(told["government"]), code=str(told["unit"]))
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        figures = figures_of_year(of, year=year)
        found = [one.sentence for one in violations_of_year(of, figures, year=year) if not one.is_doubt]
        if told["json"]:
            said = {**tables_as_data(figures), "violations": found, **_scope(of, year)}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        scope = _scope(of, year)
        title = f"{of.unit or of.tenant} {year}年（统计范围：{scope['scope']}；上年对照：{scope['former']}）"
        self._print(title, figures, found)
        if found:
            raise SystemExit(FAULTY)

    def _print(self, title: str, figures: Figures, found: list[str]) -> None:
        self.stdout.write(f"{title}\n第三部分（{len(AnnualRow)}行，末列为总计）")
        for row in AnnualRow:
            cells = (figures.at(Part.REQUESTS, row, n) for n in range(1, SUM_OF_REQUESTS + 1))
            self.stdout.write(f"{row:>2} {' '.join(f'{cell:>6}' for cell in cells)}  {row.label}")
        for part in (Part.ACTIVE, Part.REMEDIES):
            self.stdout.write(f"第{part.numeral}部分")
            for place in places_of(part):
                self.stdout.write(f"  {place.row_name} {place.column_name}：{plain(figures.of(place))}")
        self.stdout.write("勾稽关系全部成立" if not found else "\n".join(f"不平：{one}" for one in found))


def _scope(of: Whose, year: int) -> dict[str, str]:
    """What was counted, and with what of the year before it was compared."""
    return {"scope": of.says, "former": former_like(of, year=year).says}

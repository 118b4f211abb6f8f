"""The map of units and months: thousands of cells, too many for a loop of a template."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from quancheng.records.plan.public import Counts
from quancheng.shells.workbench.overview import Cell

register = template.Library()
NOTHING = '<td class="qc-heat__cell">—</td>'


@register.simple_tag
def heat_cells(cells: Iterable[Cell]) -> SafeString:
    """The months of one unit: how much is done of what is due, how much is late; the colour is the worst."""
    late = escape(gettext("逾%(n)d"))
    return SafeString("".join(_cell(cell.counts, escape(cell.href), late) for cell in cells))


def _cell(counts: Counts | None, href: str, late: str) -> str:
    """Numbers, the word of a tone, and what was escaped before: nothing else comes in here."""
    if counts is None:
        return NOTHING
    gone_by = f"<small>{late % {'n': counts.late}}</small>" if counts.late else ""
    told = f'<a href="{href}">{counts.done}/{counts.total}{gone_by}</a>'
    return f'<td class="qc-heat__cell qc-heat__cell--{counts.tone}">{told}</td>'

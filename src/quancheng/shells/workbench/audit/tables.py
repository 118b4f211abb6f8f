"""Lines of the audit as a table, and what was looked for in words."""

from collections.abc import Sequence

from django.utils.timezone import localtime

from quancheng.kernel.files.tables import Sheet
from quancheng.shells.workbench.audit.forms import kind_says
from quancheng.shells.workbench.audit.queries import AuditLine, Sought

COLUMNS = ("序号", "时间", "事项", "办理人", "账号", "单位", "事项代码", "本行摘要")


def sheet_of(lines: Sequence[AuditLine]) -> Sheet:
    """One row a line; the digest lets a row be compared with the chain."""
    rows = [
        (
            line.seq,
            f"{localtime(line.at):%Y-%m-%d %H:%M:%S}",
            line.says,
            line.who,
            line.account,
            line.unit,
            line.code,
            line.hash,
        )
        for line in lines
    ]
    return Sheet("审计记录", COLUMNS, rows)


def sought_in_words(sought: Sought, units: Sequence[tuple[int, str]]) -> str:
    """By what the lines were narrowed. Whoever was looked for is not named."""
    told = (
        (sought.kind, f"事项“{kind_says(sought.kind)}”"),
        (sought.unit, f"单位“{dict(units).get(sought.unit or 0, '')}”"),
        (sought.person, "指定办理人"),
        (sought.from_on, f"自{sought.from_on}"),
        (sought.until_on, f"至{sought.until_on}"),
    )
    return "、".join(says for asked, says in told if asked) or "全部"

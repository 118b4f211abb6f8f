"""docs/plan.md: every row of the model plan, the modules that serve it, and whether they exist."""

from itertools import groupby

from quancheng.shells.demo.generated import markdown
from quancheng.shells.demo.model_plan import ROWS, Module, PlanRow

SOURCE = "src/quancheng/shells/demo/model_plan"
_HEAD = ("Row", "Demand (in short)", "Module", "Measure", "Module exists today")
_PREFACE = """\
The mission in one table: what the model plan (Jinan, 2024) demands, which module serves the demand, and what
the product itself is to measure. The demand is told in our own short words; the plan's own wording stands in
the city's document only.

The last column is found out from the code: **all** modules of the row exist, *part* of them do, or none (–).
A package that exists is not thereby finished: its README tells what it can do. A row works only when its
measure reads real records."""


def text() -> str:
    """The page as it must stand in docs/."""
    return markdown.page("The plan, row by row", SOURCE, _PREFACE, _summary(), *_sections(), *_index())


def _summary() -> str:
    whole = sum(all(m.exists() for m in row.modules) for row in ROWS)
    part = sum(any(m.exists() for m in row.modules) for row in ROWS) - whole
    named = {m for row in ROWS for m in row.modules}
    standing = sum(m.exists() for m in named)
    return (
        f"Today {standing} of the {len(named)} modules named here exist. Of {len(ROWS)} rows, {whole} "
        f"have all their modules, {part} have part of them, {len(ROWS) - whole - part} have none yet."
    )


def _sections() -> list[str]:
    blocks = []
    for section, rows in groupby(ROWS, key=lambda row: row.heading.section):
        blocks.append(f"## {section}")
        for heading, below in groupby(rows, key=lambda row: row.heading):
            blocks += [f"### {heading.subsection}", markdown.table(_HEAD, (_line(row) for row in below))]
    return blocks


def _line(row: PlanRow) -> tuple[str, ...]:
    names = ", ".join(f"`{m.place}`" for m in row.modules)
    return row.no, row.requirement, names, row.measure, _existing(row.modules)


def _existing(modules: tuple[Module, ...]) -> str:
    standing = [m for m in modules if m.exists()]
    if len(standing) == len(modules):
        return "**all**"
    return "*part*: " + ", ".join(m.place for m in standing) if standing else "–"


def _index() -> tuple[str, str]:
    rows = (
        (
            f"`{m.place}`",
            m.title,
            ", ".join(r.no for r in ROWS if m in r.modules),
            "yes" if m.exists() else "–",
        )
        for m in Module
    )
    return "## From module to rows", markdown.table(("Module", "模块", "Rows", "Exists today"), rows)

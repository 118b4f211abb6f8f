"""Miniature plans in our own words, as a reader of files would hand them over."""

from quancheng.kernel.files.content import Cell, Content, Paragraph, Table

COVERED = Cell(covered=True)


def lines(text):
    """Each line a paragraph, as a text file gives them."""
    return Content(
        tuple(Paragraph(line, place=f"第{count}行") for count, line in enumerate(text.split("\n"), start=1))
    )


def grid(*rows, place="表1"):
    """A table; a string is a cell, None a place that a merged cell covers."""
    return Table(
        tuple(
            tuple(COVERED if cell is None else Cell(cell) if isinstance(cell, str) else cell for cell in row)
            for row in rows
        ),
        place,
    )


def tables(*grids, title="2025年泉城演示工作任务分工"):
    """A title and the tables under it."""
    return Content((Paragraph(title, place="第1段"), *grids))


def down(text, rows):
    """A cell merged over so many rows."""
    return Cell(text, rows=rows)


def across(text, columns):
    """A cell merged over so many columns."""
    return Cell(text, columns=columns)


def units(row):
    """Each unit as (name, role)."""
    return [(unit.name, unit.role.value) for unit in row.units]


def codes(problems):
    """The codes of problems."""
    return {problem.code for problem in problems}

"""The shape in which a plan leaves the house on the console (JSON)."""

from quancheng.records.plan.rules.reading import PlanReading, Problem, RowReading, TargetReading


def as_json(reading: PlanReading) -> dict[str, object]:
    """A plan as plain values."""
    return {
        "title": reading.title,
        "year": reading.year,
        "rows": [_row(row) for row in reading.rows],
        "problems": [_problem(problem) for problem in reading.problems],
    }


def _row(row: RowReading) -> dict[str, object]:
    day = row.deadline.date
    return {
        "no": row.no,
        "section": row.section,
        "subsection": row.subsection,
        "requirement": row.requirement,
        "units": [{"name": unit.name, "role": unit.role.value} for unit in row.units],
        "deadline": {
            "text": row.deadline.text,
            "kind": row.deadline.kind.value,
            "date": day.isoformat() if day else None,
        },
        "targets": [_target(target) for target in row.targets],
        "problems": [_problem(problem) for problem in row.problems],
    }


def _target(target: TargetReading) -> dict[str, object]:
    return {
        "text": target.text,
        "kind": target.kind.value,
        "number": target.number,
        "unit": target.unit,
        "at_least": target.at_least,
        "per": target.per,
        "up_to": target.up_to,
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "sentence": problem.sentence,
        "place": problem.place,
        "level": problem.level.value,
    }

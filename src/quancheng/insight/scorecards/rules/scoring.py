"""From a reading to points, and from points to a score. Exact decimals, pure.

Every point is rounded half up to two places; what the weights of indicators that do not apply are spread over
is the rounded sum, and the total is rounded half up once more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from quancheng.insight.scorecards.rules.readings import Reading, Sort

HUNDRED = Decimal(100)
CENT = Decimal("0.01")
NOT_APPLICABLE = "不适用"


class Shape(StrEnum):
    """How an indicator turns its reading into points."""

    PROPORTIONAL = "proportional"
    DEDUCT = "deduct"
    STEPS = "steps"
    AT_LEAST = "at_least"
    YES_NO = "yes_no"
    MANUAL = "manual"

    @property
    def says(self) -> str:
        return _SHAPE_SAYS[self]


_SHAPE_SAYS = {
    Shape.PROPORTIONAL: "按比例计分",
    Shape.DEDUCT: "逐项扣分",
    Shape.STEPS: "分档计分",
    Shape.AT_LEAST: "达到数量得分",
    Shape.YES_NO: "有无计分",
    Shape.MANUAL: "人工评定",
}
SHAPES = [(shape.value, shape.says) for shape in Shape]
FITS = {
    Shape.PROPORTIONAL: {Sort.SHARE},
    Shape.DEDUCT: {Sort.SHARE},
    Shape.STEPS: {Sort.SHARE, Sort.COUNT, Sort.DAYS},
    Shape.AT_LEAST: {Sort.COUNT},
    Shape.YES_NO: {Sort.SHARE, Sort.COUNT},
}


class NoBase(StrEnum):
    """What becomes of the weight of an indicator for which nothing was owed."""

    SPREAD = "spread"
    FULL = "full"

    @property
    def says(self) -> str:
        return {"spread": "分值按比例折算到其余指标", "full": "按满分计"}[self.value]


@dataclass(frozen=True, slots=True)
class Grade:
    """From this value on (of days: up to it) so many points."""

    bound: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of one indicator: its shape, its points, and what the shape needs."""

    shape: Shape
    points: Decimal
    sort: Sort = Sort.SHARE
    each: Decimal = Decimal(0)
    least: int = 0
    grades: tuple[Grade, ...] = ()


@dataclass(frozen=True, slots=True)
class Worked:
    """Points with their working; no points: nothing was owed."""

    points: Decimal | None
    working: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """One indicator of a unit on its way into the total."""

    weight: Decimal
    points: Decimal | None
    is_bonus: bool


@dataclass(frozen=True, slots=True)
class Total:
    """The score of a unit: what it reached of a hundred, the bonus, both together; None: nothing applied."""

    basic: Decimal | None
    bonus: Decimal
    total: Decimal | None
    working: str


def rounded(value: Decimal) -> Decimal:
    """Two places, half up."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def worked(rule: Rule, reading: Reading) -> Worked:
    """The points that a reading is worth under a rule, never below nothing and never above the weight."""
    if reading.denominator == 0:
        return Worked(None, "没有应办的记录，本项不适用")
    points, said = _SHAPES[rule.shape](rule, reading)
    points = rounded(min(max(points, Decimal(0)), rule.points))
    return Worked(points, f"{said}＝{points}分")


def _proportional(rule: Rule, reading: Reading) -> tuple[Decimal, str]:
    points = rule.points * reading.numerator / reading.denominator
    return points, f"{plain(rule.points)}分×{plain(reading.numerator)}/{reading.denominator}"


def _deduct(rule: Rule, reading: Reading) -> tuple[Decimal, str]:
    missed = Decimal(reading.denominator) - reading.numerator
    return rule.points - rule.each * missed, (
        f"{plain(rule.points)}分－每项{plain(rule.each)}分×{plain(missed)}项，扣完为止"
    )


def _steps(rule: Rule, reading: Reading) -> tuple[Decimal, str]:
    value = value_of(rule.sort, reading)
    is_days = rule.sort is Sort.DAYS
    reached = [g for g in rule.grades if (value <= g.bound if is_days else value >= g.bound)]
    best = max(reached, key=lambda grade: grade.points, default=None)
    told = f"{plain(rounded(value))}{UNIT_OF[rule.sort]}"
    if best is None:
        return Decimal(0), f"{told}，未达到任何一档"
    return best.points, f"{told}，{'不多于' if is_days else '达到'}{plain(best.bound)}一档"


def _at_least(rule: Rule, reading: Reading) -> tuple[Decimal, str]:
    got = reading.numerator
    return rule.points * min(got, Decimal(rule.least)) / rule.least, (
        f"{plain(rule.points)}分×{plain(min(got, Decimal(rule.least)))}/{rule.least}（有{plain(got)}项）"
    )


def _yes_no(rule: Rule, reading: Reading) -> tuple[Decimal, str]:
    is_met = reading.numerator >= (1 if rule.sort is Sort.COUNT else reading.denominator)
    return rule.points if is_met else Decimal(0), "符合" if is_met else "不符合"


_SHAPES = {
    Shape.PROPORTIONAL: _proportional,
    Shape.DEDUCT: _deduct,
    Shape.STEPS: _steps,
    Shape.AT_LEAST: _at_least,
    Shape.YES_NO: _yes_no,
}
UNIT_OF = {Sort.SHARE: "%", Sort.COUNT: "项", Sort.DAYS: "个工作日"}


def value_of(sort: Sort, reading: Reading) -> Decimal:
    """What grades are compared with: per cent of a share, else the number itself."""
    return reading.numerator * HUNDRED / reading.denominator if sort is Sort.SHARE else reading.numerator


def total_of(lines: Iterable[Weighed], *, no_base: NoBase, of: Decimal | None = None) -> Total:
    """Add up. The weight of what does not apply is spread over the rest, or counts in full.

    `of`: what all basic indicators are worth together, where those in force come to another sum.
    """
    told = list(lines)
    basic = [line for line in told if not line.is_bonus]
    bonus = sum((line.points or Decimal(0) for line in told if line.is_bonus), Decimal(0))
    counted = [line for line in basic if line.points is not None]
    got = sum((line.points for line in counted if line.points is not None), Decimal(0))
    base, whole = _sum(counted), _sum(basic)
    if not counted and basic:
        return Total(None, bonus, None, "没有适用的指标")
    if of is not None and whole != of and basic:
        return _recomputed(got, base, whole, of, bonus, no_base)
    if base == whole:
        return Total(got, bonus, got + bonus, "各项得分之和")
    if no_base is NoBase.FULL:
        got += whole - base
        return Total(got, bonus, got + bonus, f"不适用的指标{plain(whole - base)}分按满分计")
    spread = rounded(got * whole / base)
    return Total(
        spread, bonus, spread + bonus, f"不适用的指标不计：{plain(got)}分×{plain(whole)}/{plain(base)}"
    )


def _recomputed(
    got: Decimal, base: Decimal, whole: Decimal, of: Decimal, bonus: Decimal, no_base: NoBase
) -> Total:
    """The indicators in force come to another sum than a hundred: their weights are recomputed."""
    said = f"本期施行的基本指标合计{plain(whole)}分，按{plain(of)}分折算"
    if no_base is NoBase.FULL:
        got, base = got + whole - base, whole
    basic = rounded(got * of / base)
    return Total(basic, bonus, basic + bonus, f"{said}：{plain(got)}分×{plain(of)}/{plain(base)}")


def ranks(totals: Sequence[Decimal | None]) -> list[int | None]:
    """Places from the highest; equal scores share a place, and the next place is skipped accordingly."""
    return [
        None if own is None else 1 + sum(other is not None and other > own for other in totals)
        for own in totals
    ]


def plain(value: Decimal) -> str:
    """A number without the noughts that say nothing."""
    told = f"{value:f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def _sum(lines: Iterable[Weighed]) -> Decimal:
    return sum((line.weight for line in lines), Decimal(0))

"""What a subscription follows: one record, or all whose reference begins alike. Pure.

`plan.row:jinan-2024-17` is one row, `plan.row:jinan-2024-*` every row of a plan, `plan.row:*` every row. A
star stands at the end, after the colon or a hyphen: so the patterns over a record are few and an index finds
them.
"""

from quancheng.kernel.basis.reference import RecordRef

STAR = "*"


def patterns_over(ref: RecordRef) -> tuple[str, ...]:
    """Every pattern that a record falls under, the narrowest first."""
    parts = ref.ref.split("-")
    beginnings = ("-".join(parts[:count]) + "-" for count in range(len(parts) - 1, 0, -1))
    return (str(ref), *(f"{ref.kind}:{beginning}{STAR}" for beginning in beginnings), f"{ref.kind}:{STAR}")


def is_under(ref: RecordRef, pattern: str) -> bool:
    """Whether a record falls under a pattern."""
    if pattern.endswith(STAR):
        return is_sound(pattern) and str(ref).startswith(pattern[:-1])
    return str(ref) == pattern


def is_sound(pattern: str) -> bool:
    """Whether a pattern names a kind and has its star, if any, where one may stand."""
    kind, _, rest = pattern.partition(":")
    if not kind or not rest or STAR in kind:
        return False
    return STAR not in rest or (rest.endswith(STAR) and rest.count(STAR) == 1 and rest[-2:-1] in {"", "-"})

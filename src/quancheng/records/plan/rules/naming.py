"""References of plans and rows: short, lasting, fit for an address. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from itertools import count

_UNFIT = re.compile(r"[^0-9A-Za-z]+")


def free_ref(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or `wanted-2`, `wanted-3` … when it is taken."""
    if wanted not in taken:
        return wanted
    return next(ref for n in count(2) if (ref := f"{wanted}-{n}") not in taken)


def row_refs(plan_ref: str, numbers: Iterable[str], taken: Collection[str]) -> list[str]:
    """One reference for each row, from its number as written; a row without a number takes its place."""
    used, refs = set(taken), list[str]()
    for place, no in enumerate(numbers, start=1):
        ref = free_ref(f"{plan_ref}-{_fit(no) or f'x{place}'}", used)
        used.add(ref)
        refs.append(ref)
    return refs


def _fit(no: str) -> str:
    """１７ → 17; 2.1 → 2-1; （三） has nothing that fits."""
    return _UNFIT.sub("-", unicodedata.normalize("NFKC", no)).strip("-")[:12]

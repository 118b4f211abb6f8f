"""The numbers by which people ask for a row of a plan or of a list of commitments. Pure."""

import re

from quancheng.kernel.text.numbers import NumberAsked
from quancheng.records.plan.rules.wording import number_of

_NUMERAL = r"[0-9]{1,4}|[〇零一二两三四五六七八九十百]{1,6}"
_ROW = re.compile(rf"(?P<before>.*?)(?:第(?P<no>{_NUMERAL})[项条行]?|(?P<bare>{_NUMERAL})[项条行])")
_ONLY = re.compile(r"[0-9]{1,3}")


def row_asked(text: str) -> NumberAsked | None:
    """第12项, 第十二项, 2026年工作要点第12项, 12: what people call a row by. None: it is no such number."""
    found = _ROW.fullmatch(text)
    if found is None:
        return NumberAsked("", None, int(text)) if _ONLY.fullmatch(text) else None
    number = number_of(found["no"] or found["bare"])
    return NumberAsked(found["before"].strip(), None, number) if number else None

"""The name under which an open part goes out: what was covered may not stand in it. Pure.

Inside the house every product bears one name; whoever gets it reads the title that an official typed.
"""

from collections.abc import Iterable

from quancheng.kernel.redaction.made import Check, Repeat
from quancheng.kernel.redaction.plain import found_in
from quancheng.kernel.redaction.refusals import NameTells

PLACE = "对外名称"


def place_in_name(name: str, *, needles: Iterable[str], repeats: Iterable[Repeat]) -> str:
    """Where covered words stand in a name: 第3—5字; empty where none does.

    Words that stand openly in the document too, which the second person saw and meant, tell nothing.
    """
    meant = [repeat.words for repeat in repeats]
    for needle in needles:
        if any(needle in words for words in meant):
            continue
        for start, end in found_in(name, needle):
            return f"第{start + 1}—{end}字"
    return ""


def check_of_name(name: str, *, needles: Iterable[str], repeats: Iterable[Repeat]) -> tuple[Check, ...]:
    """The line of the proof; none where the file has no name of its own to go out under. Raises NameTells."""
    if not name:
        return ()
    if place := place_in_name(name, needles=needles, repeats=repeats):
        raise NameTells(
            f"这份文件的{PLACE}{place}含有所遮的文字，没有保存公开件；请先在所属记录的页面改名，再完成区分处理",
            place=place,
        )
    return (
        Check(PLACE, "完成时的名称不含所遮文字（已确认另有公开之处的除外）；以后改名的，改名时和签发前再查"),
    )

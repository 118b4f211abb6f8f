"""The order in which one asks before deciding (补不补、是不是、谁负责、有没有、给不给). Pure.

The order is a practitioners' one (“七步法”, [V] as published); each question leads to grounds of `grounds`.
"""

from dataclasses import dataclass

from quancheng.records.disclosure.rules.grounds import BY_CODE, Ground


@dataclass(frozen=True, slots=True)
class Question:
    """One question, what to look at, and the decisions to which it leads."""

    says: str
    explains: str
    grounds: tuple[Ground, ...]


def _asked(says: str, explains: str, *codes: str) -> Question:
    return Question(says, explains, tuple(BY_CODE[code] for code in codes))


QUESTIONS = (
    _asked(
        "补不补", "内容不明确、没有身份证明的，先告知补正，不在这里处理；补正以后仍不明确的：", "30-unclear"
    ),
    _asked(
        "是不是", "是不是政府信息公开申请，是不是重复、大量反复的申请：",
        "39-1", "39-2", "36-7", "36-6", "35", "confirm",
    ),
    _asked("谁负责", "由制作机关公开；从其他机关获取的，由制作或者最初获取的机关公开：", "36-5"),
    _asked("有没有", "经过充分合理的检索；只提供现有的信息：", "36-4", "38"),
    _asked(
        "给不给", "公开为原则；只有第十四条至第十六条是例外，能区分的应当区分：",
        "36-1", "36-2", "37", "14-secret", "14-law", "14-safety", "15", "16-1", "16-2-process", "16-2-files",
    ),
    _asked("其他", "以上都不是的：", "other"),
)  # fmt: skip

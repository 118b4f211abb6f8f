"""The order in which one asks before deciding: 补不补、是不是、谁负责、有没有、给不给、怎么给、怎么答. Pure.

The order is a practitioners' one (“七步法”, [V] as published); each of the first five questions leads to
grounds of `grounds`, the last two are asked once a ground is chosen.
"""

from dataclasses import dataclass

from quancheng.records.disclosure.rules.grounds import BY_CODE, Ground, Must


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its articles, what to look at, and the decisions to which it leads."""

    says: str
    law: str
    explains: str
    grounds: tuple[Ground, ...] = ()


def _asked(says: str, law: str, explains: str, *codes: str) -> Question:
    return Question(says, law, explains, tuple(BY_CODE[code] for code in codes))


QUESTIONS = (
    _asked(
        "补不补", "《条例》第二十九条、第三十条",
        "内容不明确、没有身份证明的，先告知补正，不在这里处理；补正以后仍不明确的：", "30-unclear",
    ),
    _asked(
        "是不是", "《条例》第二十七条、第三十五条、第三十六条第（六）（七）项、第三十九条",
        "是不是政府信息公开申请，是不是重复、大量反复的申请。只是咨询、要求解释，或者要的是村务等不属于政府信息的，"
        "选“其他处理”，说明理由并告知找谁；登记资料、已移交档案馆的，法律对查询另有规定：",
        "39-1", "39-2", "36-7", "36-6", "35", "confirm", "other",
    ),
    _asked(
        "谁负责", "《条例》第十条、第三十六条第（五）项",
        "由制作机关公开；从其他机关获取的，由制作或者最初获取的机关公开；联合制作的，由牵头的公开：", "36-5",
    ),
    _asked(
        "有没有", "《条例》第三十六条第（四）项、第三十八条",
        "经过充分合理的检索，查过档案室和已移交的目录，才能说不存在；当年送达过、现在没有保存的，也是不存在。"
        "只提供现有的信息：",
        "36-4", "38",
    ),
    _asked(
        "给不给", "《条例》第十三条至第十六条、第三十六条第（一）（二）（三）项、第三十七条",
        "公开为原则；只有第十四条至第十六条是例外，能区分的应当区分：",
        "36-1", "36-2", "37", "14-secret", "14-law", "14-safety", "15", "16-1", "16-2-process", "16-2-files",
    ),
    _asked("其他", "国办公开办函〔2021〕30号附表", "以上都不是的：", "other"),
)  # fmt: skip
HOW_GIVEN = Question(
    "怎么给", "《条例》第四十条",
    "按申请人要的形式提供；可能危及载体安全或者成本过高的，改用电子件、其他适当形式，或者安排查阅、抄录。",
)  # fmt: skip
HOW_TOLD = Question(
    "怎么答", "《条例》第三十六条；《行政复议法》第二十三条",
    "写明依据要求写明的内容；固定的句子和救济途径由规则写入。",
)  # fmt: skip
STEPS = (*QUESTIONS[:5], HOW_GIVEN, HOW_TOLD)
GIVES = frozenset({Must.INFORMATION, Must.WAY_AND_ROUTE})


def step_of(ground: Ground) -> int:
    """At which question a ground is found, counted from one; of 其他 the last of the five."""
    for place, question in enumerate(QUESTIONS, start=1):
        if ground in question.grounds:
            return min(place, 5)
    return 5


def gives_something(ground: Ground) -> bool:
    """Whether the applicant gets information, so that one asks how."""
    wanted = {*ground.must, *(must for whole in ground.either for must in whole)}
    return bool(GIVES & wanted)

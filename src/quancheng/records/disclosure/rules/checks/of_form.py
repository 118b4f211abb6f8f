"""Checks of the letter itself: its remedy, its days, whom it reaches, and what was typed into it. Pure."""

import re

from quancheng.records.disclosure.rules.checks.definition import Facts, places

_THREE_MONTHS = re.compile(
    r"(?:3|３|三)\s*个?月[^。；]{0,20}(?:提起)?(?:行政)?(?:诉讼|起诉)"
    r"|(?:诉讼|起诉)[^。；]{0,12}(?:3|３|三)\s*个?月"
)
_UPPER_DEPARTMENT = re.compile(r"(?:上一?级(?:行政)?主管(?:部门|机关))[^。；]{0,20}复议")
_TWO_ORGANS = re.compile(r"或者?(?:本级|同级)?人民政府[^。；]{0,12}申请(?:行政)?复议")
_PURPOSE = re.compile(
    r"三需要|自身(?:的)?生产、?生活、?科研|与(?:您|你|申请人)?(?:的)?(?:自身)?生产、?生活、?科研等?(?:的)?特殊需要"
    r"|(?:申请|使用)(?:的)?(?:用途|目的)(?:不明|不符|没有说明)|没有利害关系"
)
_WHERE = re.compile(r"https?://|《|第|栏|窗口|馆|网")
_REMEDY = re.compile(r"(?:申请|提起)(?:行政)?(?:复议|诉讼)")


def clause_of_refusal(facts: Facts) -> str:
    if facts.withholds and facts.remedy not in {"", "A"}:
        return (
            "依据第十四条至第十六条不予公开或者部分公开的，救济途径须为复议前置（A类），现在不是；"
            "请核对救济途径表"
        )
    return ""


def clause_of_absence(facts: Facts) -> str:
    if facts.items and not facts.withholds and facts.remedy == "A":
        return "没有依据第十四条至第十六条不予公开的，救济途径不能写复议前置（A类）；请核对救济途径表"
    return ""


def clause_incomplete(facts: Facts) -> str:
    if facts.remedy_fault:
        return facts.remedy_fault
    if facts.remedy_lacks:
        return f"救济途径还缺少：{'、'.join(facts.remedy_lacks)}；请在“依据与规则”中录入"
    return ""


def no_channel(facts: Facts) -> str:
    if facts.is_by_network and not facts.channel:
        return "网上送达的答复须写明互联网申请行政复议的渠道，现在没有；请在“依据与规则”中录入"
    return ""


def not_signed(facts: Facts) -> str:
    if not facts.unsigned:
        return ""
    names = "、".join(f"“{name}”" for name in facts.unsigned)
    return f"合法性审核人还没有签署{names}，依据第十四条至第十六条的答复不能签发"


def past_the_day(facts: Facts) -> str:
    if facts.due_on is None or facts.on <= facts.due_on:
        return ""
    return f"答复期限已于{facts.due_on}届满；逾期的仍须答复，请写明逾期的原因"


def extended_too_late(facts: Facts) -> str:
    return "延长答复期限的决定晚于原来的届满日，延长不能成立；请写明怎样处理" if facts.extended_late else ""


def old_period(facts: Facts) -> str:
    found = _THREE_MONTHS.search(facts.free_text)
    return f"写了旧的起诉期限（“{found[0]}”）；现为六个月，请删去，救济途径由系统写入" if found else ""


def old_organ(facts: Facts) -> str:
    text = facts.free_text
    found = _UPPER_DEPARTMENT.search(text) or _TWO_ORGANS.search(text)
    if found is None:
        return ""
    return f"写了旧的复议机关（“{found[0]}”）；部门的复议机关现为本级人民政府，请删去，救济途径由系统写入"


def purpose_asked(facts: Facts) -> str:
    found = _PURPOSE.search(facts.free_text)
    if found is None:
        return ""
    return f"以用途或者“三需要”为由（“{found[0]}”）：2019年起申请不需要说明用途，请改用现行依据"


def remedy_typed(facts: Facts) -> str:
    if not _REMEDY.search(facts.free_text):
        return ""
    return "填写的内容里出现了复议或者诉讼的说法；救济途径由系统写在最后，两处不一致会成为瑕疵，请核对"


def private_words(facts: Facts) -> str:
    if not facts.private:
        return ""
    return f"填写的内容里有{'、'.join(facts.private)}，不是申请人本人的；请删去，或者说明为什么可以告知"


def nobody_to_address(facts: Facts) -> str:
    return "" if facts.has_name else "申请人的姓名或者名称已经清除或者是空的，答复书没有收件人"


def nowhere_to_send(facts: Facts) -> str:
    if facts.route == "post" and not facts.has_address:
        return "申请人选择邮寄，但没有通信地址；请先联系申请人"
    if facts.route == "email" and not facts.has_email:
        return "申请人选择电子邮件，但没有电子邮箱；请先联系申请人"
    return ""


def hard_to_read(facts: Facts) -> str:
    if facts.longest_sentence <= facts.sentence_most:
        return ""
    return f"最长的一句有{facts.longest_sentence}字；拆成短句，申请人更容易看懂"


def longest_sentence(text: str) -> int:
    """The signs of the longest sentence of a text."""
    return max((len(one.strip()) for one in re.split(r"[。；！？\n]", text)), default=0)


def no_reading(facts: Facts) -> str:
    """A request for paper that is answered by naming a page of the website alone."""
    found = tuple(item for item in facts.on_ground("36-1") if not _WHERE.search("".join(item.said.values())))
    return f"{places(found)}只说已经公开，没有写明在哪里能看到（网址、刊号、窗口）" if found else ""

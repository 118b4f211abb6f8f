"""Checks of what a reply decides and rests on. Pure; each returns what is wrong, or nothing."""

import re

from quancheng.records.disclosure.rules.checks.definition import Facts, letters_named, places
from quancheng.records.disclosure.rules.grounds import STILL_UNCLEAR, Must, wants_still

AGREES = "agrees"
CONTACT = re.compile(r"[0-9]{5,}|@|://|www\.|地址[:：为]|[路街道巷]\s*[0-9０-９]+\s*号")
PROMISED = re.compile(r"附上|附后|后附|随附|见附件|附件[一二三四五六七八九十0-9：:]|一并(?:提供|寄送|发送)")
LEAST_REASON = 15  # [D] signs: shorter than this is the law's word said again


def open_items(facts: Facts) -> str:
    if not facts.items:
        return "还没有分项，请先写明申请包含哪几项"
    still = tuple(item for item in facts.items if item.ground is None)
    return f"{places(still)}还没有处理意见；各项在同一份答复书中一并答复" if still else ""


def untold(facts: Facts) -> str:
    lacking = [
        f"第{item.place}项还须写明：{'、'.join(must.says.partition('：')[0] for must in missing)}"
        for item in facts.items
        if item.ground and (missing := wants_still(item.ground, frozenset(item.said)))
    ]
    return "；".join(lacking)


def third_party_not_asked(facts: Facts) -> str:
    found = facts.on_ground("15")
    if not found or facts.third_parties:
        return ""
    return f"{places(found)}以第三方合法权益为由不予公开，但没有书面征求第三方意见的记录；请先登记征求意见"


def third_party_silent(facts: Facts) -> str:
    waiting = sum(1 for opinion in facts.third_parties if not opinion)
    if not facts.on_ground("15") or not waiting:
        return ""
    return f"征求第三方意见有{waiting}份没有结果；收到意见或者登记逾期以后再签发"


def third_party_agreed(facts: Facts) -> str:
    found = facts.on_ground("15")
    if not found or not facts.third_parties or any(one != AGREES for one in facts.third_parties):
        return ""
    return f"第三方都同意公开，{places(found)}不能再以第十五条不予公开；请改为予以公开"


def disclosed_over_refusal(facts: Facts) -> str:
    """Nothing is kept back, so what a party refused with reasons goes out: it is to learn so (第三十二条)."""
    if not facts.overridden or not facts.given or facts.withholds:
        return ""
    named = letters_named(facts.overridden)
    return (
        f"{named}的第三方不同意公开并说明了理由，{places(facts.given)}仍拟公开，但没有书面告知其公开的内容和理由；"
        f"认为不公开可能对公共利益造成重大影响的，请负责人在申请页面“文书”中{named}处制作并送达依申请公开告知书；"
        "没有这种影响的，依据第十五条不予公开"
    )


def disclosed_beside_refusal(facts: Facts) -> str:
    """Something is kept back: whether what goes out is what a party refused, a person says."""
    if not facts.given:
        return ""
    told = []
    if facts.overridden and facts.withholds and _goes_beyond(facts):
        told.append(
            f"{letters_named(facts.overridden)}的第三方有理由不同意公开，答复中另有予以公开的内容；"
            "含有其不同意公开的内容的，须先由负责人在“文书”中制作依申请公开告知书；不含的，请说明"
        )
    if facts.bare_refusals and not facts.on_ground("15"):
        told.append(
            f"{letters_named(facts.bare_refusals)}的第三方不同意公开，没有说明理由；请说明为什么公开不损害其合法"
            "权益，或者先由负责人在“文书”中制作依申请公开告知书"
        )
    return "；".join(told)


def parts_without_ground(facts: Facts) -> str:
    told = []
    for item in facts.on_ground("37"):
        strange = [code for code in item.parts if code not in item.withheld]
        bare = [code for code in item.withheld if item.parts and code not in item.parts]
        if strange or bare:
            told.append(f"第{item.place}项")
    return (
        f"{'、'.join(told)}的不公开部分与所选依据对不上：每一处都要有依据，每个依据都要有对应的部分；"
        "请核对不公开部分的记录"
        if told
        else ""
    )


def titles_that_tell(facts: Facts) -> str:
    """The letter prints the titles, and the applicant saves the files under them."""
    if not facts.telling_titles:
        return ""
    return f"{'；'.join(facts.telling_titles)}；名称会写进答复书，请改名，或者移除附件后以别的名称重新添加"


def promised_and_not_attached(facts: Facts) -> str:
    """Over the network goes what the letter says to enclose; paper goes by itself (第三十六条第二项)."""
    if not facts.is_by_network:
        return ""
    found = tuple(
        item
        for item in facts.given
        if not item.files_given and PROMISED.search("\n".join(item.said.values()))
    )
    if not found:
        return ""
    return f"{places(found)}写了附件，却没有添加；请在“答复附件”中添加，或者改写，以其他方式提供的请说明"


def parts_not_recorded(facts: Facts) -> str:
    found = tuple(item for item in facts.on_ground("37") if len(item.withheld) > 1 and not item.parts)
    if not found:
        return ""
    return f"{places(found)}依据不止一条，但没有逐处记录哪一部分依据哪一条；请逐处记录，或者说明在哪里写明"


def never_corrected(facts: Facts) -> str:
    found = facts.on_ground(STILL_UNCLEAR)
    if not found or facts.was_corrected:
        return ""
    return (
        f"{places(found)}答复补正后仍不明确，但没有告知补正并收到补正的记录；请先告知补正，或者改变处理意见"
    )


def not_searched(facts: Facts) -> str:
    found = tuple(item for item in facts.on_ground("36-4") if not item.empty_searches)
    if not found:
        return ""
    return (
        f"{places(found)}答复不存在，但没有一份没有查到的完整检索记录"
        "（范围、关键词、检索人、时间、结果）；请先记录检索"
    )


def searched_and_found(facts: Facts) -> str:
    found = tuple(item for item in facts.on_ground("36-4") if item.full_searches)
    if not found:
        return ""
    return f"{places(found)}答复不存在，但有检索记录写明查到了；请改变处理意见，或者撤回记错的检索记录"


def right_agency_missing(facts: Facts) -> str:
    found = tuple(item for item in facts.on_ground("36-5") if not item.told(Must.RIGHT_AGENCY))
    if not found:
        return ""
    return f"{places(found)}没有写明负责公开的机关；能够确定的须告知名称和联系方式，不能确定的请说明"


def right_agency_not_reached(facts: Facts) -> str:
    """名称、联系方式: an agency that is known is named so that one can turn to it (第三十六条第五项)."""
    found = tuple(
        item
        for item in facts.on_ground("36-5")
        if (named := item.told(Must.RIGHT_AGENCY)) and not tells_how_to_reach(named)
    )
    if not found:
        return ""
    kept = "；".join(
        f"第{item.place}项的机关已录入：{item.contact_kept}" for item in found if item.contact_kept
    )
    remedy = f"“依据与规则”中{kept}，请重新选择该机关" if kept else "请补写电话、地址或者网上联系方式"
    return f"{places(found)}只写了负责公开的机关的名称，没有联系方式；{remedy}，确实不知道的请说明理由"


def tells_how_to_reach(text: str) -> bool:
    """Whether a telephone, an address or a place on the network stands beside the name."""
    return bool(CONTACT.search(text))


def earlier_reply_unknown(facts: Facts) -> str:
    wrong = tuple(
        item
        for item in facts.on_ground("36-6")
        if not any(number in item.told(Must.EARLIER_REPLY) for number in facts.own_replies)
    )
    if not wrong:
        return ""
    return (
        f"{places(wrong)}写明的此前答复，在本机关对这位申请人的答复中查不到；"
        "重复申请限于同一申请人、同一内容、本机关已经答复，请核对文号"
    )


def forbidding_law_not_named(facts: Facts) -> str:
    wrong = tuple(item for item in facts.on_ground("14-law") if not _names_a_law(item.told(Must.LAW)))
    return f"{places(wrong)}没有写明法律、行政法规的全称和条款，例如《……法》第几条" if wrong else ""


def thin_reasons(facts: Facts) -> str:
    thin = tuple(
        item
        for item in facts.items
        if item.ground and Must.REASONS in item.ground.must and len(item.told(Must.REASONS)) < LEAST_REASON
    )
    return f"{places(thin)}的理由很短，只重复条文容易被认为没有说明理由；请结合这份信息写清楚" if thin else ""


def _goes_beyond(facts: Facts) -> bool:
    """Whether an item is given without anything kept back for a third party, or more than one refused."""
    return len(facts.overridden) > 1 or any(not item.is_on("15") for item in facts.given)


def _names_a_law(text: str) -> bool:
    return "《" in text and "》" in text and "条" in text.partition("》")[2]

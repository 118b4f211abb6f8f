"""Every check, with the text it rests on and the day since when. Pure.

Each goes back to a reason for which replies were quashed or found unlawful. Mark [D]: our own care.
"""

from datetime import date

from quancheng.records.disclosure.rules.checks import of_content, of_form
from quancheng.records.disclosure.rules.checks.definition import Check, Checked, Facts, Severity

REGULATION = date(2019, 5, 15)  # Wednesday: the revised Regulation
SUITS = date(2015, 5, 1)  # Friday: the revised 《行政诉讼法》, six months
RECONSIDERATION = date(2024, 1, 1)  # Monday: the revised 《行政复议法》
STOP, WARN, HINT = Severity.STOP, Severity.WARN, Severity.HINT

CHECKS = (
    Check(
        code="items", says="各项都有处理意见，逐项答复", source="《条例》第三十六条", from_on=REGULATION,
        severity=STOP, finds=of_content.open_items,
    ),
    Check(
        code="told", says="每项写明了依据要求写明的内容", source="《条例》第三十六条", from_on=REGULATION,
        severity=STOP, finds=of_content.untold,
    ),
    Check(
        code="third_asked", says="涉及第三方的，书面征求过意见", source="《条例》第十五条、第三十二条",
        from_on=REGULATION, severity=STOP, finds=of_content.third_party_not_asked,
    ),
    Check(
        code="third_heard", says="第三方的意见有结果", source="《条例》第三十二条", from_on=REGULATION,
        severity=STOP, finds=of_content.third_party_silent,
    ),
    Check(
        code="third_agreed", says="第三方同意公开的，没有再以其权益为由不公开", source="《条例》第十五条",
        from_on=REGULATION, severity=STOP, finds=of_content.third_party_agreed,
    ),
    Check(
        code="third_told", says="第三方有理由不同意、仍决定公开的，已书面告知其内容和理由",
        source="《条例》第三十二条", from_on=REGULATION, severity=STOP,
        finds=of_content.disclosed_over_refusal,
    ),
    Check(
        code="third_weighed", says="第三方不同意的，公开的内容权衡过其意见",
        source="《条例》第十五条、第三十二条", from_on=REGULATION, severity=WARN,
        finds=of_content.disclosed_beside_refusal,
    ),
    Check(
        code="parts", says="区分处理的，每处不公开部分都有依据", source="《条例》第三十七条",
        from_on=REGULATION, severity=STOP, finds=of_content.parts_without_ground,
    ),
    Check(
        code="titles", says="附件的名称不含区分处理所遮的文字", source="《条例》第三十七条；本系统要求（D）",
        from_on=REGULATION, severity=STOP, finds=of_content.titles_that_tell,
    ),
    Check(
        code="attached", says="网上提供的，写明的附件已经添加",
        source="《条例》第三十六条第（二）项；本系统要求（D）", from_on=REGULATION, severity=WARN,
        finds=of_content.promised_and_not_attached,
    ),
    Check(
        code="parts_recorded", says="区分处理的，逐处有记录", source="《条例》第三十七条；本系统要求（D）",
        from_on=REGULATION, severity=WARN, finds=of_content.parts_not_recorded,
    ),
    Check(
        code="corrected", says="答复补正后仍不明确的，告知过补正并收到了补正", source="《条例》第三十条",
        from_on=REGULATION, severity=STOP, finds=of_content.never_corrected,
    ),
    Check(
        code="searched", says="不存在的，有完整的检索记录",
        source="《条例》第三十六条第（四）项；最高人民法院指导案例101号", from_on=REGULATION, severity=STOP,
        finds=of_content.not_searched,
    ),
    Check(
        code="search_agrees", says="检索记录与“不存在”一致", source="最高人民法院指导案例101号",
        from_on=REGULATION, severity=STOP, finds=of_content.searched_and_found,
    ),
    Check(
        code="right_agency", says="不属于本机关的，告知了负责的机关", source="《条例》第三十六条第（五）项",
        from_on=REGULATION, severity=WARN, finds=of_content.right_agency_missing,
    ),
    Check(
        code="right_agency_reached", says="不属于本机关的，告知了负责的机关的联系方式",
        source="《条例》第三十六条第（五）项", from_on=REGULATION, severity=WARN,
        finds=of_content.right_agency_not_reached,
    ),
    Check(
        code="earlier", says="重复申请的，此前的答复确实是给这位申请人的",
        source="《条例》第三十六条第（六）项", from_on=REGULATION, severity=STOP,
        finds=of_content.earlier_reply_unknown,
    ),
    Check(
        code="forbidding_law", says="其他法律禁止公开的，写明了法律和条款", source="《条例》第十四条",
        from_on=REGULATION, severity=WARN, finds=of_content.forbidding_law_not_named,
    ),
    Check(
        code="place", says="已主动公开的，写明了在哪里能看到", source="《条例》第三十六条第（一）项",
        from_on=REGULATION, severity=WARN, finds=of_form.no_reading,
    ),
    Check(
        code="clause_a", says="不予公开的，写明复议前置", source="《行政复议法》第二十三条",
        from_on=RECONSIDERATION, severity=STOP, finds=of_form.clause_of_refusal,
    ),
    Check(
        code="clause_b", says="不存在、不予处理等，没有误写复议前置",
        source="最高人民法院关于审理政府信息公开行政案件的规定（2025年6月1日起施行，V2）",
        from_on=RECONSIDERATION, severity=STOP, finds=of_form.clause_of_absence,
    ),
    Check(
        code="clause", says="救济途径的机关、法院、渠道齐全", source="《行政复议法》第二十条、第二十四条",
        from_on=REGULATION, severity=STOP, finds=of_form.clause_incomplete,
    ),
    Check(
        code="channel", says="网上送达的，写明了网上申请复议的渠道",
        source="《行政复议法》第二十二条第二款", from_on=RECONSIDERATION, severity=STOP,
        finds=of_form.no_channel,
    ),
    Check(
        code="signed", says="救济途径表已由合法性审核人签署", source="本系统要求（D）", from_on=REGULATION,
        severity=STOP, finds=of_form.not_signed,
    ),
    Check(
        code="day", says="在答复期限内", source="《条例》第三十三条", from_on=REGULATION, severity=WARN,
        finds=of_form.past_the_day,
    ),
    Check(
        code="extension", says="延长的，在原期限届满前决定并告知", source="《条例》第三十三条",
        from_on=REGULATION, severity=WARN, finds=of_form.extended_too_late,
    ),
    Check(
        code="old_period", says="没有写旧的起诉期限", source="《行政诉讼法》第四十六条", from_on=SUITS,
        severity=STOP, finds=of_form.old_period,
    ),
    Check(
        code="old_organ", says="没有写旧的复议机关", source="《行政复议法》第二十四条",
        from_on=RECONSIDERATION, severity=STOP, finds=of_form.old_organ,
    ),
    Check(
        code="purpose", says="没有以用途、“三需要”为由", source="《条例》第二十七条、第二十九条",
        from_on=REGULATION, severity=STOP, finds=of_form.purpose_asked,
    ),
    Check(
        code="remedy_typed", says="没有另外手写救济途径", source="本系统要求（D）", from_on=REGULATION,
        severity=WARN, finds=of_form.remedy_typed,
    ),
    Check(
        code="private", says="没有别人的证件号码、手机号、银行卡号、邮箱",
        source="《个人信息保护法》第三十四条",
        from_on=date(2021, 11, 1), severity=WARN, finds=of_form.private_words,
    ),
    Check(
        code="addressee", says="有收件人", source="《条例》第二十九条", from_on=REGULATION, severity=STOP,
        finds=of_form.nobody_to_address,
    ),
    Check(
        code="reachable", says="能按申请人选的途径送达", source="《条例》第四十条", from_on=REGULATION,
        severity=WARN, finds=of_form.nowhere_to_send,
    ),
    Check(
        code="reasons", says="理由不只是重复条文", source="《条例》第三十六条第（三）项；本系统要求（D）",
        from_on=REGULATION, severity=HINT, finds=of_content.thin_reasons,
    ),
    Check(
        code="readable", says="句子不太长", source="本系统要求（D）", from_on=REGULATION, severity=HINT,
        finds=of_form.hard_to_read,
    ),
)  # fmt: skip
BY_CODE = {check.code: check for check in CHECKS}


def checked(facts: Facts) -> tuple[Checked, ...]:
    """Every check in force on the day, as it comes out: what stops first, then warnings, hints and passes."""
    found = [Checked(check, check.finds(facts)) for check in CHECKS if check.from_on <= facts.on]
    order = {Severity.STOP: 0, Severity.WARN: 1, Severity.HINT: 2}
    return tuple(sorted(found, key=lambda one: (one.is_passed, order[one.check.severity])))

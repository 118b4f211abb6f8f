"""The numbers of disclosure on request that no text settles, and its tables: dated, with source. Pure.

What the Regulation itself fixes (20 and 7 working days and the like) stands in the clocks of the workflow.
Mark: V read in a text, V2 second-hand, M from memory, D our choice where the law is silent.
"""

from dataclasses import replace
from datetime import date

from quancheng.kernel.norms.definition import Mark, Norm, Shipped, Sort
from quancheng.records.disclosure.rules import annual_rows, fees, letters, neighbours, organs, remedies

SINCE = date(2019, 5, 15)  # Wednesday: the revised Regulation entered into force
WD, DAY = "个工作日", "日"
SILENT = "法律没有规定，暂定；由本级政府确定"


def _days(code: str, says: str, value: int, source: str, mark: Mark, *, most: int, law: str = "") -> Norm:
    """A number of working days."""
    return Norm(
        code=f"disclosure.{code}", says=says, sort=Sort.DAYS, unit=WD, least=1, most=most, law=law,
        shipped=(Shipped(SINCE, value, source, mark),),
    )  # fmt: skip


def _number(code: str, says: str, unit: str, value: int, source: str, *, least: int, most: int) -> Norm:
    """A number that we chose."""
    return Norm(
        code=f"disclosure.{code}", says=says, sort=Sort.NUMBER, unit=unit, least=least, most=most,
        shipped=(Shipped(SINCE, value, source, Mark.D),),
    )  # fmt: skip


def _choice(
    code: str, says: str, choices: tuple[tuple[str, str], ...], source: str, *,
    law: str = "", mark: Mark = Mark.D,
) -> Norm:  # fmt: skip
    """A convention; what stands first is shipped."""
    return Norm(
        code=f"disclosure.{code}", says=says, sort=Sort.CHOICE, choices=choices, law=law,
        shipped=(Shipped(SINCE, choices[0][0], source, mark),),
    )  # fmt: skip


CORRECTING = (
    _days("correction_days", "补正期限，通常", 10,
          "条文只说“合理的补正期限”；参照上海市水务局旧文书10个工作日",
          Mark.D, most=60, law="《条例》第三十条"),
    _days("correction_most", "补正期限，最长", 15, "部门规定常见的上限15个工作日，据记忆，待核对出处", Mark.M,
          most=60, law="《条例》第三十条"),
    _days("correction_service_alarm", "补正告知书没有登记送达的提醒", 3,
          "没有送达日则补正期限无法起算，答复期限一直停着，须提醒；" + SILENT, Mark.D, most=15,
          law="《条例》第三十条"),
    _days("correction_over_alarm", "补正期限届满没有办理的提醒", 1,
          "届满后须登记收到补正，或者登记逾期不补正，须提醒；" + SILENT, Mark.D, most=15,
          law="《条例》第三十条"),
    _choice("mail_unreachable", "无法联系申请人时的收到日",
            (("contact", "恢复联系之日"), ("registered", "登记之日")),
            "国办公开办函〔2015〕207号第一部分第二项，2019年后只作参考", law="《条例》第三十一条"),
    _choice("oral_receipt", "口头申请的收到日", (("transcribed", "代为填写之日"), ("confirmed",
            "申请人签字之日")),
            "条文没有规定；比照当面提交", law="《条例》第二十九条"),
    _choice("web_confirmation", "网上申请的双方确认",
            (("agency", "提交即视为申请人确认，机关确认之日为收到日"), ("both",
            "机关发出、申请人再确认之日")),
            "条文只说“双方确认之日”", law="《条例》第三十一条"),
    _days("confirmation_alarm", "网上申请、传真未确认的告警", 1, SILENT, Mark.D, most=5,
          law="《条例》第三十一条"),
)  # fmt: skip
COUNTING = (
    _choice("pause_ends", "征求意见期间的扣除",
            (("after_sending", "寄出当日计入，收到意见当日不计入"),
             ("from_sending", "寄出当日也不计入，收到意见当日不计入"),
             ("before_answer", "寄出当日计入，收到意见当日也计入")),
            "条文只说“所需时间不计算在内”，没有起止；三种算法相差一天，内部以最早的一天为安全日",
            law="《条例》第三十三条"),
    _choice("silent_pause_ends", "未回复意见时扣除到哪一天",
            (("last_day", "自其收到之日起15个工作日届满之日"), ("sent", "自寄出之日起15个工作日届满之日")),
            SILENT, law="《条例》第三十二条"),
    _days("no_receipt_alarm", "征求意见书没有签收凭证的告警", 5,
          "没有签收日则期限无法起算，须提醒；" + SILENT,
          Mark.D, most=15, law="《条例》第三十二条"),
    _days("organ_days", "其他机关协商、确认的函复期限", 15, "法律没有规定期限", Mark.D, most=30,
          law="《条例》第十一条"),
    _choice("own_departments", "本机关内部会签", (("counts", "计入答复期限"), ("pauses", "不计入答复期限")),
            "第三款只说第三方和其他机关", law="《条例》第三十三条"),
    _choice("reasons_pause", "等待说明理由期间", (("counts", "计入答复期限"), ("pauses", "不计入答复期限")),
            "条文没有规定暂停", law="《条例》第三十五条"),
    _choice("extension_after_restart", "补正或者缴费后可否再延期",
            (("once_more", "重新起算后可以延期一次"), ("once", "全程只能延期一次")), SILENT,
            law="《条例》第三十三条"),
    _choice("electronic_service", "电子送达之日",
            (("arrives", "到达申请人系统之日"), ("sent", "发出之日")),
            "国办公开办函〔2016〕235号没有规定；比照《民事诉讼法》第九十条，须经申请人同意"),
    replace(
        _choice("petition_days", "告知不作为申请处理的期限",
                (("answer", "按20个工作日"), ("none", "不设期限")),
                "条文只说“告知”，没有另定期限", law="《条例》第三十九条"),
        note="以收到申请之日有效的为准；不设期限的，各项都按第三十九条第一款告知的答复不计逾期，答复以前仍按20个工作日提示",
    ),
)  # fmt: skip
WATCHING = (
    _days("yellow_left", "黄灯：剩余", 5, SILENT, Mark.D, most=20),
    _days("orange_left", "橙灯：剩余", 3, SILENT, Mark.D, most=20),
    _days("red_left", "红灯：剩余", 1, SILENT, Mark.D, most=20),
    _days("own_record_days", "更正本人信息的办理目标", 20, "条文没有期限；内部目标，" + SILENT, Mark.D,
          most=60,
          law="《条例》第四十一条"),
    _days("made_open_days", "决定转为主动公开后公开", 20, "比照《条例》第二十六条的20个工作日", Mark.D,
          most=20,
          law="《条例》第四十四条"),
    _number("same_wish", "同一信息申请公开的申请人达到几人提示评估", "人", 2,
            "条文说“多个申请人”，没有人数；" + SILENT, least=2, most=100),
    _number("repeat_watch", "同一申请人一个自然月内达到几件提示", "件", 10,
            "收费办法10件以内不收费；仅作提示，不作决定", least=2, most=1000),
    _number("withheld_again", "不予公开信息定期评估，每隔", "个月", 12,
            "条文说“定期评估审查”，没有周期；" + SILENT,
            least=1, most=60),
    _number("name_most", "申请人姓名或者名称，最多", "字", 120, "防止误填；超出的写入附件", least=20,
            most=300),
    _number("text_most", "所需信息的描述，最多", "字", 3000, "防止误填；更长的写入附件", least=200,
            most=3000),
)  # fmt: skip
LONGEST_LOOKED_FOR = 300  # [D] signs of a question before filing: the first sentences of what is wanted
BESIDE = (  # what stands beside the draft: likeness and the four patterns; hints, never decisions
    _number("alike_shown", "列为相近的申请：用词相似度达到", "%", 35,
            "测定：不同事项多在四成以下；" + SILENT, least=10, most=100),
    _number("alike_same", "提示为同一内容：用词相似度达到", "%", 78,
            "测定：八组同一事项的改写有七组在80%以上，七组不同事项最高73%；年份、文号不同的不算；" + SILENT,
            least=30, most=100),
    _number("many_at_once", "同一申请人同一日达到几件提示", "件", 5, "仅作提示，不作决定；" + SILENT, least=2,
            most=1000),
    _number("same_topic", "同一申请人内容相近的申请达到几件提示", "件", 3,
            "仅作提示，不作决定；" + SILENT, least=2, most=1000),
    _number("same_item_people", "内容相近的申请来自几个申请人提示", "人", 3,
            "仅作提示，不作决定；" + SILENT, least=2, most=1000),
    _number("many_agencies", "同一申请人一年内向几个机关申请提示", "个", 3,
            "仅作提示，不作决定；" + SILENT, least=2, most=1000),
    _number("sentence_most", "答复书一句话超过多少字提示难读", "字", 80, "便于阅读；" + SILENT, least=30,
            most=300),
)  # fmt: skip
BEFORE_ASKING = (
    _number("public_shown", "提交申请之前列出已公开的信息：包含所写内容达到", "%", 55,
            "一半以下的多数无关；" + SILENT, least=10, most=100),
)  # fmt: skip
MONEY = (
    Norm(
        code="disclosure.fee_items", says="信息处理费标准：按件", sort=Sort.TABLE, columns=fees.COLUMNS,
        shipped=fees.ITEMS, law=fees.LAW, needs_signature=True, whole=fees.must_be_tariff,
        note="同一申请人一个自然月内，每档只对落入本档的件数计收；可以收费，不是必须收费",
    ),
    Norm(
        code="disclosure.fee_pages", says="信息处理费标准：按量", sort=Sort.TABLE, columns=fees.COLUMNS,
        shipped=fees.PAGES, law=fees.LAW, needs_signature=True, whole=fees.must_be_tariff,
        note="只用于提供纸质件、电子邮件或者复制电子数据；仅告知已公开信息获取途径的，不得按量计收",
    ),
    replace(
        _choice("fee_restarts", "缴费后答复期限",
                (("restarts", "自完成缴费次日起重新计算"), ("goes_on", "自完成缴费次日起继续计算")),
                "收费办法第六条，据记忆，待核对原文", law=fees.LAW, mark=Mark.M),
        note="以签发收费通知书之日有效的为准",
    ),
    replace(
        _choice("fee_wait", "等待缴费期间", (("stops", "不计入答复期限"), ("counts", "计入答复期限")),
                "缴费重新起算，不缴则终结，等待期间不计；办法没有明文", law=fees.LAW),
        note="只在缴费后继续计算时起作用，以签发收费通知书之日有效的为准；计入的日子在登记缴费时算入，"
        "等待期间不显示届满日",
    ),
    _days("fee_service_alarm", "收费通知书没有登记送达的提醒", 3,
          "没有送达日则缴费期限无法起算，须提醒；" + SILENT, Mark.D, most=15, law=fees.LAW),
    _days("end_notice_alarm", "没有签发不再处理告知书的提醒", 3,
          "没有答复而办结的申请，须书面告知申请人；" + SILENT, Mark.D, most=15),
    _choice("fee_month", "按件计收的累计口径",
            (("receipt", "同一机关，按收到日所在自然月"), ("submission", "同一机关，按提交日所在自然月")),
            "办法只说“同一申请人一个自然月内累计”", law=fees.LAW),
)  # fmt: skip
REMEDIES = (
    Norm(
        code="disclosure.remedies", says="救济途径表", sort=Sort.TABLE, columns=remedies.COLUMNS,
        shipped=remedies.TABLES, law="《行政复议法》第二十三条", needs_signature=True,
        whole=remedies.must_name_every_ground,
        note="A复议前置，B选择；第十四条至第十六条的答复须待本表经合法性审核人签署后才能签发",
    ),
    Norm(
        code="disclosure.remedy_organs", says="复议机关表", sort=Sort.TABLE, columns=organs.COLUMNS,
        shipped=organs.TABLES, law="《行政复议法》第二十四条", needs_signature=True,
        whole=organs.must_name_every_agency,
        note="机关的名称由系统按单位名册填入；司法行政部门可以选择，两个机关都写明",
    ),
    Norm(
        code="disclosure.remedy_periods", says="救济期限", sort=Sort.TABLE, columns=remedies.PERIOD_COLUMNS,
        shipped=tuple(
            Shipped(
                one.from_on, ((str(one.review_days), str(one.suit_after_days), str(one.suit_months)),),
                one.source, one.mark,
            )
            for one in remedies.PERIODS
        ),
        law="《行政复议法》第二十条", whole=remedies.must_be_periods,
    ),
    Norm(
        code="disclosure.courts", says="起诉的人民法院", sort=Sort.TABLE, columns=organs.COURT_COLUMNS,
        shipped=(), law="《行政诉讼法》第十八条", needs_signature=True, whole=organs.must_name_units_once,
        note="各地管辖不同，由本级政府填写；编码为空的一行用于其余单位，集中管辖的填集中管辖法院",
    ),
    Norm(
        code="disclosure.review_channel", says="互联网申请行政复议的渠道", sort=Sort.TEXT, shipped=(),
        law="《行政复议法》第二十二条第二款", note="由本级政府填写网址；通过互联网送达的答复必须写明",
    ),
    Norm(
        code="disclosure.silence_first", says="逾期不答复的救济途径", sort=Sort.CHOICE,
        law="《行政复议法》第二十三条", choices=(("review", "先申请行政复议"), ("choice", "复议或者诉讼")),
        shipped=(
            Shipped(SINCE, "choice", "2023年修订前的《行政复议法》：可以复议，也可以直接起诉", Mark.V2),
            Shipped(
                remedies.REVISED_LAW_ON, "review",
                "《行政复议法》第二十三条第一款第（三）项；行政复议法实施条例（2026年7月1日起施行）第三十条，据转述，待核对原文",
                Mark.V2,
            ),
        ),
        note="申请人查询页面的救济提示和直接起诉的提示按本项；2024年至2026年6月底条文本身有争议",
    ),
)  # fmt: skip
LETTERS = (
    Norm(
        code="disclosure.letter_heads",
        says="文书的机关代字和联系方式",
        sort=Sort.TABLE,
        columns=letters.HEAD_COLUMNS,
        shipped=(),
        law="《条例》第十二条",
        whole=organs.must_name_units_once,
        note="文号以机关代字开头，没有代字的用单位名称；编码为空的一行用于其余单位",
    ),
    Norm(
        code="disclosure.payment",
        says="信息处理费的缴款方式",
        sort=Sort.TABLE,
        columns=letters.PAYMENT_COLUMNS,
        shipped=(),
        law=fees.LAW,
        whole=organs.must_name_units_once,
        note="写进收费通知书；没有录入的不能签发。缴入同级国库，使用财政票据",
    ),
)
DELIVERY = (
    _choice(
        "issuing_hands",
        "答复书和不再处理告知书的审核与签发",
        (("may_be_one", "除拟稿人以外，可以由同一人办理"), ("two", "审核人和签发人须为两人")),
        "条文只要求建立健全审核、答复的制度，没有规定人数；人少的机关可以由同一人办理，由本级政府确定",
        law="《条例》第四十五条",
    ),
    _choice(
        "clearing_hands",
        "答复书的保密审查",
        (
            ("may_be_one", "除拟稿人以外，可以由审核人或者签发人办理"),
            ("apart", "须由审核人、签发人以外的第三人办理"),
        ),
        "条文要求建立审查机制、明确程序和责任，没有规定保密审查须由专人办理；拟稿人在任何情况下都不得办理，"
        "是否另由第三人办理，由本级政府确定",
        law="《条例》第十七条、第四十五条",
    ),
    _number(
        "most_a_day",
        "同一网络一天内网上提交的申请，最多",
        "件",
        20,
        "防止机器成批提交；网吧、单位出口等多人共用的网络也够用；" + SILENT,
        least=1,
        most=1000,
    ),
)
NEIGHBOURS = (
    Norm(
        code="disclosure.upper_departments", says="上一级主管部门", sort=Sort.TABLE,
        columns=neighbours.UPPER_COLUMNS, shipped=(), law="《行政复议法》第二十七条、第二十八条",
        needs_signature=True, whole=neighbours.must_name_each_unit_once,
        note="垂直领导的机关和司法行政部门的答复要写明；每个单位一行，填全称，没有填写的不能签发",
    ),
    Norm(
        code="disclosure.contacts", says="各机关政府信息公开工作机构的联系方式", sort=Sort.TABLE,
        columns=neighbours.CONTACT_COLUMNS, shipped=(), law="《条例》第十二条",
        whole=neighbours.must_name_each_unit_once,
        note="与各机关的公开指南一致；不属于本机关的，答复中写明负责公开的机关的名称和联系方式",
    ),
)  # fmt: skip
COUNTING_ENDS = (
    Norm(
        code="disclosure.annual_rows", says="年报行次表", sort=Sort.TABLE, columns=annual_rows.COLUMNS,
        shipped=(annual_rows.SHIPPED,), law="《条例》第五十条", whole=annual_rows.must_place_every_ground,
        note="年度报告第三部分按本表提出行次，自生效之日起作出的处理适用；个别事项可以写明理由改列",
    ),
)  # fmt: skip
READ = frozenset(  # what the module asks for; the others are done as shipped, and cannot be changed yet
    f"disclosure.{code}"
    for code in (
        "fee_month", "fee_restarts", "fee_wait", "petition_days", "public_shown",
        "yellow_left", "orange_left", "red_left", "correction_days", "correction_most", "fee_items",
        "fee_pages", "pause_ends", "silent_pause_ends", "extension_after_restart", "confirmation_alarm",
        "oral_receipt", "name_most", "text_most", "remedies", "remedy_organs", "remedy_periods", "courts",
        "review_channel", "letter_heads", "payment", "most_a_day", "own_record_days", "made_open_days",
        "same_wish", "withheld_again", "upper_departments", "contacts", "no_receipt_alarm",
        "silence_first", "fee_service_alarm", "end_notice_alarm", "correction_service_alarm",
        "correction_over_alarm", "organ_days",
        "issuing_hands", "clearing_hands", "repeat_watch", "annual_rows", "reasons_pause", "own_departments",
        "electronic_service", "web_confirmation", "mail_unreachable",
        *(one.code.removeprefix("disclosure.") for one in BESIDE),
    )
)  # fmt: skip
NORMS = tuple(
    one if one.code in READ else replace(one, is_fixed=True)
    for one in (
        *CORRECTING,
        *COUNTING,
        *WATCHING,
        *BESIDE,
        *BEFORE_ASKING,
        *MONEY,
        *REMEDIES,
        *LETTERS,
        *DELIVERY,
        *NEIGHBOURS,
        *COUNTING_ENDS,
    )
)

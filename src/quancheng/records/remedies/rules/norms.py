"""The numbers of proceedings and measures, and the table of outcomes: dated, with source. Pure."""

from datetime import date

from quancheng.kernel.norms.definition import Mark, Norm, Shipped, Sort
from quancheng.records.remedies.rules import outcomes

REVISED_LAW_ON = date(2024, 1, 1)  # Monday: the revised 行政复议法 in force
SUITS_SINCE = date(2015, 5, 1)  # Friday: the revised 行政诉讼法 in force
INTERPRETED_SINCE = date(2018, 2, 8)  # Thursday: 法释〔2018〕1号 in force
HOUSE_SINCE = date(2019, 5, 15)  # Wednesday
WD, DAY = "个工作日", "日"
JUDGED_COUNTS, IN_FORCE, JUDGED = "judged_counts", "in_force", "judged"
SILENCE_COUNTS, DECIDED, SILENT = "silence_counts", "decided", "silent"
MOST_KEPT_AFTER = 365  # [D] days that a government may set for it
OURS = "法律没有规定，暂定；由本级政府确定"


def _days(
    code: str, says: str, value: int, unit: str, law: str, source: str, mark: Mark, *, since: date, most: int
) -> Norm:
    return Norm(
        code=f"remedies.{code}", says=says, sort=Sort.DAYS, unit=unit, least=1, most=most, law=law,
        shipped=(Shipped(since, value, source, mark),),
    )  # fmt: skip


CLOCKS = (
    _days("answer_ordinary", "复议答复：普通程序", 10, WD, "《行政复议法》第四十八条",
          "十日为工作日，见《行政复议法》第八十八条第二款；条次据记忆，待核对", Mark.M,
          since=REVISED_LAW_ON, most=30),
    _days("answer_simple", "复议答复：简易程序", 5, WD, "《行政复议法》第五十四条",
          "五日为工作日，见《行政复议法》第八十八条第二款；条次据记忆，待核对", Mark.M,
          since=REVISED_LAW_ON, most=30),
    _days("review_ordinary", "复议决定：普通程序", 60, DAY, "《行政复议法》第六十二条",
          "《行政复议法》第六十二条第一款", Mark.V, since=REVISED_LAW_ON, most=90),
    _days("review_simple", "复议决定：简易程序", 30, DAY, "《行政复议法》第六十二条",
          "《行政复议法》第六十二条第二款", Mark.V, since=REVISED_LAW_ON, most=90),
    _days("defend", "应诉答辩", 15, DAY, "《行政诉讼法》第六十七条", "据记忆，待核对原文", Mark.M,
          since=SUITS_SINCE, most=30),
    _days("appeal_judgment", "上诉：判决", 15, DAY, "《行政诉讼法》第八十五条", "据记忆，待核对原文", Mark.M,
          since=SUITS_SINCE, most=30),
    _days("appeal_ruling", "上诉：裁定", 10, DAY, "《行政诉讼法》第八十五条", "据记忆，待核对原文", Mark.M,
          since=SUITS_SINCE, most=30),
    _days("stay_review", "复议中止满多少日可以终止", 60, DAY, "《行政复议法》第四十一条",
          "《行政复议法》第四十一条第五项（第三十九条第一款第一、二、四项的中止）", Mark.V,
          since=REVISED_LAW_ON, most=180),
    _days("stay_suit", "诉讼中止满多少日可以终结", 90, DAY, "法释〔2018〕1号第八十八条",
          "据记忆，待核对原文", Mark.M, since=INTERPRETED_SINCE, most=365),
    _days("report_back", "复议意见书：报告整改情况", 60, DAY, "《行政复议法》第七十六条",
          "《行政复议法》第七十六条", Mark.V, since=REVISED_LAW_ON, most=90),
    _days("complaint", "投诉举报办理目标", 30, WD, "《条例》第四十七条", OURS, Mark.D, since=HOUSE_SINCE,
          most=90),
    _days("complaint_measure", "投诉举报查实后采取措施", 10, WD, "《条例》第四十七条第二款", OURS, Mark.D,
          since=HOUSE_SINCE, most=60),
    _days("kept_after", "案件办结后继续保存申请人信息和送达凭证", 60, DAY, "《行政诉讼法》第四十五条",
          "复议决定书送达后十五日内可以起诉，加上法院文书往来的时间；" + OURS, Mark.D, since=HOUSE_SINCE,
          most=MOST_KEPT_AFTER),
    _days("yellow_left", "黄灯：剩余", 5, WD, "", OURS, Mark.D, since=HOUSE_SINCE, most=20),
    _days("orange_left", "橙灯：剩余", 3, WD, "", OURS, Mark.D, since=HOUSE_SINCE, most=20),
    _days("red_left", "红灯：剩余", 1, WD, "", OURS, Mark.D, since=HOUSE_SINCE, most=20),
)  # fmt: skip
NORMS = (
    *CLOCKS,
    Norm(
        code=f"remedies.{JUDGED_COUNTS}", says="一审裁判何时计入年报第四部分", sort=Sort.CHOICE,
        law="《条例》第五十条",
        choices=((IN_FORCE, "生效之日；上诉期内和上诉中计入“尚未审结”"),
                 (JUDGED, "作出之日；上诉的再改为“尚未审结”")),
        shipped=(Shipped(
            outcomes.SINCE, IN_FORCE,
            "国办公开办函〔2021〕30号没有写明一审裁判在上诉期内如何计列；按生效计入，一件只在一个年度审结，待核对填报说明",
            Mark.D,
        ),),
        note="按作出之日计入的，年报报出以后又上诉的案件，会在两个年度都列为审结",
    ),
    Norm(
        code=f"remedies.{SILENCE_COUNTS}", says="复议逾期未作决定何时计入年报第四部分", sort=Sort.CHOICE,
        law="《条例》第五十条",
        choices=((DECIDED, "作出决定之日；没有作出决定的，计入“尚未审结”"),
                 (SILENT, "登记逾期之日，按归栏表计入；以后年度迟到的决定不再改列")),
        shipped=(Shipped(
            outcomes.SINCE, DECIDED,
            "国办公开办函〔2021〕30号只列审结的结果和尚未审结，没有写明逾期未作决定如何计列；逾期不是决定，"
            "年底没有决定的即尚未审结，决定计入作出的年度，两个年度的报表都不再变动，待核对填报说明",
            Mark.D,
        ),),
        note="按作出决定之日计入的，始终没有决定的案件每年计入“尚未审结”；按登记逾期之日计入的，迟到的纠正决定不进入纠正率",
    ),
    Norm(
        code="remedies.stay_own_period", says="中止期间本机关的答复、答辩期限", sort=Sort.CHOICE,
        law="《行政复议法》第三十九条",
        choices=(("runs", "继续计算，须按期提交"), ("rests", "一并中止")),
        shipped=(Shipped(REVISED_LAW_ON, "runs", "法律没有写明；早提交没有害处，暂定", Mark.D),),
        is_fixed=True,  # the workflow declares it: what rests is the organ's and the court's clock
    ),
    Norm(
        code="remedies.outcomes", says="复议、诉讼结果归栏表", sort=Sort.TABLE,
        columns=outcomes.COLUMNS_OF_TABLE, shipped=(outcomes.SHIPPED,),
        law="《条例》第五十条", whole=outcomes.must_name_every_outcome,
        note="年度报告第四部分按本表归栏；个别案件可以写明理由改列",
    ),
)  # fmt: skip

"""Table 三 of the annual report, as requests are counted in it: its rows and its columns. Pure.

《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）. The labels were read in three reproductions [V];
which outcome of a request belongs into which row is told where outcomes are decided, not here.
"""

from collections.abc import Mapping
from enum import IntEnum


class AnnualRow(IntEnum):
    """A row of the table, by its place from above."""

    RECEIVED = 1
    CARRIED_IN = 2
    DISCLOSED = 3
    PARTLY = 4
    STATE_SECRET = 5
    FORBIDDEN = 6
    SECURITY = 7
    THIRD_PARTY = 8
    INTERNAL = 9
    PROCESS = 10
    ENFORCEMENT_FILE = 11
    LOOK_UP = 12
    NOT_HELD = 13
    TO_BE_MADE = 14
    STILL_UNCLEAR = 15
    PETITION = 16
    REPEATED = 17
    PUBLICATION = 18
    EXCESSIVE = 19
    ISSUED_AGAIN = 20
    NOT_CORRECTED = 21
    FEE_NOT_PAID = 22
    OTHER = 23
    TOTAL = 24
    CARRIED_OUT = 25

    @property
    def label(self) -> str:
        """As the table prints it."""
        return ROW_LABELS[self]


ENDS = range(AnnualRow.DISCLOSED, AnnualRow.TOTAL)  # the rows of what ended, one for each request


class ApplicantColumn(IntEnum):
    """A column of the table: what sort of applicant. The seventh, their sum, is no applicant."""

    PERSON = 1
    ENTERPRISE = 2
    RESEARCH = 3
    CHARITY = 4
    LEGAL_SERVICE = 5
    OTHER = 6

    @property
    def label(self) -> str:
        """As the table prints it."""
        return COLUMN_LABELS[self]


ROW_LABELS: Mapping[AnnualRow, str] = {
    AnnualRow.RECEIVED: "一、本年新收政府信息公开申请数量",
    AnnualRow.CARRIED_IN: "二、上年结转政府信息公开申请数量",
    AnnualRow.DISCLOSED: "（一）予以公开",
    AnnualRow.PARTLY: "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    AnnualRow.STATE_SECRET: "1.属于国家秘密",
    AnnualRow.FORBIDDEN: "2.其他法律行政法规禁止公开",
    AnnualRow.SECURITY: "3.危及“三安全一稳定”",
    AnnualRow.THIRD_PARTY: "4.保护第三方合法权益",
    AnnualRow.INTERNAL: "5.属于三类内部事务信息",
    AnnualRow.PROCESS: "6.属于四类过程性信息",
    AnnualRow.ENFORCEMENT_FILE: "7.属于行政执法案卷",
    AnnualRow.LOOK_UP: "8.属于行政查询事项",
    AnnualRow.NOT_HELD: "1.本机关不掌握相关政府信息",
    AnnualRow.TO_BE_MADE: "2.没有现成信息需要另行制作",
    AnnualRow.STILL_UNCLEAR: "3.补正后申请内容仍不明确",
    AnnualRow.PETITION: "1.信访举报投诉类申请",
    AnnualRow.REPEATED: "2.重复申请",
    AnnualRow.PUBLICATION: "3.要求提供公开出版物",
    AnnualRow.EXCESSIVE: "4.无正当理由大量反复申请",
    AnnualRow.ISSUED_AGAIN: "5.要求行政机关确认或重新出具已获取信息",
    AnnualRow.NOT_CORRECTED: "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    AnnualRow.FEE_NOT_PAID: "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    AnnualRow.OTHER: "3.其他",
    AnnualRow.TOTAL: "（七）总计",
    AnnualRow.CARRIED_OUT: "四、结转下年度继续办理",
}
COLUMN_LABELS: Mapping[ApplicantColumn, str] = {
    ApplicantColumn.PERSON: "自然人",
    ApplicantColumn.ENTERPRISE: "商业企业",
    ApplicantColumn.RESEARCH: "科研机构",
    ApplicantColumn.CHARITY: "社会公益组织",
    ApplicantColumn.LEGAL_SERVICE: "法律服务机构",
    ApplicantColumn.OTHER: "其他",
}

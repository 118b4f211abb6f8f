"""The modules of the house that serve rows of the plan."""

from enum import Enum
from importlib.util import find_spec


class Module(Enum):
    """A module (模块), by the package it stands in and the name people use for it."""

    PLAN = "records.plan", "工作要点与督办"
    CATALOGUE = "records.catalogue", "主动公开目录"
    REGISTERS = "records.registers", "重点领域台账"
    LIBRARY = "records.library", "政府文件库"
    GAZETTE = "records.gazette", "政府公报"
    TOPICS = "records.topics", "“一件事”专题"
    ARTICLES = "records.articles", "栏目信息"
    DISCLOSURE = "records.disclosure", "依申请公开"
    REMEDIES = "records.remedies", "复议诉讼投诉"
    CASEBANK = "records.casebank", "案例库"
    CONSULTATIONS = "records.consultations", "意见征集"
    MAILBOX = "records.mailbox", "信箱留言"
    ENGAGEMENT = "records.engagement", "政府开放"
    EVALUATIONS = "records.evaluations", "政策评价"
    SITEWATCH = "records.sitewatch", "网站与新媒体监测"
    BROADCAST = "records.broadcast", "新媒体矩阵"
    INSTITUTIONS = "records.institutions", "公共企事业单位"
    ZONES = "records.zones", "政务公开专区"
    SERVICES = "records.services", "办事指南"
    GROUNDWORK = "records.groundwork", "会议培训宣传"
    FINDER = "insight.finder", "站内检索"
    ANSWERS = "insight.answers", "政策问答"
    DELIVERY = "insight.delivery", "精准推送"
    DATACENTRE = "insight.datacentre", "数据中心"
    SCORECARDS = "insight.scorecards", "督导考核"
    PORTAL = "shells.portal", "门户网站"
    KIOSK = "shells.kiosk", "专区终端"
    GATEWAY = "shells.gateway", "开放接口"
    REVIEW = "kernel.review", "三审三校"
    ORGS = "kernel.orgs", "机构与岗位"

    @property
    def place(self) -> str:
        """Floor and name, as in `records.plan`."""
        return self.value[0]

    @property
    def title(self) -> str:
        return self.value[1]

    def exists(self) -> bool:
        """The package exists in the code of today. What it can do already, its own README tells."""
        spec = find_spec(f"quancheng.{self.place}")
        return spec is not None and spec.origin is not None  # a folder without `__init__.py` is no package

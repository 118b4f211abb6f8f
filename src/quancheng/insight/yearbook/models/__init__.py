"""The tables of the yearbook."""

from quancheng.insight.yearbook.models.days import InnerDay
from quancheng.insight.yearbook.models.reports import OPEN, Member, Report

__all__ = ["OPEN", "InnerDay", "Member", "Report"]

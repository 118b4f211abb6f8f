"""Proceedings against replies, complaints, and measures of supervision."""

from quancheng.records.remedies.models.complaints import Complaint
from quancheng.records.remedies.models.measures import Measure, Proof
from quancheng.records.remedies.models.proceedings import Paper, Proceeding
from quancheng.records.remedies.models.stays import Stay

__all__ = ["Complaint", "Measure", "Paper", "Proceeding", "Proof", "Stay"]

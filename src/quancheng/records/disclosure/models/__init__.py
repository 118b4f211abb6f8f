"""Requests, their applicants, what third parties were asked, and what was answered."""

from quancheng.records.disclosure.models.checked import Acknowledgement
from quancheng.records.disclosure.models.consultations import Consultation
from quancheng.records.disclosure.models.joint import JointMember, JointWork
from quancheng.records.disclosure.models.replies import Item, Reply
from quancheng.records.disclosure.models.requests import Applicant, Correction, Request
from quancheng.records.disclosure.models.searches import SearchRecord, WithheldPart

__all__ = [
    "Acknowledgement",
    "Applicant",
    "Consultation",
    "Correction",
    "Item",
    "JointMember",
    "JointWork",
    "Reply",
    "Request",
    "SearchRecord",
    "WithheldPart",
]

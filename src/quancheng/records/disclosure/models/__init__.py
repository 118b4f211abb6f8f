"""Requests, their applicants, what third parties were asked, and what was answered."""

from quancheng.records.disclosure.models.bulletins import RequestBulletin
from quancheng.records.disclosure.models.conference import Conference, ConferenceUnit
from quancheng.records.disclosure.models.consultations import Consultation
from quancheng.records.disclosure.models.demands import Demand
from quancheng.records.disclosure.models.outcomes import Outcome
from quancheng.records.disclosure.models.replies import Item, Reply
from quancheng.records.disclosure.models.requests import Applicant, Correction, Request

__all__ = [
    "Applicant",
    "Conference",
    "ConferenceUnit",
    "Consultation",
    "Correction",
    "Demand",
    "Item",
    "Outcome",
    "Reply",
    "Request",
    "RequestBulletin",
]

"""Requests, their applicants, what third parties were asked, and what was answered."""

from quancheng.records.disclosure.models.consultations import Consultation
from quancheng.records.disclosure.models.redos import Redo
from quancheng.records.disclosure.models.replies import Item, Reply
from quancheng.records.disclosure.models.requests import Applicant, Correction, Request

__all__ = ["Applicant", "Consultation", "Correction", "Item", "Redo", "Reply", "Request"]

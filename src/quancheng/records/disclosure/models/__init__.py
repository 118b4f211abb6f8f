"""Requests, their applicants, what third parties were asked, and what was answered."""

from quancheng.records.disclosure.models.consultations import Consultation
from quancheng.records.disclosure.models.made_open import MadeOpen, Reevaluation, SameWish, Suggestion
from quancheng.records.disclosure.models.own_records import OwnRecord, OwnRecordClaim, OwnRecordEvidence
from quancheng.records.disclosure.models.replies import Item, Reply
from quancheng.records.disclosure.models.requests import Applicant, Correction, Request
from quancheng.records.disclosure.models.transfers import Redirection

__all__ = ["Applicant", "Consultation", "Correction", "Item", "Reply", "Request"]
__all__ += ["MadeOpen", "Reevaluation", "SameWish", "Suggestion"]
__all__ += ["OwnRecord", "OwnRecordClaim", "OwnRecordEvidence", "Redirection"]

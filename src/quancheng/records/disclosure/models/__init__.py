"""Requests, their applicants, what third parties were asked, and what was answered."""

from quancheng.records.disclosure.models.accounts import AccountKey
from quancheng.records.disclosure.models.bulletins import RequestBulletin
from quancheng.records.disclosure.models.checked import Acknowledgement
from quancheng.records.disclosure.models.conference import Conference, ConferenceUnit
from quancheng.records.disclosure.models.consultations import Consultation
from quancheng.records.disclosure.models.demands import Demand
from quancheng.records.disclosure.models.endings import EndNotice
from quancheng.records.disclosure.models.fees import Explanation, Fee
from quancheng.records.disclosure.models.files import OnlineLetter, OnlineReceipt, ReplyFile
from quancheng.records.disclosure.models.joint import JointMember, JointWork
from quancheng.records.disclosure.models.letters import Letter, Verifiable
from quancheng.records.disclosure.models.made_open import MadeOpen, Reevaluation, SameWish, Suggestion
from quancheng.records.disclosure.models.outcomes import Outcome
from quancheng.records.disclosure.models.own_records import OwnRecord, OwnRecordClaim, OwnRecordEvidence
from quancheng.records.disclosure.models.papers import IdentityPaper
from quancheng.records.disclosure.models.redos import Redo
from quancheng.records.disclosure.models.replies import Item, Reply
from quancheng.records.disclosure.models.requests import Applicant, Correction, Request
from quancheng.records.disclosure.models.searches import SearchRecord, WithheldPart
from quancheng.records.disclosure.models.transfers import Redirection

__all__ = [
    "AccountKey",
    "Acknowledgement",
    "Applicant",
    "Conference",
    "ConferenceUnit",
    "Consultation",
    "Correction",
    "Demand",
    "EndNotice",
    "Explanation",
    "Fee",
    "IdentityPaper",
    "Item",
    "JointMember",
    "JointWork",
    "Letter",
    "MadeOpen",
    "OnlineLetter",
    "OnlineReceipt",
    "Outcome",
    "OwnRecord",
    "OwnRecordClaim",
    "OwnRecordEvidence",
    "Redirection",
    "Redo",
    "Reevaluation",
    "Reply",
    "ReplyFile",
    "Request",
    "RequestBulletin",
    "SameWish",
    "SearchRecord",
    "Suggestion",
    "Verifiable",
    "WithheldPart",
]

"""What the shells and the insights may use of requests."""

from quancheng.records.disclosure.commands.consulting import consult, note_delivery, note_opinion
from quancheng.records.disclosure.commands.handling import (
    ask_correction,
    call_in_request,
    extend_answer,
    note_notice_served,
)
from quancheng.records.disclosure.commands.intake import (
    What,
    Who,
    confirm_receipt,
    register_request,
    submit_request,
)
from quancheng.records.disclosure.commands.made_open import notice_same_wishes, suggest_openness
from quancheng.records.disclosure.commands.own_intake import Claim, register_own_record, submit_own_record
from quancheng.records.disclosure.commands.own_records import propose_own_record_end, verify_own_record
from quancheng.records.disclosure.commands.replies import (
    clear_reply,
    decide_item,
    divide_request,
    draft_reply,
    issue_reply,
    review_reply,
    serve_reply,
)
from quancheng.records.disclosure.commands.transfers import name_right_agency
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.models.replies import Reply
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.queries.annual import annual_cells, requests_in_cell
from quancheng.records.disclosure.queries.citizens import own_requests, own_requests_as_data
from quancheng.records.disclosure.queries.doors import of_form
from quancheng.records.disclosure.queries.made_open import made_open
from quancheng.records.disclosure.queries.own_records import of_form as own_record_of_form
from quancheng.records.disclosure.queries.requests import Counts, requests_at_a_glance
from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn
from quancheng.records.disclosure.rules.applicants import Applicant as ApplicantSort
from quancheng.records.disclosure.rules.applicants import Proof
from quancheng.records.disclosure.rules.own_record import End as OwnRecordEnd
from quancheng.records.disclosure.rules.receipt import Channel

__all__ = [
    "AnnualRow",
    "ApplicantColumn",
    "ApplicantSort",
    "Channel",
    "Claim",
    "Counts",
    "Medium",
    "OwnRecordEnd",
    "Party",
    "Proof",
    "Reply",
    "Route",
    "What",
    "Who",
    "annual_cells",
    "ask_correction",
    "call_in_request",
    "clear_reply",
    "confirm_receipt",
    "consult",
    "decide_item",
    "divide_request",
    "draft_reply",
    "extend_answer",
    "issue_reply",
    "made_open",
    "name_right_agency",
    "note_delivery",
    "note_notice_served",
    "note_opinion",
    "notice_same_wishes",
    "of_form",
    "own_record_of_form",
    "own_requests",
    "own_requests_as_data",
    "propose_own_record_end",
    "register_own_record",
    "register_request",
    "requests_at_a_glance",
    "requests_in_cell",
    "review_reply",
    "serve_reply",
    "submit_own_record",
    "submit_request",
    "suggest_openness",
    "verify_own_record",
]

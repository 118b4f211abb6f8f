"""What the shells and the insights may use of requests."""

from quancheng.records.disclosure.commands.consulting import consult, note_delivery, note_opinion
from quancheng.records.disclosure.commands.excess import ask_reasons, delay_answer, note_reasons
from quancheng.records.disclosure.commands.fees import (
    close_unpaid,
    issue_fee_notice,
    note_fee_served,
    note_payment,
    propose_fee,
)
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
from quancheng.records.disclosure.commands.replies import decide_item, divide_request
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.queries.annual import annual_cells, requests_in_cell
from quancheng.records.disclosure.queries.citizens import own_requests, own_requests_as_data
from quancheng.records.disclosure.queries.doors import of_form
from quancheng.records.disclosure.queries.fees import Collected, fees_collected
from quancheng.records.disclosure.queries.requests import Counts, requests_at_a_glance
from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn
from quancheng.records.disclosure.rules.applicants import Applicant as ApplicantSort
from quancheng.records.disclosure.rules.applicants import Proof
from quancheng.records.disclosure.rules.fees import Basis
from quancheng.records.disclosure.rules.receipt import Channel

__all__ = [
    "AnnualRow",
    "ApplicantColumn",
    "ApplicantSort",
    "Basis",
    "Channel",
    "Collected",
    "Counts",
    "Medium",
    "Party",
    "Proof",
    "Route",
    "What",
    "Who",
    "annual_cells",
    "ask_correction",
    "ask_reasons",
    "call_in_request",
    "close_unpaid",
    "confirm_receipt",
    "consult",
    "decide_item",
    "delay_answer",
    "divide_request",
    "extend_answer",
    "fees_collected",
    "issue_fee_notice",
    "note_delivery",
    "note_fee_served",
    "note_notice_served",
    "note_opinion",
    "note_payment",
    "note_reasons",
    "of_form",
    "own_requests",
    "own_requests_as_data",
    "propose_fee",
    "register_request",
    "requests_at_a_glance",
    "requests_in_cell",
    "submit_request",
]

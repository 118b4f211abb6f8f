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
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.queries.annual import annual_cells, moved_in, requests_in_cell
from quancheng.records.disclosure.queries.citizens import own_requests, own_requests_as_data
from quancheng.records.disclosure.queries.doors import of_form
from quancheng.records.disclosure.queries.judged import (
    requests_judged,
    requests_left_open,
    worksheets_judged,
)
from quancheng.records.disclosure.queries.requests import Counts, requests_at_a_glance
from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn
from quancheng.records.disclosure.rules.applicants import Applicant as ApplicantSort
from quancheng.records.disclosure.rules.applicants import Proof
from quancheng.records.disclosure.rules.receipt import Channel

__all__ = [
    "AnnualRow",
    "ApplicantColumn",
    "ApplicantSort",
    "Channel",
    "Counts",
    "Medium",
    "Party",
    "Proof",
    "Route",
    "What",
    "Who",
    "annual_cells",
    "ask_correction",
    "call_in_request",
    "confirm_receipt",
    "consult",
    "extend_answer",
    "moved_in",
    "note_delivery",
    "note_notice_served",
    "note_opinion",
    "of_form",
    "own_requests",
    "own_requests_as_data",
    "register_request",
    "requests_at_a_glance",
    "requests_in_cell",
    "requests_judged",
    "requests_left_open",
    "submit_request",
    "worksheets_judged",
]

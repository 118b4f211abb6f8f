"""What the shells and the insights may use of requests."""

from quancheng.records.disclosure.commands.bulletins import draft_bulletin
from quancheng.records.disclosure.commands.conference import call_joint, give_opinion
from quancheng.records.disclosure.commands.consulting import consult, note_delivery, note_opinion
from quancheng.records.disclosure.commands.demands import accept_demand, hand_on_demand, report_demand
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
from quancheng.records.disclosure.commands.replies import (
    clear_reply,
    decide_item,
    divide_request,
    draft_reply,
    issue_reply,
    review_reply,
    serve_reply,
)
from quancheng.records.disclosure.commands.watching import count_outcomes
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.models.replies import Reply
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
from quancheng.records.disclosure.rules.bulletin import Span as BulletinSpan
from quancheng.records.disclosure.rules.conference import Sort as JointSort
from quancheng.records.disclosure.rules.demands import Sort as DemandSort
from quancheng.records.disclosure.rules.receipt import Channel

__all__ = [
    "AnnualRow",
    "ApplicantColumn",
    "ApplicantSort",
    "BulletinSpan",
    "Channel",
    "Counts",
    "DemandSort",
    "JointSort",
    "Medium",
    "Party",
    "Proof",
    "Reply",
    "Route",
    "What",
    "Who",
    "accept_demand",
    "annual_cells",
    "ask_correction",
    "call_in_request",
    "call_joint",
    "clear_reply",
    "confirm_receipt",
    "consult",
    "count_outcomes",
    "decide_item",
    "divide_request",
    "draft_bulletin",
    "draft_reply",
    "extend_answer",
    "give_opinion",
    "hand_on_demand",
    "issue_reply",
    "moved_in",
    "note_delivery",
    "note_notice_served",
    "note_opinion",
    "of_form",
    "own_requests",
    "own_requests_as_data",
    "register_request",
    "report_demand",
    "requests_at_a_glance",
    "requests_in_cell",
    "requests_judged",
    "requests_left_open",
    "review_reply",
    "serve_reply",
    "submit_request",
    "worksheets_judged",
]

"""What the shells and the insights may use of requests."""

from quancheng.records.disclosure.commands.bulletins import draft_bulletin
from quancheng.records.disclosure.commands.checking import acknowledge_check
from quancheng.records.disclosure.commands.conference import call_joint, give_opinion
from quancheng.records.disclosure.commands.consulting import (
    consult,
    note_delivery,
    note_opinion,
    note_silence,
)
from quancheng.records.disclosure.commands.demands import accept_demand, hand_on_demand, report_demand
from quancheng.records.disclosure.commands.endings import (
    draft_ending,
    issue_ending,
    return_ending,
    review_ending,
)
from quancheng.records.disclosure.commands.excess import ask_reasons, delay_answer, note_reasons
from quancheng.records.disclosure.commands.fees import (
    close_unpaid,
    drop_fee,
    issue_fee_notice,
    note_fee_served,
    note_payment,
    propose_fee,
)
from quancheng.records.disclosure.commands.files import attach_file, take_redacted
from quancheng.records.disclosure.commands.handling import (
    ask_correction,
    call_in_request,
    extend_answer,
    let_lapse,
    note_notice_served,
    note_withdrawal,
    take_correction,
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
from quancheng.records.disclosure.commands.redoing import redo_request
from quancheng.records.disclosure.commands.replies import (
    clear_reply,
    decide_item,
    divide_request,
    draft_reply,
    issue_reply,
    return_reply,
    review_reply,
    serve_reply,
)
from quancheng.records.disclosure.commands.searching import record_search
from quancheng.records.disclosure.commands.transfers import name_right_agency
from quancheng.records.disclosure.commands.watching import count_outcomes
from quancheng.records.disclosure.events import FILE_KIND
from quancheng.records.disclosure.models import Reply, Request
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.models.searches import Result as SearchResult
from quancheng.records.disclosure.queries.annual import (
    TakenOver,
    annual_cells,
    moved_in,
    requests_in_cell,
    taken_over,
)
from quancheng.records.disclosure.queries.checks import checks_of
from quancheng.records.disclosure.queries.citizens import own_requests, own_requests_as_data
from quancheng.records.disclosure.queries.doors import of_form
from quancheng.records.disclosure.queries.fees import Collected, fees_collected
from quancheng.records.disclosure.queries.judged import requests_judged, requests_left_open, worksheets_judged
from quancheng.records.disclosure.queries.linked import papers_as_parts as served_replies
from quancheng.records.disclosure.queries.made_open import made_open
from quancheng.records.disclosure.queries.own_citizens import own_record_lines, own_records_as_data
from quancheng.records.disclosure.queries.own_records import of_form as own_record_of_form
from quancheng.records.disclosure.queries.remedies import agency_with_code
from quancheng.records.disclosure.queries.replies import items_of
from quancheng.records.disclosure.queries.requests import (
    Counts,
    lines_written,
    request_for,
    requests_at_a_glance,
)
from quancheng.records.disclosure.queries.searches import searches_of
from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn
from quancheng.records.disclosure.rules.applicants import Applicant as ApplicantSort
from quancheng.records.disclosure.rules.applicants import Proof
from quancheng.records.disclosure.rules.bulletin import Span as BulletinSpan
from quancheng.records.disclosure.rules.conference import Sort as JointSort
from quancheng.records.disclosure.rules.demands import Sort as DemandSort
from quancheng.records.disclosure.rules.fees import Basis
from quancheng.records.disclosure.rules.files import Gives
from quancheng.records.disclosure.rules.grounds import musts_of
from quancheng.records.disclosure.rules.own_record import End as OwnRecordEnd
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.workflow import DISCLOSURE, REGISTRARS
from quancheng.records.disclosure.workflow.asking import CONSULTATION

__all__ = [
    "CONSULTATION",
    "DISCLOSURE",
    "FILE_KIND",
    "REGISTRARS",
    "AnnualRow",
    "ApplicantColumn",
    "ApplicantSort",
    "Basis",
    "BulletinSpan",
    "Channel",
    "Claim",
    "Collected",
    "Counts",
    "DemandSort",
    "Gives",
    "JointSort",
    "Medium",
    "Opinion",
    "OwnRecordEnd",
    "Party",
    "Proof",
    "Reply",
    "Request",
    "Route",
    "SearchResult",
    "TakenOver",
    "What",
    "Who",
    "accept_demand",
    "acknowledge_check",
    "agency_with_code",
    "annual_cells",
    "ask_correction",
    "ask_reasons",
    "attach_file",
    "call_in_request",
    "call_joint",
    "checks_of",
    "clear_reply",
    "close_unpaid",
    "confirm_receipt",
    "consult",
    "count_outcomes",
    "decide_item",
    "delay_answer",
    "divide_request",
    "draft_bulletin",
    "draft_ending",
    "draft_reply",
    "drop_fee",
    "extend_answer",
    "fees_collected",
    "give_opinion",
    "hand_on_demand",
    "issue_ending",
    "issue_fee_notice",
    "issue_reply",
    "items_of",
    "let_lapse",
    "lines_written",
    "made_open",
    "moved_in",
    "musts_of",
    "name_right_agency",
    "note_delivery",
    "note_fee_served",
    "note_notice_served",
    "note_opinion",
    "note_payment",
    "note_reasons",
    "note_silence",
    "note_withdrawal",
    "notice_same_wishes",
    "of_form",
    "own_record_lines",
    "own_record_of_form",
    "own_records_as_data",
    "own_requests",
    "own_requests_as_data",
    "propose_fee",
    "propose_own_record_end",
    "record_search",
    "redo_request",
    "register_own_record",
    "register_request",
    "report_demand",
    "request_for",
    "requests_at_a_glance",
    "requests_in_cell",
    "requests_judged",
    "requests_left_open",
    "return_ending",
    "return_reply",
    "review_ending",
    "review_reply",
    "searches_of",
    "serve_reply",
    "served_replies",
    "submit_own_record",
    "submit_request",
    "suggest_openness",
    "take_correction",
    "take_redacted",
    "taken_over",
    "verify_own_record",
    "worksheets_judged",
]

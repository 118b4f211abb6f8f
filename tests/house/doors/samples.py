"""From an address of a table to one that can be asked for: which record stands in which place."""

import re
from collections.abc import Callable, Mapping

Things = Mapping[str, object]
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
WRITTEN_OUT: Mapping[str, str] = {  # what is told by a regular expression
    "^.*/$": "no/such/address/",
    r"^((?:[\w\-]+/)*)$": "",
    r"pages/^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\."
    r"(?P<revision_id_b>live|latest|\d+)/$": "pages/{notice}/revisions/compare/earliest...latest/",
}
WORDS: Mapping[str, object] = {
    "act": "rename", "name": "units", "ending": "csv", "year": 2024, "key": 1, "place": 0, "role": "security",
    "mode": "elder", "token": "x", "session_id": 1, "app_label": "wagtailcore", "model_name": "page",
    "action": "delete", "provider_id": "platform", "sign_in_id": 1, "what": "docx", "subscription_id": 1,
    "reply_id": 1,
    "content_type_app_name": "portal", "content_type_model_name": "notice",
}  # fmt: skip
# A place in an address, and what stands there: the first line whose beginning fits counts.
STANDS: tuple[tuple[str, str, str], ...] = (
    ("approvals/new/", "kind", "paper_kind"),
    ("approvals/new/", "ref", "paper"),
    ("redaction/of/", "kind", "redacted_kind"),
    ("redaction/of/", "ref", "redacted"),
    ("redaction/<int:redaction_id>/product/", "redaction_id", "finished_redaction"),
    ("redaction/", "redaction_id", "redaction"),
    ("redaction/", "part_id", "redaction_box"),
    ("redaction/", "page", "redaction_page"),
    ("seals/paper/", "kind", "paper_kind"),
    ("seals/paper/", "ref", "sealable_paper"),
    ("inspections/", "draft_id", "indicator_sheet"),
    ("inspections/", "key", "sheet_row"),
    ("inspections/", "code", "sign"),
    ("plan/commitments/drafts/", "draft_id", "commitment_draft"),
    ("plan/drafts/", "draft_id", "plan_draft"),
    ("plan/duties/<int:duty_id>/moves/", "duty_id", "moved_duty"),
    ("plan/duties/", "duty_id", "duty"),
    ("plan/evidence/<int:evidence_id>/snapshot/", "evidence_id", "evidence_address"),
    ("plan/evidence/<int:evidence_id>/recheck/", "evidence_id", "evidence_address"),
    ("plan/evidence/<int:evidence_id>", "evidence_id", "evidence_file"),
    ("plan/evidence/<int:release_id>", "release_id", "released"),
    ("plan/releases/", "release_id", "release"),
    ("plan/orders/<int:order_id>/sealed/", "order_id", "sealed_order"),
    ("plan/orders/files/", "file_id", "answer_file"),
    ("orgs/import/", "file_id", "register"),
    ("plan/commitments/one/", "ref", "commitment"),
    ("plan/commitments/", "ref", "commitments"),
    ("plan/milestones/", "ref", "milestone"),
    ("plan/warnings/", "ref", "warning"),
    ("plan/rows/", "ref", "row"),
    ("plan/<slug:ref>/above/", "ref", "below"),
    ("plan/", "ref", "plan"),
    ("scorecards/sets/<int:set_id>/next/", "set_id", "issued_set"),
    ("scorecards/sets/", "set_id", "draft_set"),
    ("scorecards/sets/", "indicator_id", "draft_indicator"),
    ("scorecards/indicators/<int:indicator_id>/marks/", "indicator_id", "hand_indicator"),
    ("scorecards/", "indicator_id", "scored_indicator"),
    ("scorecards/", "unit_id", "scored_unit"),
    ("disclosure/merging/", "unit_id", "holding_unit"),
    ("scorecards/", "mark_id", "score_mark"),
    ("scorecards/below/", "result_id", "result_below"),
    ("scorecards/", "result_id", "score_result"),
    ("scorecards/", "score_id", "own_score"),
    ("scorecards/", "file_id", "appeal_file"),
    ("scorecards/", "appeal_id", "score_appeal"),
    ("scorecards/letters/basis/", "basis_id", "score_basis"),
    ("scorecards/letters/basis/", "code", "drop"),
    ("scorecards/letters/<int:letter_id>/edit/", "letter_id", "score_draft"),
    ("scorecards/", "letter_id", "score_letter"),
    ("scorecards/sets/", "code", "issue"),
    ("scorecards/appeals/", "code", "reject"),
    ("scorecards/letters/", "code", "sign"),
    ("disclosure/own-records/", "number", "own_record"),
    ("disclosure/own-records/", "place", "own_place"),
    ("disclosure/own-records/", "code", "verify_it"),
    ("disclosure/made-open/", "made_open_id", "made_open"),
    ("disclosure/made-open/", "code", "assess_it"),
    ("disclosure/made-open/", "number", "suggested"),
    ("disclosure/withheld/", "item_id", "refusal"),
    ("disclosure/supervision/joint/", "joint_id", "joint"),
    ("disclosure/supervision/joint/", "code", "conclude"),
    ("disclosure/supervision/demands/", "demand_id", "demand"),
    ("disclosure/supervision/demands/", "code", "report"),
    ("disclosure/supervision/bulletins/", "bulletin_id", "request_bulletin"),
    ("disclosure/supervision/bulletins/", "code", "issue"),
    ("disclosure/<slug:number>/forms/", "what", "application"),
    ("disclosure/", "number", "request"),
    ("disclosure/", "search_id", "search_record"),
    ("disclosure/", "part_id", "withheld_part"),
    ("disclosure/<slug:number>/checks/", "code", "check"),
    ("disclosure/", "place", "request_place"),
    ("disclosure/", "code", "extend"),
    ("remedies/complaints/", "code", "remedy_verify"),
    ("remedies/complaints/<int:complaint_id>/answer.docx", "complaint_id", "answered_complaint"),
    ("remedies/complaints/", "complaint_id", "complaint"),
    ("remedies/measures/", "code", "remedy_reported"),
    ("remedies/measures/", "measure_id", "remedy_measure"),
    ("remedies/measures/", "proof_id", "remedy_proof"),
    ("remedies/", "code", "remedy_replied"),
    ("remedies/", "proceeding_id", "proceeding"),
    ("remedies/", "paper_id", "remedy_paper"),
    ("disclosure/", "file_id", "request_file"),
    ("disclosure/", "paper_id", "request_paper"),
    ("yearbook/", "report_id", "yearbook_draft"),
    ("yearbook/", "ref", "yearbook_issued"),
    ("yearbook/", "duty_id", "yearbook_duty"),
    ("yearbook/", "part", "yearbook_part"),
    ("yearbook/", "key", "yearbook_cell"),
    ("yearbook/", "code", "yearbook_step"),
    ("yearbook/", "ending", "yearbook_ending"),
    ("orgs/holdings/", "act", "act_holding"),
    ("orgs/posts/", "act", "act_post"),
    ("orgs/people/", "act", "act_person"),
    ("pages/add/", "parent_page_id", "board"),
    ("pages/<int:parent_page_id>/add_subpage/", "parent_page_id", "board"),
    ("", "parent_page_id", "home"),
    ("", "page_id", "notice"),
    ("", "page_to_move_id", "notice"),
    ("", "destination_id", "board"),
    ("", "object_id", "notice"),
    ("", "revision_id", "revision"),
    ("", "snapshot_id", "look"),
    ("", "line_id", "line"),
    ("", "order_id", "order"),
    ("", "bulletin_id", "bulletin"),
    ("", "table_id", "table"),
    ("", "publication_id", "publication"),
    ("groundwork/", "gathering_id", "gathering"),
    ("groundwork/", "attendance_id", "attendance"),
    ("groundwork/", "material_id", "material"),
    ("groundwork/", "council_id", "council"),
    ("groundwork/", "decision_id", "decision"),
    ("groundwork/councils/", "act", "join"),
    ("groundwork/gatherings/", "code", "hold"),
    ("groundwork/notices/<int:notice_id>/", "notice_id", "sent_notice"),
    ("groundwork/notices/files/", "file_id", "notice_file"),
    ("groundwork/notices/got/", "code", "sign"),
    ("plan/duties/", "code", "sign"),
    ("plan/orders/", "code", "withdraw"),
    ("plan/bulletins/", "code", "issue"),
    ("plan/commitments/", "code", "report"),
    ("mailbox/", "code", "draft"),
    ("retention/<str:code>/hand-over/", "code", "archived_kind"),
    ("retention/", "code", "kept"),
    ("norms/", "code", "norm"),
    ("norms/", "value_id", "norm_value"),
    ("norms/", "signature_id", "norm_signature"),
    ("help/", "code", "chapter"),
    ("site/", "release_id", "site_release"),
)
MORE_WORDS: Mapping[str, object] = {
    "act_holding": "relieve", "act_post": "close", "act_person": "password",
    "sheet_row": 1,
    "extend": "extend", "check": "right_agency", "own_place": 1, "verify_it": "verify", "assess_it": "assess",
    "conclude": "conclude", "application": "application",
    "sign": "sign", "withdraw": "withdraw", "issue": "issue", "report": "report", "draft": "draft",
    "kept": "mailbox.sender", "archived_kind": "plan.order", "join": "join", "hold": "hold",
    "yearbook_part": 3, "yearbook_cell": "3.1.1", "yearbook_step": "discard", "yearbook_ending": "json",
    "remedy_verify": "verify", "remedy_reported": "reported", "remedy_replied": "replied",
    "reject": "reject", "chapter": "agenda", "drop": "drop",
    "norm": "disclosure.remedies",
}  # fmt: skip


def visited(address: str, things: Things) -> str:
    """The path behind an address."""
    if address in WRITTEN_OUT:
        return "/" + WRITTEN_OUT[address].format(**things)
    return "/" + PLACE.sub(_filler(address, things), address)


def visited_closed(address: str) -> str:
    """The path of a closed room: whatever number, nobody gets there."""
    return "/" + PLACE.sub("1", address).replace("^", "")


def _filler(address: str, things: Things) -> Callable[[re.Match[str]], str]:
    def fill(place: re.Match[str]) -> str:
        word = place[1]
        named = (what for start, where, what in STANDS if where == word and address.startswith(start))
        what = next(named, word)
        for known in (things, MORE_WORDS, WORDS):
            if what in known:
                return str(known[what])
        raise KeyError(f"say in tests/house/doors/samples.py what stands for <{word}> in {address}")

    return fill

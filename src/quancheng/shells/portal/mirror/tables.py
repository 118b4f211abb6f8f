"""Which tables travel, in which order, and what of them is held back beyond the list of the public role.

What the public may read is told once, in `shells/portal/role`: rows and columns of this list are taken from
there. Here stands what is left out, because the other house has it already or has no use for it. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_AT_OFFICE = "role IN ('openness_office', 'openness_head')"
# Messages that came from outside have their cases there; of the others the case is counted, nothing read.
# Of requests nothing travels outwards.
_ELSEWHERE = (
    "workflow NOT IN ('disclosure', 'own_record') AND (workflow <> 'message' OR id NOT IN"
    " (SELECT m.case_id FROM {real}mailbox_message m JOIN"
    " {real}transfer_twin t ON t.key = m.number AND t.kind = 'mailbox.message' JOIN {real}transfer_way w"
    " ON w.id = t.way_id AND NOT w.is_out))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Travels:
    """One table on its way: which of the rows that the public may read, and without which columns."""

    table: str
    rows: str = "true"
    but: tuple[str, ...] = ()


TABLES: tuple[Travels, ...] = (
    Travels(table="orgs_tenant"),
    Travels(table="orgs_unit"),
    Travels(table="orgs_unitplace"),
    Travels(table="orgs_post", rows="id IN (SELECT post_id FROM orgs_postrole)"),
    Travels(table="orgs_postrole", rows=_AT_OFFICE),
    Travels(
        table="orgs_holding",
        rows="post_id IN (SELECT id FROM orgs_post) AND person_id IN"
        " (SELECT id FROM orgs_person WHERE is_active)",
    ),
    Travels(table="calendar_holidaynotice", but=("checked_by", "entered_by")),
    Travels(table="calendar_noticeday"),
    Travels(table="retention_term"),
    Travels(table="notify_template", but=("made_by_id",)),
    Travels(table="mailbox_limit"),
    Travels(table="casework_case", rows=_ELSEWHERE),
    Travels(
        table="casework_caseline",
        rows="case_id IN (SELECT id FROM casework_case WHERE workflow <> 'message')",
        but=("person_id", "post_id"),
    ),
    Travels(table="plan_plan"),
    Travels(table="plan_edition", but=("draft_id",)),
    Travels(table="plan_row"),
    Travels(table="plan_rowversion"),
    Travels(table="plan_rowunit"),
    Travels(table="plan_rowunit_members"),
    Travels(table="plan_task"),
    Travels(table="obligations_obligation"),
    Travels(table="obligations_dueitem"),
    Travels(table="plan_publishedmove", but=("line_id",)),
    Travels(table="files_storedfile", but=("unit_id",)),
    Travels(table="obligations_evidence"),
    Travels(table="obligations_evidencerelease"),
    Travels(table="plan_commitmentlist"),
    Travels(table="plan_commitmentdraft"),
    Travels(table="plan_commitmentedition"),
    Travels(table="plan_commitment"),
    Travels(table="plan_commitmentnote"),
    Travels(table="mailbox_publication"),
    Travels(table="yearbook_report"),
)

_OWN_TRAFFIC = (
    "audit_auditentry", "audit_audithead", "django_tasks_database_dbtaskresult", "notify_delivery",
    "notify_notice", "notify_subscription", "workbench_counted_tries",
)  # fmt: skip
_REQUESTS = (
    "disclosure_applicant", "disclosure_correction", "disclosure_explanation", "disclosure_fee",
    "disclosure_accountkey", "disclosure_identitypaper", "disclosure_letter", "disclosure_onlineletter",
    "disclosure_onlinereceipt",
    "disclosure_ownrecord",
    "disclosure_ownrecordclaim", "disclosure_ownrecordevidence", "disclosure_redirection",
    "disclosure_reply", "disclosure_replyfile", "disclosure_request", "disclosure_suggestion",
    "disclosure_verifiable",
    "norms_ownvalue", "norms_signature",
)  # fmt: skip
_ACCOUNTS = ("citizens_citizen", "citizens_code", "citizens_signin")
_SITE = (
    "django_content_type", "portal_homepage", "portal_notice", "portal_noticeboard", "wagtailcore_collection",
    "wagtailcore_collectionviewrestriction", "wagtailcore_locale", "wagtailcore_modellogentry",
    "wagtailcore_page", "wagtailcore_pagelogentry", "wagtailcore_pageviewrestriction", "wagtailcore_site",
    "wagtaildocs_document",
)  # fmt: skip

STAYS: Mapping[str, str] = {
    **dict.fromkeys(_OWN_TRAFFIC, "each house has its own: who follows, letters, counted tries, the audit"),
    **dict.fromkeys(_SITE, "the site tree is each house's own; notices travel by their addresses"),
    **dict.fromkeys(_ACCOUNTS, "accounts of the public are of the house that they sign in to, outside alone"),
    **dict.fromkeys(_REQUESTS, "requests are taken in where the agencies work"),
    "mailbox_message": "it came from outside; how it stands travels as `mailbox.standing`",
    "mailbox_reply": "answers travel with the standing of their message, to its sender alone",
    "orgs_person": "no person travels; one stand-in is at work for those who receive messages",
}

SHIFTED = frozenset({"casework_case", "casework_caseline"})
SHIFT = -(2**62)
OF_MOVES = -(2**61)  # lines that stand for those by which a day was moved: what they say stays inside


def number_outside(table: str, number: int) -> int:
    """Under which number a row stands outside: the same, save where that house numbers rows of its own."""
    return number + SHIFT if table in SHIFTED else number

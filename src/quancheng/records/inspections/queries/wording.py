"""What officials write into an indicator sheet, and under what name its versions are kept."""

from quancheng.kernel.approvals.standing import Version
from quancheng.records.inspections.events import DRAFT_KIND
from quancheng.records.inspections.models import SheetDraft
from quancheng.records.inspections.rules.kept import rows_from_json


def sheet_draft(draft: SheetDraft) -> str:
    """Under what name the versions of a sheet are kept."""
    return f"{DRAFT_KIND}/{draft.pk}"


def sheet_version(draft: SheetDraft) -> Version:
    """How the sheet reads, cell by cell, by who had it in hand last."""
    words = {
        "title": draft.title,
        "from_on": draft.from_on.isoformat(),
        "until_on": draft.until_on.isoformat(),
        "hand_in_on": draft.hand_in_on.isoformat() if draft.hand_in_on else "",
    }
    for row in rows_from_json(draft.rows):
        words |= {f"{row.key}-{name}": text for name, text in row.cells.items()}
        words[f"{row.key}-accepted"] = "疑点已核对" if row.accepted else ""
    return Version(draft.corrected_by_id or draft.brought_by_id, words)

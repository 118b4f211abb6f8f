"""What somebody words in a notice, and under what name its versions are kept."""

from quancheng.kernel.approvals.standing import Words
from quancheng.records.groundwork.events.notices import NOTICE_KIND
from quancheng.records.groundwork.models import Notice
from quancheng.records.groundwork.queries.fillings import columns_of
from quancheng.records.groundwork.rules.columns import as_data


def notice_draft(notice_id: int) -> str:
    """Under what name the versions of a notice are kept."""
    return f"{NOTICE_KIND}/{notice_id}"


def notice_words(notice: Notice) -> Words:
    """The notice with its days, its units, its files and its table: all that a head answers for."""
    words = {"title": notice.title, "text": notice.text, "sign_by": notice.sign_by.isoformat()}
    for one in notice.recipients.select_related("unit"):
        words[f"unit-{one.unit_id}"] = one.unit.name
    for kept in notice.files.select_related("file"):
        words[f"file-{kept.file_id}"] = kept.file.name
    table = getattr(notice, "collection", None)
    if table is not None:
        words["due_on"] = table.due_on.isoformat()
        for place, column in enumerate(as_data(columns_of(table))):
            words |= {f"column-{place}-{name}": str(said) for name, said in column.items()}
    return words

"""Titles of files that go with a reply, held against what is covered in the file."""

from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.queries import place_told_by
from quancheng.records.disclosure.models import ReplyFile, Request
from quancheng.records.disclosure.queries.annexes import files_of
from quancheng.records.disclosure.queries.files import newest_finished
from quancheng.records.disclosure.rules.files import Gives

MOST = 256  # answers; an official opens one page again and again
_known: dict[tuple[str, ...], str] = {}  # by the digests of what never changes: in each process the same


def telling_titles(request: Request) -> tuple[str, ...]:
    """Files of which the open part goes out under a title that tells what is covered, with the place."""
    files = [one for one in files_of(request) if one.gives == Gives.OPEN_PART]
    finished = newest_finished(files) if files else {}
    return tuple(
        f"第{one.place}项的附件（第{order}个区分处理的文件）名称{place}含有所遮的文字"
        for order, one in enumerate(files, start=1)
        if one.pk in finished and (place := place_told(finished[one.pk], one.title))
    )


def place_told_if_called(one: ReplyFile, title: str) -> str:
    """Where a title would tell what is covered in a file; empty where it would not, or nothing is covered."""
    done = newest_finished([one]).get(one.pk)
    return place_told(done, title) if done else ""


def place_told(done: Redaction, title: str) -> str:
    """Where the title tells. What was finished never changes, so that the original is read once.

    Several threads answer at once: what another one has put in or out meanwhile harms none.
    """
    proof = done.proof
    key = (proof.original_digest, proof.words_digest, proof.product_digest, title)
    told = _known.get(key)
    if told is None:
        told = place_told_by(done, title)
        for old in list(_known)[: max(len(_known) - MOST + 1, 0)]:
            _known.pop(old, None)
        _known[key] = told
    return told

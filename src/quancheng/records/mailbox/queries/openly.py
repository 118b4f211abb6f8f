"""Published answers, found by whoever is about to ask for the same."""

from collections.abc import Sequence

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.finding import Found, Rows
from quancheng.kernel.links.openly import Stand
from quancheng.records.mailbox.events import PUBLISHED_KIND
from quancheng.records.mailbox.models import Publication
from quancheng.records.mailbox.queries.linked import publications_as_linked
from quancheng.records.mailbox.queries.publications import published


def _rows(_: Actor) -> Rows:
    """What everybody may read, whoever asks."""
    return published()


def _tell(rows: Sequence[Publication]) -> list[Found]:
    opens = publications_as_linked(Actor.anonymous(), [str(one.pk) for one in rows])
    return [
        Found(
            RecordRef(PUBLISHED_KIND, str(one.pk)), one.title, one.answer, one.answered_on,
            address=opens[str(one.pk)].address if str(one.pk) in opens else "",
        )
        for one in rows
    ]  # fmt: skip


PUBLICATIONS = Stand(
    PUBLISHED_KIND, "公开的留言和答复", rows=_rows, fields=("title", "question", "answer"), tell=_tell
)

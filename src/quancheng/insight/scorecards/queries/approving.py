"""Letters as papers that are laid before leaders (呈批)."""

from quancheng.insight.scorecards.events import LETTER_KIND
from quancheng.insight.scorecards.models import Letter
from quancheng.insight.scorecards.queries.letters import letter_of_office
from quancheng.insight.scorecards.queries.papers import letter_letter
from quancheng.insight.scorecards.queries.wording import letter_draft
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.papers import PaperKind
from quancheng.kernel.approvals.queries import standing_approval
from quancheng.kernel.approvals.wording import writers_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef, row_number
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import Text
from quancheng.kernel.orgs.roles import Role


class NoDraft(Refusal):
    """The letter has gone out, or was given up: there is nothing to approve."""

    code = "scorecards.no_draft"


def letter_drafted(actor: Actor, ref: str) -> Contents:
    """A draft letter of the actor's office. Raises NotOfOffice, NoSuchLetter, NoDraft."""
    letter = letter_of_office(actor, row_number(ref))
    if letter.issued_at or letter.discarded_at:
        raise NoDraft("这份函件已经签发或作废，不需要呈批")
    return letter_contents(letter)


def letter_contents(letter: Letter) -> Contents:
    """The letter in the words in which it will go out, but for its number and day."""
    paper = letter_letter(letter)
    opening = (Text(f"种类：{Kind(letter.kind).says}"), Text(f"主送：{paper.recipient}"))
    return Contents(paper.title, (*opening, *paper.body))


def letter_approval(letter: Letter) -> Approval | None:
    """The approval of a draft in its present words, if it was granted."""
    return standing_approval(RecordRef(LETTER_KIND, str(letter.pk)), letter_contents(letter))


def _letter_now(ref: str) -> Contents | None:
    draft = Letter.objects.filter(pk=row_number(ref), issued_at__isnull=True, discarded_at__isnull=True)
    letter = draft.select_related("office").prefetch_related("addressees__unit").first()
    return letter_contents(letter) if letter else None


def _writers(ref: str) -> frozenset[int]:
    letter = Letter.objects.filter(pk=row_number(ref)).first()
    return writers_of(letter_draft(letter.pk), last=letter.drafted_by_id) if letter else frozenset()


PAPER = PaperKind(
    code=LETTER_KIND, says="考核函件", signed_by=frozenset({Role.HEAD, Role.OPENNESS_HEAD}),
    drafted=letter_drafted, present=_letter_now, writers=_writers,
)  # fmt: skip

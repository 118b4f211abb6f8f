"""What the house knows of this module: what may be pointed at, what is in hand, what must be handed over."""

from quancheng.insight.scorecards.events import APPEAL_KIND, LETTER_KIND
from quancheng.insight.scorecards.models import Addressee, Appeal
from quancheng.insight.scorecards.queries import in_hand
from quancheng.insight.scorecards.queries.dated import DATED
from quancheng.insight.scorecards.queries.linked import LINKED
from quancheng.insight.scorecards.workflow import (
    APPEAL,
    LETTER,
    LETTER_OF_OFFICE,
    OF_OFFICE,
    LetterState,
    State,
)
from quancheng.kernel.casework import agenda
from quancheng.kernel.links import registry as links
from quancheng.kernel.norms import foreign
from quancheng.kernel.orgs.handover import watch_holdings, watch_units

LETTERS, APPEALS = "scorecards_desk:letters", "scorecards_desk:appeals"


def tell_the_house() -> None:
    """Once, when the house starts."""
    for code, says, find_many in LINKED:
        links.register(code, says=says, find_many=find_many, is_inner=True)
    agenda.register(
        APPEAL, APPEAL_KIND, Appeal, left="未处理的考核申诉", page=APPEALS, waits_for={State.FILED: OF_OFFICE}
    )
    agenda.register(
        LETTER, LETTER_KIND, Addressee, ref="letter_id", left="未办结的考核函件", page=LETTERS,
        apart=frozenset({LetterState.TALKED}), waits_for=dict.fromkeys(LETTER_OF_OFFICE, OF_OFFICE),
    )  # fmt: skip
    foreign.register(DATED)
    watch_units(in_hand.DRAFTS, in_hand.drafts_of_unit, page=LETTERS)
    for says, held, held_by_each in in_hand.PEOPLE_HOLD:
        watch_holdings(says, held, page=LETTERS, many=held_by_each)

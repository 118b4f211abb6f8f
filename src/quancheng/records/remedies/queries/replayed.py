"""What a file of requests asks of the proceedings that it has brought before."""

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.queries import past_of
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.proceedings import STANDS, proceeding_for, proceedings_for


def proceeding_with_file_number(actor: Actor, request: str, file_number: str) -> Proceeding | None:
    """The proceeding against a request that has this number at its organ or court, if one is entered."""
    return proceedings_for(actor).filter(STANDS, request=request, file_number=file_number.strip()).first()


def lines_of_proceeding(actor: Actor, proceeding_id: int) -> int:
    """How many lines its history has. Raises NoSuchProceeding."""
    return len(past_of(proceeding_for(actor, proceeding_id).case).lines)

"""The files of a proceeding, for those who see it."""

from django.db.models import QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.remedies.models import Paper, Proceeding
from quancheng.records.remedies.queries.proceedings import proceeding_for


class NoSuchPaper(Refusal):
    """No such file of this proceeding."""

    code = "remedies.no_such_paper"
    status = 404


def papers_of(proceeding: Proceeding) -> QuerySet[Paper]:
    """What was put to it, the first first."""
    return Paper.objects.filter(proceeding=proceeding).select_related("file", "added_by")


def paper_for(actor: Actor, proceeding_id: int, paper_id: int) -> Paper:
    """One file of a proceeding that the actor may see. Raises NoSuchProceeding, NoSuchPaper."""
    found = papers_of(proceeding_for(actor, proceeding_id)).filter(pk=paper_id).first()
    if found is None:
        raise NoSuchPaper("没有找到这份材料；请从案件页面重新选择", paper=paper_id)
    return found
